/** Who is asked, and in which order. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opaqueRequest } from '../../canonical/index.js'
import { resolveRoute } from '../../dialects/index.js'
import { compileWildcards, Leaving } from '../../lib/index.js'
import { createRoute } from './index.js'

const provider = (name: string, family: string, ...models: string[]) => ({
  name,
  family,
  serves: compileWildcards(models),
})

const stage = createRoute([
  provider('openai', 'openai', 'gpt-*', 'o*'),
  provider('anthropic', 'anthropic', 'claude-*'),
  provider('local', 'openai', 'llama*', 'gpt-oss'),
  provider('mirror', 'anthropic', '*'),
])

async function chosen(path: string, model: string | undefined, method = 'POST') {
  const facts = { stream: false, messageCount: 0, ...(model === undefined ? {} : { model }) }
  const decision = await stage.decide({
    id: 'exchange-1',
    principal: { kind: 'own', name: 'own-1', id: 'own-1', tenant: 't', roles: ['user'] },
    route: resolveRoute({ method, path, hasHeader: () => false }),
    request: opaqueRequest(Buffer.alloc(0), facts),
    session: undefined,
    signal: new Leaving(),
    candidates: [],
  })
  return decision.kind === 'transform' ? decision.value.map((candidate) => candidate.provider) : decision.kind
}

test('those that speak the dialect and serve the model, in the order of the file', async () => {
  assert.deepEqual(await chosen('/v1/chat/completions', 'gpt-5'), ['openai'])
  assert.deepEqual(await chosen('/v1/chat/completions', 'llama-3'), ['local'])
  assert.deepEqual(await chosen('/v1/chat/completions', 'gpt-oss'), ['openai', 'local'])
  assert.deepEqual(await chosen('/v1/messages', 'claude-x'), ['anthropic', 'mirror'])
  assert.deepEqual(await chosen('/v1/messages', 'gpt-5'), ['mirror'])
})

test('without a model, the first that speaks the dialect', async () => {
  assert.deepEqual(await chosen('/v1/models', undefined, 'GET'), ['openai'])
  assert.deepEqual(await chosen('/v1/messages', undefined), ['anthropic'])
  assert.deepEqual(await chosen('/v1/files', undefined), ['openai'])
})

test('nobody, where nobody serves the model or speaks the dialect', async () => {
  assert.equal(await chosen('/v1/chat/completions', 'claude-x'), 'allow')
  assert.equal(await chosen('/v1/chat/completions', ''), 'allow')
})
