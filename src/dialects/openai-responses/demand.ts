/**
 * Where a Responses API request says what it can cost (https://platform.openai.com/docs/pricing). Every parameter of the
 * vendor's own types was looked at; the test of the vendors' costs lists them.
 */
import type { JsonDocument } from '../../lib/index.js'
import { both, given, isText, memberNote, nothing, reasoning, unless } from '../demand-notes.js'
import { valuesNamed } from '../facts.js'
import type { DemandRule, Mark, Note, ToolKind } from '../findings.js'
import { COST_PARAMETERS } from '../openai-family.js'

const TOOL_KINDS: ReadonlyMap<string, ToolKind> = new Map<string, ToolKind>([
  ['function', 'shown'],
  ['custom', 'shown'],
  // Brings its tools with it, in a list of its own.
  ['namespace', 'shown'],
  ['computer', 'built_in'],
  ['computer_use_preview', 'built_in'],
  ['local_shell', 'built_in'],
  ['apply_patch', 'built_in'],
  ['web_search', 'web_search'],
  ['web_search_2025_08_26', 'web_search'],
  ['web_search_preview', 'web_search'],
  ['web_search_preview_2025_03_11', 'web_search'],
  ['file_search', 'file_search'],
  ['code_interpreter', 'code_execution'],
  ['programmatic_tool_calling', 'code_execution'],
  ['image_generation', 'image_generation'],
  ['mcp', 'mcp'],
])

/** Two tools are the client's or the provider's, as they say themselves. */
function toolKind(type: string, document: JsonDocument, tool: number): ToolKind | undefined {
  if (type === 'shell') return isLocal(document, tool) ? 'built_in' : 'code_execution'
  if (type === 'tool_search') return isTheClients(document, tool) ? 'built_in' : 'tool_search'
  return TOOL_KINDS.get(type)
}

function isLocal(document: JsonDocument, tool: number): boolean {
  const types = valuesNamed(document, tool, 'environment').flatMap((place) => valuesNamed(document, place, 'type'))
  return types.length > 0 && types.every((type) => isText(document, type, 'local'))
}

function isTheClients(document: JsonDocument, tool: number): boolean {
  const executions = valuesNamed(document, tool, 'execution')
  return executions.length > 0 && executions.every((execution) => isText(document, execution, 'client'))
}

/** A template of the vendor's, and what is put into it. */
const prompt: Note = (findings, value) => {
  findings.mark('stored_prompt', value)
  findings.mark('reference', value)
  findings.within(value)
}

export const RESPONSES_DEMAND: DemandRule = {
  maxima: ['max_output_tokens'],
  multipliers: [],
  // Since GPT-5.6 a write to the cache has a price, and happens unasked (https://developers.openai.com/api/docs/guides/prompt-caching).
  cacheWrites: '5m',
  parameters: new Map<string, Note>([
    ...COST_PARAMETERS,
    ['reasoning', both(memberNote('effort', reasoning('none')), memberNote('mode', unless(['standard'], 'pro_mode')))],
    ['background', given('background')],
    ['previous_response_id', given('reference')],
    ['conversation', given('reference')],
    ['prompt', prompt],
    ['context_management', given('compaction')],
    ['text', nothing],
    ['include', nothing],
    // Moderation has no price (https://platform.openai.com/docs/guides/moderation).
    ['moderation', nothing],
  ]),
  members: new Map<string, Mark>([
    ['tools', 'tools'],
    ['image_url', 'image'],
    ['file_id', 'reference'],
    ['file_url', 'reference'],
    ['file_data', 'reference'],
    ['input_audio', 'audio_input'],
    // What a tool was called with, what it found, and what was quoted: names that somebody else chose, and words that are shown.
    ['arguments', 'opaque'],
    ['results', 'opaque'],
    ['annotations', 'opaque'],
    ['logprobs', 'opaque'],
  ]),
  types: new Map<string, Mark>([
    ['input_image', 'image'],
    ['computer_screenshot', 'image'],
    ['image_generation_call', 'image'],
    ['image', 'image'],
    ['input_file', 'reference'],
    ['item_reference', 'reference'],
    ['input_audio', 'audio_input'],
    ['compaction_trigger', 'compaction'],
  ]),
  toolKind,
}
