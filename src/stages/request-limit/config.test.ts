/** The limits that can be configured. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rateLimitingSchema } from './config.js'

test('requests are limited from the start, tokens and concurrency where somebody says so', () => {
  const defaults = { enabled: true, requests_per_minute: 600, tokens_per_minute: null, max_concurrent: null }
  assert.deepEqual(rateLimitingSchema.parse({}), defaults)
  assert.deepEqual(rateLimitingSchema.parse({ tokens_per_minute: null, max_concurrent: null }), defaults)
  const set = { enabled: false, requests_per_minute: 1, tokens_per_minute: 2, max_concurrent: 3 }
  assert.deepEqual(rateLimitingSchema.parse(set), set)
})

test('no limit is zero, less, or no whole number', () => {
  for (const name of ['requests_per_minute', 'tokens_per_minute', 'max_concurrent']) {
    for (const value of [0, -1, 1.5, Number.POSITIVE_INFINITY, '1'])
      assert.ok(!rateLimitingSchema.safeParse({ [name]: value }).success, `${name}: ${value}`)
  }
  assert.ok(!rateLimitingSchema.safeParse({ requests_per_minute: null }).success)
})
