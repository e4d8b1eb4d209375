/** What keeps strangers out: names in Host, other sites' browsers, guessed credentials, and addresses that anybody could write. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type FakeUpstream, startFakeUpstream } from '../fake-upstream/index.js'
import { startTestGateway, type TestGateway } from './support/gateway.js'
import { createRefusalBook } from './support/refusals.js'
import { call, openWire, type WireAnswer } from './support/wire.js'

const book = createRefusalBook()
const OWN = 'sk-own-caller-credential'
const WRONG = `hg_${'a'.repeat(12)}_${'b'.repeat(43)}`
/** How many wrong credentials an address may present before it is slowed. */
const BURST = 20

let upstream: FakeUpstream
let gateway: TestGateway
let behindProxy: TestGateway

before(async () => {
  upstream = await startFakeUpstream()
  const server = 'server: { port: 0, state_dir: $FOLDER/state, '
  gateway = await startTestGateway({
    upstream: upstream.url,
    yaml: `${server}allowed_hosts: [gw.example, 192.0.2.7] }`,
  })
  behindProxy = await startTestGateway({
    upstream: upstream.url,
    yaml: `${server}trusted_proxies: [127.0.0.0/8, 198.51.100.1] }`,
  })
})

after(async () => {
  await Promise.all([gateway.stop(), behindProxy.stop()])
  await upstream.close()
})

type Headers = Readonly<Record<string, string>>

const ROUTES = ['/health', '/livez', '/readyz', '/v1/models', '/v1/files', '/api/v1/x', '/admin/x', '/metrics', '/']

const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` })
const get = (path: string, headers: Headers) => call(gateway.port, { path, headers })

/** Every route refuses these headers, with a good credential too, and nothing goes upstream. */
async function assertRefusedEverywhere(headers: Headers, expected: { status: number; code: string }): Promise<void> {
  const before = upstream.requests.length
  for (const path of ROUTES)
    book.check(gateway, await get(path, { ...bearer(gateway.credential), ...headers }), expected)
  assert.equal(upstream.requests.length, before)
}

/** The public routes and the data plane serve these headers. */
async function assertServed(headers: Headers): Promise<void> {
  for (const path of ROUTES.slice(0, 4)) {
    const { status, body } = await get(path, { ...bearer(gateway.credential), ...headers })
    assert.equal(status, 200, `${path} ${body}`)
  }
}

describe('a credential in the address', () => {
  test('is refused, right or wrong, before anything goes upstream', async () => {
    const before = upstream.requests.length
    for (const credential of [gateway.credential, WRONG]) {
      for (const path of [`/v1/models?key=${credential}`, `/v1/files/${credential}`, `/health?x=${credential}`]) {
        book.check(gateway, await get(path, bearer(gateway.credential)), { status: 400, code: 'invalid_request' })
      }
    }
    assert.equal(upstream.requests.length, before)
  })
})

describe('Host', () => {
  const MISDIRECTED = { status: 421, code: 'misdirected_request' }
  const STRANGERS = [
    'evil.example',
    'localhost.evil.example',
    'evil.localhost',
    '127.0.0.1.nip.io',
    'localhost@evil.example',
    'localhost:80:80',
    'localhost.',
    '127.0.0.2',
    '0.0.0.0',
    '127.1',
    '[::2]',
    '[::ffff:127.0.0.1]',
    'gw.example.evil',
    '',
  ]
  for (const host of STRANGERS)
    test(`"${host}" is refused on every route`, () => assertRefusedEverywhere({ host }, MISDIRECTED))

  for (const host of [
    'localhost',
    'LOCALHOST:1',
    '127.0.0.1',
    '127.0.0.1:8787',
    '[::1]',
    '[::1]:8787',
    'gw.example',
    'GW.Example:8443',
    '192.0.2.7',
  ])
    test(`"${host}" is served`, () => assertServed({ host }))

  const MALFORMED = { status: 400, code: 'invalid_request' }
  test('none at all, or two, is malformed', async () => {
    for (const heads of ['', 'host: localhost\r\nhost: localhost\r\n', 'Host: localhost\r\nx: y\r\nHOST: evil\r\n']) {
      for (const path of ROUTES) {
        const wire = await openWire(gateway.port)
        wire.write(`GET ${path} HTTP/1.1\r\n${heads}authorization: Bearer ${gateway.credential}\r\n\r\n`)
        book.check(gateway, await wire.answer(), MALFORMED)
        wire.destroy()
      }
    }
  })
})

describe('browsers on other sites', () => {
  const FORBIDDEN = { status: 403, code: 'forbidden' }
  const STRANGERS: readonly Headers[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: 'http://localhost:1' },
    { origin: 'https://localhost' },
    { origin: 'http://localhost.evil.example' },
    { origin: 'http://evil.example, http://localhost' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'same-origin, cross-site' },
    { origin: 'http://localhost', 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of STRANGERS)
    test(`${JSON.stringify(headers)} is refused on every route`, () => assertRefusedEverywhere(headers, FORBIDDEN))

  const OURS: readonly Headers[] = [
    { origin: 'http://localhost' },
    { host: 'localhost:8787', origin: 'http://localhost:8787' },
    { host: '127.0.0.1', origin: 'http://127.0.0.1', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
  ]
  for (const headers of OURS) test(`${JSON.stringify(headers)} is served`, () => assertServed(headers))

  test('a preflight of another site gets no permission', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    const answer = await call(gateway.port, { method: 'OPTIONS', path: '/v1/chat/completions', headers })
    book.check(gateway, answer, FORBIDDEN)
    assert.ok(!Object.keys(answer.headers).some((name) => name.startsWith('access-control-')))
  })
})

/** Presents that many wrong credentials, and answers the last answer. */
async function guess(times: number, headersOf: (at: number) => Headers, port = gateway.port): Promise<WireAnswer> {
  const wrong = async (at: number) => {
    const credential = WRONG.slice(0, -4) + String(1_000 + at)
    return call(port, { path: '/v1/models', headers: { ...bearer(credential), ...headersOf(at) } })
  }
  for (let at = 1; at < times; at++) await wrong(at)
  return wrong(times)
}

describe('wrong credentials', () => {
  const SLOWED = { status: 429, code: 'rate_limited' }
  const UNAUTHENTICATED = { status: 401, code: 'unauthenticated' }

  test('are refused, then slowed, whatever they are and whatever address they claim', async () => {
    const claims = (at: number) => ({ 'x-forwarded-for': `203.0.113.${at}`, 'x-real-ip': `203.0.113.${at}` })
    book.check(gateway, await guess(1, claims), UNAUTHENTICATED)
    const answer = await guess(BURST, claims)
    book.check(gateway, answer, SLOWED)
    assert.match(answer.headers['retry-after'] ?? '', /^[1-9]\d*$/)
  })

  test('do not hold up a right one, nor one who has none', async () => {
    book.check(gateway, await guess(BURST + 1, () => ({})), SLOWED)
    assert.equal((await get('/v1/models', bearer(gateway.credential))).status, 200)
    book.check(gateway, await get('/v1/models', {}), UNAUTHENTICATED)
  })

  const FORMS = [
    WRONG,
    'hg_',
    `hg_${'é'.repeat(56)}`,
    `hg_${'a'.repeat(8_000)}`,
    `${WRONG} ${WRONG}`,
    `x ${WRONG}`,
    "hg_'; DROP TABLE credentials; --",
  ]
  test('of any form are refused', async () => {
    for (const form of FORMS) {
      for (const headers of [{ authorization: `Bearer ${form}` }, { 'x-api-key': form }, { 'x-headgate-key': form }]) {
        const answer = await get('/v1/models', headers)
        assert.ok([401, 429].includes(answer.status), `${answer.status} for ${form}`)
      }
    }
  })
})

describe('X-Forwarded-For from a trusted proxy', () => {
  const UNAUTHENTICATED = { status: 401, code: 'unauthenticated' }
  const own = (forwardedFor: string) =>
    call(behindProxy.port, { path: '/v1/models', headers: { ...bearer(OWN), 'x-forwarded-for': forwardedFor } })

  const FROM_ELSEWHERE = [
    '203.0.113.5',
    '127.0.0.1, 203.0.113.5',
    '::1,203.0.113.5',
    '203.0.113.5, 127.0.0.1',
    '203.0.113.5, 198.51.100.1',
    '198.51.100.1',
    '2001:db8::1',
    '::ffff:203.0.113.5',
    '203.0.113.5:1234',
    'unknown',
    '127.0.0.1, unknown',
    '127.0.0.1, 203.0.113.5, 198.51.100.1',
    '',
  ]
  for (const forwardedFor of FROM_ELSEWHERE) {
    test(`"${forwardedFor}": a client elsewhere may not use a credential of its own, but one of the gateway`, async () => {
      book.check(behindProxy, await own(forwardedFor), UNAUTHENTICATED)
      const headers = { ...bearer(behindProxy.credential), 'x-forwarded-for': forwardedFor }
      assert.equal((await call(behindProxy.port, { path: '/v1/models', headers })).status, 200)
    })
  }

  test('a second header cannot take back what the first says', async () => {
    const wire = await openWire(behindProxy.port)
    const forwarded = 'x-forwarded-for: 127.0.0.1\r\nx-forwarded-for: 203.0.113.5\r\n'
    wire.write(`GET /v1/models HTTP/1.1\r\nhost: localhost\r\n${forwarded}authorization: Bearer ${OWN}\r\n\r\n`)
    book.check(behindProxy, await wire.answer(), UNAUTHENTICATED)
    wire.destroy()
  })

  for (const forwardedFor of ['127.0.0.1', '::1', '203.0.113.5, 127.9.9.9, ::1']) {
    test(`"${forwardedFor}": a client on this machine may`, async () => {
      assert.equal((await own(forwardedFor)).status, 200)
    })
  }

  test('each client is slowed for itself, and the left-most address counts for nothing', async () => {
    const from = (address: string) => (at: number) => ({ 'x-forwarded-for': `10.0.0.${at}, ${address}` })
    const slowed = await guess(BURST + 1, from('203.0.113.77'), behindProxy.port)
    book.check(behindProxy, slowed, { status: 429, code: 'rate_limited' })
    book.check(behindProxy, await guess(1, from('203.0.113.78'), behindProxy.port), UNAUTHENTICATED)
  })
})

test('every refusal stands in the log', () => book.assertLogged())
