/** The contract of a wire format: what every folder under dialects/ provides. */
import type { Refusal } from '../errors.js'
import type { AnswerEvent, Frame, FrameFilter } from './answer.js'
import type { ModelRequest } from './request.js'

/** One route of a dialect. A `{name}` in the pattern stands for the rest of the path, at least one character, and may hold slashes. */
export interface DialectRoute {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly pattern: string
}

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
  /** The inverse of decodeRequest: the client's bytes wherever nothing was edited. */
  encodeRequest(request: ModelRequest): EncodedRequest
  /** Cheap test on the hot path: false where the frame is known to hold nothing but text. */
  isNotable(frame: Frame): boolean
  /** What a frame means; nothing for events that this dialect does not know. Never throws. */
  decodeResponse(frame: Frame): readonly AnswerEvent[]
  encodeError(refusal: Refusal, exchangeId: string): EncodedError
  /** The error event that ends a stream which has begun. */
  encodeStreamError(refusal: Refusal, exchangeId: string): Buffer
}
