/** Refusals in each vendor's shape, so that its SDK raises its own typed error. */
import type { Answer, Call } from './exchange.js'

const REFUSALS = {
  invalid: { status: 400, openai: null, anthropic: 'invalid_request_error' },
  unauthenticated: { status: 401, openai: 'invalid_api_key', anthropic: 'authentication_error' },
  not_found: { status: 404, openai: 'unknown_url', anthropic: 'not_found_error' },
  model_not_found: { status: 404, openai: 'model_not_found', anthropic: 'not_found_error' },
  too_large: { status: 413, openai: null, anthropic: 'request_too_large' },
} as const

/** Why a request is refused; `place` names the field at fault. */
export interface Refusal {
  readonly kind: keyof typeof REFUSALS
  readonly message: string
  readonly place?: string
}

/** OpenAI's error body. */
export function refuseAsOpenai({ kind, message, place }: Refusal): Answer {
  const { status, openai } = REFUSALS[kind]
  const error = { message, type: 'invalid_request_error', param: place ?? null, code: openai }
  return { kind: 'json', status, body: { error } }
}

/** Anthropic's error body. */
export function refuseAsAnthropic({ kind, message, place }: Refusal, call: Pick<Call, 'number'>): Answer {
  const { status, anthropic } = REFUSALS[kind]
  const error = { type: anthropic, message: place === undefined ? message : `${place}: ${message}` }
  return { kind: 'json', status, body: { type: 'error', error, request_id: requestId(call) } }
}

/** The identifier that the answer's head carries too. */
export function requestId({ number }: Pick<Call, 'number'>): string {
  return `req_simulated_${number}`
}
