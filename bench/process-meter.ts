/** What processes have used, as Linux counts it: CPU time of all their threads, and memory. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** False where the kernel does not keep these counts, as outside Linux. */
export const CAN_METER = existsSync('/proc/self/schedstat')

/** Processor time that the processes have had so far, user and system together. */
export function cpuTimeUs(pids: readonly number[]): number {
  const threads = pids.flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`))
  return threads.reduce(
    (sum, thread) => sum + Number(readFileSync(`${thread}/schedstat`, 'utf8').split(' ')[0]) / 1000,
    0,
  )
}

/** Memory that the processes hold at this moment. */
export function residentBytes(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + residentKilobytes(pid) * 1024, 0)
}

/** The process and the workers that it has started. */
export function withChildren(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return [pid, ...children.split(' ').filter(Boolean).map(Number)]
}

function residentKilobytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
}
