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

/**
 * Calls that are relayed and cost nothing: to keep a file (https://docs.anthropic.com/en/docs/build-with-claude/files) and to
 * stop a batch (https://docs.anthropic.com/en/api/canceling-message-batches).
 */
export const ANTHROPIC_FREE_POSTS = ['/v1/files', '/v1/messages/batches/{id}/cancel'] as const

/** Calls of models within a call that the totals leave out, by the vendor's own account. */
const APART = ['compaction', 'advisor_message']

/**
 * `input_tokens` leaves out what was read from and written to the cache; the sum is what was sent. Totals leave out the calls
 * that the vendor made to shorten the conversation or to ask an advisor; they are paid for too.
 */
export function messageUsage(usage: JsonValue): readonly AnswerEvent[] {
  const iterations = usage.get('iterations').items()
  const apart = iterations.filter((iteration) => APART.includes(iteration.get('type').text()))
  const total = (member: string) => sum([usage, ...apart].map((one) => one.get(member).count()))
  const ownInput = usage.get('input_tokens').count()
  const cacheReadTokens = total('cache_read_input_tokens')
  const cacheWriteTokens = total('cache_creation_input_tokens')
  return usageEvent({
    inputTokens: ownInput === undefined ? undefined : sum([total('input_tokens'), cacheReadTokens, cacheWriteTokens]),
    outputTokens: total('output_tokens'),
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: larger(hourLong(usage), sum(iterations.map(hourLong))),
    reasoningTokens: usage.get('output_tokens_details').get('thinking_tokens').count(),
  })
}

function hourLong(usage: JsonValue): number | undefined {
  return usage.get('cache_creation').get('ephemeral_1h_input_tokens').count()
}

/** Of those that are known; `undefined` where none is, or where the sum is too large to be a count. */
function sum(counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined)
  const total = known.reduce((before, count) => before + count, 0)
  return known.length > 0 && Number.isSafeInteger(total) ? total : undefined
}

function larger(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return Math.max(one, other)
}
