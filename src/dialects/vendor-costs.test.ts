/**
 * Every parameter and every tool of the vendors' own type definitions has been looked at for what it costs. A version of their
 * packages that brings another asks for another look.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { DIALECTS } from './index.js'
import { decoded } from './recorded.suite.js'

const MODULES = join(import.meta.dirname, '..', '..', '..', 'node_modules')
const OPENAI = 'openai/resources'
const ANTHROPIC = '@anthropic-ai/sdk/resources'

interface VendorTypes {
  readonly dialect: string
  readonly body: string
  /** Where the parameters are, as file and interface. */
  readonly parameters: readonly (readonly [file: string, name: string])[]
  /** Parameters that make a request cost more, or that bound its cost: an example, and what the demand says of it. */
  readonly costly: Readonly<Record<string, readonly [example: string, said: string]>>
  /** Parameters that cost nothing beside the tokens that they hold. */
  readonly free: readonly string[]
}

const OPENAI_FREE =
  'frequency_penalty logit_bias logprobs metadata model parallel_tool_calls presence_penalty prompt_cache_key ' +
  'prompt_cache_options prompt_cache_retention safety_identifier seed stop store stream stream_options temperature ' +
  'tool_choice top_logprobs top_p user verbosity moderation'

const VENDORS: readonly VendorTypes[] = [
  {
    dialect: 'openai-chat',
    body: '"messages":[]',
    parameters: [[`${OPENAI}/chat/completions/completions.d.ts`, 'ChatCompletionCreateParamsBase']],
    costly: {
      messages: ['[{"role":"user","content":[{"type":"input_audio"}]}]', 'audio_input'],
      audio: ['{"voice":"a"}', 'audio_output'],
      functions: ['[{"name":"f"}]', 'tools 1'],
      max_completion_tokens: ['5', 'maxOutputTokens 5'],
      max_tokens: ['5', 'maxOutputTokens 5'],
      modalities: ['["text","audio"]', 'audio_output'],
      n: ['2', 'answers 2'],
      reasoning_effort: ['"high"', 'reasoning on'],
      service_tier: ['"priority"', 'service_tier'],
      tools: ['[{"type":"function"}]', 'tools 1'],
      web_search_options: ['{}', 'web_search'],
    },
    free: [...OPENAI_FREE.split(' '), 'function_call', 'prediction', 'response_format'],
  },
  {
    dialect: 'openai-completions',
    body: '"prompt":"a"',
    parameters: [[`${OPENAI}/completions.d.ts`, 'CompletionCreateParamsBase']],
    costly: {
      best_of: ['4', 'answers 4'],
      max_tokens: ['5', 'maxOutputTokens 5'],
      n: ['2', 'answers 2'],
      prompt: ['["a","b"]', 'answers 2'],
    },
    free: [...OPENAI_FREE.split(' '), 'echo', 'suffix'],
  },
  {
    dialect: 'openai-embeddings',
    body: '"input":"a"',
    parameters: [[`${OPENAI}/embeddings.d.ts`, 'EmbeddingCreateParams']],
    costly: {},
    free: ['dimensions', 'encoding_format', 'input', 'model', 'user'],
  },
  {
    dialect: 'openai-responses',
    body: '"input":[]',
    parameters: [[`${OPENAI}/responses/responses.d.ts`, 'ResponseCreateParamsBase']],
    costly: {
      background: ['true', 'background'],
      context_management: ['[{"type":"compaction"}]', 'compaction'],
      conversation: ['"conv_1"', 'references true'],
      input: ['[{"type":"input_audio"}]', 'audio_input'],
      max_output_tokens: ['5', 'maxOutputTokens 5'],
      previous_response_id: ['"resp_1"', 'references true'],
      prompt: ['{"id":"pmpt_1"}', 'stored_prompt'],
      reasoning: ['{"mode":"pro"}', 'pro_mode'],
      service_tier: ['"priority"', 'service_tier'],
      tools: ['[{"type":"web_search"}]', 'web_search'],
    },
    free: [...OPENAI_FREE.split(' '), 'include', 'instructions', 'text', 'truncation'],
  },
  {
    dialect: 'anthropic-messages',
    body: '"messages":[]',
    parameters: [
      [`${ANTHROPIC}/messages/messages.d.ts`, 'MessageCreateParamsBase'],
      [`${ANTHROPIC}/beta/messages/messages.d.ts`, 'MessageCreateParamsBase'],
    ],
    costly: {
      cache_control: ['{"type":"ephemeral"}', 'cacheWrites 5m'],
      compaction: ['{"type":"summarize"}', 'compaction'],
      container: ['"container_1"', 'references true'],
      context_management: ['{"edits":[{"type":"compact_20260112"}]}', 'compaction'],
      fallbacks: ['"default"', 'other_models'],
      inference_geo: ['"us"', 'inference_geo'],
      max_tokens: ['5', 'maxOutputTokens 5'],
      mcp_servers: ['[{"type":"url"}]', 'mcp'],
      messages: ['[{"role":"user","content":[{"type":"image"}]}]', 'images 1'],
      service_tier: ['"tier_of_tomorrow"', 'service_tier'],
      speed: ['"fast"', 'fast_speed'],
      system: ['[{"type":"text","text":"a","cache_control":{"ttl":"1h"}}]', 'cacheWrites 1h'],
      thinking: ['{"type":"adaptive"}', 'reasoning on'],
      thread: ['{"type":"continue","previous_message_id":"msg_1"}', 'references true'],
      tools: ['[{"type":"web_search_20260318"}]', 'web_search'],
    },
    free: (
      'betas billing_policy diagnostics fallback_credit_token metadata model output_config output_format ' +
      'stop_sequences stream temperature tool_choice top_k top_p user_profile_id workspace_id'
    ).split(' '),
  },
]

/** Parameters that others who speak the format have added. */
const OTHERS: readonly (readonly [parameter: string, example: string, said: string])[] = [
  ['models', '["a","b"]', 'other_models'],
  ['fallbacks', '["a"]', 'other_models'],
  ['plugins', '[{"id":"web"}]', 'unknown_tool'],
  ['search_parameters', '{"mode":"on"}', 'web_search'],
  ['enable_search', 'true', 'web_search'],
]

/** Every tool of the vendors, and what of its cost the request does not show. */
const TOOLS: Readonly<Record<string, readonly (readonly [tools: string, said: string])[]>> = {
  'openai-chat': [
    ['function custom', ''],
    ['web_search web_search_preview', 'web_search'],
    ['tool_of_tomorrow', 'unknown_tool'],
  ],
  'openai-responses': [
    ['function custom namespace', ''],
    ['computer computer_use_preview local_shell apply_patch', 'built in'],
    ['web_search web_search_2025_08_26 web_search_preview web_search_preview_2025_03_11', 'web_search'],
    ['file_search', 'file_search'],
    ['code_interpreter programmatic_tool_calling shell', 'code_execution'],
    ['image_generation', 'image_generation'],
    ['mcp', 'mcp'],
    ['tool_search', 'tool_search'],
    ['tool_of_tomorrow', 'unknown_tool'],
  ],
  'anthropic-messages': [
    ['custom', ''],
    [
      'bash_20241022 bash_20250124 browser_toolset_20260801 computer_20241022 computer_20250124 computer_20251124 ' +
        'computer_toolset_20260801 memory_20250818 text_editor_20241022 text_editor_20250124 text_editor_20250429 ' +
        'text_editor_20250728 bash_20990101',
      'built in',
    ],
    ['web_search_20250305 web_search_20260209 web_search_20260318', 'web_search'],
    ['web_fetch_20250910 web_fetch_20260209 web_fetch_20260309 web_fetch_20260318', 'web_fetch'],
    [
      'code_execution_20250522 code_execution_20250825 code_execution_20260120 code_execution_20260521',
      'code_execution',
    ],
    [
      'tool_search_tool_bm25 tool_search_tool_bm25_20251119 tool_search_tool_regex tool_search_tool_regex_20251119',
      'tool_search',
    ],
    ['mcp_toolset', 'mcp'],
    ['advisor_20260301', 'other_models'],
    ['tool_of_tomorrow', 'unknown_tool'],
  ],
}

/** Where the vendors list their tools: a union of interfaces, each with its type. */
const TOOL_TYPES: Readonly<Record<string, readonly (readonly [file: string, union: string])[]>> = {
  'openai-chat': [[`${OPENAI}/chat/completions/completions.d.ts`, 'ChatCompletionTool']],
  'openai-responses': [[`${OPENAI}/responses/responses.d.ts`, 'Tool']],
  'anthropic-messages': [
    [`${ANTHROPIC}/messages/messages.d.ts`, 'ToolUnion'],
    [`${ANTHROPIC}/beta/messages/messages.d.ts`, 'BetaToolUnion'],
  ],
}

for (const { dialect, body, parameters, costly, free } of VENDORS) {
  describe(`${dialect}: the parameters of the vendor`, () => {
    it('have all been looked at', () => {
      const known = new Set([...Object.keys(costly), ...free])
      const all = parameters.flatMap(([file, name]) => membersOf(file, name))
      assert.ok(all.length > 3)
      assert.deepEqual(
        all.filter((member) => !known.has(member)),
        [],
      )
    })

    for (const [parameter, [example, said]] of Object.entries(costly))
      it(`${parameter}: ${said}`, () =>
        assert.ok(costs(dialect, withParameter(body, parameter, example)).includes(said)))

    it('cost nothing more when they are null, or say what is usual', () => {
      const plain = costs(dialect, `{${body}}`)
      const usual: Readonly<Record<string, string>> = { speed: '"standard"', inference_geo: '"global"' }
      for (const parameter of Object.keys(costly).filter((one) => !body.includes(`"${one}"`)))
        for (const value of ['null', usual[parameter] ?? 'null'])
          assert.deepEqual(costs(dialect, withParameter(body, parameter, value)), plain, parameter)
    })
  })
}

describe('parameters of other vendors', () => {
  for (const [parameter, example, said] of OTHERS)
    it(`${parameter}: ${said}`, () =>
      assert.ok(costs('openai-chat', withParameter('"messages":[]', parameter, example)).includes(said)))
})

for (const [dialect, rows] of Object.entries(TOOLS)) {
  describe(`${dialect}: the tools of the vendor`, () => {
    it('have all been looked at', () => {
      const known = new Set(rows.flatMap(([types]) => types.split(' ')))
      const all = TOOL_TYPES[dialect]?.flatMap(([file, union]) => toolTypes(file, union)) ?? []
      assert.ok(all.length > 1)
      assert.deepEqual(
        all.filter((type) => !known.has(type)),
        [],
      )
    })

    for (const [types, said] of rows) {
      for (const type of types.split(' ')) {
        it(`${type}: ${said || 'is in the request'}`, () =>
          assert.deepEqual(toolCosts(dialect, `{"type":"${type}"}`), said))
      }
    }

    it('are known by every type that they bear, wherever they are listed', () => {
      assert.equal(toolCosts(dialect, '{"name":"f"}'), '')
      assert.equal(toolCosts(dialect, '{"type":7}'), 'unknown_tool')
      assert.equal(toolCosts(dialect, '"f"'), 'unknown_tool')
      assert.equal(toolCosts(dialect, '{"type":"custom","Type":"tool_of_tomorrow"}'), 'unknown_tool')
      assert.equal(toolCosts(dialect, '{"type":"custom","tools":[{"type":"tool_of_tomorrow"}]}'), 'unknown_tool')
    })
  })
}

describe('tools that the client may run', () => {
  const cost = (tool: string) => toolCosts('openai-responses', tool)

  it('are the vendor’s unless they say that they are not', () => {
    assert.equal(cost('{"type":"shell","environment":{"type":"local"}}'), 'built in')
    assert.equal(cost('{"type":"shell","environment":{"type":"container_auto"}}'), 'code_execution')
    assert.equal(cost('{"type":"shell","environment":{"type":"local"},"environment":null}'), 'built in')
    assert.equal(cost('{"type":"shell","environment":{"type":"local","type":"container_auto"}}'), 'code_execution')
    assert.equal(cost('{"type":"tool_search","execution":"client"}'), 'built in')
    assert.equal(cost('{"type":"tool_search","execution":"server"}'), 'tool_search')
  })

  it('may come in the middle of a conversation', () => {
    const item = '{"type":"additional_tools","tools":[{"type":"file_search"}]}'
    assert.ok(costs('openai-responses', `{"input":[${item}]}`).includes('file_search'))
    const block =
      '{"type":"tool_addition","tool":{"type":"tool_definition","definition":{"type":"web_fetch_20260318"}}}'
    const body = `{"messages":[{"role":"user","content":[${block}]}]}`
    assert.ok(costs('anthropic-messages', body).includes('web_fetch'))
  })
})

describe('edits of the context', () => {
  const cost = (edits: string) => costs('anthropic-messages', `{"messages":[],"context_management":{"edits":${edits}}}`)

  it('cost nothing where they only leave something out', () => {
    const plain = costs('anthropic-messages', '{"messages":[]}')
    assert.deepEqual(cost('[]'), plain)
    assert.deepEqual(cost('[{"type":"clear_tool_uses_20250919"},{"type":"clear_thinking_20251015"}]'), plain)
  })

  it('cost what cannot be told where a model is asked, or may be', () => {
    const both = '[{"type":"clear_thinking_20251015"},{"type":"compact_20260112"}]'
    const either = '[{"type":"clear_thinking_20251015","Type":"compact_20260112"}]'
    for (const edits of [both, either, '[{}]', '["x"]']) assert.ok(cost(edits).includes('compaction'))
  })
})

/** What the demand says, a word or two each. */
function costs(name: string, body: string): readonly string[] {
  const dialect = DIALECTS.find((one) => one.name === name)
  assert.ok(dialect)
  const demand = decoded(dialect, Buffer.from(body)).facts.demand?.()
  assert.ok(demand)
  const { structure: _, unpriced, serviceTier: __, messages: ___, ...rest } = demand
  return [...Object.entries(rest).map(([member, value]) => `${member} ${value}`), ...unpriced]
}

function toolCosts(name: string, tool: string): string {
  const said = costs(name, `{"messages":[],"tools":[${tool}]}`)
  const builtIn = said.includes('builtInTools 0') ? [] : ['built in']
  return [...builtIn, ...said.filter((word) => !word.includes(' '))].join(' and ')
}

function withParameter(body: string, parameter: string, value: string): string {
  const kept = body.startsWith(`"${parameter}"`) ? '' : `${body},`
  return `{${kept}"${parameter}":${value}}`
}

/** The declaration of that name, from its first line to the end of its block. */
function declaration(file: string, start: string): string {
  const text = readFileSync(join(MODULES, file), 'utf8')
  const at = text.indexOf(start)
  assert.ok(at >= 0, `${file} has no ${start}`)
  const end = start.includes(' type ') ? text.indexOf(';', at) : text.indexOf('\n}', at)
  return text.slice(at, end).replaceAll(/\/\*\*.*?\*\//gs, '')
}

function membersOf(file: string, name: string): readonly string[] {
  return [...declaration(file, `export interface ${name} `).matchAll(/^ {4}(\w+)\??:/gm)].map(
    ([, member = '']) => member,
  )
}

function toolTypes(file: string, union: string): readonly string[] {
  const [, names = ''] = declaration(file, `export type ${union} =`).split('=')
  return names.split('|').flatMap((name) => {
    const own = name.trim()
    const isNested = own.startsWith(`${union}.`)
    const text = isNested ? nested(file, own.slice(union.length + 1)) : declaration(file, `export interface ${own} `)
    const [, types = ''] = /^ +type\??: (.*);$/m.exec(text) ?? []
    return [...types.matchAll(/'(\w+)'/g)].map(([, type = '']) => type)
  })
}

function nested(file: string, name: string): string {
  const text = readFileSync(join(MODULES, file), 'utf8')
  const at = text.indexOf(`\n    interface ${name} {`, text.indexOf('export declare namespace Tool {'))
  return text.slice(at, text.indexOf('\n    }', at)).replaceAll(/\/\*\*.*?\*\//gs, '')
}
