/** The soak: a long row of requests through headgate, and whether its memory grows with them. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { nextMessage } from './pinned-process.js'
import { residentBytes } from './process-meter.js'
import { SIZE_BYTES, type Soak } from './results.js'
import type { Measurement, Rig } from './rig.js'
import { median } from './statistics.js'
import { type HeadgateTarget, startHeadgate } from './targets/index.js'

const REQUESTS = 200_000
const WARM_UP_REQUESTS = 20_000
const CHECKPOINTS = 40
const CONNECTIONS = 32
const LEG_TIMEOUT_MS = 60_000
const BYTES_PER_MB = 2 ** 20

interface Checkpoint {
  readonly residentMb: number
  readonly heapMb: number
  readonly perSecond: number
}

export async function soak(rig: Rig): Promise<Soak> {
  const folder = join(rig.folder, 'headgate')
  mkdirSync(folder)
  const target = await startHeadgate({ upstreamPort: rig.upstreamPort, folder }, { probed: true })
  await leg(rig, target, WARM_UP_REQUESTS)
  const first = await quarter(rig, target)
  const firstHeapMb = await heapMb(target, 'collected')
  await quarter(rig, target)
  await quarter(rig, target)
  const last = await quarter(rig, target)
  const lastHeapMb = await heapMb(target, 'collected')
  await target.stop()
  return {
    requests: REQUESTS,
    perSecond: middle(last, 'perSecond'),
    residentMb: { first: middle(first, 'residentMb'), last: middle(last, 'residentMb') },
    heapMb: { first: middle(first, 'heapMb'), last: middle(last, 'heapMb') },
    collectedHeapMb: { first: firstHeapMb, last: lastHeapMb },
  }
}

async function quarter(rig: Rig, target: HeadgateTarget): Promise<Checkpoint[]> {
  const checkpoints: Checkpoint[] = []
  for (let count = 0; count < CHECKPOINTS / 4; count += 1) {
    const { perSecond } = await leg(rig, target, REQUESTS / CHECKPOINTS)
    const residentMb = residentBytes(target.pids) / BYTES_PER_MB
    checkpoints.push({ residentMb, heapMb: await heapMb(target, 'as it is'), perSecond })
  }
  process.stderr.write(`${REQUESTS / 4} requests done\n`)
  return checkpoints
}

function leg(rig: Rig, target: HeadgateTarget, maxRequests: number): Promise<Measurement> {
  const body = { sizeBytes: SIZE_BYTES['1kb'], answer: 'plain' } as const
  return rig.measure(target, {
    pace: 'closed',
    body,
    connections: CONNECTIONS,
    staggerMs: 0,
    durationMs: LEG_TIMEOUT_MS,
    maxRequests,
  })
}

async function heapMb(target: HeadgateTarget, question: 'collected' | 'as it is'): Promise<number> {
  target.process.send(question)
  return z.number().parse(await nextMessage(target.process)) / BYTES_PER_MB
}

function middle(checkpoints: readonly Checkpoint[], figure: keyof Checkpoint): number {
  return median(checkpoints.map((checkpoint) => checkpoint[figure])) ?? 0
}
