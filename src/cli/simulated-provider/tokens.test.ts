/** Tokens join to the text they were cut from. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countTokens, tokensOf } from './tokens.js'

test('tokens joined together are the text, and no character is cut in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const tokens = tokensOf(text)
      assert.equal(tokens.join(''), text)
      assert.ok(tokens.every((token) => Buffer.from(token).toString() === token))
    }),
  )
})

test('counts the strings of any JSON value, however deep or long', () => {
  assert.equal(countTokens('12345678'), 2)
  assert.equal(countTokens({ ignored: ['1234', { deep: '1' }], number: 7, nothing: null }), 2)
  assert.equal(countTokens(undefined), 1)
  let deep: unknown = 'abcd'
  for (let depth = 0; depth < 50_000; depth++) deep = [deep]
  assert.equal(countTokens(deep, 'abcd'), 2)
  assert.equal(countTokens(Array(300_000).fill('a')), 300_000)
})
