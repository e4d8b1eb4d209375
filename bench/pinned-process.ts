/** Starts the processes of a run, each pinned to its core where that is possible, and sees to it that none outlives the run. */
import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

const START_TIMEOUT_MS = 20_000
const STOP_TIMEOUT_MS = 5_000

/** Who runs where. The upstream and the load generator share a core where there are but two. */
export const CORES = { target: 0, upstream: 1, load: cpus().length > 2 ? 2 : 1 } as const

/** False where `taskset` is missing or there is but one core: then the system decides who runs where. */
export const IS_PINNED = cpus().length > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0

export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly core: number
  readonly stdio: StdioOptions
  readonly env?: NodeJS.ProcessEnv
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill()
})
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))

export function startProgram({ command, args, core, stdio, env }: Program): ChildProcess {
  const [file, ...rest] = IS_PINNED ? ['taskset', '-c', String(core), command, ...args] : [command, ...args]
  const child = spawn(file ?? command, rest, { stdio, env: env ?? process.env })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** One of the bench's own modules as a process that talks by messages. */
export function startModule(module: URL, core: number, args: readonly string[] = []): ChildProcess {
  const stdio: StdioOptions = ['ignore', 'ignore', 'inherit', 'ipc']
  return startProgram({ command: process.execPath, args: [fileURLToPath(module), ...args], core, stdio })
}

/** The next message of the process; rejects when it ends first or stays silent. */
export async function nextMessage(child: ChildProcess, timeoutMs = START_TIMEOUT_MS): Promise<unknown> {
  const settled = new AbortController()
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(timeoutMs)])
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`${child.spawnargs.join(' ')} ended before it answered`)
  })
  try {
    const [message]: unknown[] = await Promise.race([once(child, 'message', { signal }), ended])
    return message
  } finally {
    ended.catch(() => undefined)
    settled.abort()
  }
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill()
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await exited
  clearTimeout(impatience)
}

export function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error(`${child.spawnargs.join(' ')} did not start`)
  return child.pid
}
