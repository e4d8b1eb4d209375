/** Each event of a message stream means what it says. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventFrame } from '../recorded.suite.js'
import { anthropicMessages } from './index.js'

const EVENTS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'message_start',
    '{"message":{"usage":{"input_tokens":1,"cache_read_input_tokens":20,"cache_creation_input_tokens":300,"output_tokens":2}}}',
    ['usage 321 2 20 300'],
  ],
  ['message_delta', '{"usage":{"output_tokens":9}}', ['usage - 9 - -']],
  ['message_delta', '{"usage":{"input_tokens":null,"output_tokens":9}}', ['usage - 9 - -']],
  ['content_block_start', '{"content_block":{"type":"text","text":""}}', []],
  ['content_block_start', '{"content_block":{"type":"text","text":"x"}}', ['answer x']],
  ['content_block_start', '{"content_block":{"type":"thinking","thinking":"x","signature":"y"}}', ['reasoning x']],
  ['content_block_start', '{"content_block":{"type":"tool_use","name":"f","input":{}}}', []],
  ['content_block_delta', '{"delta":{"type":"text_delta","text":"x"}}', ['answer x']],
  ['content_block_delta', '{"delta":{"type":"thinking_delta","thinking":"x"}}', ['reasoning x']],
  ['content_block_delta', '{"delta":{"type":"input_json_delta","partial_json":"{"}}', ['tool_arguments {']],
  ['content_block_delta', '{"delta":{"type":"signature_delta","signature":"x"}}', []],
  ['content_block_stop', '{"index":0}', []],
  ['ping', '{}', []],
  ['message_stop', '{}', []],
  ['error', '{"error":{"type":"overloaded_error"}}', ['error']],
  ['event_of_tomorrow', '{"usage":{"output_tokens":1}}', []],
]

describe('an event of a message', () => {
  for (const [event, data, expected] of EVENTS) {
    it(`${event} ${data} means ${expected.join() || 'nothing'}`, () => {
      const frame = eventFrame(Buffer.from(`event: ${event}\ndata: ${data}\n\n`))
      const meaning = anthropicMessages.decodeResponse(frame, 'all').map((one) => {
        if (one.type === 'text') return `${one.kind} ${one.text}`
        if (one.type === 'error') return 'error'
        const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = one.usage
        return [
          'usage',
          ...[inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens].map((count) => count ?? '-'),
        ].join(' ')
      })
      assert.deepEqual(meaning, expected)
    })
  }

  it('is passed over quickly where it is a piece of a block', () => {
    for (const event of ['content_block_start', 'content_block_delta', 'content_block_stop', 'ping'])
      assert.equal(anthropicMessages.isNotable(eventFrame(Buffer.from(`event: ${event}\ndata: {}\n\n`))), false)
  })
})
