/** What all Anthropic formats share: errors and usage. */
import type { AnswerEvent, Dialect, EncodedError } from '../canonical/index.js'
import { ERRORS, messageOf, type Refusal } from '../errors.js'
import { type JsonValue, usageEvent } from './json-answer.js'

export const ANTHROPIC = 'anthropic'

/** Types as Anthropic names them, by HTTP status (https://docs.anthropic.com/en/api/errors). */
const TYPE_BY_STATUS: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
}

const JSON_TYPE = ['content-type', 'application/json'] as const

function errorText(refusal: Refusal, exchangeId: string): string {
  const { status } = ERRORS[refusal.code]
  const type = TYPE_BY_STATUS[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error')
  const error = { type, message: `[${refusal.code}] ${messageOf(refusal)}` }
  return JSON.stringify({ type: 'error', error, request_id: exchangeId })
}

function encodeError(refusal: Refusal, exchangeId: string): EncodedError {
  return { headers: JSON_TYPE, body: Buffer.from(errorText(refusal, exchangeId)) }
}

function encodeStreamError(refusal: Refusal, exchangeId: string): Buffer {
  return Buffer.from(`event: error\ndata: ${errorText(refusal, exchangeId)}\n\n`)
}

/** What every Anthropic dialect has in common. */
export const anthropicCommon = { family: ANTHROPIC, encodeError, encodeStreamError } satisfies Partial<Dialect>

/** `input_tokens` leaves out what was read from and written to the cache; the sum is what was sent. */
export function messageUsage(usage: JsonValue): readonly AnswerEvent[] {
  const input = usage.get('input_tokens').count()
  const cacheReadTokens = usage.get('cache_read_input_tokens').count()
  const cacheWriteTokens = usage.get('cache_creation_input_tokens').count()
  const inputTokens = input === undefined ? undefined : input + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0)
  return usageEvent({
    inputTokens,
    outputTokens: usage.get('output_tokens').count(),
    cacheReadTokens,
    cacheWriteTokens,
  })
}
