/** The shape of what a run found, and its home: one JSON file for each kept run. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { TARGET_NAMES } from './targets/index.js'

export const SIZE_NAMES = ['1kb', '20kb', '200kb'] as const
export const SIZE_BYTES = { '1kb': 1024, '20kb': 20 * 1024, '200kb': 200 * 1024 } as const
export const MODES = ['plain', 'streamed'] as const

const size = z.enum(SIZE_NAMES)
const mode = z.enum(MODES)
const target = z.enum(TARGET_NAMES)
const figure = z.number().nullable()

const failure = z.object({ target, during: z.string(), status: z.number(), length: z.number(), connection: z.number() })

const machine = z.object({
  processor: z.string(),
  cores: z.number(),
  memoryGb: z.number(),
  kernel: z.string(),
  node: z.string(),
  pinned: z.boolean(),
  commit: z.string(),
  startedAt: z.string(),
})

/** One target in one case. CPU time is of the target's processes; a ratio is the median of the rounds' ratios to the yardstick. */
const caseRow = z.object({
  size,
  mode,
  target,
  cpuUs: figure,
  cpuUsByRound: z.array(z.number()),
  cpuRatio: figure,
  perSecond: figure,
  /** How busy the target's core was at saturation: well below 1, something else was the limit. */
  coreShare: figure,
  totalP50Ms: figure,
  totalP99Ms: figure,
  firstByteP50Ms: figure,
  firstByteP99Ms: figure,
})

const streamRow = z.object({
  target,
  firstByteP50Ms: figure,
  firstByteP99Ms: figure,
  /** Beyond what `direct` needed in the same round. */
  addedP50Ms: figure,
  addedP99Ms: figure,
  cpuUs: figure,
})

const memoryRow = z.object({ target, residentMb: z.number() })

const comparison = z.object({
  rounds: z.number(),
  requests: z.number(),
  cases: z.array(caseRow),
  streams: z.array(streamRow),
  memory: z.array(memoryRow),
  absent: z.array(z.object({ name: target, absentBecause: z.string() })),
})

const turnRow = z.object({ bodyBytes: z.number(), target, cpuUs: figure, cpuRatio: figure })

const soak = z.object({
  requests: z.number(),
  perSecond: z.number(),
  /** Medians over the first and the last quarter of the requests. */
  residentMb: z.object({ first: z.number(), last: z.number() }),
  heapMb: z.object({ first: z.number(), last: z.number() }),
  /** After a full collection, at the end of each of the two quarters. */
  collectedHeapMb: z.object({ first: z.number(), last: z.number() }),
})

const result = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('standard'), machine, failures: z.array(failure), comparison, turns: z.array(turnRow) }),
  z.object({ kind: z.literal('http-layer'), machine, failures: z.array(failure), comparison }),
  z.object({ kind: z.literal('soak'), machine, failures: z.array(failure), soak }),
])

export type SizeName = z.infer<typeof size>
export type Mode = z.infer<typeof mode>
export type Machine = z.infer<typeof machine>
export type Failure = z.infer<typeof failure>
export type CaseRow = z.infer<typeof caseRow>
export type StreamRow = z.infer<typeof streamRow>
export type Comparison = z.infer<typeof comparison>
export type TurnRow = z.infer<typeof turnRow>
export type Soak = z.infer<typeof soak>
export type Result = z.infer<typeof result>
export type ResultOf<Kind extends Result['kind']> = Extract<Result, { kind: Kind }>

const FOLDER = new URL('../../bench/results/', import.meta.url)

/** Writes the result beside earlier ones and returns its path. */
export function keepResult(kept: Result): string {
  const suffix = kept.kind === 'standard' ? '' : `-${kept.kind}`
  const file = new URL(`${kept.machine.startedAt.slice(0, 10)}-${kept.machine.commit}${suffix}.json`, FOLDER)
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`)
  return fileURLToPath(file)
}

/** Every kept result that has today's shape, the newest first. */
export function keptResults(): Result[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'))
  const parsed = files.map((file) => result.safeParse(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))))
  const results = parsed.flatMap((each) => (each.success ? [each.data] : []))
  return results.sort((left, right) => right.machine.startedAt.localeCompare(left.machine.startedAt))
}
