/** How Anthropic is called. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anthropic } from './index.js'

test('the secret is presented in x-api-key', () => {
  assert.deepEqual(anthropic.authorize('sk-1'), ['x-api-key', 'sk-1'])
})

test('it stands at its public address', () => {
  assert.equal(anthropic.baseUrl, 'https://api.anthropic.com')
  assert.equal(anthropic.secretVariable, 'ANTHROPIC_API_KEY')
  assert.deepEqual(anthropic.models, ['claude-*'])
})
