/** Budgets as operators see and set them. */
import { z } from 'zod'
import { type NanoUsd, parseUsd, usdText } from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import { isTimeZone } from '../stages/index.js'
import { BUDGET_SUBJECTS, BUDGET_WINDOWS, type BudgetRule } from '../stores/index.js'
import type { OperatorServices } from './row.js'
import { type Standing, standings } from './standing.js'

const NANO_PER_USD = 1e9
const MAX_USD = 9_000_000

const id = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,128}$/)
  .describe('1 to 128 letters, digits, dots, underscores, colons and hyphens')
const name = z.string().min(1).max(200).exactOptional()
const match = z.strictObject({ key: name, team: name, user: name, model: name, provider: name, session: name })

/** A number is rounded to nano-dollars; text says them exactly. */
const limitUsd = z
  .union([z.number().max(MAX_USD), z.string()])
  .transform((given) => (typeof given === 'string' ? (parseUsd(given) ?? 0) : Math.round(given * NANO_PER_USD)))
  .refine((nanoUsd) => nanoUsd > 0)
  .describe(`an amount in US dollars above 0, up to ${MAX_USD}`)

export const putBudgetInput = z.strictObject({
  id,
  match: match.default({}).describe(`an object with some of ${BUDGET_SUBJECTS.join(', ')}, each a name or "*"`),
  limit_usd: limitUsd,
  window: z.enum(BUDGET_WINDOWS).describe(`one of ${BUDGET_WINDOWS.join(', ')}`),
  timezone: z
    .string()
    .refine(isTimeZone)
    .default('UTC')
    .describe('the IANA name of a time zone, such as Europe/Berlin'),
})

export const budgetIdInput = z.strictObject({ id })

export const budgetOutput = z.object({
  id: z.string(),
  match,
  limit_nano_usd: z.int(),
  limit_usd: z.string(),
  window: z.enum(BUDGET_WINDOWS),
  timezone: z.string(),
  created_at: z.iso.datetime(),
})

export const removedOutput = z.object({ id: z.string(), removed: z.literal(true) })

/** Amounts twice: as an integer, and exactly in dollars. */
const amounts = {
  limit_nano_usd: z.int(),
  limit_usd: z.string(),
  committed_nano_usd: z.int(),
  committed_usd: z.string(),
  reserved_nano_usd: z.int(),
  reserved_usd: z.string(),
  left_nano_usd: z.int(),
  left_usd: z.string(),
}

export const standingsOutput = z.object({
  budgets: z.array(
    z.object({
      /** Null for one of the configuration. */
      id: z.string().nullable(),
      source: z.enum(['configuration', 'store']),
      match,
      /** Whose sum it is: as `match`, with names in the place of `*`. */
      bearer: match,
      window: z.enum(BUDGET_WINDOWS),
      timezone: z.string(),
      ...amounts,
      /** Null where the window never ends. */
      starts_at: z.iso.datetime().nullable(),
      resets_at: z.iso.datetime().nullable(),
      /** What the window will have come to if it goes on like this; null as long as nobody can tell. */
      forecast_nano_usd: z.int().nullable(),
      forecast_usd: z.string().nullable(),
    }),
  ),
})

export type StandingsTold = z.output<typeof standingsOutput>

/** All budgets that are in force. */
export async function tellStandings(
  services: Pick<OperatorServices, 'ledger' | 'budgets' | 'configured' | 'clock'>,
): Promise<StandingsTold> {
  return { budgets: (await standings(services)).map(told) }
}

/** Holds from the next call on. */
export async function putBudget(
  { limit_usd: limitNanoUsd, ...rest }: z.output<typeof putBudgetInput>,
  { budgets, clock }: Pick<OperatorServices, 'budgets' | 'clock'>,
): Promise<z.output<typeof budgetOutput>> {
  const rule: BudgetRule = { ...rest, limitNanoUsd, createdAt: clock.now() }
  await budgets.put(rule)
  const { createdAt, window, timezone } = rule
  const limit = { limit_nano_usd: limitNanoUsd, limit_usd: usdText(limitNanoUsd) }
  return { id: rule.id, match: rule.match, ...limit, window, timezone, created_at: isoTime(createdAt) }
}

/** What was spent under it stays in the ledger. @throws HeadgateError `not_found` */
export async function removeBudget(
  asked: z.output<typeof budgetIdInput>,
  { budgets }: Pick<OperatorServices, 'budgets'>,
): Promise<z.output<typeof removedOutput>> {
  if (!(await budgets.remove(asked.id)))
    throw new HeadgateError({
      code: 'not_found',
      detail: 'No budget has that id; those of the configuration have none.',
    })
  return { id: asked.id, removed: true }
}

function told(standing: Standing): StandingsTold['budgets'][number] {
  const { match: written, bearer, window, timezone, startsAt, resetsAt, forecastNanoUsd } = standing
  const { limitNanoUsd, committedNanoUsd, reservedNanoUsd, leftNanoUsd } = standing
  return {
    id: standing.id ?? null,
    source: standing.id === undefined ? 'configuration' : 'store',
    match: written,
    bearer,
    window,
    timezone,
    limit_nano_usd: limitNanoUsd,
    limit_usd: usdText(limitNanoUsd),
    committed_nano_usd: committedNanoUsd,
    committed_usd: usdText(committedNanoUsd),
    reserved_nano_usd: reservedNanoUsd,
    reserved_usd: usdText(reservedNanoUsd),
    left_nano_usd: leftNanoUsd,
    left_usd: usdText(leftNanoUsd),
    starts_at: startsAt === undefined ? null : isoTime(startsAt),
    resets_at: resetsAt === undefined ? null : isoTime(resetsAt),
    ...forecastTold(forecastNanoUsd),
  }
}

function forecastTold(forecastNanoUsd: NanoUsd | undefined) {
  if (forecastNanoUsd === undefined) return { forecast_nano_usd: null, forecast_usd: null }
  return { forecast_nano_usd: forecastNanoUsd, forecast_usd: usdText(forecastNanoUsd) }
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
