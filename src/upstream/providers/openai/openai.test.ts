/** How OpenAI is called. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openai } from './index.js'

test('the secret is presented as a bearer token', () => {
  assert.deepEqual(openai.authorize('sk-1'), ['authorization', 'Bearer sk-1'])
})

test('it stands at its public address', () => {
  assert.equal(openai.baseUrl, 'https://api.openai.com')
  assert.equal(openai.secretVariable, 'OPENAI_API_KEY')
  for (const pattern of ['gpt-*', 'o*', 'ft:*']) assert.ok(openai.models.some((model) => model === pattern))
})
