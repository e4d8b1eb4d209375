/** The comparison: every case against every target, side by side and interleaved, round after round. */
import { residentBytes } from './process-meter.js'
import {
  type CaseRow,
  type Comparison,
  MODES,
  type Mode,
  SIZE_BYTES,
  type SizeName,
  type StreamRow,
} from './results.js'
import type { Measurement, Rig } from './rig.js'
import { median, percentile, present } from './statistics.js'
import type { Absent, Target, TargetName } from './targets/index.js'
import type { AnswerKind } from './traffic/answers.js'
import type { Traffic } from './traffic/order.js'

/** How long and how often; every figure in a report is the median of the rounds, or a percentile over all of them. */
export interface ComparisonPlan {
  readonly rounds: number
  readonly sizes: readonly SizeName[]
  /** Before the first round, in each case: a gateway lives long, so what its first seconds cost is not what is asked. */
  readonly warmUpMs: number
  readonly saturationMs: number
  readonly rateMs: number
  readonly streamsMs: number
  /** Measured at saturation only. */
  readonly saturationOnly: readonly TargetName[]
  /** Measured in every second round, because it is slow and far from everything else. */
  readonly everySecondRound: readonly TargetName[]
}

export const SATURATION_CONNECTIONS = 32
export const OPEN_STREAMS = 100
export const STREAMS_SIZE: SizeName = '20kb'
export const RATES_PER_SECOND = { '1kb': 200, '20kb': 200, '200kb': 50 } as const satisfies Record<SizeName, number>

/** The paced streams of a lane last a second, so beginning over a second spreads them evenly. */
const STREAMS_STAGGER_MS = 1000

interface Sample {
  readonly round: number
  readonly target: TargetName
  readonly name: string
  readonly measurement: Measurement
}

export async function compare(
  rig: Rig,
  { targets, absent }: { readonly targets: readonly Target[]; readonly absent: readonly Absent[] },
  plan: ComparisonPlan,
): Promise<Comparison> {
  for (const target of targets)
    for (const order of saturationOrders(plan, plan.warmUpMs)) await rig.measure(target, order.traffic)
  const samples: Sample[] = []
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const order of ordersOf(plan)) {
      for (const target of participants(targets, plan, { round, order })) {
        const measurement = await rig.measure(target, order.traffic)
        samples.push({ round, target: target.name, name: order.name, measurement })
      }
    }
    process.stderr.write(`round ${round + 1} of ${plan.rounds} done\n`)
  }
  return {
    rounds: plan.rounds,
    requests: samples.reduce((sum, { measurement }) => sum + measurement.requests, 0),
    cases: casesOf(plan).flatMap((each) => targets.map(({ name }) => caseRow(samples, each, name))),
    streams: targets
      .filter(({ name }) => !plan.saturationOnly.includes(name))
      .map(({ name }) => streamRow(samples, name)),
    memory: targets
      .filter(({ pids }) => pids.length > 0)
      .map(({ name, pids }) => ({ target: name, residentMb: residentBytes(pids) / 2 ** 20 })),
    absent: [...absent],
  }
}

interface NamedOrder {
  readonly name: string
  readonly traffic: Traffic
  readonly isSaturation: boolean
}

interface Case {
  readonly size: SizeName
  readonly mode: Mode
}

function casesOf(plan: ComparisonPlan): Case[] {
  return plan.sizes.flatMap((size) => MODES.map((mode) => ({ size, mode })))
}

function ordersOf(plan: ComparisonPlan): NamedOrder[] {
  return [...saturationOrders(plan, plan.saturationMs), ...rateOrders(plan), streamsOrder(plan)]
}

function saturationOrders(plan: ComparisonPlan, durationMs: number): NamedOrder[] {
  return casesOf(plan).map((each) => ({
    name: nameOf('saturation', each),
    isSaturation: true,
    traffic: closedLoop(bodyOf(each), { connections: SATURATION_CONNECTIONS, staggerMs: 0, durationMs }),
  }))
}

function rateOrders(plan: ComparisonPlan): NamedOrder[] {
  return casesOf(plan).map((each) => ({
    name: nameOf('rate', each),
    isSaturation: false,
    traffic: { pace: 'rate', body: bodyOf(each), perSecond: RATES_PER_SECOND[each.size], durationMs: plan.rateMs },
  }))
}

function streamsOrder({ streamsMs }: ComparisonPlan): NamedOrder {
  const body = { sizeBytes: SIZE_BYTES[STREAMS_SIZE], answer: 'paced' as const }
  const pace = { connections: OPEN_STREAMS, staggerMs: STREAMS_STAGGER_MS, durationMs: streamsMs }
  return { name: 'streams', isSaturation: false, traffic: closedLoop(body, pace) }
}

function closedLoop(
  body: { sizeBytes: number; answer: AnswerKind },
  pace: { connections: number; staggerMs: number; durationMs: number },
): Traffic {
  return { pace: 'closed', body, ...pace, maxRequests: Number.MAX_SAFE_INTEGER }
}

function bodyOf({ size, mode }: Case): { sizeBytes: number; answer: AnswerKind } {
  return { sizeBytes: SIZE_BYTES[size], answer: mode === 'plain' ? 'plain' : 'burst' }
}

function nameOf(measure: 'saturation' | 'rate', { size, mode }: Case): string {
  return `${measure} ${size} ${mode}`
}

/** Each round begins with another target, so that none always comes after the same neighbour. */
function participants(
  targets: readonly Target[],
  plan: ComparisonPlan,
  { round, order }: { readonly round: number; readonly order: NamedOrder },
): Target[] {
  const first = round % targets.length
  return [...targets.slice(first), ...targets.slice(0, first)].filter(
    ({ name }) =>
      (order.isSaturation || !plan.saturationOnly.includes(name)) &&
      (round % 2 === 0 || !plan.everySecondRound.includes(name)),
  )
}

function caseRow(samples: readonly Sample[], each: Case, target: TargetName): CaseRow {
  const saturation = pick(samples, nameOf('saturation', each), target)
  const rate = pick(samples, nameOf('rate', each), target).map(({ measurement }) => measurement)
  const yardstick = pick(samples, nameOf('saturation', each), 'yardstick')
  const totals = rate.flatMap(({ totalMs }) => totalMs)
  const firstBytes = rate.flatMap(({ firstByteMs }) => firstByteMs)
  return {
    ...each,
    target,
    cpuUs: medianOf(saturation, 'cpuUs'),
    cpuUsByRound: present(saturation.map(({ measurement }) => measurement.cpuUs)),
    cpuRatio: median(ratios(saturation, yardstick)),
    perSecond: medianOf(saturation, 'perSecond'),
    coreShare: medianOf(saturation, 'coreShare'),
    totalP50Ms: percentile(totals, 0.5),
    totalP99Ms: percentile(totals, 0.99),
    firstByteP50Ms: percentile(firstBytes, 0.5),
    firstByteP99Ms: percentile(firstBytes, 0.99),
  }
}

function streamRow(samples: readonly Sample[], target: TargetName): StreamRow {
  const own = pick(samples, 'streams', target)
  const direct = pick(samples, 'streams', 'direct')
  const all = own.flatMap(({ measurement }) => measurement.firstByteMs)
  return {
    target,
    firstByteP50Ms: percentile(all, 0.5),
    firstByteP99Ms: percentile(all, 0.99),
    addedP50Ms: target === 'direct' ? null : median(addedMs(own, direct, 0.5)),
    addedP99Ms: target === 'direct' ? null : median(addedMs(own, direct, 0.99)),
    cpuUs: medianOf(own, 'cpuUs'),
  }
}

function pick(samples: readonly Sample[], name: string, target: TargetName): Sample[] {
  return samples.filter((sample) => sample.name === name && sample.target === target)
}

function medianOf(samples: readonly Sample[], figure: 'cpuUs' | 'perSecond' | 'coreShare'): number | null {
  return median(present(samples.map(({ measurement }) => measurement[figure])))
}

/** One ratio for each round that both took part in: the machine's mood in that round cancels out. */
function ratios(samples: readonly Sample[], yardstick: readonly Sample[]): number[] {
  return sameRound(samples, yardstick, (own, other) =>
    own.cpuUs === null || other.cpuUs === null ? null : own.cpuUs / other.cpuUs,
  )
}

function addedMs(samples: readonly Sample[], direct: readonly Sample[], share: number): number[] {
  return sameRound(samples, direct, (own, other) => {
    const through = percentile(own.firstByteMs, share)
    const without = percentile(other.firstByteMs, share)
    return through === null || without === null ? null : through - without
  })
}

function sameRound(
  samples: readonly Sample[],
  others: readonly Sample[],
  relate: (own: Measurement, other: Measurement) => number | null,
): number[] {
  return present(
    samples.map(({ round, measurement }) => {
      const other = others.find((candidate) => candidate.round === round)
      return other === undefined ? null : relate(measurement, other.measurement)
    }),
  )
}
