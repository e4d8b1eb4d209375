/** A completion says its text and its tokens. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bodyFrame, eventFrame } from '../recorded.suite.js'
import { openaiCompletions } from './index.js'

const completion = Buffer.from('{"choices":[{"text":"a"},{"text":"b"},{"text":""}],"usage":{"prompt_tokens":2}}')

describe('a completion', () => {
  it('says the same streamed and whole: the text of every choice, then the usage', () => {
    const streamed = eventFrame(Buffer.concat([Buffer.from('data: '), completion, Buffer.from('\n\n')]))
    for (const frame of [bodyFrame(completion), streamed]) {
      const said = openaiCompletions.decodeResponse(frame, 'all')
      assert.deepEqual(
        said.map((event) => (event.type === 'text' ? event.text : event.type)),
        ['a', 'b', 'usage'],
      )
    }
  })

  it('is passed over quickly where it is text alone', () => {
    assert.equal(openaiCompletions.isNotable(eventFrame(Buffer.from('data: {"choices":[{"text":"a"}]}\n\n'))), false)
  })
})
