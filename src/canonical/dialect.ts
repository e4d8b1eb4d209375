/** The contract of a wire format: what every folder under dialects/ provides. */
import type { Refusal } from '../errors.js'
import type { AnswerEvent, Frame, FrameFilter } from './answer.js'
import type { ModelRequest } from './request.js'

/**
 * What a call costs: `tokens`, as many as its request's demand bounds and its answer reports; `nothing`, by what the vendor
 * publishes; `unknown`, money that nobody here can reckon.
 */
export type RouteCost = 'tokens' | 'nothing' | 'unknown'

/**
 * One route of a dialect. A `{name}` at the end of the pattern stands for the rest of the path, at least one character, and
 * may hold slashes; within the pattern it stands for one segment.
 */
export interface DialectRoute {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly pattern: string
  readonly costs: RouteCost
}

/** How much of an answer is read: with `usage`, everything but its text. */
export type Wanted = 'usage' | 'all'

/** What a dialect is given to decode. */
export interface WireRequest {
  readonly body: Buffer
  /** The part of the path that the route's pattern names, percent-decoded; '' where it names none. */
  readonly parameter: string
  readonly maxNesting: number
}

/** A request as it leaves, and what has to be taken off the answer again because headgate put it there. */
export interface EncodedRequest {
  readonly body: Buffer
  readonly answerFilter?: FrameFilter
}

/** An error as the dialect's clients expect it. */
export interface EncodedError {
  readonly headers: readonly string[]
  readonly body: Buffer
}

export interface Dialect {
  /** Names the wire format in logs. */
  readonly name: string
  /** The vendor's family of formats; a provider speaks all formats of its family. */
  readonly family: string
  readonly routes: readonly DialectRoute[]
  /** Whether requests carry a JSON body. */
  readonly hasBody: boolean
  /** @throws HeadgateError `invalid_request` that names the place. */
  decodeRequest(wire: WireRequest): ModelRequest
  /**
   * The same request, asking for at most so many tokens in each answer, and never for more than before: one number is
   * replaced or added, and no other byte changes. Nothing where this format cannot say that, or the provider would refuse it.
   */
  limitOutput(request: ModelRequest, maxTokens: number): ModelRequest | undefined
  /** The inverse of decodeRequest: the client's bytes wherever nothing was edited. */
  encodeRequest(request: ModelRequest): EncodedRequest
  /** Cheap test on the hot path: false where the frame is known to hold nothing but text. */
  isNotable(frame: Frame): boolean
  /**
   * What a frame means; nothing for events that this dialect does not know. With `usage`, the same without its texts, at
   * less cost. All that the answer shows of what is paid for as output is text, but for the names of tools that are called,
   * a few tokens each. Never throws.
   */
  decodeResponse(frame: Frame, wants: Wanted): readonly AnswerEvent[]
  encodeError(refusal: Refusal, exchangeId: string): EncodedError
  /** The error event that ends a stream which has begun. */
  encodeStreamError(refusal: Refusal, exchangeId: string): Buffer
}
