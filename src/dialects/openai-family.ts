/** What all OpenAI formats share: errors, usage, and the voices of the roles. */
import type { AnswerEvent, Dialect, EncodedError, TextRule, Usage } from '../canonical/index.js'
import { ERRORS, messageOf, type Refusal } from '../errors.js'
import { given, nothing, reasoning, serviceTier } from './demand-notes.js'
import type { Note } from './findings.js'
import { type JsonValue, usageEvent } from './json-answer.js'
import { VOICE } from './rule-parts.js'

export const OPENAI = 'openai'

/** Types as OpenAI names them, by HTTP status (https://platform.openai.com/docs/guides/error-codes). */
const TYPE_BY_STATUS: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'insufficient_quota',
  403: 'permission_error',
  429: 'rate_limit_error',
}

const JSON_TYPE = ['content-type', 'application/json'] as const

function errorObject(refusal: Refusal) {
  const { status } = ERRORS[refusal.code]
  const type = TYPE_BY_STATUS[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error')
  return { message: messageOf(refusal), type, param: null, code: refusal.code }
}

export function encodeOpenaiError(refusal: Refusal): EncodedError {
  return { headers: JSON_TYPE, body: Buffer.from(JSON.stringify({ error: errorObject(refusal) })) }
}

/** The official SDK raises an `APIError` for an event whose data has an `error` member. */
export function encodeOpenaiStreamError(refusal: Refusal): Buffer {
  return Buffer.from(`data: ${JSON.stringify({ error: errorObject(refusal) })}\n\n`)
}

/** The typed events of the Responses API carry their error as an event of their own; the member `error` makes the SDK raise it. */
export function encodeTypedStreamError(refusal: Refusal): Buffer {
  const error = errorObject(refusal)
  const event = { type: 'error', code: error.code, message: error.message, param: null, error }
  return Buffer.from(`event: error\ndata: ${JSON.stringify(event)}\n\n`)
}

/** What every OpenAI dialect has in common. */
export const openaiCommon = {
  family: OPENAI,
  encodeError: encodeOpenaiError,
  encodeStreamError: encodeOpenaiStreamError,
} satisfies Partial<Dialect>

/**
 * Calls that are relayed and cost nothing: to keep a file, to moderate, and to stop what runs. The list of prices has none for
 * them (https://platform.openai.com/docs/pricing; moderation: https://platform.openai.com/docs/guides/moderation).
 */
export const OPENAI_FREE_POSTS = [
  '/v1/files',
  '/v1/uploads',
  '/v1/uploads/{id}/parts',
  '/v1/uploads/{id}/complete',
  '/v1/uploads/{id}/cancel',
  '/v1/moderations',
  '/v1/responses/{id}/cancel',
  '/v1/batches/{id}/cancel',
  '/v1/fine_tuning/jobs/{id}/cancel',
] as const

/** `usage` of chat completions, completions and embeddings. */
export function completionUsage(usage: JsonValue): readonly AnswerEvent[] {
  return usageEvent({
    inputTokens: usage.get('prompt_tokens').count(),
    outputTokens: usage.get('completion_tokens').count(),
    ...usageDetails(usage.get('prompt_tokens_details'), usage.get('completion_tokens_details')),
  })
}

/** Kinds of tokens that are part of the input and of the output. */
export function usageDetails(input: JsonValue, output: JsonValue): Usage {
  return {
    cacheReadTokens: input.get('cached_tokens').count(),
    cacheWriteTokens: input.get('cache_write_tokens').count(),
    audioInputTokens: input.get('audio_tokens').count(),
    imageInputTokens: input.get('image_tokens').count(),
    reasoningTokens: output.get('reasoning_tokens').count(),
    audioOutputTokens: output.get('audio_tokens').count(),
  }
}

/** Any `error` but null: some providers send an object, some a string. */
export function errorEvents(json: JsonValue): readonly AnswerEvent[] {
  return json.get('error').isSomething() ? [{ type: 'error' }] : []
}

/**
 * Parameters of every OpenAI format that tell what a call can cost. The last five are not the vendor's own, but of providers
 * that speak its format.
 */
export const COST_PARAMETERS: readonly (readonly [string, Note])[] = [
  ['service_tier', serviceTier],
  ['reasoning_effort', reasoning('none')],
  ['metadata', nothing],
  ['tool_choice', nothing],
  ['models', given('other_models')],
  ['fallbacks', given('other_models')],
  ['plugins', given('unknown_tool')],
  ['search_parameters', given('web_search')],
  ['enable_search', given('web_search')],
]

/** Who speaks, by the `role` of a message. */
export const VOICE_BY_ROLE = {
  system: VOICE.instruction,
  developer: VOICE.developer,
  user: VOICE.user,
  assistant: VOICE.model,
  tool: VOICE.data,
  function: VOICE.data,
} as const satisfies NonNullable<TextRule['voiceByRole']>

/** Parameters of the call that are no text for a model to read. */
export const OPAQUE_PARAMETERS = [
  'encoding_format',
  'include',
  'modalities',
  'mode',
  'model',
  'previous_response_id',
  'prompt_cache_key',
  'prompt_cache_retention',
  'reasoning_effort',
  'safety_identifier',
  'service_tier',
  'truncation',
  'ttl',
  'user',
  'verbosity',
] as const
