/** Answers that headgate gives itself: refusals in the caller's dialect, and what a stage responds. */
import { ERRORS, type Refusal } from '../errors.js'
import type { LocalResponse } from './decision.js'
import type { AnswerSink, Outcome, Received } from './exchange.js'

/** Names the exchange in every answer. */
export const REQUEST_ID_HEADER = 'x-headgate-request-id'

export function sendRefusal(received: Received, sink: AnswerSink, refusal: Refusal): Outcome {
  const { status } = ERRORS[refusal.code]
  const { headers, body } = received.route.dialect.encodeError(refusal, received.id)
  const retry = refusal.retryAfterSeconds === undefined ? [] : ['retry-after', String(refusal.retryAfterSeconds)]
  sink.head(status, [...headers, ...retry, ...commonHeaders(received, body)])
  sink.end(body)
  return { status, code: refusal.code, usage: {} }
}

export function sendLocal(received: Received, sink: AnswerSink, { status, headers, body }: LocalResponse): Outcome {
  sink.head(status, [...headers, ...commonHeaders(received, body)])
  sink.end(body)
  return { status, usage: {} }
}

function commonHeaders(received: Received, body: Uint8Array): readonly string[] {
  return [REQUEST_ID_HEADER, received.id, 'content-length', String(body.length)]
}
