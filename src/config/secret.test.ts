/** A secret shows itself to nobody but the caller of `reveal`. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format, inspect } from 'node:util'
import { Secret } from './secret.js'

const PLANTED = 'sk-planted-3f9a'
const secret = new Secret(PLANTED)

test('reveal gives the value', () => {
  assert.equal(secret.reveal(), PLANTED)
})

const WAYS_INTO_TEXT: Record<string, () => string> = {
  'a template': () => `${secret}`,
  'JSON inside an object': () => JSON.stringify({ secret }),
  inspect: () => inspect({ deep: [secret] }, { depth: 9, showHidden: true }),
  format: () => format('%s %o %O %j', secret, secret, secret, secret),
  'an error': () => new Error(`failed with ${secret}`).message,
}

for (const [way, intoText] of Object.entries(WAYS_INTO_TEXT)) {
  test(`${way} shows [secret]`, () => {
    assert.match(intoText(), /\[secret\]/)
    assert.ok(!intoText().includes(PLANTED))
  })
}

test('nothing to enumerate or clone', () => {
  assert.deepEqual(Object.keys(secret), [])
  assert.deepEqual(structuredClone({ ...secret }), {})
})
