/** Where the words of a Responses API request are. */
import type { TextRule } from '../../canonical/index.js'
import { OPAQUE_PARAMETERS, VOICE_BY_ROLE } from '../openai-family.js'
import { ARGUMENTS_RULE, VOICE } from '../rule-parts.js'
import { TOOL } from './tool-text.js'

const IDS = [
  'type',
  'role',
  'id',
  'call_id',
  'caller_id',
  'container_id',
  'file_id',
  'approval_request_id',
  'status',
  'phase',
  'detail',
  'mode',
] as const

const CONTENT: TextRule = {
  opaque: new Set(IDS),
  fields: {
    image_url: { media: true },
    file_data: { media: true },
    input_audio: { opaque: new Set(['format']), encoded: new Set(['data']) },
  },
}

const RESULT: TextRule = {
  voice: VOICE.data,
  opaque: new Set(IDS),
  fields: { url: { media: true }, attributes: ARGUMENTS_RULE },
}

/** What a model asked for, and with some tools what came of it. */
const CALL: TextRule = {
  voice: VOICE.model,
  opaque: new Set([...IDS, 'name', 'namespace', 'server_label', 'button', 'execution']),
  fields: {
    arguments: ARGUMENTS_RULE,
    input: ARGUMENTS_RULE,
    env: ARGUMENTS_RULE,
    output: RESULT,
    outputs: RESULT,
    results: RESULT,
    error: RESULT,
  },
}

const OUTPUT: TextRule = { ...CONTENT, voice: VOICE.data }

const TOOLS: TextRule = { ...TOOL, opaque: new Set([...IDS, ...(TOOL.opaque ?? [])]) }

const SEALED: TextRule = {
  voice: VOICE.model,
  frozen: true,
  opaque: new Set(IDS),
  encoded: new Set(['encrypted_content']),
}

const ITEM_BY_TYPE: Readonly<Record<string, TextRule>> = {
  function_call: CALL,
  custom_tool_call: CALL,
  computer_call: CALL,
  web_search_call: CALL,
  file_search_call: CALL,
  code_interpreter_call: CALL,
  program: CALL,
  local_shell_call: CALL,
  shell_call: CALL,
  apply_patch_call: CALL,
  mcp_call: CALL,
  mcp_approval_request: CALL,
  tool_search_call: CALL,
  image_generation_call: { ...CALL, encoded: new Set(['result']) },
  function_call_output: OUTPUT,
  custom_tool_call_output: OUTPUT,
  computer_call_output: OUTPUT,
  local_shell_call_output: OUTPUT,
  shell_call_output: OUTPUT,
  apply_patch_call_output: OUTPUT,
  program_output: OUTPUT,
  mcp_approval_response: OUTPUT,
  tool_search_output: TOOLS,
  additional_tools: TOOLS,
  mcp_list_tools: TOOLS,
  reasoning: SEALED,
  compaction: SEALED,
}

const INPUT: TextRule = {
  voice: VOICE.user,
  voiceByRole: VOICE_BY_ROLE,
  byType: ITEM_BY_TYPE,
  opaque: new Set(IDS),
  fields: { content: CONTENT },
}

export const RESPONSES_TEXT: TextRule = {
  voice: VOICE.user,
  opaque: new Set([...OPAQUE_PARAMETERS, 'conversation', 'tool_choice', 'type', 'id']),
  fields: {
    input: INPUT,
    instructions: { voice: VOICE.instruction, opaque: new Set(IDS) },
    tools: TOOL,
    tool_choice: TOOL,
    text: TOOL,
    prompt: {
      opaque: new Set(['id', 'version']),
      fields: {
        variables: { byType: { input_text: CONTENT, input_image: CONTENT, input_file: CONTENT } },
      },
    },
    reasoning: { opaque: new Set(['effort', 'summary', 'generate_summary', 'context', 'mode']) },
  },
}
