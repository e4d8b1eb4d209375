/** The modes of authentication. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authSchema } from './config.js'

test('local is the default, keys the other mode, and there is no third', () => {
  assert.deepEqual(authSchema.parse({}), { mode: 'local' })
  assert.deepEqual(authSchema.parse({ mode: 'keys' }), { mode: 'keys' })
  for (const mode of ['none', 'KEYS', '', true, null]) assert.ok(!authSchema.safeParse({ mode }).success)
})
