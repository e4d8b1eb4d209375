/**
 * Where a chat request says what it can cost (https://platform.openai.com/docs/pricing). Every parameter of the vendor's own
 * types was looked at; the test of the vendors' costs lists them.
 */
import { given, isText, nothing } from '../demand-notes.js'
import type { DemandRule, Mark, Note, ToolKind } from '../findings.js'
import { COST_PARAMETERS } from '../openai-family.js'

/** Whatever is generated beside text. */
const modalities: Note = (findings, value) => {
  const { document } = findings
  document.eachItem(value, (item) => {
    if (isText(document, item, 'audio')) findings.unpriced.add('audio_output')
    else if (!isText(document, item, 'text')) findings.unpriced.add('image_generation')
  })
}

const TOOL_KINDS: ReadonlyMap<string, ToolKind> = new Map<string, ToolKind>([
  ['function', 'shown'],
  ['custom', 'shown'],
  ['web_search', 'web_search'],
  ['web_search_preview', 'web_search'],
])

export const CHAT_DEMAND: DemandRule = {
  maxima: ['max_completion_tokens', 'max_tokens'],
  multipliers: ['n'],
  // Since GPT-5.6 a write to the cache has a price, and happens unasked (https://developers.openai.com/api/docs/guides/prompt-caching).
  cacheWrites: '5m',
  parameters: new Map<string, Note>([
    ...COST_PARAMETERS,
    ['audio', given('audio_output')],
    ['modalities', modalities],
    ['web_search_options', given('web_search')],
    ['response_format', nothing],
    ['function_call', nothing],
    ['logit_bias', nothing],
    // Paid for as output where the model does not take it up, within the maximum of the output.
    ['prediction', nothing],
    // Moderation has no price (https://platform.openai.com/docs/guides/moderation).
    ['moderation', nothing],
  ]),
  members: new Map<string, Mark>([
    ['tools', 'tools'],
    ['functions', 'tools'],
    ['arguments', 'opaque'],
    ['cache_control', 'cache'],
    ['image_url', 'image'],
    ['file', 'reference'],
    ['file_id', 'reference'],
    ['file_data', 'reference'],
    ['video_url', 'reference'],
    ['input_audio', 'audio_input'],
    ['audio_url', 'audio_input'],
    // What the model said aloud before, by its id.
    ['audio', 'audio_input'],
  ]),
  types: new Map<string, Mark>([
    ['image_url', 'image'],
    ['file', 'reference'],
    ['video_url', 'reference'],
    ['input_audio', 'audio_input'],
    ['audio_url', 'audio_input'],
  ]),
  toolKind: (type) => TOOL_KINDS.get(type),
}
