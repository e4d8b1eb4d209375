/** How much a call can cost at most, or why nobody can tell: then it does not pass where a budget applies. */
import type { Demand, PriceSnapshot } from '../../canonical/index.js'
import type { Refusal } from '../../errors.js'
import { type Meter, overridden } from '../../metering/index.js'
import type { Candidate, Routed } from '../../pipeline/index.js'
import type { BudgetConfig } from './config.js'
import type { Prospect } from './reserve.js'
import type { Held } from './rule-book.js'

/** What the stage needs to know of prices and tokens. */
export type Metering = Omit<Meter, 'warm'>

/** A candidate, and the budgets that hold if it answers. */
export interface Offer {
  readonly candidate: Candidate
  readonly held: readonly Held[]
  readonly price: PriceSnapshot | undefined
}

/** By the loose bound of its input: most calls fit with that, and are spared a look at all of their text. */
export function prospectOf(
  { request, route }: Routed,
  { candidate, held, price }: Offer,
  { config, metering }: { readonly config: BudgetConfig; readonly metering: Metering },
): Prospect | Refusal {
  const demand = request.facts.demand?.()
  if (demand === undefined || route.costs !== 'tokens') return unknown('What calls of this route cost is not known.')
  const [feature] = demand.unpriced
  if (feature !== undefined && config.unpriced_features === 'refuse')
    return unknown(`It uses what has no price by the token: ${demand.unpriced.join(', ')}.`)
  const known = price ?? presumed(config)
  if (known === undefined) return unknown('The price of the model is not known.')
  const inputTokens = metering.looseInputBound(request, known)
  if (inputTokens === undefined) return unknown('It refers to content whose size it does not show.')
  const outputTokens = outputBound(demand, known)
  if (outputTokens === undefined)
    return unknown('How long an answer may be is not known; set a maximum in the request.')
  return { candidate, price: known, inputTokens, outputTokens, held }
}

/** The same call, as closely as its input can be told. */
export function tightened(prospect: Prospect, { request }: Routed, metering: Metering): Prospect {
  const inputTokens = metering.inputBound(request, prospect.price) ?? prospect.inputTokens
  return { ...prospect, inputTokens: Math.min(inputTokens, prospect.inputTokens) }
}

function unknown(detail: string): Refusal {
  return { code: 'unknown_price', detail }
}

/** The request's own maximum, else the model's. */
function outputBound({ maxOutputTokens }: Demand, price: PriceSnapshot): number | undefined {
  return maxOutputTokens ?? price.maxOutputTokens ?? price.contextTokens
}

function presumed({ unknown_price }: BudgetConfig): PriceSnapshot | undefined {
  return unknown_price === 'refuse' ? undefined : overridden(unknown_price, 'budget.unknown_price')
}
