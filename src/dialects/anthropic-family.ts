/** What all Anthropic formats share: errors, usage, and where the words of a message are. */
import type { AnswerEvent, Dialect, EncodedError, TextRule } from '../canonical/index.js'
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

const MODEL: TextRule['voice'] = { role: 'assistant', provenance: 'model' }
const DATA: TextRule['voice'] = { role: 'tool', provenance: 'data' }

const IDS = ['type', 'id', 'tool_use_id', 'cache_control', 'ttl', 'file_id', 'media_type', 'caller'] as const

/** The arguments of a tool call may have any member, so nothing inside them is passed over. */
const TOOL_USE: TextRule = {
  voice: MODEL,
  opaque: new Set([...IDS, 'name', 'server_name']),
  fields: { input: { voice: MODEL } },
}

const SOURCE_BY_TYPE: Readonly<Record<string, TextRule>> = {
  base64: { opaque: new Set(['type', 'media_type', 'data']) },
  url: { opaque: new Set(['type']) },
  file: { opaque: new Set(['type', 'file_id']) },
  text: { opaque: new Set(['type', 'media_type']) },
}

const SIGNED = ['signature', 'data', 'encrypted_content', 'encrypted_index', 'encrypted_stdout'] as const

/** What a server-side tool found: the vendor checks parts of it when it comes back, so it is read but not edited. */
const SERVER_RESULT: TextRule = { voice: DATA, frozen: true, opaque: new Set([...IDS, ...SIGNED]) }

/** Content blocks nest: a tool result holds blocks, a document's source may hold blocks. */
const BLOCK_BY_TYPE: Record<string, TextRule> = {}
const BLOCK: TextRule = { byType: BLOCK_BY_TYPE, opaque: new Set(IDS) }

Object.assign(BLOCK_BY_TYPE, {
  thinking: { voice: MODEL, frozen: true, opaque: new Set(['type', 'signature']) },
  redacted_thinking: { voice: MODEL, frozen: true, opaque: new Set(['type', 'data']) },
  image: { opaque: new Set(IDS), fields: { source: { byType: SOURCE_BY_TYPE } } },
  document: {
    voice: DATA,
    opaque: new Set(IDS),
    fields: {
      source: { byType: { ...SOURCE_BY_TYPE, content: { opaque: new Set(['type']), fields: { content: BLOCK } } } },
    },
  },
  search_result: { voice: DATA, opaque: new Set(IDS), fields: { content: BLOCK } },
  tool_use: TOOL_USE,
  server_tool_use: TOOL_USE,
  mcp_tool_use: TOOL_USE,
  tool_result: { voice: DATA, opaque: new Set(IDS), fields: { content: BLOCK } },
  mcp_tool_result: { voice: DATA, opaque: new Set(IDS), fields: { content: BLOCK } },
  web_search_tool_result: SERVER_RESULT,
  web_fetch_tool_result: SERVER_RESULT,
  code_execution_tool_result: SERVER_RESULT,
  bash_code_execution_tool_result: SERVER_RESULT,
  text_editor_code_execution_tool_result: SERVER_RESULT,
  tool_search_tool_result: SERVER_RESULT,
  compaction: { voice: MODEL, frozen: true, opaque: new Set([...IDS, ...SIGNED]) },
} satisfies Record<string, TextRule>)

const MESSAGE: TextRule = {
  voiceByRole: {
    user: { role: 'user', provenance: 'user' },
    assistant: { role: 'assistant', provenance: 'model' },
    system: { role: 'system', provenance: 'instruction' },
  },
  opaque: new Set(['role', 'id', 'type']),
  fields: { content: BLOCK },
}

/** Where the words of a messages request are; token counting takes the same body. */
export const MESSAGES_TEXT: TextRule = {
  voice: { role: 'system', provenance: 'instruction' },
  opaque: new Set(['model', 'service_tier', 'container', 'inference_geo', 'speed']),
  fields: {
    system: BLOCK,
    messages: MESSAGE,
    tools: {
      voice: { role: 'system', provenance: 'schema' },
      opaque: new Set(['type', 'name', 'cache_control', 'ttl', '$ref', '$schema', 'required']),
    },
    tool_choice: { opaque: new Set(['type', 'name']) },
    metadata: { opaque: new Set(['user_id']) },
    thinking: { opaque: new Set(['type', 'display']) },
    cache_control: { opaque: new Set(['type', 'ttl']) },
    mcp_servers: { opaque: new Set(['type', 'name', 'authorization_token']) },
    output_config: { opaque: new Set(['effort', 'type', '$ref', '$schema', 'required']) },
    container: { opaque: new Set(['id', 'type', 'skill_id', 'version']) },
  },
}
