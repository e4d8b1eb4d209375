/** Proxies, TLS and private authorities, with a small CONNECT proxy and a provider with a certificate of its own. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect, type Server } from 'node:net'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inspect, promisify } from 'node:util'
import type { HeadgateError } from '../errors.js'
import type { UpstreamOrigin } from './contract.js'
import { createFindProxy, ProxyAddressError, type ProxySettings } from './proxy.js'
import { createTransport } from './transport.js'

test('which targets go through which proxy', () => {
  const find = createFindProxy({
    http: 'plain.example:3128',
    https: 'https://user:pa%20ss@secure.example',
    noProxy:
      'Direct.example, .dotted.example *.starred.example\t8.8.8.8,10.0.0.0/8,2600::1,[2600::2]:8443,fd00::/8 ported.example:8080',
  })
  const cases: [string, string | undefined][] = [
    ['http://api.example', 'plain.example:3128'],
    ['https://api.example', 'secure.example'],
    ['https://direct.example', undefined],
    ['https://direct.example.', undefined],
    ['https://sub.DIRECT.example', undefined],
    ['https://notdirect.example', 'secure.example'],
    ['https://sub.dotted.example', undefined],
    ['https://dotted.example', undefined],
    ['https://starred.example', undefined],
    ['https://8.8.8.8', undefined],
    ['https://18.8.8.8', 'secure.example'],
    ['http://10.1.2.3:11434', undefined],
    ['http://11.1.2.3', 'plain.example:3128'],
    ['https://[2600::1]', undefined],
    ['https://[2600::2]:8443', undefined],
    ['https://[2600::2]', 'secure.example'],
    ['https://[fd00::9]', undefined],
    ['http://ported.example:8080', undefined],
    ['http://ported.example', 'plain.example:3128'],
  ]
  for (const [target, proxy] of cases) assert.equal(find(new URL(target))?.host, proxy, target)
  assert.equal(createFindProxy({ https: 'http://p', noProxy: '*' })(new URL('https://api.example')), undefined)
  assert.equal(createFindProxy({ http: 'http://p', https: '' })(new URL('https://api.example')), undefined)
})

test('a proxy that cannot be used is named by its variable only', () => {
  for (const address of ['socks5://user:s3cret@host', 'http://', 'http://s3cret host', 'ftp://s3cret']) {
    const isSilent = (error: unknown) => error instanceof ProxyAddressError && !inspect(error).includes('s3cret')
    assert.throws(() => createFindProxy({ https: address }), isSilent)
  }
})

test('a plain target is reached by CONNECT, with the credentials for the proxy only', async (t) => {
  const provider = await serve(t, createHttpServer(echo))
  const proxy = await serveProxy(t, provider.port)
  const origin = through(t, { http: `http://user:pa%20ss@127.0.0.1:${proxy.port}` }, 'http://provider.example:8080')
  const first = await answerOf(origin)
  assert.equal(first, '{"url":"/v1/models?a=1","host":"provider.example:8080"}')
  assert.equal(await answerOf(origin), first)
  assert.deepEqual(proxy.asked, [
    ['provider.example:8080', 'provider.example:8080', `Basic ${Buffer.from('user:pa ss').toString('base64')}`],
  ])
})

test('a target that no_proxy names is reached straight, and nothing is read from the environment', async (t) => {
  const provider = await serve(t, createHttpServer(echo))
  const proxy = await serveProxy(t, provider.port)
  const http = `http://127.0.0.1:${proxy.port}`
  const target = `http://127.0.0.1:${provider.port}`
  assert.match(await answerOf(through(t, { http, noProxy: 'other.example,127.0.0.1' }, target, true)), /v1/)
  const before = { ...process.env }
  const variables = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']
  t.after(() => {
    process.env = before
  })
  for (const name of variables) process.env[name] = http
  assert.match(await answerOf(through(t, {}, target, true)), /v1/)
  assert.deepEqual(proxy.asked, [])
  assert.match(await answerOf(through(t, { http }, target, true)), /v1/)
  assert.equal(proxy.asked.length, 1)
})

test('a private target is not asked of a proxy', async (t) => {
  const proxy = await serveProxy(t, 1)
  const http = `http://127.0.0.1:${proxy.port}`
  for (const target of [
    'http://127.0.0.1',
    'http://2130706433',
    'http://[::ffff:10.0.0.1]',
    'http://localhost:81',
    'http://a.internal',
  ]) {
    await assert.rejects(answerOf(through(t, { http }, target)), failure('upstream_error', /not allowed/), target)
  }
  assert.deepEqual(proxy.asked, [])
})

test('a proxy that will not or cannot is asked once, and nothing was sent', async (t) => {
  const cases: [string, RegExp][] = [
    ['HTTP/1.1 407 Who\r\nproxy-authenticate: Basic\r\n\r\n', /proxy asks for credentials/],
    ['HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n', /proxy refused/],
    ['HTTP/1.1 502 Bad\r\n\r\n', /proxy refused/],
    ['', /connection was reset/],
    ['not http\r\n\r\n', /no connection/],
  ]
  for (const [answer, reason] of cases) {
    const proxy = await serveProxy(t, 1, answer)
    const origin = through(t, { http: `http://127.0.0.1:${proxy.port}` }, 'http://provider.example')
    await assert.rejects(answerOf(origin), failure('upstream_error', reason), answer)
    assert.equal(proxy.asked.length, 1, answer)
  }
})

test('a proxy that keeps silent is given up in time', async (t) => {
  const proxy = await serveProxy(t, 1, null)
  const proxies = { https: `http://127.0.0.1:${proxy.port}` }
  const transport = createTransport({ timeouts: { ...PATIENT, connectMs: 100 }, proxies })
  const origin = transport.origin(new URL('https://provider.example'), { allowPrivate: false })
  await assert.rejects(answerOf(origin), failure('upstream_timeout', /no connection in time/))
})

test('a certificate that nobody trusts ends the call before anything is sent', async (t) => {
  const provider = await serve(t, createHttpsServer(tls(), echo))
  const origin = through(t, {}, `https://localhost:${provider.port}`, true)
  await assert.rejects(answerOf(origin), failure('upstream_error', /TLS certificate is not trusted/))
})

test('a private authority is trusted through NODE_EXTRA_CA_CERTS, straight and through a proxy', async (t) => {
  const closing: RequestListener = (request, response) => {
    response.setHeader('connection', 'close')
    echo(request, response)
  }
  const provider = await serve(t, createHttpsServer(tls(), closing))
  const resumed: boolean[] = []
  provider.server.on('secureConnection', (socket) => resumed.push(socket.isSessionReused()))
  const proxy = await serveProxy(t, provider.port)
  const script = `
    const { createTransport } = await import(${JSON.stringify(new URL('./transport.js', import.meta.url).href)})
    const timeouts = ${JSON.stringify(PATIENT)}
    const call = { method: 'GET', path: '/v1/models?a=1', headers: [], body: null }
    const answerOf = (origin) => new Promise((resolve) => {
      let body = ''
      origin.send(call, { head() {}, data: (chunk) => { body += Buffer.from(chunk) }, end: () => resolve(body), fail: (error) => resolve(error.detail) })
    })
    const straight = createTransport({ timeouts, proxies: {} })
    const tunnel = createTransport({ timeouts, proxies: { https: 'http://127.0.0.1:${proxy.port}' } })
    const named = straight.origin(new URL('https://localhost:${provider.port}'), { allowPrivate: true })
    console.log(await answerOf(named))
    console.log(await answerOf(named))
    console.log(await answerOf(straight.origin(new URL('https://127.0.0.1:${provider.port}'), { allowPrivate: true })))
    console.log(await answerOf(tunnel.origin(new URL('https://provider.example'), { allowPrivate: false })))
    await Promise.all([straight.close(), tunnel.close()])`
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: fixture('localhost.cert.pem') }
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env })
  assert.deepEqual(stdout.trim().split('\n'), [
    `{"url":"/v1/models?a=1","host":"localhost:${provider.port}"}`,
    `{"url":"/v1/models?a=1","host":"localhost:${provider.port}"}`,
    'Its TLS certificate is for another name.',
    '{"url":"/v1/models?a=1","host":"provider.example"}',
  ])
  assert.deepEqual(
    proxy.asked.map(([target]) => target),
    ['provider.example:443'],
  )
  assert.deepEqual(resumed.slice(0, 2), [false, true], 'the second connection resumed the session of the first')
})

test('a proxy with TLS of its own is spoken to over TLS', async (t) => {
  const asked: unknown[] = []
  const server = createHttpsServer(tls())
  server.on('connect', (request) => asked.push(request.url))
  const proxy = await serve(t, server)
  // Its certificate is not trusted here either, which shows that TLS was begun and CONNECT not sent in clear.
  const origin = through(t, { https: `https://localhost:${proxy.port}` }, 'https://provider.example')
  await assert.rejects(answerOf(origin), failure('upstream_error', /TLS certificate is not trusted/))
  assert.deepEqual(asked, [])
})

const PATIENT = { connectMs: 10_000, firstByteMs: 10_000, idleMs: 10_000 }

const echo: RequestListener = ({ url, headers }, response) => {
  response.end(JSON.stringify({ url, host: headers.host, proxy: headers['proxy-authorization'] }))
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`../../../src/upstream/fixtures/${name}`, import.meta.url))
}

function tls() {
  return { key: readFileSync(fixture('localhost.key.pem')), cert: readFileSync(fixture('localhost.cert.pem')) }
}

function failure(code: string, reason: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof Unsent, inspect(error))
    assert.equal(error.refusal.code, code)
    assert.match(error.refusal.detail ?? '', reason)
    return true
  }
}

/** A failure of which the transport is certain that nothing was sent. */
class Unsent extends Error {
  constructor(readonly refusal: HeadgateError) {
    super(refusal.message)
  }
}

function through(t: TestContext, proxies: ProxySettings, target: string, allowPrivate = false): UpstreamOrigin {
  const transport = createTransport({ timeouts: PATIENT, proxies })
  t.after(() => transport.close())
  return transport.origin(new URL(target), { allowPrivate })
}

function answerOf(origin: UpstreamOrigin): Promise<string> {
  return new Promise((resolve, reject) => {
    let body = ''
    origin.send(
      { method: 'GET', path: '/v1/models?a=1', headers: [], body: null },
      {
        head: () => {},
        data: (chunk) => {
          body += Buffer.from(chunk)
        },
        end: () => resolve(body),
        fail: (error, sent) => reject(sent ? error : new Unsent(error)),
      },
    )
  })
}

async function serve<S extends Server>(t: TestContext, server: S) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return { server, port: address.port }
}

/** A proxy that reaches `port` of this machine whatever it is asked for, or says `answer` instead; with `null` it says nothing. */
async function serveProxy(t: TestContext, port: number, answer?: string | null) {
  const asked: unknown[][] = []
  const server = createHttpServer()
  server.on('connect', ({ url, headers }, socket) => {
    asked.push([url, headers.host, headers['proxy-authorization']])
    socket.on('error', () => {})
    t.after(() => socket.destroy())
    if (answer === null) return
    if (answer !== undefined) return void socket.end(answer)
    const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Go on\r\n\r\n'))
    onward.on('error', () => socket.destroy())
    socket.pipe(onward).pipe(socket)
  })
  const { port: ownPort } = await serve(t, server)
  return { port: ownPort, asked }
}
