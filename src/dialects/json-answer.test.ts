/** Look-ups in an answer find what is there, and nothing where something is missing or of another kind. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { jsonOf, textEvent, usageEvent } from './json-answer.js'
import { bodyFrame } from './recorded.suite.js'

function json(text: string) {
  return jsonOf(bodyFrame(Buffer.from(text)))
}

describe('JsonValue', () => {
  const value = json('{"a":{"b":["x",1]},"n":null,"empty":[],"zero":0}')

  it('chains through what is there and what is not', () => {
    assert.equal(value?.get('a').get('b').items()[0]?.text(), 'x')
    assert.equal(value?.get('no').get('b').items().length, 0)
    assert.equal(value?.get('n').get('b').text(), '')
    assert.equal(value?.get('a').get('b').get('length').source(), '')
    assert.equal(value?.get('a').source(), '{"b":["x",1]}')
  })

  it('tells kinds apart', () => {
    assert.deepEqual(
      [value?.get('a').isObject(), value?.get('n').isObject(), value?.get('no').isObject()],
      [true, false, false],
    )
    assert.deepEqual(
      [value?.get('zero').isSomething(), value?.get('n').isSomething(), value?.get('no').isSomething()],
      [true, false, false],
    )
    assert.deepEqual(
      [value?.get('empty').isEmptyArray(), value?.get('a').get('b').isEmptyArray(), value?.get('a').isEmptyArray()],
      [true, false, false],
    )
  })

  it('counts with whole numbers only', () => {
    for (const [text, count] of [
      ['0', 0],
      ['12', 12],
      ['1.0', 1],
      ['1e3', 1000],
      ['-1', undefined],
      ['1.5', undefined],
      ['9007199254740993', undefined],
      ['1e400', undefined],
      ['"1"', undefined],
      ['null', undefined],
    ] as const)
      assert.equal(json(text)?.count(), count, text)
  })

  it('is none for what is not JSON', () => {
    for (const text of ['', '[DONE]', '{"a":', 'nul']) assert.equal(json(text), undefined)
    assert.equal(json('['.repeat(100_000)), undefined)
  })
})

describe('events', () => {
  it('are none where there is nothing to say', () => {
    assert.deepEqual(textEvent('answer', ''), [])
    assert.deepEqual(usageEvent({}), [])
    assert.deepEqual(usageEvent({ inputTokens: undefined, outputTokens: undefined }), [])
    assert.equal(usageEvent({ outputTokens: 0 }).length, 1)
  })
})
