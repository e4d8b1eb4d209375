/** A crowd of clients that break every rule at once: the process lives, and serves the next one as if nothing had been. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { type FakeUpstream, misbehave, type Script, startFakeUpstream } from '../fake-upstream/index.js'
import { CALLS, clientsOf, headersOf, STREAMED } from './support/dialect-calls.js'
import { startTestProcess, type TestProcess } from './support/gateway.js'
import { connectRaw } from './support/raw-connection.js'
import { requestBytes } from './support/wire.js'

const CHAT = CALLS[0] ?? assert.fail()
const CROWD = 150

let upstream: FakeUpstream
let gateway: TestProcess

before(async () => {
  upstream = await startFakeUpstream()
  gateway = await startTestProcess({ upstream: upstream.url })
})

after(async () => {
  await upstream.close()
  assert.equal(await gateway.stop(), 0, gateway.stderr())
  gateway.remove()
})

/** Requests that are wrong in themselves. */
function wrongRequests(): readonly (string | Buffer)[] {
  const headers = headersOf(CHAT, gateway.credential)
  const chat = (body: string | Uint8Array, more: Readonly<Record<string, string>> = {}) =>
    requestBytes({ method: 'POST', path: CHAT.path, headers: { ...headers, ...more }, body })
  return [
    '\u0016\u0003\u0001\u0002\u0000 not HTTP\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    `POST ${CHAT.path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    `GET /v1/models HTTP/1.1\r\nhost: localhost\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`,
    `CONNECT example.org:443 HTTP/1.1\r\nhost: example.org:443\r\n\r\n`,
    'GET /v1/models HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nhost: localhost\r\n\r\n',
    requestBytes({ path: '/v1/%2e%2e/%00/x', headers }),
    requestBytes({ path: `/v1/${'x/'.repeat(4_000)}`, headers }),
    chat('{'),
    chat('['.repeat(100_000)),
    chat('{"model":1,"messages":{}}'),
    chat('{"model":"\\ud800","messages":[{"role":"\\udfff","content":["\\u0000",null,1e999]}]}'),
    chat(Buffer.from([0xff, 0xfe, 0x00, 0x80])),
    chat('not gzip', { 'content-encoding': 'gzip' }),
    chat(gzipSync(Buffer.alloc(64 * 1024 * 1024)), { 'content-encoding': 'gzip' }),
    chat(CHAT.body, { 'content-type': 'application/json; charset=utf-16' }),
    chat(CHAT.body, { expect: '200-ok' }),
    chat(CHAT.body, { 'x-headgate-key': 'hg_no_such' }),
    chat(CHAT.body.slice(0, -5), { 'content-length': '9999' }),
  ]
}

/** What befalls a request that names the model `failure-N`. */
const FAILURES: readonly Script[] = [
  misbehave.resetAtOnce,
  misbehave.garbage,
  misbehave.frameTwice(CHAT.answer),
  misbehave.promiseTooMuch(CHAT.answer),
  ...STREAMED.flatMap(({ answer }) => [
    misbehave.resetAfter(answer, 2),
    misbehave.stallAfter(answer, 2),
    misbehave.neverEnd(answer, 1),
  ]),
]

/** Requests that are right in themselves, but whose provider fails. */
function unluckyRequests(): readonly Buffer[] {
  return FAILURES.map((_, at) => {
    const call = STREAMED[at % STREAMED.length] ?? CHAT
    const body = call.body.replace(/"model":"[^"]*"/, `"model":"failure-${at}"`)
    return requestBytes({ method: 'POST', path: call.path, headers: headersOf(call, gateway.credential), body })
  })
}

test('a hundred at once', async () => {
  upstream.reply(({ target, body }) => {
    const [, at] = /"failure-(\d+)"/.exec(body.toString('latin1')) ?? []
    if (at !== undefined) return FAILURES[Number(at)] ?? []
    const isStream = body.includes('"stream":true')
    return CALLS.find(({ path, streams }) => path === target && streams === isStream)?.answer ?? CHAT.answer
  }, Number.POSITIVE_INFINITY)
  const nasty = [...wrongRequests(), ...unluckyRequests()]
  const crowd = Array.from({ length: CROWD }, async (_, at) => {
    const client = await connectRaw(gateway.port)
    client.send(nasty[at % nasty.length] ?? '')
    await sleep(at % 50)
    if (at % 3 === 0) client.reset()
    else await Promise.race([client.closed, sleep(200)])
    client.socket.destroy()
  })
  await Promise.all(crowd)

  assert.equal(gateway.child.exitCode, null, gateway.stderr())
  for (const call of CALLS) await call.ask(clientsOf(gateway.url, gateway.credential))
  assert.doesNotMatch(gateway.stderr(), /unhandled|rejection|warning|at .*\.js:/i)
})
