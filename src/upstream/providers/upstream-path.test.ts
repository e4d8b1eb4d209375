/** With and without a trailing /v1, a base URL is the same place. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { upstreamPath } from './upstream-path.js'

const CASES: readonly [string, string, string][] = [
  ['https://api.openai.com', '/v1/models', '/v1/models'],
  ['https://api.openai.com/', '/v1/models', '/v1/models'],
  ['https://api.openai.com/v1', '/v1/models', '/v1/models'],
  ['https://api.openai.com/v1/', '/v1/models', '/v1/models'],
  ['http://127.0.0.1:11434/v1', '/v1/chat/completions?x=1', '/v1/chat/completions?x=1'],
  ['https://host/openai', '/v1/models', '/openai/v1/models'],
  ['https://host/openai/v1', '/v1/models', '/openai/v1/models'],
  ['https://host/apiv1', '/v1/models', '/apiv1/v1/models'],
  ['https://host/v1/proxy', '/v1/models', '/v1/proxy/v1/models'],
]

for (const [baseUrl, path, expected] of CASES) {
  test(`${baseUrl} and ${path}`, () => {
    assert.equal(upstreamPath(baseUrl, path), expected)
    assert.equal(upstreamPath(new URL(baseUrl), path), expected)
  })
}
