/** What all OpenAI formats share: errors, usage, and the voices of the roles. */
import type { AnswerEvent, Dialect, EncodedError, TextRule } from '../canonical/index.js'
import { ERRORS, messageOf, type Refusal } from '../errors.js'
import { type JsonValue, usageEvent } from './json-answer.js'

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

/** `usage` of chat completions, completions and embeddings. */
export function completionUsage(usage: JsonValue): readonly AnswerEvent[] {
  return usageEvent({
    inputTokens: usage.get('prompt_tokens').count(),
    outputTokens: usage.get('completion_tokens').count(),
    cacheReadTokens: usage.get('prompt_tokens_details').get('cached_tokens').count(),
  })
}

export function errorEvents(json: JsonValue): readonly AnswerEvent[] {
  return json.get('error').isObject() ? [{ type: 'error' }] : []
}

/** Who speaks, by the `role` of a message. */
export const VOICE_BY_ROLE = {
  system: { role: 'system', provenance: 'instruction' },
  developer: { role: 'developer', provenance: 'instruction' },
  user: { role: 'user', provenance: 'user' },
  assistant: { role: 'assistant', provenance: 'model' },
  tool: { role: 'tool', provenance: 'data' },
  function: { role: 'tool', provenance: 'data' },
} as const satisfies NonNullable<TextRule['voiceByRole']>

/** Parameters of the call that are no text for a model to read. */
export const OPAQUE_PARAMETERS = [
  'model',
  'service_tier',
  'reasoning_effort',
  'verbosity',
  'modalities',
  'prompt_cache_key',
  'prompt_cache_retention',
  'safety_identifier',
  'previous_response_id',
  'encoding_format',
  'truncation',
  'include',
] as const

/** A JSON schema and the names around it: descriptions, defaults, examples and enumerations are text. */
export const SCHEMA_RULE: TextRule = {
  voice: { role: 'system', provenance: 'schema' },
  opaque: new Set(['type', '$ref', '$schema', 'required']),
}
