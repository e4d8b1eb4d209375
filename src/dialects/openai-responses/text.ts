/** Where the words of a Responses API request are. */
import type { TextRule } from '../../canonical/index.js'
import { OPAQUE_PARAMETERS, SCHEMA_RULE, VOICE_BY_ROLE } from '../openai-family.js'

const IDS = ['type', 'id', 'call_id', 'status', 'role', 'file_id', 'detail', 'approval_request_id'] as const

const MODEL: TextRule['voice'] = { role: 'assistant', provenance: 'model' }
const DATA: TextRule['voice'] = { role: 'tool', provenance: 'data' }

const CONTENT: TextRule = {
  opaque: new Set(IDS),
  fields: {
    image_url: { media: true },
    file_data: { media: true },
    input_audio: { opaque: new Set(['data', 'format']) },
  },
}

/** What a model asked for. The arguments of a tool may have any member, so nothing inside them is passed over. */
const CALL: TextRule = {
  voice: MODEL,
  opaque: new Set([...IDS, 'name', 'server_label']),
  fields: {
    action: { opaque: new Set(['type']) },
    output: { voice: DATA },
    outputs: { voice: DATA },
    results: { voice: DATA },
  },
}

const OUTPUT: TextRule = { voice: DATA, opaque: new Set(IDS), fields: { output: CONTENT } }

const ITEM_BY_TYPE: Readonly<Record<string, TextRule>> = {
  function_call: CALL,
  custom_tool_call: CALL,
  computer_call: CALL,
  web_search_call: CALL,
  file_search_call: CALL,
  code_interpreter_call: CALL,
  local_shell_call: CALL,
  shell_call: CALL,
  apply_patch_call: CALL,
  mcp_call: CALL,
  mcp_approval_request: CALL,
  tool_search_call: CALL,
  image_generation_call: { voice: MODEL, opaque: new Set([...IDS, 'result']) },
  function_call_output: OUTPUT,
  custom_tool_call_output: OUTPUT,
  computer_call_output: OUTPUT,
  local_shell_call_output: OUTPUT,
  shell_call_output: OUTPUT,
  apply_patch_call_output: OUTPUT,
  tool_search_output: OUTPUT,
  mcp_approval_response: OUTPUT,
  mcp_list_tools: { ...SCHEMA_RULE, opaque: new Set([...IDS, '$ref', '$schema', 'required', 'name', 'server_label']) },
  reasoning: { voice: MODEL, frozen: true, opaque: new Set([...IDS, 'encrypted_content']) },
  compaction: { voice: MODEL, frozen: true, opaque: new Set([...IDS, 'encrypted_content']) },
}

const INPUT: TextRule = {
  voice: { role: 'user', provenance: 'user' },
  voiceByRole: VOICE_BY_ROLE,
  byType: ITEM_BY_TYPE,
  opaque: new Set(IDS),
  fields: { content: CONTENT },
}

export const RESPONSES_TEXT: TextRule = {
  voice: { role: 'system', provenance: 'instruction' },
  opaque: new Set([...OPAQUE_PARAMETERS, 'user', 'conversation', 'tool_choice']),
  fields: {
    input: INPUT,
    tools: {
      ...SCHEMA_RULE,
      opaque: new Set(['type', 'name', '$ref', '$schema', 'required', 'authorization', 'vector_store_ids']),
    },
    tool_choice: { opaque: new Set(['type', 'name', 'mode', 'server_label']) },
    conversation: { opaque: new Set(['id']) },
    prompt: { voice: { role: 'user', provenance: 'user' }, opaque: new Set(['id', 'version', 'type', 'file_id']) },
    text: { ...SCHEMA_RULE, opaque: new Set(['type', 'name', 'verbosity', '$ref', '$schema', 'required']) },
    reasoning: { opaque: new Set(['effort', 'summary', 'generate_summary']) },
  },
}
