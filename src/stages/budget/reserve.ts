/** Takes the worst case of a call out of every budget that applies, before a byte of it is sent. */
import { type NanoUsd, type PriceSnapshot, usdText } from '../../canonical/index.js'
import type { Refusal } from '../../errors.js'
import { affordableOutput, worstCase } from '../../metering/index.js'
import type { Candidate, Routed } from '../../pipeline/index.js'
import type { Balance, EntryDraft, LedgerStore } from '../../stores/index.js'
import type { Held } from './rule-book.js'

/** What a provider may charge for a call, at most. */
export interface Prospect {
  readonly candidate: Candidate
  readonly price: PriceSnapshot
  readonly inputTokens: number
  /** Of each answer. */
  readonly outputTokens: number
  readonly held: readonly Held[]
}

/** What was taken for a call, and where its accounts stand since. */
export interface Taken {
  readonly prospect: Prospect
  readonly amountNanoUsd: number
  readonly balances: readonly Balance[]
}

/** What a reservation is made for. */
export interface Reserving {
  readonly ledger: Pick<LedgerStore, 'reserve'>
  readonly routed: Routed
  readonly draft: EntryDraft
  /** The same call, as closely as its input can be told: asked for where the first reckoning does not fit. */
  readonly tighten: (prospect: Prospect) => Prospect
  /** Where the worst case does not fit, as much output may be asked for as does. */
  readonly mayClamp: boolean
}

export async function reserve(loose: Prospect, reserving: Reserving): Promise<Taken | Refusal> {
  const first = await take(loose, reserving)
  if (first.answer.granted) return outcomeOf(first)
  const prospect = reserving.tighten(loose)
  const asked = await take(prospect, reserving)
  if (asked.answer.granted || !reserving.mayClamp) return outcomeOf(asked)
  const shorter = clamped(prospect, asked.answer.leftNanoUsd, reserving.routed)
  return outcomeOf(shorter === undefined ? asked : await take(shorter, reserving))
}

type Asked = Awaited<ReturnType<typeof take>>

/** The most that the call can cost. */
export function mostOf(prospect: Prospect, routed: Routed): NanoUsd {
  return worstCase({ ...prospect, ...demandOf(routed) })
}

async function take(prospect: Prospect, { ledger, draft, routed }: Reserving) {
  const amountNanoUsd = mostOf(prospect, routed)
  const accounts = prospect.held.map(({ account }) => account)
  return { prospect, amountNanoUsd, answer: await ledger.reserve({ draft, amountNanoUsd, accounts }) }
}

function clamped(prospect: Prospect, leftNanoUsd: number, routed: Routed): Prospect | undefined {
  const outputTokens = affordableOutput({ ...prospect, ...demandOf(routed), leftNanoUsd })
  if (outputTokens < 1 || outputTokens >= prospect.outputTokens) return undefined
  if (routed.route.dialect.limitOutput(routed.request, outputTokens) === undefined) return undefined
  return { ...prospect, outputTokens, candidate: { ...prospect.candidate, maxOutputTokens: outputTokens } }
}

function demandOf({ request }: Routed) {
  const { answers = 1, cacheWrites = 'none' } = request.facts.demand?.() ?? {}
  return { answers, cacheWrites }
}

function outcomeOf({ prospect, amountNanoUsd, answer }: Asked): Taken | Refusal {
  if (answer.granted) return { prospect, amountNanoUsd, balances: answer.balances }
  const { account, leftNanoUsd } = answer
  const tightest = prospect.held.find((held) => held.account.id === account.id)
  const { limitNanoUsd, windowEndsAt } = account
  const resets =
    windowEndsAt === undefined ? 'it does not reset' : `it resets at ${new Date(windowEndsAt).toISOString()}`
  const detail =
    `Budget of ${tightest?.name ?? 'this call'}: limit ${usdText(limitNanoUsd)} USD, left ${usdText(leftNanoUsd)} USD, ` +
    `this request may cost ${usdText(amountNanoUsd)} USD; ${resets}.`
  return { code: 'budget_exhausted', detail }
}
