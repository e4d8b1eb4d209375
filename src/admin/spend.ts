/** Spending as operators read it: sums by day, key, team, user, model, provider and session, over whole UTC days. */
import { z } from 'zod'
import { usdText } from '../canonical/index.js'
import { SPEND_SUBJECTS, type SpendDimension, type SpendRow, type SpendSums } from '../stores/index.js'
import type { OperatorServices } from './row.js'

/** What spending can be told by. */
export const SPEND_DIMENSIONS = ['day', ...SPEND_SUBJECTS] as const satisfies readonly SpendDimension[]

const DEFAULT_BY: readonly SpendDimension[] = ['day', 'model']
const DEFAULT_DAYS = 30
const DAY_MS = 86_400_000
const MAX_ROWS = 10_000

const DAY = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,12}(?:Z|[+-]\d{2}:\d{2}))?$/

/** The time that a day, or a time of it, stands for, in milliseconds since the Unix epoch; undefined for other text. */
export function readDay(text: string): number | undefined {
  const time = DAY.test(text) ? Date.parse(text) : Number.NaN
  const isReal = !Number.isNaN(time) && time >= 0 && (text.length > 10 || dayText(time) === text)
  return isReal ? time : undefined
}

/** Dimensions between commas, none of them twice; undefined for other text. */
export function readDimensions(text: string): readonly SpendDimension[] | undefined {
  const names = text.split(',').map((name) => name.trim())
  const found = names.flatMap((name) => SPEND_DIMENSIONS.find((dimension) => dimension === name) ?? [])
  return found.length === names.length && new Set(found).size === found.length ? found : undefined
}

const day = z.string().transform((text, context) => {
  const time = readDay(text)
  if (time !== undefined) return time
  context.addIssue({ code: 'custom' })
  return z.NEVER
})

const dimensions = z.string().transform((text, context) => {
  const found = readDimensions(text)
  if (found !== undefined) return found
  context.addIssue({ code: 'custom' })
  return z.NEVER
})

export const spendInput = z
  .strictObject({
    from: day.exactOptional().describe('a day such as 2027-01-31'),
    to: day.exactOptional().describe('a day such as 2027-01-31, not before from'),
    by: dimensions.exactOptional().describe(`some of ${SPEND_DIMENSIONS.join(',')} between commas, each once`),
  })
  .refine(({ from = 0, to = Number.POSITIVE_INFINITY }) => from <= to, { path: ['to'] })

const sums = {
  calls: z.int(),
  input_tokens: z.int(),
  output_tokens: z.int(),
  cost_nano_usd: z.int(),
  /** The same, exactly. */
  cost_usd: z.string(),
}

/** Null for what bears no such name. */
const name = z.string().nullable().exactOptional()

const spendRow = z.object({
  day: name,
  key: name,
  team: name,
  user: name,
  model: name,
  provider: name,
  session: name,
  ...sums,
})

export const spendOutput = z.object({
  /** UTC days, both in full. */
  from: z.string(),
  to: z.string(),
  /** What the rows are summed up by, in the order that was asked for. */
  by: z.array(z.enum(SPEND_DIMENSIONS)),
  total: z.object(sums),
  rows: z.array(spendRow),
  /** There are more rows; the total holds them too. */
  more_rows: z.boolean(),
})

export type SpendQuery = z.output<typeof spendInput>
export type SpendTold = z.output<typeof spendOutput>

/** By day and model, over the last thirty days, unless something else is asked. */
export async function tellSpend(
  query: SpendQuery,
  { ledger, clock }: Pick<OperatorServices, 'ledger' | 'clock'>,
): Promise<SpendTold> {
  const to = query.to ?? Math.max(clock.now(), query.from ?? 0)
  const from = query.from ?? Math.max(0, to - (DEFAULT_DAYS - 1) * DAY_MS)
  const by = query.by ?? DEFAULT_BY
  const { rows, total } = await ledger.spend({ from, to, by, limit: MAX_ROWS + 1 })
  return {
    from: dayText(from),
    to: dayText(to),
    by: [...by],
    total: told(total),
    rows: rows.slice(0, MAX_ROWS).map((row) => ({ ...names(row, by), ...told(row) })),
    more_rows: rows.length > MAX_ROWS,
  }
}

function told({ calls, inputTokens, outputTokens, costNanoUsd }: SpendSums) {
  return {
    calls,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cost_nano_usd: costNanoUsd,
    cost_usd: usdText(costNanoUsd),
  }
}

function names(row: SpendRow, by: readonly SpendDimension[]): Readonly<Partial<Record<SpendDimension, string | null>>> {
  return Object.fromEntries(by.map((dimension) => [dimension, row[dimension] ?? null]))
}

function dayText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}
