/** One call under the meter: what it adds to the answer's head, its look at the answer, and how it is booked in the end. */
import { type PriceSnapshot, type Usage, usdText } from '../../canonical/index.js'
import { costOf } from '../../metering/index.js'
import type { AnswerHead, Cost, FollowUp, Outcome, Routed } from '../../pipeline/index.js'
import type { Balance, EntryDraft, LedgerStore } from '../../stores/index.js'
import { Delivered } from './delivered.js'
import { entryTokens } from './draft.js'
import { mostOf, type Taken } from './reserve.js'
import type { Held } from './rule-book.js'
import { isWhole, usedBy } from './used.js'

/** What the call is booked as, whatever becomes of it. */
export interface Booking {
  readonly routed: Routed
  readonly draft: EntryDraft
  /** Absent where nobody knows it; then no budget applies. */
  readonly price: PriceSnapshot | undefined
  /** All of the request in tokens, reckoned when somebody asks. */
  readonly inputTokens: () => number
  readonly countTokens: (text: string) => number
  readonly leastTokens: (text: string) => number
}

export interface CallServices {
  readonly ledger: LedgerStore
  /** Told of the accounts that a call was booked to. */
  readonly onBooked: (held: readonly Held[]) => void
}

const FREE: Cost = { nanoUsd: 0, how: 'none', lines: [] }

/** What is owed for a call: headers, a look at the answer, and the settlement. */
export class Call implements FollowUp {
  private delivered: Delivered | undefined
  private reckoned: { readonly usage: Usage; readonly cost: Cost } | undefined

  constructor(
    private readonly booking: Booking,
    private readonly services: CallServices,
    /** Absent where no budget applies: then nothing is held, and the truth is booked all the same. */
    private readonly taken?: Taken,
  ) {}

  readonly response = (): Delivered => {
    const { routed, countTokens, leastTokens } = this.booking
    const maxTokens = this.taken === undefined ? undefined : this.taken.prospect.outputTokens * answersOf(routed)
    this.delivered = new Delivered({ dialect: routed.route.dialect, countTokens, leastTokens, maxTokens })
    return this.delivered
  }

  readonly headers = ({ status, usage }: AnswerHead): readonly string[] => {
    const isReported = status < 400 && usage !== undefined && isWhole(usage, generates(this.booking.routed))
    const cost = isReported ? this.costOf(usage) : undefined
    const headers = cost === undefined ? [] : ['x-headgate-cost-usd', usdText(cost.nanoUsd)]
    if (this.taken === undefined) return headers
    const { prospect, amountNanoUsd, balances } = this.taken
    const left = leftIn(prospect.held, balances) + (cost === undefined ? 0 : Math.max(0, amountNanoUsd - cost.nanoUsd))
    headers.push('x-headgate-budget-remaining-usd', usdText(left))
    const { maxOutputTokens } = prospect.candidate
    if (maxOutputTokens !== undefined) headers.push('x-headgate-max-output-tokens', String(maxOutputTokens))
    return headers
  }

  readonly settle = (outcome: Outcome): Cost | undefined => {
    const { routed, draft, inputTokens } = this.booking
    const outputTokens = () => this.delivered?.tokens() ?? 0
    const used = usedBy(outcome, {
      inputTokens,
      outputTokens,
      generates: generates(routed),
      mayHideOutput: this.taken !== undefined && mayHideOutput(routed),
    })
    if (used.kind === 'nothing') {
      if (this.taken !== undefined) this.services.ledger.release(draft)
      return FREE
    }
    if (used.kind === 'unknown') return this.bookUnknown()
    const cost = this.costOf(used.usage)
    return this.book(used.usage, cost === undefined ? undefined : { ...cost, how: used.how })
  }

  /** The most that it can have been, as closely as that can be told; or, where nothing was reserved, what was seen of it. */
  private bookUnknown(): Cost | undefined {
    const { taken, booking } = this
    if (taken === undefined) {
      const usage = { inputTokens: booking.inputTokens(), outputTokens: this.delivered?.tokens() ?? 0 }
      const cost = this.costOf(usage)
      return this.book(usage, cost === undefined ? undefined : { ...cost, how: 'counted' })
    }
    const { prospect, amountNanoUsd } = taken
    const inputTokens = Math.min(prospect.inputTokens, booking.inputTokens())
    const nanoUsd = Math.min(amountNanoUsd, mostOf({ ...prospect, inputTokens }, booking.routed))
    const usage = { inputTokens, outputTokens: prospect.outputTokens * answersOf(booking.routed) }
    return this.book(usage, { nanoUsd, how: 'reserved', lines: [] })
  }

  private book(usage: Usage, cost: Cost | undefined): Cost | undefined {
    const { ledger, onBooked } = this.services
    const { nanoUsd: costNanoUsd, how } = cost ?? FREE
    ledger.settle({ ...this.booking.draft, tokens: entryTokens(usage), costNanoUsd, how })
    if (this.taken !== undefined) onBooked(this.taken.prospect.held)
    return cost
  }

  private costOf(usage: Usage): Cost | undefined {
    const { price } = this.booking
    if (price === undefined) return undefined
    // The head of a whole answer and its settlement ask for the same.
    if (this.reckoned?.usage !== usage) this.reckoned = { usage, cost: { ...costOf(usage, price), how: 'reported' } }
    return this.reckoned.cost
  }
}

function leftIn(held: readonly Held[], balances: readonly Balance[]): number {
  const lefts = held.map(({ account }, at) => {
    const { committedNanoUsd = 0, reservedNanoUsd = 0 } = balances[at] ?? {}
    return account.limitNanoUsd - committedNanoUsd - reservedNanoUsd
  })
  return Math.max(0, Math.min(...lefts))
}

/** Models that think before they answer unless they are told not to, and are paid for thoughts that no answer shows. */
const THINKS_UNASKED = /^(?:o\d|gpt-5|gpt-oss|codex)/

function mayHideOutput({ request }: Routed): boolean {
  const reasoning = request.facts.demand?.().reasoning
  return reasoning === 'on' || (reasoning === 'unsaid' && THINKS_UNASKED.test(request.facts.model ?? ''))
}

function generates({ request }: Routed): boolean {
  return request.facts.demand?.().maxOutputTokens !== 0
}

function answersOf({ request }: Routed): number {
  return request.facts.demand?.().answers ?? 1
}
