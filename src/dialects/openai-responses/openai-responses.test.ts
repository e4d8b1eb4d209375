/** Each event of a Responses stream means what it says, by whatever name it comes. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventFrame } from '../recorded.suite.js'
import { openaiResponses } from './index.js'

function frame(type: string, fields: Readonly<Record<string, unknown>>, name = type) {
  const line = name === '' ? '' : `event: ${name}\n`
  return eventFrame(Buffer.from(`${line}data: ${JSON.stringify({ type, ...fields })}\n\n`))
}

const USAGE = { response: { usage: { input_tokens: 3, output_tokens: 4, input_tokens_details: { cached_tokens: 1 } } } }
const counted = 'usage 3 4 1'

const EVENTS: readonly (readonly [string, Readonly<Record<string, unknown>>, readonly string[]])[] = [
  ['response.output_text.delta', { delta: 'x' }, ['answer x']],
  ['response.refusal.delta', { delta: 'x' }, ['refusal x']],
  ['response.reasoning_text.delta', { delta: 'x' }, ['reasoning x']],
  ['response.reasoning_summary_text.delta', { delta: 'x' }, ['reasoning x']],
  ['response.function_call_arguments.delta', { delta: 'x' }, ['tool_arguments x']],
  ['response.custom_tool_call_input.delta', { delta: 'x' }, ['tool_arguments x']],
  ['response.output_text.done', { text: 'x' }, []],
  ['response.completed', USAGE, [counted]],
  ['response.incomplete', USAGE, [counted]],
  ['response.failed', USAGE, [counted, 'error']],
  ['error', { message: 'x' }, ['error']],
  ['response.created', { response: { usage: null } }, []],
  ['response.of_tomorrow', { delta: 'x' }, []],
]

function meaning(...event: Parameters<typeof frame>): readonly string[] {
  return openaiResponses.decodeResponse(frame(...event), 'all').map((one) => {
    if (one.type === 'text') return `${one.kind} ${one.text}`
    if (one.type === 'error') return 'error'
    return `usage ${one.usage.inputTokens} ${one.usage.outputTokens} ${one.usage.cacheReadTokens}`
  })
}

describe('an event of a response', () => {
  for (const [type, fields, expected] of EVENTS) {
    it(`${type} means ${expected.join(' and ') || 'nothing'}`, () => {
      assert.deepEqual(meaning(type, fields), expected)
      assert.deepEqual(meaning(type, fields, ''), expected)
    })

    it(`${type} is notable if there is more to it than text`, () => {
      const tells = expected.some((event) => event === 'error' || event === counted)
      assert.ok(
        !tells ||
          (openaiResponses.isNotable(frame(type, fields)) && openaiResponses.isNotable(frame(type, fields, ''))),
      )
      if (type.endsWith('.delta')) assert.equal(openaiResponses.isNotable(frame(type, fields)), false)
    })
  }

  it('that is nothing but an error is one, by whatever name', () => {
    for (const error of [{ message: 'x' }, 'x']) assert.deepEqual(meaning('', { error }, ''), ['error'])
  })
})
