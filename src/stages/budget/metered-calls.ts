/** Puts calls under the meter: finds the budgets of each, reserves where there are any, and owes the booking in any case. */
import type { PriceSnapshot } from '../../canonical/index.js'
import type { Refusal } from '../../errors.js'
import type { Clock } from '../../lib/index.js'
import { allow, type Candidate, type Decision, type Routed, transform } from '../../pipeline/index.js'
import type { EntryDraft } from '../../stores/index.js'
import { Call, type CallServices } from './call.js'
import type { BudgetConfig } from './config.js'
import { draftOf } from './draft.js'
import { type Metering, type Offer, prospectOf, tightened } from './prospect.js'
import { type Prospect, reserve, type Taken } from './reserve.js'
import type { RuleBook } from './rule-book.js'

export interface MeteredCallsParts extends CallServices {
  readonly config: BudgetConfig
  readonly metering: Metering
  readonly clock: Pick<Clock, 'now'>
  /** The fingerprint of the session that a tenant calls so. */
  readonly sessionNamed: (tenant: string, name: string) => string
}

/** A call that may go out. */
interface Begun {
  readonly draft: EntryDraft
  readonly price: PriceSnapshot | undefined
  readonly taken?: Taken
}

type Decided = Decision<readonly Candidate[]>

export class MeteredCalls {
  constructor(private readonly parts: MeteredCallsParts) {}

  decide(book: RuleBook, routed: Routed): Decided | Promise<Decided> {
    const { clock, ledger } = this.parts
    // A clock that was set back opens no window again that has been spent.
    const at = Math.max(clock.now(), ledger.latestTime())
    const offers = routed.candidates.map((candidate) => this.offer(routed, candidate, { book, at }))
    const [first] = offers
    if (first === undefined) return allow()
    if (offers.some(({ held }) => held.length > 0)) return this.reserveFirst(routed, offers, at)
    if (routed.route.costs !== 'tokens') return allow()
    const { price } = first
    const draft = draftOf(routed, { at, provider: first.candidate.provider, price })
    return allow(this.call(routed, { draft, price }))
  }

  /** The first candidate whose worst case is known and fits; a budget of one provider leaves the others open. */
  private async reserveFirst(routed: Routed, offers: readonly Offer[], at: number): Promise<Decided> {
    const { config, ledger, metering } = this.parts
    let refusal: Refusal = { code: 'no_route' }
    for (const offer of offers) {
      const prospect = prospectOf(routed, offer, this.parts)
      if ('code' in prospect) {
        refusal = prospect
        continue
      }
      const { price } = prospect
      const draft = draftOf(routed, { at, provider: offer.candidate.provider, price })
      const tighten = (loose: Prospect) => tightened(loose, routed, metering)
      const mayClamp = config.on_tight === 'clamp'
      const taken = await reserve(prospect, { ledger, routed, draft, tighten, mayClamp })
      if (!('code' in taken)) return transform([taken.prospect.candidate], this.call(routed, { draft, price, taken }))
      refusal = taken
    }
    return { kind: 'deny', refusal }
  }

  private offer(
    { principal, request, session }: Routed,
    candidate: Candidate,
    { book, at }: { readonly book: RuleBook; readonly at: number },
  ): Offer {
    const { name: key, team, user } = principal
    const { model } = request.facts
    const { provider } = candidate
    const isSession = (name: string) => this.parts.sessionNamed(principal.tenant, name) === session
    const held = book.accountsOf({ key, team, user, model, provider, session, isSession }, at)
    return { candidate, held, price: model === undefined ? undefined : this.parts.metering.priceOf(provider, model) }
  }

  private call(routed: Routed, { draft, price, taken }: Begun): Call {
    const { metering } = this.parts
    const { request } = routed
    const model = request.facts.model ?? ''
    const booking = {
      routed,
      draft,
      price,
      inputTokens: () => metering.inputBound(request, price) ?? taken?.prospect.inputTokens ?? 0,
      countTokens: (text: string) => metering.countTokens(model, text),
      leastTokens: (text: string) => metering.leastTokens(model, text),
    }
    return new Call(booking, this.parts, taken)
  }
}
