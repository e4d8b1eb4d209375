/** The `budget` section: how much may be spent, by whom, on what and in which time. */
import { z } from 'zod'
import { choice, data, type FlagRow } from '../../config/index.js'
import { isTimeZone } from './window.js'

/** What integers of nano-dollars can hold, with room for sums. */
const MAX_USD = 9_000_000

const usd = z.number().positive().max(MAX_USD)
const usdPerMillion = z.number().nonnegative().max(MAX_USD)
const name = z.string().min(1).max(200)

const match = z.strictObject({
  key: name.exactOptional(),
  team: name.exactOptional(),
  user: name.exactOptional(),
  model: name.exactOptional(),
  provider: name.exactOptional(),
  session: name.exactOptional(),
})

const scope = z.strictObject({
  match: match.default({}),
  limit_usd: usd,
  window: z.enum(['hour', 'day', 'week', 'month', 'total']),
  timezone: z.string().refine(isTimeZone).default('UTC'),
})

/** The schema of the section. */
export const budgetSchema = z.strictObject({
  per_day_usd: data(`an amount in US dollars above 0, up to ${MAX_USD}`, usd)
    .exactOptional()
    .describe('How many US dollars all calls together may cost in a day (UTC).'),
  scopes: data(
    'a list of budgets: { match: { key|team|user|model|provider|session: NAME or "*" }, limit_usd, window: hour|day|week|month|total, timezone }',
    z.array(scope).max(1_000),
  )
    .default([])
    .describe('Further budgets; all that match a call hold at once, and "*" gives each name a budget of its own.'),
  on_tight: choice(['refuse', 'clamp'])
    .default('refuse')
    .describe(
      'Where the worst case does not fit but a shorter answer would: refuse, or lower the maximum output to what fits.',
    ),
  unknown_price: data(
    '"refuse", or { input_usd_per_mtok, output_usd_per_mtok }',
    z.union([
      z.literal('refuse'),
      z.strictObject({ input_usd_per_mtok: usdPerMillion, output_usd_per_mtok: usdPerMillion }),
    ]),
  )
    .default('refuse')
    .describe('What a model without a known price is taken to cost where a budget applies.'),
  unpriced_features: choice(['refuse', 'allow'])
    .default('refuse')
    .describe(
      'Whether calls under a budget may use what has no price by the token, such as a web search that the provider runs.',
    ),
})

/** The flags of the section. */
export const BUDGET_FLAGS = [
  { flag: '--budget', key: 'budget.per_day_usd', argument: 'USD', description: 'US dollars a day, over everything' },
] as const satisfies readonly FlagRow[]

/** The section, as the stage gets it. */
export type BudgetConfig = Readonly<Omit<z.output<typeof budgetSchema>, 'scopes'>> & {
  readonly scopes: readonly Readonly<z.output<typeof scope>>[]
}
