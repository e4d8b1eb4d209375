/** Answers that headgate gives itself: refusals in the caller's dialect, and what a stage responds. */
import { ERRORS, type Refusal } from '../errors.js'
import type { LocalResponse } from './decision.js'
import type { AnswerEnd, AnswerSink, Received } from './exchange.js'
import type { Trail } from './trail.js'

/** Names the exchange in every answer. */
export const REQUEST_ID_HEADER = 'x-headgate-request-id'

/** What an answer of our own needs of its exchange. */
export interface LocalAnswer {
  readonly received: Received
  readonly sink: AnswerSink
  readonly trail: Trail
}

export function sendRefusal(answer: LocalAnswer, refusal: Refusal): AnswerEnd {
  const { received } = answer
  const { status } = ERRORS[refusal.code]
  const { headers, body } = received.route.dialect.encodeError(refusal, received.id)
  const retry = refusal.retryAfterSeconds === undefined ? [] : ['retry-after', String(refusal.retryAfterSeconds)]
  send(answer, { status, headers: [...headers, ...retry, ...(refusal.headers ?? [])], body })
  return { status, code: refusal.code, usage: {} }
}

export function sendLocal(answer: LocalAnswer, response: LocalResponse): AnswerEnd {
  send(answer, response)
  return { status: response.status, usage: {} }
}

function send({ received, sink, trail }: LocalAnswer, { status, headers, body }: LocalResponse): void {
  const length = ['content-length', String(body.length)]
  sink.head(status, [...headers, ...trail.answerHeaders({ status }), REQUEST_ID_HEADER, received.id, ...length])
  sink.end(body)
}
