/** Where the words of an Anthropic messages request are; token counting takes the same body. */
import type { TextRule } from '../canonical/index.js'
import { ARGUMENTS_RULE, SCHEMA_RULE, VOICE } from './rule-parts.js'

const IDS = [
  'type',
  'role',
  'id',
  'tool_use_id',
  'tool_id',
  'tool_name',
  'toolset_name',
  'server_name',
  'mcp_server_name',
  'file_id',
  'file_type',
  'tab_id',
  'download_id',
  'model',
  'media_type',
  'ttl',
  'effort',
  'clear_at',
  'stop_reason',
  'error_code',
  'retrieved_at',
  'oversized_image',
] as const

const ENCRYPTED = ['encrypted_content', 'encrypted_index', 'encrypted_stdout', 'signature'] as const

/** Content blocks nest: a tool result holds blocks, a document's source may hold blocks. */
const BLOCK: TextRule = {
  opaque: new Set(IDS),
  encoded: new Set(ENCRYPTED),
  get byType() {
    return BLOCK_BY_TYPE
  },
  // Quoted from documents and pages.
  fields: { citations: { voice: VOICE.data, opaque: new Set(IDS), encoded: new Set(ENCRYPTED) } },
}

const TOOL: TextRule = {
  voice: VOICE.schema,
  opaque: new Set([...IDS, 'name', 'timezone', 'allowed_callers', 'response_inclusion']),
  fields: { input_schema: SCHEMA_RULE, schema: SCHEMA_RULE, input_examples: ARGUMENTS_RULE },
}

const TOOL_USE: TextRule = {
  voice: VOICE.model,
  opaque: new Set([...IDS, 'name']),
  fields: { input: ARGUMENTS_RULE },
}

/** Blocks inside, and a voice of their own for those that do not bring one. */
const RESULT: TextRule = { voice: VOICE.data, opaque: new Set(IDS), fields: { content: BLOCK } }

/** What the vendor's own tools found: it checks parts of that when they come back, so it is read but not edited. */
const SERVER_RESULT: TextRule = { ...RESULT, frozen: true }

/** What the vendor has signed. */
const SIGNED: TextRule = {
  voice: VOICE.model,
  frozen: true,
  opaque: new Set(IDS),
  encoded: new Set([...ENCRYPTED, 'data']),
  fields: { tool_changes: BLOCK },
}

const SOURCE: TextRule = {
  opaque: new Set(IDS),
  fields: { content: BLOCK },
  byType: { base64: { opaque: new Set(IDS), encoded: new Set(['data']) } },
}

const BLOCK_BY_TYPE: Readonly<Record<string, TextRule>> = {
  thinking: SIGNED,
  redacted_thinking: SIGNED,
  compaction: SIGNED,
  image: { opaque: new Set(IDS), fields: { source: SOURCE } },
  document: { voice: VOICE.data, opaque: new Set(IDS), fields: { source: SOURCE } },
  search_result: RESULT,
  tool_use: TOOL_USE,
  server_tool_use: TOOL_USE,
  mcp_tool_use: TOOL_USE,
  tool_result: RESULT,
  mcp_tool_result: RESULT,
  web_search_tool_result: SERVER_RESULT,
  web_fetch_tool_result: SERVER_RESULT,
  code_execution_tool_result: SERVER_RESULT,
  bash_code_execution_tool_result: SERVER_RESULT,
  text_editor_code_execution_tool_result: SERVER_RESULT,
  tool_search_tool_result: SERVER_RESULT,
  advisor_tool_result: SERVER_RESULT,
  tool_addition: TOOL,
  tool_removal: TOOL,
  mcp_tool_listing: TOOL,
}

const MESSAGE: TextRule = {
  voice: VOICE.user,
  voiceByRole: { user: VOICE.user, assistant: VOICE.model, system: VOICE.instruction },
  opaque: new Set(IDS),
  fields: { content: BLOCK },
}

const NAMES = new Set([
  ...IDS,
  'betas',
  'bill_to',
  'container',
  'display',
  'fallbacks',
  'fallback_credit_token',
  'inference_geo',
  'keep',
  'mode',
  'name',
  'prefix_mismatch_behavior',
  'previous_message_id',
  'service_tier',
  'skill_id',
  'speed',
  'token',
  'tool_names',
  'user_id',
  'user_profile_id',
  'version',
  'workspace_id',
])

/** Instructions to the model that stand beside the system prompt. */
const INSTRUCTIONS: TextRule = { voice: VOICE.instruction, opaque: NAMES }

export const MESSAGES_TEXT: TextRule = {
  voice: VOICE.user,
  opaque: NAMES,
  fields: {
    system: { ...BLOCK, voice: VOICE.instruction },
    messages: MESSAGE,
    tools: TOOL,
    output_config: TOOL,
    output_format: TOOL,
    compaction: INSTRUCTIONS,
    context_management: INSTRUCTIONS,
    mcp_servers: {
      voice: VOICE.schema,
      opaque: new Set([...IDS, 'name', 'allowed_tools', 'authorization_token']),
      // Handed on to the server, and no model reads it.
      fields: { authorization_token: { frozen: true } },
    },
  },
}
