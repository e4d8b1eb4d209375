/** Where the words of a chat completion request are. */
import type { TextRule } from '../../canonical/index.js'
import { OPAQUE_PARAMETERS, VOICE_BY_ROLE } from '../openai-family.js'
import { ARGUMENTS_RULE, SCHEMA_RULE, VOICE } from '../rule-parts.js'

const PART: TextRule = {
  opaque: new Set(['type', 'detail', 'format', 'file_id', 'mode']),
  encoded: new Set(['data']),
  fields: {
    image_url: { media: true, opaque: new Set(['detail']), fields: { url: { media: true } } },
    file_data: { media: true },
  },
}

const TOOL_CALL: TextRule = {
  opaque: new Set(['id', 'type', 'name']),
  fields: { arguments: ARGUMENTS_RULE, input: ARGUMENTS_RULE },
}

const MESSAGE: TextRule = {
  voice: VOICE.user,
  voiceByRole: VOICE_BY_ROLE,
  opaque: new Set(['role', 'tool_call_id', 'type', 'id']),
  fields: { content: PART, tool_calls: TOOL_CALL, function_call: TOOL_CALL },
}

const TOOL: TextRule = {
  voice: VOICE.schema,
  opaque: new Set(['type', 'name', 'syntax', 'mode']),
  fields: { parameters: SCHEMA_RULE, schema: SCHEMA_RULE },
}

export const CHAT_TEXT: TextRule = {
  voice: VOICE.user,
  opaque: new Set([...OPAQUE_PARAMETERS, 'tool_choice', 'function_call']),
  fields: {
    messages: MESSAGE,
    tools: TOOL,
    functions: TOOL,
    response_format: TOOL,
    tool_choice: TOOL,
    function_call: TOOL,
    prediction: { voice: { role: 'user', provenance: 'data' }, opaque: new Set(['type', 'mode']) },
    audio: { opaque: new Set(['voice', 'format', 'id']) },
    web_search_options: { opaque: new Set(['type', 'search_context_size', 'timezone']) },
  },
}
