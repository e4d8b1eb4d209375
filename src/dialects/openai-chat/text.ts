/** Where the words of a chat completion request are. */
import type { TextRule } from '../../canonical/index.js'
import { OPAQUE_PARAMETERS, SCHEMA_RULE, VOICE_BY_ROLE } from '../openai-family.js'

const PART: TextRule = {
  opaque: new Set(['type', 'detail', 'format', 'file_id']),
  fields: {
    image_url: { media: true, opaque: new Set(['detail']) },
    input_audio: { opaque: new Set(['data', 'format']) },
    file: { opaque: new Set(['file_id']), fields: { file_data: { media: true } } },
  },
}

const TOOL_CALL: TextRule = {
  opaque: new Set(['id', 'type']),
  fields: {
    function: { opaque: new Set(['name']) },
    custom: { opaque: new Set(['name']) },
  },
}

const MESSAGE: TextRule = {
  voiceByRole: VOICE_BY_ROLE,
  opaque: new Set(['role', 'tool_call_id', 'type', 'id']),
  fields: { content: PART, tool_calls: TOOL_CALL, function_call: { opaque: new Set(['name']) } },
}

const TOOL: TextRule = {
  voice: { role: 'system', provenance: 'schema' },
  opaque: new Set(['type']),
  fields: {
    function: { opaque: new Set(['name']), fields: { parameters: SCHEMA_RULE } },
    custom: { opaque: new Set(['name', 'type', 'syntax']) },
  },
}

export const CHAT_TEXT: TextRule = {
  voice: { role: 'system', provenance: 'instruction' },
  opaque: new Set([...OPAQUE_PARAMETERS, 'user', 'tool_choice', 'function_call']),
  fields: {
    messages: MESSAGE,
    tools: TOOL,
    functions: { ...SCHEMA_RULE, opaque: new Set(['name', 'type', '$ref', '$schema', 'required']) },
    tool_choice: { opaque: new Set(['type', 'name', 'mode']) },
    function_call: { opaque: new Set(['name']) },
    response_format: { ...SCHEMA_RULE, opaque: new Set(['type', 'name', '$ref', '$schema', 'required']) },
    prediction: { voice: { role: 'user', provenance: 'data' }, opaque: new Set(['type']) },
    audio: { opaque: new Set(['voice', 'format', 'id']) },
    web_search_options: { opaque: new Set(['type', 'search_context_size', 'timezone']) },
  },
}
