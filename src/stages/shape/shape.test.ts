/** How many messages a request may hold. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opaqueRequest } from '../../canonical/index.js'
import { resolveRoute } from '../../dialects/index.js'
import { Leaving } from '../../lib/index.js'
import { createShape } from './index.js'

test('as many as are allowed, and not one more', async () => {
  const stage = createShape({ max_messages: 3 })
  const verdict = async (messageCount: number) =>
    stage.decide({
      id: 'exchange-1',
      principal: { kind: 'own', name: 'own-1', id: 'own-1', tenant: 't', roles: ['user'] },
      route: resolveRoute({ method: 'POST', path: '/v1/messages', hasHeader: () => false }),
      request: opaqueRequest(Buffer.alloc(0), { stream: false, messageCount }),
      session: undefined,
      signal: new Leaving(),
    })
  assert.equal((await verdict(0)).kind, 'allow')
  assert.equal((await verdict(3)).kind, 'allow')
  assert.deepEqual(await verdict(4), {
    kind: 'deny',
    refusal: { code: 'too_many_messages', detail: 'It has 4, the limit is 3.' },
  })
})
