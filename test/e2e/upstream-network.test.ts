/** The network on the way to a provider: addresses that are refused, certificates, and proxies. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { type AddressInfo, connect, type Server } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createServer as createTlsServer } from 'node:tls'
import { bodyOf, type FakeUpstream, startFakeUpstream } from '../fake-upstream/index.js'
import { CALLS, codeIn, headersOf } from './support/dialect-calls.js'
import { OPENAI_SECRET, startTestGateway, startTestProcess, type TestProcess } from './support/gateway.js'

const FIXTURES = join(import.meta.dirname, '../../../src/upstream/fixtures')
/** For `localhost` and `provider.example`; its own authority. */
const CERT_FILE = join(FIXTURES, 'localhost.cert.pem')
const CHAT = CALLS.find(({ dialect }) => dialect === 'openai-chat') ?? assert.fail()

let upstream: FakeUpstream

before(async () => {
  upstream = await startFakeUpstream()
})

after(() => upstream.close())

/** Calls the provider that serves that model alone. */
async function ask(url: string, credential: string, model: string): Promise<{ status: number; body: string }> {
  const body = CHAT.body.replace(/"model":"[^"]*"/, `"model":"${model}"`)
  const init = { method: 'POST', headers: headersOf(CHAT, credential), body }
  const response = await fetch(url + CHAT.path, init)
  return { status: response.status, body: await response.text() }
}

/** A provider for each address, under the models m0, m1, …. */
function providersAt(addresses: readonly string[], more = ''): string {
  const rows = addresses.map(
    (address, at) =>
      `  p${at}: { dialect: openai, base_url: "${address}", models: [m${at}], api_key: env:OPENAI_API_KEY${more} }\n`,
  )
  return `providers:\n${rows.join('')}`
}

describe('private addresses', () => {
  const spellings = [
    '127.0.0.1',
    'localhost',
    'LOCALHOST.',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
  ]
  const special = [
    '169.254.169.254',
    '100.64.0.1',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    'metadata.google.internal',
  ]

  test('are refused, in every spelling, before a connection is made', async () => {
    const names = [...spellings, ...special]
    const yaml = providersAt(names.map((host) => `http://${host}:${upstream.port}`))
    const gateway = await startTestGateway({ upstream: '', yaml })
    try {
      for (const [at, name] of names.entries()) {
        const { status, body } = await ask(gateway.url, gateway.credential, `m${at}`)
        assert.equal(status, 502, name)
        assert.equal(codeIn(CHAT, body), 'upstream_error')
        assert.match(body, /address is not allowed/, name)
      }
      assert.equal(upstream.accepted, 0)
    } finally {
      await gateway.stop()
    }
  })

  test('are called where the operator says that they are meant', async () => {
    const yaml = providersAt(
      ['127.0.0.1', '2130706433', 'localhost'].map((host) => `http://${host}:${upstream.port}`),
      ', allow_private: true',
    )
    const gateway = await startTestGateway({ upstream: '', yaml })
    try {
      for (const model of ['m0', 'm1', 'm2']) {
        upstream.reply(CHAT.answer)
        assert.equal((await ask(gateway.url, gateway.credential, model)).status, 200)
      }
    } finally {
      await gateway.stop()
    }
  })
})

describe('a provider behind TLS', () => {
  let front: Server
  let yaml: string

  before(async () => {
    front = await startTlsFront(upstream.port)
    const { port } = addressOf(front)
    yaml = providersAt([`https://localhost:${port}`, `https://127.0.0.1:${port}`], ', allow_private: true')
  })

  after(() => void front.close())

  test('is called when its authority is in NODE_EXTRA_CA_CERTS', async () => {
    const gateway = await startTestProcess({ upstream: '', yaml, env: { NODE_EXTRA_CA_CERTS: CERT_FILE } })
    try {
      upstream.reply(CHAT.answer)
      const { status, body } = await ask(gateway.url, gateway.credential, 'm0')
      assert.equal(status, 200)
      assert.equal(body, String(bodyOf(CHAT.answer)))
      const misnamed = await ask(gateway.url, gateway.credential, 'm1')
      assert.equal(misnamed.status, 502)
      assert.match(misnamed.body, /certificate is for another name/)
    } finally {
      await end(gateway)
    }
  })

  test('is not called when nobody vouches for it', async () => {
    const askedBefore = upstream.requests.length
    const gateway = await startTestGateway({ upstream: '', yaml })
    try {
      const { status, body } = await ask(gateway.url, gateway.credential, 'm0')
      assert.equal(status, 502)
      assert.equal(codeIn(CHAT, body), 'upstream_error')
      assert.match(body, /certificate is not trusted/)
      assert.equal(upstream.requests.length, askedBefore)
    } finally {
      await gateway.stop()
    }
  })
})

describe('proxies', () => {
  let proxy: TestProxy
  let front: Server

  before(async () => {
    front = await startTlsFront(upstream.port)
    proxy = await startProxy({
      'provider.example:443': addressOf(front).port,
      'provider.example:80': upstream.port,
    })
  })

  after(() => {
    proxy.server.close()
    front.close()
  })

  test('HTTPS_PROXY, HTTP_PROXY and NO_PROXY', async () => {
    const direct = `http://127.0.0.1:${upstream.port}`
    const yaml = `${providersAt(['https://provider.example', 'http://provider.example'])}  p2: { dialect: openai, base_url: "${direct}", allow_private: true, models: [m2] }\n`
    const gateway = await startTestProcess({
      upstream: '',
      yaml,
      env: {
        HTTPS_PROXY: `http://user:p%40ss@127.0.0.1:${proxy.port}`,
        HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
        NO_PROXY: 'other.example,127.0.0.0/8',
        NODE_EXTRA_CA_CERTS: CERT_FILE,
      },
    })
    try {
      const asked: string[] = []
      for (const model of ['m0', 'm1', 'm2']) {
        upstream.reply(CHAT.answer)
        const { status, body } = await ask(gateway.url, gateway.credential, model)
        assert.equal(status, 200, body)
        asked.push(upstream.requests.at(-1)?.headers['authorization'] ?? '')
      }
      assert.deepEqual(asked.slice(0, 2), Array(2).fill(`Bearer ${OPENAI_SECRET}`))
      assert.deepEqual(proxy.asked, [
        { authority: 'provider.example:443', credentials: 'user:p@ss' },
        { authority: 'provider.example:80', credentials: '' },
      ])
    } finally {
      await end(gateway)
    }
  })

  test('a proxy that refuses or is not there is 502, and does not lend its address to the message', async () => {
    const gateway = await startTestProcess({
      upstream: '',
      yaml: providersAt(['https://elsewhere.example', 'http://provider.example']),
      env: { https_proxy: `http://user:secret@127.0.0.1:${proxy.port}`, http_proxy: 'http://user:secret@127.0.0.1:1' },
    })
    try {
      for (const model of ['m0', 'm1']) {
        const { status, body } = await ask(gateway.url, gateway.credential, model)
        assert.equal(status, 502)
        assert.equal(codeIn(CHAT, body), 'upstream_error')
        assert.doesNotMatch(body, /secret|127\.0\.0\.1|elsewhere/)
      }
    } finally {
      await end(gateway)
    }
  })

  test('a private address is refused behind a proxy too', async () => {
    const gateway = await startTestProcess({
      upstream: '',
      yaml: providersAt(['http://127.0.0.1:1', 'http://localhost:1']),
      env: { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` },
    })
    const askedBefore = proxy.asked.length
    try {
      for (const model of ['m0', 'm1']) {
        assert.match((await ask(gateway.url, gateway.credential, model)).body, /address is not allowed/)
      }
      assert.equal(proxy.asked.length, askedBefore)
    } finally {
      await end(gateway)
    }
  })

  test('an address of a proxy that is none stops the start, and is not repeated', async () => {
    const gateway = await startTestProcess({ upstream: upstream.url, env: { HTTPS_PROXY: 'ftp://user:secret@x' } })
    assert.equal(await gateway.exited, 2)
    assert.match(gateway.stderr(), /^headgate: .*https_proxy.*\n$/i)
    assert.doesNotMatch(gateway.stderr(), /secret/)
    gateway.remove()
  })
})

async function end(gateway: TestProcess): Promise<void> {
  assert.equal(await gateway.stop(), 0, gateway.stderr())
  gateway.remove()
}

/** Speaks TLS before a plain port. */
function startTlsFront(port: number): Promise<Server> {
  const options = { cert: readFileSync(CERT_FILE), key: readFileSync(join(FIXTURES, 'localhost.key.pem')) }
  const server = createTlsServer(options, (socket) => {
    const way = connect({ port, host: '127.0.0.1' })
    for (const end of [socket, way]) end.on('error', () => {})
    socket.pipe(way).pipe(socket)
  })
  // Those who do not trust the certificate break off.
  server.on('tlsClientError', () => {})
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

interface TestProxy {
  readonly server: HttpServer
  readonly port: number
  /** What it was asked for, in order. */
  readonly asked: { readonly authority: string; readonly credentials: string }[]
}

/** Opens tunnels to the ports of those names, and refuses all others. */
function startProxy(ports: Readonly<Record<string, number>>): Promise<TestProxy> {
  const asked: { authority: string; credentials: string }[] = []
  const server = createHttpServer()
  server.on('connect', ({ url = '', headers }, socket) => {
    const [, encoded = ''] = /^Basic (.*)$/.exec(headers['proxy-authorization'] ?? '') ?? []
    asked.push({ authority: url, credentials: Buffer.from(encoded, 'base64').toString() })
    const port = ports[url]
    if (port === undefined) return void socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
    const way = connect({ port, host: '127.0.0.1' }, () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'))
    for (const end of [socket, way]) end.on('error', () => {})
    socket.pipe(way).pipe(socket)
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ server, port: addressOf(server).port, asked }))
  })
}

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return address
}
