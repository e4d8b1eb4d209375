/** A stage's answer: one of four decisions, with what the stage still owes inside it. */
import type { FrameFilter, Usage } from '../canonical/index.js'
import type { Refusal } from '../errors.js'
import type { Answered, Cost, Outcome } from './exchange.js'

/** What a stage still owes once it has let an exchange pass. */
export interface FollowUp {
  /** Runs on the way back, last in, first out: a filter over the answer's frames, or nothing to do. */
  readonly response?: (answered: Answered) => FrameFilter | undefined
  /** Header names and values in turn, for the head of whatever answer the client gets: refusals by later stages included. */
  readonly headers?: (head: AnswerHead) => readonly string[]
  /** Runs exactly once, whatever happened: answered, denied later, provider failed, client gone, process draining. May say what it cost. */
  readonly settle?: (outcome: Outcome) => Settled | Promise<Settled>
}

/** What a settlement found the exchange to have cost; nothing where it did not reckon. */
// biome-ignore lint/suspicious/noConfusingVoidType: most stages settle without a word, and need not return anything.
export type Settled = Cost | undefined | void

/** What is known when the head of an answer goes out. */
export interface AnswerHead {
  readonly status: number
  /** What a whole answer says of tokens; absent for a stream, whose end is not known, and for answers of our own. */
  readonly usage?: Usage | undefined
}

/** An answer that a stage gives itself; nothing is sent to a provider. */
export interface LocalResponse {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: Uint8Array
}

export type Decision<Value> =
  | { readonly kind: 'allow'; readonly followUp?: FollowUp }
  | { readonly kind: 'transform'; readonly value: Value; readonly followUp?: FollowUp }
  | { readonly kind: 'respond'; readonly response: LocalResponse }
  | { readonly kind: 'deny'; readonly refusal: Refusal }

const ALLOW = { kind: 'allow' } as const

/** Passes the exchange on unchanged. */
export function allow(followUp?: FollowUp): Decision<never> {
  return followUp === undefined ? ALLOW : { kind: 'allow', followUp }
}

/** Passes it on with the one thing changed that the ring may change. */
export function transform<Value>(value: Value, followUp?: FollowUp): Decision<Value> {
  return followUp === undefined ? { kind: 'transform', value } : { kind: 'transform', value, followUp }
}

/** Answers in the provider's place. */
export function respond(response: LocalResponse): Decision<never> {
  return { kind: 'respond', response }
}

/** Refuses. */
export function deny(code: Refusal['code'], rest: Omit<Refusal, 'code'> = {}): Decision<never> {
  return { kind: 'deny', refusal: { code, ...rest } }
}
