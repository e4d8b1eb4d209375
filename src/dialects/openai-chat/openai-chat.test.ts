/** A chat stream always tells its tokens, and a client that did not ask sees no trace of that. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { decoded, framesOf, recordings } from '../recorded.suite.js'
import { openaiChat } from './index.js'

function encode(body: string) {
  const { body: bytes, answerFilter } = openaiChat.encodeRequest(decoded(openaiChat, Buffer.from(body)))
  return { body: bytes.toString(), answerFilter }
}

function filtered(stream: Buffer): string {
  const { answerFilter } = encode('{"messages":[],"stream":true}')
  assert.ok(answerFilter)
  const passed = [...framesOf([stream]).flatMap((frame) => answerFilter.frame(frame)), ...answerFilter.end()]
  return Buffer.concat(passed.map(({ bytes }) => bytes)).toString()
}

describe('a chat request', () => {
  const asked: readonly (readonly [string, string])[] = [
    ['{"messages":[],"stream":true}', '{"messages":[],"stream":true,"stream_options":{"include_usage":true}}'],
    ['{"stream":true,"messages":[ ] }\n', '{"stream":true,"messages":[ ] ,"stream_options":{"include_usage":true}}\n'],
    [
      '{"messages":[],"stream":true,"stream_options":null}',
      '{"messages":[],"stream":true,"stream_options":{"include_usage":true}}',
    ],
    [
      '{"messages":[],"stream":true,"stream_options":{}}',
      '{"messages":[],"stream":true,"stream_options":{"include_usage":true}}',
    ],
    [
      '{"messages":[],"stream":true,"stream_options":{"x":1.0}}',
      '{"messages":[],"stream":true,"stream_options":{"x":1.0,"include_usage":true}}',
    ],
    [
      '{"messages":[],"stream":true,"stream_options":{"include_usage":false}}',
      '{"messages":[],"stream":true,"stream_options":{"include_usage":true}}',
    ],
    [
      '{"messages":[],"stream":true,"stream_options":{"include_usage":null , "x":1}}',
      '{"messages":[],"stream":true,"stream_options":{"include_usage":true , "x":1}}',
    ],
  ]
  for (const [body, expected] of asked) {
    it(`is made to ask for usage: ${body}`, () => {
      const encoded = encode(body)
      assert.equal(encoded.body, expected)
      assert.ok(encoded.answerFilter)
    })
  }

  const untouched = [
    '{"messages":[]}',
    '{"messages":[],"stream":false}',
    '{"messages":[],"stream":null,"stream_options":{}}',
    '{"messages":[],"stream":true,"stream_options":{"include_usage":true}}',
    '{"messages":[],"stream":true,"stream_options":{"include_usage":true }}',
    '{"messages":[],"stream":true,"stream_options":"nonsense"}',
  ]
  for (const body of untouched) {
    it(`is left as it is: ${body}`, () => assert.deepEqual(encode(body), { body, answerFilter: undefined }))
  }

  it('asks beside the edits of its text', () => {
    const request = decoded(openaiChat, Buffer.from('{"messages":[{"role":"user","content":"Hi"}],"stream":true}'))
    const [segment] = request.segments()
    assert.ok(segment)
    assert.equal(
      openaiChat.encodeRequest(request.withText(new Map([[segment, 'Ho']]))).body.toString(),
      '{"messages":[{"role":"user","content":"Ho"}],"stream":true,"stream_options":{"include_usage":true}}',
    )
  })

  it('is still JSON that asks, and otherwise the same, whatever its options are', () => {
    const options = fc.option(
      fc.dictionary(fc.constantFrom('include_usage', 'include_obfuscation', 'x'), fc.jsonValue()),
    )
    fc.assert(
      fc.property(options, fc.jsonValue(), (stream_options, x) => {
        const body = { messages: [], stream: true, x, ...(stream_options === null ? {} : { stream_options }) }
        const expected = { ...body, stream_options: { ...stream_options, include_usage: true } }
        // What fc.jsonValue holds and JSON does not, such as -0, is no matter here.
        assert.deepEqual(JSON.parse(encode(JSON.stringify(body)).body), JSON.parse(JSON.stringify(expected)))
      }),
    )
  })
})

describe('a chat answer whose client did not ask for usage', () => {
  it('loses the chunk that tells the usage and nothing else', () => {
    for (const { bytes, file } of recordings('openai-chat', '.answer.sse')) {
      const whole = bytes.toString()
      const expected = whole
        .split(/(?<=\n\n)/)
        .filter((event) => !event.includes('"choices":[],"usage":{'))
        .join('')
      assert.equal(filtered(bytes), expected, file)
    }
  })

  it('keeps chunks that only look like it', () => {
    for (const data of [
      '{"choices":[],"prompt_filter_results":[{"a":"\\"usage\\""}]}',
      '{"choices":[],"usage":null}',
      '{"choices":[{"delta":{}}],"usage":{"prompt_tokens":1}}',
      '{"usage":{"prompt_tokens":1}}',
      '{"choices":[],"usage":',
      '[DONE] "usage"',
    ]) {
      assert.equal(filtered(Buffer.from(`data: ${data}\n\n`)), `data: ${data}\n\n`)
    }
  })
})
