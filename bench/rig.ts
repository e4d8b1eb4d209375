/** The rig of a run: the mock upstream, the load generator, a temporary folder, and the one way to measure a target. */
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { CORES, nextMessage, startModule, stopProcess } from './pinned-process.js'
import { cpuTimeUs } from './process-meter.js'
import type { Failure } from './results.js'
import type { Target } from './targets/index.js'
import { type AnswerKind, answerBytes } from './traffic/answers.js'
import { type LoadReport, loadReport, type Traffic } from './traffic/order.js'

const REPORT_TIMEOUT_MS = 120_000

const address = z.object({ port: z.number() })

/** What one order cost a target; no processor figures for a target without processes. */
export interface Measurement {
  readonly requests: number
  readonly perSecond: number
  readonly cpuUs: number | null
  readonly coreShare: number | null
  readonly firstByteMs: readonly number[]
  readonly totalMs: readonly number[]
}

export interface Rig {
  readonly upstreamPort: number
  /** Removed when the rig stops. */
  readonly folder: string
  readonly failures: readonly Failure[]
  measure(target: Target, traffic: Traffic): Promise<Measurement>
  stop(): Promise<void>
}

export async function startRig(): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'headgate-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const upstream = startModule(new URL('./traffic/mock-upstream.js', import.meta.url), CORES.upstream)
  const { port } = address.parse(await nextMessage(upstream))
  const load = startModule(new URL('./traffic/load.js', import.meta.url), CORES.load)
  const failures: Failure[] = []
  const lengths = new Map<string, number>()
  return {
    upstreamPort: port,
    folder,
    failures,
    measure: async (target, traffic) => {
      const expectedBytes = await expectedLength(load, target, { kind: answerKindOf(traffic), lengths })
      const cpuBeforeUs = cpuTimeUs(target.pids)
      const report = await carryOut(load, target, { traffic, expectedBytes, keepSamples: keepsSamples(traffic) })
      const cpuUs = cpuTimeUs(target.pids) - cpuBeforeUs
      noteFailures(failures, target, { traffic, failed: report.failed })
      return measurementOf(report, target.pids.length === 0 ? null : cpuUs)
    },
    stop: async () => {
      await Promise.all([stopProcess(upstream), stopProcess(load)])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function measurementOf(report: LoadReport, cpuUs: number | null): Measurement {
  const { completed, elapsedMs, firstByteMs, totalMs } = report
  return {
    requests: completed,
    perSecond: (completed / elapsedMs) * 1000,
    cpuUs: cpuUs === null || completed === 0 ? null : cpuUs / completed,
    coreShare: cpuUs === null ? null : cpuUs / 1000 / elapsedMs,
    firstByteMs,
    totalMs,
  }
}

interface Errand {
  readonly traffic: Traffic
  readonly expectedBytes: number | null
  readonly keepSamples: boolean
}

async function carryOut(load: ChildProcess, { port, headers }: Target, errand: Errand): Promise<LoadReport> {
  load.send({ port, headers, ...errand })
  return loadReport.parse(await nextMessage(load, REPORT_TIMEOUT_MS))
}

/** A target that writes answers anew is held to the length of its own first answer. */
async function expectedLength(
  load: ChildProcess,
  target: Target,
  { kind, lengths }: { readonly kind: AnswerKind; readonly lengths: Map<string, number> },
): Promise<number> {
  if (target.relaysBytes) return answerBytes(kind)
  const known = lengths.get(`${target.name} ${kind}`)
  if (known !== undefined) return known
  const traffic: Traffic = {
    pace: 'closed',
    body: { sizeBytes: 1024, answer: kind },
    connections: 1,
    staggerMs: 0,
    durationMs: 5000,
    maxRequests: 1,
  }
  const { answerBytes: length } = await carryOut(load, target, { traffic, expectedBytes: null, keepSamples: false })
  lengths.set(`${target.name} ${kind}`, length)
  return length
}

function noteFailures(
  failures: Failure[],
  { name }: Target,
  { traffic, failed }: { readonly traffic: Traffic; readonly failed: LoadReport['failed'] },
): void {
  if (failed.status + failed.length + failed.connection === 0) return
  const what =
    traffic.pace === 'turns' ? `turns ${traffic.fromTurn} to ${traffic.toTurn}` : `${traffic.body.sizeBytes} bytes`
  failures.push({ target: name, during: `${traffic.pace}, ${what}, ${answerKindOf(traffic)}`, ...failed })
}

function answerKindOf(traffic: Traffic): AnswerKind {
  return traffic.pace === 'turns' ? 'plain' : traffic.body.answer
}

/** Latency is judged at a fixed rate and on paced streams; at saturation it would only measure the queue. */
function keepsSamples(traffic: Traffic): boolean {
  return traffic.pace === 'rate' || (traffic.pace === 'closed' && traffic.body.answer === 'paced')
}
