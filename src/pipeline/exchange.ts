/** The life of an exchange as a sequence of types, each saying what is known so far. */
import type {
  Dialect,
  Frame,
  FrameFilter,
  ModelRequest,
  NanoUsd,
  Principal,
  RouteCost,
  Usage,
} from '../canonical/index.js'
import type { Refusal } from '../errors.js'
import type { LeaveSignal } from '../lib/index.js'
import type { ExchangeLine } from '../telemetry/index.js'
import type { LocalResponse } from './decision.js'

/** Who is at the other end of the connection. */
export interface Peer {
  /** The client's address: the socket's, or what a trusted proxy says it is. */
  readonly address: string
  readonly isLoopback: boolean
}

/** Header names in lower case; Node's join rules for repeated ones. */
export type IncomingHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** The route that a path and method belong to. */
export interface Route {
  /** The row's pattern, as the log shows it; never the raw path. */
  readonly pattern: string
  /** `data`: goes to a provider; `protected`: the operator's, denied like any unknown path until a row lists it. */
  readonly surface: 'data' | 'protected'
  /** The wire format of the request, and of every error. */
  readonly dialect: Dialect
  /** False on routes that are passed through: the body is relayed without being read. */
  readonly decodes: boolean
  /** What the pattern's `{name}` stood for; '' where it has none. */
  readonly parameter: string
  readonly costs: RouteCost
}

/** A request of which only the head has been read. The caller's credential stays here: no later type carries a header. */
export interface Received {
  readonly id: string
  /** Milliseconds since the Unix epoch. */
  readonly time: number
  /** Monotonic milliseconds. */
  readonly startedMs: number
  readonly peer: Peer
  readonly method: string
  /** The path as the client spelled it. */
  readonly path: string
  /** With its question mark, or ''. */
  readonly query: string
  readonly headers: IncomingHeaders
  readonly route: Route
  /** Aborted when the client leaves. */
  readonly signal: LeaveSignal
  /** The body, decompressed and capped. May be called once. @throws HeadgateError */
  readBody(): Promise<Buffer>
}

/** What an ingress stage sees: the head of a request, and who the stages before it found the caller to be. */
export interface Arriving {
  readonly received: Received
  readonly principal: Principal | undefined
}

/** A known principal and a request that has been read. */
export interface Decoded {
  readonly id: string
  readonly principal: Principal
  readonly route: Route
  readonly request: ModelRequest
  /** Names the conversation: a keyed fingerprint of what the client calls it; absent where it calls it nothing. */
  readonly session: string | undefined
  readonly signal: LeaveSignal
}

/** A provider that may answer, in the order in which they are tried. */
export interface Candidate {
  readonly provider: string
  /** The most output that it may be asked for, where that is less than the request asks for. */
  readonly maxOutputTokens?: number
}

export interface Routed extends Decoded {
  readonly candidates: readonly Candidate[]
}

/** The head of an answer, and the way its frames will take. */
export interface Answered extends Routed {
  readonly provider: string
  readonly status: number
  readonly stream: boolean
  /** What the frames will pass on their way to the client, in this order. */
  readonly filters: readonly FrameFilter[]
}

/** One stage's decision, as the log tells it. */
export interface DecisionRecord {
  readonly stage: string
  readonly decision: 'allow' | 'transform' | 'respond' | 'deny'
  readonly code: string | undefined
  readonly ms: number
}

/** One call of a provider. */
export interface AttemptRecord {
  readonly provider: string
  readonly code?: string
  /** False only where it is certain that no byte of the request left. */
  readonly sent: boolean
  readonly ms: number
}

/**
 * What a provider can have done for it. `none`: no byte of the request left; `sent`: bytes left, and no head of an answer came;
 * `begun`: an answer began and broke off, or its rest was not taken; `complete`: it arrived whole.
 */
export type Reach = 'none' | 'sent' | 'begun' | 'complete'

/** How the client's answer ended. */
export interface AnswerEnd {
  /** The status that the client was sent; 499 when it left before. */
  readonly status: number
  /** The code of the refusal or failure; absent when all went well. `client_closed` when the client left. */
  readonly code?: string
  readonly usage: Usage
}

/** How an exchange ended, for whoever has something to settle. */
export interface Outcome extends AnswerEnd {
  /** The provider that was called last; absent where none was. */
  readonly provider: string | undefined
  readonly reach: Reach
  /** The status that the provider gave; absent where none came. */
  readonly upstreamStatus: number | undefined
}

/** What an exchange cost, and how that is known. */
export interface Cost {
  readonly nanoUsd: NanoUsd
  /** `reported`: by the provider's own count; `counted`: by ours; `reserved`: the most that it can have been; `none`: nothing that costs was sent. */
  readonly how: 'reported' | 'counted' | 'reserved' | 'none'
  /** The arithmetic: tokens of each kind, and the price of one in pico-dollars. */
  readonly lines: readonly CostLine[]
}

export interface CostLine {
  readonly kind: string
  readonly tokens: number
  readonly picoUsdPerToken: number
}

/** Milliseconds, from the head of the request to the last byte of the answer. */
export interface Timings {
  readonly total: number
  /** Spent in headgate itself: the total without waiting for the client's body and the provider. */
  readonly gateway: number
  readonly upstream: number
  /** Until the first byte of the provider's answer went to the client; absent when none did. */
  readonly firstByte: number | undefined
}

/** All that became of an exchange. */
export interface Finished extends Outcome {
  readonly id: string
  readonly time: number
  readonly method: string
  readonly route: Route
  readonly peer: Peer
  readonly principal: Principal | undefined
  readonly session: string | undefined
  readonly request: ModelRequest | undefined
  readonly provider: string | undefined
  readonly decisions: readonly DecisionRecord[]
  readonly attempts: readonly AttemptRecord[]
  readonly timings: Timings
  /** Absent where nobody reckoned it. */
  readonly cost?: Cost | undefined
  /** The text of the answer; kept only where the operator asked for content in the log. */
  readonly answerText?: string
  /** The exchange's line of the log, without content. */
  readonly line: ExchangeLine
  /** The same as JSON text: made once for all who write it down. */
  readonly json: string
}

/** Where an answer goes. `write` is only called after `head`, and `end` or `abort` comes last, once. */
export interface AnswerSink {
  /** Names and values in turn. */
  head(status: number, headers: readonly string[]): void
  /** False when the client is slow: wait for `onDrain`. */
  write(bytes: Uint8Array): boolean
  onDrain(resume: () => void): void
  /** `last`, if given, goes out with the end, in one packet where it can. */
  end(last?: Uint8Array): void
  /** Breaks the connection: the only honest end of an answer that cannot be completed. */
  abort(): void
}

/** An answer that has begun to arrive from a provider. */
export interface UpstreamAnswer {
  readonly status: number
  /** Names in lower case and values in turn, fit to be shown to the client. */
  readonly headers: readonly string[]
  readonly contentType: string
  /** Bytes of the body, where the provider said so and they were not decompressed. */
  readonly contentLength?: number | undefined
  /** Hands over the body, what has already arrived first. May be called once. */
  read(reader: AnswerReader): void
  pause(): void
  resume(): void
  abort(): void
}

export interface AnswerReader {
  data(chunk: Buffer): void
  end(): void
  fail(error: Error): void
}

/** What `forward` hands back: the answer, who gave it, and every call that was made for it. */
export interface Forwarded {
  readonly provider: string
  readonly answer: UpstreamAnswer
  /** Takes off the answer what encoding added to the request. */
  readonly answerFilter?: FrameFilter | undefined
}

/** Sends a routed request; `received` lends its headers, which no stage sees. @throws HeadgateError when no candidate answered. */
export type Forward = (
  routed: Routed,
  received: Received,
  record: (attempt: AttemptRecord) => void,
) => Promise<Forwarded>

/** Answers a known caller on a protected route, or refuses; a path that it does not know is refused like any other. @throws HeadgateError */
export type Operate = (
  received: Received,
  principal: Principal,
) => Promise<
  { readonly kind: 'respond'; readonly response: LocalResponse } | { readonly kind: 'deny'; readonly refusal: Refusal }
>

export type { Frame, FrameFilter }
