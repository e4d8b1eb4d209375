/** The bounds of a request. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { shapeFields } from './config.js'

const schema = z.strictObject(shapeFields)

test('the defaults fit an agent', () => {
  assert.deepEqual(schema.parse({}), { max_payload_size_kb: 32_768, max_messages: 10_000, max_nesting: 200 })
})

test('no bound can be switched off', () => {
  for (const name of Object.keys(shapeFields)) {
    for (const value of [0, -1, 1.5, Number.POSITIVE_INFINITY, null, '1']) {
      assert.ok(!schema.safeParse({ [name]: value }).success, `${name}: ${value}`)
    }
  }
})
