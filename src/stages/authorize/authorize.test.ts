/** What each role and each binding to models allows. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { opaqueRequest, type Principal, ROLES } from '../../canonical/index.js'
import { resolveRoute } from '../../dialects/index.js'
import { Leaving } from '../../lib/index.js'
import { createAuthorize } from './index.js'

const stage = createAuthorize()

async function verdict(principal: Partial<Principal>, model?: string) {
  const facts = { stream: false, messageCount: 0, ...(model === undefined ? {} : { model }) }
  const decision = await stage.decide({
    id: 'exchange-1',
    principal: { kind: 'gateway', name: 'alice', id: '1', tenant: 't', roles: ['user'], ...principal },
    route: resolveRoute({ method: 'POST', path: '/v1/embeddings', hasHeader: () => false }),
    request: opaqueRequest(Buffer.alloc(0), facts),
    session: undefined,
    signal: new Leaving(),
  })
  return decision.kind === 'deny' ? decision.refusal.code : decision.kind
}

describe('authorize', () => {
  it('lets every role but the viewer use the data plane', async () => {
    const allowed = { admin: 'allow', operator: 'allow', user: 'allow', viewer: 'forbidden' }
    for (const role of ROLES) assert.equal(await verdict({ roles: [role] }, 'gpt-5'), allowed[role], role)
    assert.equal(await verdict({ roles: [] }, 'gpt-5'), 'forbidden')
    assert.equal(await verdict({ roles: ['viewer', 'user'] }, 'gpt-5'), 'allow')
  })

  it('holds a credential to its models', async () => {
    const models = ['gpt-*', 'o3']
    const rows = [
      ['gpt-5', 'allow'],
      ['gpt-', 'allow'],
      ['o3', 'allow'],
      ['o3-pro', 'forbidden'],
      ['GPT-5', 'forbidden'],
      ['my-gpt-5', 'forbidden'],
      ['', 'forbidden'],
      [undefined, 'forbidden'],
    ] as const
    for (const [model, expected] of rows) assert.equal(await verdict({ models }, model), expected, model)
    assert.equal(await verdict({ models: [] }, 'gpt-5'), 'forbidden')
    assert.equal(await verdict({ models: ['*'] }, 'gpt-5'), 'allow')
    assert.equal(await verdict({ models: ['*'] }), 'forbidden')
  })

  it('holds it to them in every place where a request can name a model, but for what is said in it', async () => {
    const rows = [
      ['{"model":"gpt-5","fallbacks":[{"model":"o9"}],"messages":[]}', 'deny'],
      ['{"model":"gpt-5","tools":[{"type":"x","Model":"o9"}],"messages":[]}', 'deny'],
      ['{"model":"gpt-5","moderation":{"\\u006dodel":"o9"},"messages":[]}', 'deny'],
      ['{"model":"gpt-5","fallbacks":[{"model":"gpt-4"}],"messages":[]}', 'allow'],
      [
        '{"model":"gpt-5","messages":[{"role":"assistant","content":[{"type":"tool_use","input":{"model":"o9"}}]}]}',
        'allow',
      ],
    ] as const
    for (const [body, expected] of rows) {
      const route = resolveRoute({ method: 'POST', path: '/v1/messages', hasHeader: () => false })
      const decision = await stage.decide({
        id: 'exchange-1',
        principal: { kind: 'gateway', name: 'alice', id: '1', tenant: 't', roles: ['user'], models: ['gpt-*'] },
        route,
        request: route.dialect.decodeRequest({ body: Buffer.from(body), parameter: '', maxNesting: 20 }),
        session: undefined,
        signal: new Leaving(),
      })
      assert.equal(decision.kind, expected, body)
    }
  })

  it('lets a credential without models use all, and routes that have none', async () => {
    assert.equal(await verdict({}, 'anything'), 'allow')
    assert.equal(await verdict({}), 'allow')
  })

  it('names neither the model nor its patterns in a refusal', async () => {
    const decision = await stage.decide({
      id: 'exchange-1',
      principal: { kind: 'gateway', name: 'alice', id: '1', tenant: 't', roles: ['user'], models: ['secret-model-*'] },
      route: resolveRoute({ method: 'POST', path: '/v1/embeddings', hasHeader: () => false }),
      request: opaqueRequest(Buffer.alloc(0), { stream: false, messageCount: 0, model: 'asked-for' }),
      session: undefined,
      signal: new Leaving(),
    })
    assert.doesNotMatch(JSON.stringify(decision), /secret-model|asked-for/)
  })
})
