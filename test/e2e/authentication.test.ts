/** Who may call: credentials in both modes, on every surface; roles and models; and paths that lead nowhere. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Terminal } from '../../src/cli/command.js'
import { revokeKey } from '../../src/cli/keys/revoke.js'
import { rotateKey } from '../../src/cli/keys/rotate.js'
import { openStores } from '../../src/stores/index.js'
import { type FakeUpstream, startFakeUpstream } from '../fake-upstream/index.js'
import { startTestGateway, type TestGateway } from './support/gateway.js'
import { createRefusalBook } from './support/refusals.js'
import { call, openWire, requestBytes, type WireAnswer, type WireRequest } from './support/wire.js'

const book = createRefusalBook()
const OWN = 'sk-own-caller-credential'

let upstream: FakeUpstream
let local: TestGateway
let keys: TestGateway

before(async () => {
  upstream = await startFakeUpstream()
  local = await startTestGateway({ upstream: upstream.url })
  keys = await startTestGateway({ upstream: upstream.url, authMode: 'keys' })
})

after(async () => {
  await Promise.all([local.stop(), keys.stop()])
  await upstream.close()
})

type Surface = Pick<WireRequest, 'method' | 'path' | 'body'> & { readonly isAnthropic?: true }

const SURFACES: readonly Surface[] = [
  { method: 'POST', path: '/v1/chat/completions', body: '{"model":"m","messages":[]}' },
  { method: 'POST', path: '/v1/chat/completions', body: '{"model":"m","messages":[],"stream":true}' },
  { method: 'POST', path: '/v1/completions', body: '{"model":"m","prompt":"hi"}' },
  { method: 'POST', path: '/v1/embeddings', body: '{"model":"m","input":"hi"}' },
  { method: 'POST', path: '/v1/responses', body: '{"model":"m","input":"hi"}' },
  { method: 'GET', path: '/v1/models' },
  { method: 'GET', path: '/v1/models/m' },
  { method: 'POST', path: '/v1/messages', body: '{"model":"m","messages":[]}', isAnthropic: true },
  { method: 'POST', path: '/v1/messages/count_tokens', body: '{"model":"m","messages":[]}', isAnthropic: true },
  { method: 'GET', path: '/v1/files' },
  { method: 'POST', path: '/v1/files', body: 'anything' },
  { method: 'DELETE', path: '/v1/files/f' },
]

const JSON_TYPE = { 'content-type': 'application/json' }

type Headers = Readonly<Record<string, string>>

function ask(gateway: TestGateway, surface: Surface, headers: Headers): Promise<WireAnswer> {
  const { method = 'GET', path, body = '' } = surface
  return call(gateway.port, { method, path, body, headers: { ...JSON_TYPE, ...headers } })
}

/** The call reaches the provider, which sees that credential. */
async function assertReaches(gateway: TestGateway, surface: Surface, headers: Headers, sees?: string): Promise<void> {
  const before = upstream.requests.length
  const answer = await ask(gateway, surface, headers)
  assert.equal(upstream.requests.length, before + 1, `${answer.status} ${answer.body}`)
  const { headers: seen } = upstream.requests.at(-1) ?? assert.fail()
  if (sees !== undefined) assert.equal(seen['authorization'] ?? seen['x-api-key'], sees)
}

/** The call is refused, in the words of its dialect, and nothing reaches the provider. */
async function assertRefused(
  gateway: TestGateway,
  asked: { readonly surface: Surface; readonly headers: Headers },
  [status, code]: readonly [number, string],
): Promise<void> {
  const before = upstream.requests.length
  const answer = await ask(gateway, asked.surface, asked.headers)
  book.check(gateway, answer, { status, code, family: asked.surface.isAnthropic ? 'anthropic' : 'openai' })
  assert.equal(upstream.requests.length, before, 'nothing goes upstream')
}

const UNAUTHENTICATED = [401, 'unauthenticated'] as const
const NOT_FOUND = [404, 'not_found'] as const
const FORBIDDEN = [403, 'forbidden'] as const

const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` })
const MODELS: Surface = { method: 'GET', path: '/v1/models' }

for (const mode of ['local', 'keys'] as const) {
  const gateway = () => (mode === 'local' ? local : keys)

  describe(`auth.mode: ${mode}`, () => {
    for (const surface of SURFACES) {
      const title = `${surface.method} ${surface.path}`
      test(`${title}: nobody gets in without a credential`, async () => {
        await assertRefused(gateway(), { surface, headers: {} }, UNAUTHENTICATED)
        for (const headers of [{ authorization: '' }, { authorization: 'Bearer ' }, { 'x-api-key': '' }])
          await assertRefused(gateway(), { surface, headers }, UNAUTHENTICATED)
      })

      test(`${title}: a gateway credential in each header gets in`, async () => {
        const { credential } = gateway()
        for (const headers of [
          bearer(credential),
          { authorization: `bearer  ${credential}` },
          { 'x-api-key': credential },
          { 'x-headgate-key': credential },
        ])
          await assertReaches(gateway(), surface, headers)
      })

      test(`${title}: a credential of its own, alone and beside one of the gateway`, async () => {
        if (mode === 'local') await assertReaches(gateway(), surface, bearer(OWN), `Bearer ${OWN}`)
        else await assertRefused(gateway(), { surface, headers: bearer(OWN) }, UNAUTHENTICATED)
        const both = { 'x-headgate-key': gateway().credential, 'x-api-key': OWN }
        await assertReaches(gateway(), surface, both, OWN)
      })
    }

    test('two different gateway credentials are one too many', async () => {
      const another = await gateway().createCredential({ name: 'another' })
      const headers = { ...bearer(gateway().credential), 'x-headgate-key': another }
      await assertRefused(gateway(), { surface: MODELS, headers }, UNAUTHENTICATED)
      await assertReaches(gateway(), MODELS, { ...bearer(another), 'x-headgate-key': another })
    })
  })
}

describe('a credential that ended', () => {
  const terminal: Terminal & { text: string } = {
    env: {},
    cwd: '.',
    text: '',
    out(text) {
      this.text += text
    },
    err: () => {},
  }

  /** Asks twice on one connection; what `between` does is done, as by another process, between the two. */
  async function statusesAround(credential: string, between: () => Promise<void>): Promise<readonly number[]> {
    const wire = await openWire(keys.port)
    const request = requestBytes({ path: '/v1/models', headers: bearer(credential) })
    wire.write(request)
    const first = await wire.answer()
    await between()
    // A burst shares what was read of its credential, for ten milliseconds at most.
    await sleep(20)
    wire.write(request)
    const second = await wire.answer()
    wire.destroy()
    return [first.status, second.status]
  }

  const withStores = async (act: (stores: Awaited<ReturnType<typeof openStores>>) => Promise<void>) => {
    const stores = await openStores({ kind: 'sqlite', stateDir: join(keys.folder, 'state') })
    await act(stores)
    await stores.close()
  }

  test('revoked: the very next request is refused', async () => {
    const credential = await keys.createCredential({ name: 'revoked' })
    const revoke = () => withStores((stores) => revokeKey(stores, 'revoked', terminal))
    assert.deepEqual(await statusesAround(credential, revoke), [200, 401])
  })

  test('rotated: the very next request is refused, and the new one gets in', async () => {
    const credential = await keys.createCredential({ name: 'rotated' })
    const rotate = () => withStores((stores) => rotateKey(stores, { nameOrId: 'rotated' }, terminal))
    assert.deepEqual(await statusesAround(credential, rotate), [200, 401])
    const [replacement = ''] = /hg_\w+/.exec(terminal.text) ?? []
    await assertReaches(keys, MODELS, bearer(replacement))
  })

  test('expired: the very next request is refused', async () => {
    const expiresAt = Date.now() + 1_500
    const credential = await keys.createCredential({ name: 'expiring', expiresAt })
    const expire = () => sleep(expiresAt - Date.now())
    assert.deepEqual(await statusesAround(credential, expire), [200, 401])
  })
})

describe('roles and models', () => {
  test('a viewer may not use the data plane', async () => {
    const credential = await keys.createCredential({ name: 'viewer', role: 'viewer' })
    for (const surface of SURFACES) await assertRefused(keys, { surface, headers: bearer(credential) }, FORBIDDEN)
  })

  test('an operator and a user may', async () => {
    for (const role of ['operator', 'user'] as const) {
      const credential = await keys.createCredential({ name: role, role })
      for (const surface of SURFACES) await assertReaches(keys, surface, bearer(credential))
    }
  })

  test('a credential that is bound to models may use these alone', async () => {
    const headers = bearer(await keys.createCredential({ name: 'bound', models: ['gpt-4*', 'claude-x'] }))
    const chat = (model: string): Surface => ({
      ...SURFACES[0],
      path: '/v1/chat/completions',
      body: `{"model":"${model}","messages":[]}`,
    })
    for (const model of ['gpt-4', 'gpt-4o-mini', 'claude-x', String.raw`gpt\u002d4`])
      await assertReaches(keys, chat(model), headers)
    for (const model of ['gpt-3', 'claude-x-2', 'xgpt-4', 'GPT-4', ''])
      await assertRefused(keys, { surface: chat(model), headers }, FORBIDDEN)
    for (const surface of SURFACES) await assertRefused(keys, { surface, headers }, FORBIDDEN)
    await assertReaches(keys, { path: '/v1/models/gpt-4o' }, headers)
  })
})

describe('protected paths', () => {
  const PATHS = [
    '/',
    '/api/v1/x',
    '/api/v1/',
    '/admin/x',
    '/admin',
    '/metrics',
    '/docs',
    '/openapi.json',
    '/api/v1/openapi.json',
    '/v2/x',
    '/v1',
    '/favicon.ico',
  ]
  for (const path of PATHS) {
    test(`${path}: 401 without a credential, 404 only with one`, async () => {
      for (const method of ['GET', 'POST', 'DELETE', 'PUT', 'PATCH']) {
        const surface = { method, path }
        await assertRefused(local, { surface, headers: {} }, UNAUTHENTICATED)
        await assertRefused(local, { surface, headers: bearer(OWN) }, UNAUTHENTICATED)
        await assertRefused(local, { surface, headers: bearer(local.credential) }, NOT_FOUND)
      }
    })
  }

  test('methods that no row lists are refused like an unknown path', async () => {
    for (const method of ['PUT', 'PATCH', 'OPTIONS', 'TRACE'])
      await assertRefused(
        local,
        { surface: { method, path: '/v1/models' }, headers: bearer(local.credential) },
        NOT_FOUND,
      )
  })

  test('the health routes are for everybody and tell nothing', async () => {
    for (const path of ['/health', '/livez', '/readyz']) {
      const answer = await call(keys.port, { path })
      assert.equal(answer.status, 200)
      assert.equal(answer.body.toString(), '{"status":"ok"}')
    }
  })
})

describe('paths that mean different things to different servers', () => {
  const TRICKS = [
    '//v1/models',
    '/v1//models',
    '/v1/../admin',
    '/v1/..',
    '/v1/./models',
    '/v1/%2e%2e/x',
    '/v1/%2E%2e/%2e./x',
    '/v1/files/..%2f..%2fadmin',
    '/v1/files/%252e%252e/x',
    '/V1/models',
    '/v1/Models',
    '/v1/MODELS',
    '/v1/models.',
    '/v1/models%20',
    '/v1/models/',
    '/v1/chat/completions/',
    '/v1/chat/completions.',
    '/v1/Chat/completions',
    '/v1/chat./completions',
    '/v1/chat/%63ompletions',
    '/v1/chat%2fcompletions',
    '/v1/messages;x=1',
    '/v1/files/;/x',
    String.raw`/v1\models`,
    String.raw`/v1/files\..\..\x`,
    '/v1/%5c..%5cx',
    '/v1/files/%00',
    '/v1/files%0d%0ax',
    '/v1/%',
    '/v1/%ff',
    '/v1/',
  ]
  for (const path of TRICKS) {
    test(`${path} reaches nothing`, async () => {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const surface = { method, path, body: method === 'POST' ? '{"model":"m","messages":[]}' : '' }
        await assertRefused(local, { surface, headers: {} }, UNAUTHENTICATED)
        await assertRefused(local, { surface, headers: bearer(local.credential) }, NOT_FOUND)
      }
    })
  }

  for (const target of ['http://localhost/v1/models', 'https://evil.example/v1/models', '*']) {
    test(`the target ${target} is no path`, async () => {
      const surface = { method: 'OPTIONS', path: target }
      await assertRefused(local, { surface, headers: bearer(local.credential) }, [400, 'invalid_request'])
    })
  }

  test('CONNECT is refused', async () => {
    const answer = await call(local.port, { method: 'CONNECT', path: 'evil.example:443' })
    book.check(local, answer, { status: 400, code: 'invalid_request' })
  })
})

test('every refusal stands in the log', () => book.assertLogged())
