/**
 * Where a messages request says what it can cost (https://platform.claude.com/docs/en/about-claude/pricing). Every parameter
 * of the vendor's own types was looked at; the test beside this lists them.
 */
import { type JsonDocument, KIND } from '../../lib/index.js'
import { given, isText, memberNote, nothing, reasoning, serviceTier, unless } from '../demand-notes.js'
import { valuesNamed } from '../facts.js'
import type { DemandRule, Mark, Note, ToolKind } from '../findings.js'

/** Edits that only leave something out of the conversation; others ask a model to shorten it. */
const CLEARING_EDITS = ['clear_tool_uses', 'clear_thinking']

const contextEdits: Note = memberNote('edits', (findings, edits) => {
  const { document } = findings
  if (!findings.isGiven(edits)) return
  let isClearing = true
  document.eachItem(edits, (edit) => {
    const types = valuesNamed(document, edit, 'type')
    isClearing &&= types.length > 0 && types.every((type) => CLEARING_EDITS.includes(undated(document.text(type))))
  })
  if (!isClearing) findings.unpriced.add('compaction')
})

/** A thread that goes on from messages which the vendor holds. */
const thread: Note = (findings, value) => {
  const types = valuesNamed(findings.document, value, 'type')
  if (types.length !== 1 || !types.every((type) => isText(findings.document, type, 'create')))
    findings.mark('reference', value)
}

/** Tools by their type without its version. */
const TOOL_KINDS: ReadonlyMap<string, ToolKind> = new Map<string, ToolKind>([
  ['custom', 'shown'],
  ['tool_reference', 'shown'],
  ['tool_definition', 'shown'],
  ['bash', 'built_in'],
  ['text_editor', 'built_in'],
  ['computer', 'built_in'],
  ['memory', 'built_in'],
  ['browser_toolset', 'built_in'],
  ['computer_toolset', 'built_in'],
  ['web_search', 'web_search'],
  ['web_fetch', 'web_fetch'],
  ['code_execution', 'code_execution'],
  ['tool_search_tool_bm25', 'tool_search'],
  ['tool_search_tool_regex', 'tool_search'],
  ['mcp_toolset', 'mcp'],
  ['advisor', 'other_models'],
])

export const MESSAGES_DEMAND: DemandRule = {
  maxima: ['max_tokens'],
  multipliers: [],
  cacheWrites: 'none',
  parameters: new Map<string, Note>([
    ['service_tier', serviceTier],
    ['speed', unless(['standard'], 'fast_speed')],
    ['inference_geo', unless(['global'], 'inference_geo')],
    ['thinking', memberNote('type', reasoning('disabled'))],
    ['fallbacks', given('other_models')],
    ['mcp_servers', given('mcp')],
    ['compaction', given('compaction')],
    ['context_management', contextEdits],
    ['container', given('reference')],
    ['thread', thread],
    ['metadata', nothing],
    ['output_config', nothing],
    ['output_format', nothing],
    ['tool_choice', nothing],
  ]),
  members: new Map<string, Mark>([
    ['cache_control', 'cache'],
    ['tools', 'tools'],
    ['definition', 'tools'],
    ['file_id', 'reference'],
    // What a tool was called with, and what was quoted: names that somebody else chose, and words that are shown.
    ['input', 'opaque'],
    ['citations', 'opaque'],
  ]),
  types: new Map<string, Mark>([
    ['image', 'image'],
    // Sources of documents; a small file may have many pages.
    ['base64', 'reference'],
    ['url', 'reference'],
    ['file', 'reference'],
    ['container_upload', 'reference'],
  ]),
  toolKind: (type) => TOOL_KINDS.get(undated(type)),
}

/** True where the vendor would refuse that maximum because the model may think for as long, or where a fallback may have its own. */
export function isBoundElsewhere(document: JsonDocument, maxTokens: number): boolean {
  const budgets = valuesNamed(document, document.root, 'thinking').flatMap((thinking) =>
    valuesNamed(document, thinking, 'budget_tokens'),
  )
  const fallbacks = valuesNamed(document, document.root, 'fallbacks')
  return (
    budgets.some((budget) => !(Number(document.source(budget)) < maxTokens)) ||
    fallbacks.some((fallback) => document.kind(fallback) !== KIND.null)
  )
}

/** A type without the date of its version: `bash_20250124` is `bash`. */
function undated(type: string): string {
  return type.replace(/_\d{8}$/, '')
}
