/** Secrets are hidden in every place that a request, an answer and a configuration have, and everything fails that can: nothing is written down. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import Database from 'libsql'
import {
  answers,
  bytes,
  close,
  type FakeUpstream,
  head,
  misbehave,
  type Script,
  startFakeUpstream,
} from '../fake-upstream/index.js'
import { CALLS, codeIn, headersOf, STREAMED } from './support/dialect-calls.js'
import { startTestProcess, type TestProcess, waitUntil } from './support/gateway.js'
import { everyHeader, everyPlace } from './support/planted-requests.js'
import { createGarden } from './support/planted-secrets.js'
import { connectRaw } from './support/raw-connection.js'
import { requestBytes } from './support/wire.js'

const CHAT = CALLS[0] ?? assert.fail()
const garden = createGarden()
const { plant } = garden
/** Everything that headgate itself said to a client. */
const said: Buffer[] = []

let upstream: FakeUpstream
let gateway: TestProcess
let proxy: ReturnType<typeof createServer>

before(async () => {
  upstream = await startFakeUpstream()
  // A proxy that refuses everything.
  proxy = createServer()
  proxy.on('connect', (_, socket) => {
    socket.on('error', () => {})
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n')
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  assert.ok(address !== null && typeof address === 'object')
  gateway = await startTestProcess({
    upstream: '',
    yaml: `server: { port: 0, state_dir: $FOLDER/state, drain_seconds: 1, timeouts: { head_seconds: 1, body_idle_seconds: 0.3, first_byte_seconds: 0.5, idle_seconds: 0.5 } }
log: { file: $FOLDER/log.jsonl, level: debug }
security: { max_payload_size_kb: 64, max_messages: 3, max_nesting: 20 }
providers:
  openai: { base_url: "${upstream.url}", allow_private: true, models: ["gpt-*"] }
  anthropic: { base_url: "${upstream.url}", allow_private: true, models: ["claude-*"], api_key: file:secret.txt }
  proxied: { dialect: openai, base_url: "https://provider.example/${plant('path of a base URL')}", models: ["proxied"] }
  gone: { dialect: openai, base_url: "http://127.0.0.1:1", allow_private: true, models: ["gone"] }
  private: { dialect: openai, base_url: "http://127.0.0.1:${upstream.port}", models: ["private"] }`,
    env: {
      OPENAI_API_KEY: `sk-${plant('secret of a provider, by variable')}`,
      HEADGATE_API_KEY: `sk-${plant('secret of all providers')}`,
      HTTPS_PROXY: `http://${plant('user of the proxy')}:${plant('password of the proxy')}@127.0.0.1:${address.port}`,
      HEADGATE_UNKNOWN: plant('a variable that is none of ours'),
    },
    beforeStart: (folder) =>
      writeFileSync(join(folder, 'secret.txt'), `sk-ant-${plant('secret of a provider, by file')}\n`),
  })
  assert.notEqual(gateway.url, '', gateway.stderr())
})

after(async () => {
  gateway.child.kill('SIGKILL')
  await gateway.exited
  gateway.remove()
  proxy.close()
  await upstream.close()
})

interface Call {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** Sends the bytes; what comes back is remembered as headgate's own words, and its status and code are checked. */
async function refused(content: string | Uint8Array, status: number, code: string): Promise<void> {
  const client = await connectRaw(gateway.port)
  client.send(content)
  await client.untilReceived('\r\n\r\n{')
  await waitUntil(() => client.received().trimEnd().endsWith('}'))
  client.socket.destroy()
  const text = client.received()
  assert.match(text, new RegExp(`^HTTP/1\\.1 ${status} `), text)
  const body = text.slice(text.indexOf('\r\n\r\n') + 4)
  const family = body.startsWith('{"type":"error"') ? 'anthropic' : 'openai'
  assert.equal(codeIn({ family }, body), code, text)
  said.push(Buffer.from(text, 'latin1'))
}

function chat({ method = 'POST', path = CHAT.path, headers = {}, body }: Call = {}): Buffer {
  const content = body ?? JSON.stringify(everyPlace(garden, 'gpt-4o'))
  const all = { ...headersOf(CHAT, gateway.credential), ...everyHeader(garden), ...headers }
  return requestBytes({
    method,
    path: `${path}?key=${plant('query')}&${plant('name in a query')}`,
    headers: all,
    body: content,
  })
}

const chatWith = (model: string) => chat({ body: JSON.stringify(everyPlace(garden, model)) })

/** Sends the bytes, and leaves when the provider has been asked. */
async function askAndLeave(content: Buffer): Promise<void> {
  const askedBefore = upstream.requests.length
  const client = await connectRaw(gateway.port)
  client.send(content)
  await waitUntil(() => upstream.requests.length > askedBefore)
  client.reset()
}

test('requests that are refused', async () => {
  await refused(chat({ body: `{"model": "gpt-4o", "x": ${plant('malformed JSON')}}` }), 400, 'invalid_request')
  await refused(chat({ body: `{"${plant('malformed key')}` }), 400, 'invalid_request')
  await refused(chat({ body: `{"model":{"${plant('model of a wrong type')}":1}}` }), 400, 'invalid_request')
  await refused(chat({ body: `{"stream":"${plant('stream of a wrong type')}"}` }), 400, 'invalid_request')
  await refused(chat({ body: `{"messages":["${plant('message of a wrong type')}"]}` }), 400, 'invalid_request')
  await refused(chat({ body: `{"model":"a","model":"${plant('second model')}"}` }), 400, 'invalid_request')
  await refused(
    chat({ body: `${'{"a":'.repeat(30)}"${plant('deep nesting')}"${'}'.repeat(30)}` }),
    400,
    'invalid_request',
  )
  const four = Array(4).fill({ role: 'user', content: plant('one message of many') })
  await refused(chat({ body: JSON.stringify({ model: 'gpt-4o', messages: four }) }), 400, 'too_many_messages')
  await refused(
    chat({ body: `not gzip ${plant('bad gzip')}`, headers: { 'content-encoding': 'gzip' } }),
    400,
    'invalid_request',
  )
  await refused(chat({ headers: { 'content-encoding': plant('unknown encoding') } }), 415, 'unsupported_encoding')
  await refused(chat({ headers: { 'content-type': `text/${plant('content type')}` } }), 415, 'unsupported_encoding')
  const multipart = `--x\r\ncontent-disposition: form-data; name="file"\r\n\r\n${plant('multipart')}\r\n--x--\r\n`
  await refused(
    chat({ body: multipart, headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
    415,
    'unsupported_encoding',
  )
  const large = plant('large body').repeat(4_000)
  await refused(chat({ body: large }), 413, 'payload_too_large')
  await refused(chat({ body: gzipSync(large), headers: { 'content-encoding': 'gzip' } }), 413, 'payload_too_large')
  await refused(chat({ headers: { host: `${plant('host')}.example` } }), 421, 'misdirected_request')
  await refused(chat({ headers: { origin: `https://${plant('origin')}.example` } }), 403, 'forbidden')
  await refused(chat({ path: `/${plant('unknown path')}` }), 404, 'not_found')
  await refused(chat({ path: `/admin/${plant('protected path')}` }), 404, 'not_found')
  await refused(chat({ method: 'PUT', path: `/v1/${plant('path of a wrong method')}` }), 404, 'not_found')
  await refused(chatWith(`nobody ${plant('model that nobody serves')}`), 503, 'no_route')
  for (const [name, value] of [
    ['authorization', 'Bearer hg_id_'],
    ['x-api-key', 'hg_id_'],
    ['x-headgate-key', ''],
    ['x-headgate-key', 'hg_'],
  ] as const) {
    const headers = { authorization: '', [name]: value + plant(`wrong credential in ${name}`) }
    await refused(chat({ headers }), 401, 'unauthenticated')
  }
  await refused(chat({ headers: { authorization: '', 'x-goog-api-key': '', 'api-key': '' } }), 401, 'unauthenticated')
})

test('bytes that are no request', async () => {
  const { credential } = gateway
  await refused(`${plant('no HTTP').toUpperCase()}\r\n\r\n`, 400, 'invalid_request')
  await refused(
    `GET /${plant('path of no HTTP')} HTTP/7.7\r\nauthorization: Bearer ${credential}\r\n\r\n`,
    400,
    'invalid_request',
  )
  await refused(
    `GET /v1/models HTTP/1.1\r\nhost: localhost\r\nbad ${plant('malformed header')}\r\n\r\n`,
    400,
    'invalid_request',
  )
  await refused(
    `POST ${CHAT.path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\ntransfer-encoding: ${plant('transfer coding')}\r\n\r\n`,
    400,
    'invalid_request',
  )
  await refused(`GET http://${plant('absolute target')}/ HTTP/1.1\r\nhost: localhost\r\n\r\n`, 400, 'invalid_request')
  await refused(`CONNECT ${plant('CONNECT')}:443 HTTP/1.1\r\nhost: localhost\r\n\r\n`, 400, 'invalid_request')
  await refused(
    `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${plant('large head').repeat(2_000)}\r\n\r\n`,
    431,
    'headers_too_large',
  )
  await refused(
    `GET /${plant('slow head')} HTTP/1.1\r\nhost: ${plant('host of a slow head')}\r\n`,
    408,
    'client_timeout',
  )
  await refused(chat({ headers: { 'content-length': '9999' }, body: plant('slow body') }), 408, 'client_timeout')
  await refused(
    chat({ headers: { 'transfer-encoding': 'chunked' }, body: `zz${plant('broken chunk')}\r\n` }),
    400,
    'invalid_request',
  )
})

test('providers that fail', async () => {
  const secretHead = (status: number) =>
    head(status, [
      ['content-type', 'application/json'],
      ['x-info', plant('header of an answer')],
      ['content-length', '999'],
    ])
  const bodies: readonly Script[] = [
    misbehave.resetAtOnce,
    [bytes(`HTTP/1.1 200 ${plant('reason')}\r\nx: ${plant('half a head')}`), close],
    [bytes(`${plant('garbage of a provider')}\r\n\r\n`), close],
    [secretHead(200), bytes(`{"x":"${plant('half a body')}`), close],
    [
      head(200, [
        ['content-type', 'application/json'],
        ['content-encoding', 'gzip'],
        ['content-length', '60'],
      ]),
      bytes(plant('no gzip').padEnd(60)),
    ],
    [bytes(`HTTP/1.1 200 OK\r\nx: ${plant('large head of an answer').repeat(2_000)}\r\n\r\n`)],
  ]
  for (const script of bodies) {
    upstream.reply(script)
    await refused(chat(), 502, 'upstream_error')
  }
  for (const silence of [misbehave.sayNothing, [secretHead(200), ...misbehave.sayNothing]]) {
    upstream.reply(silence)
    await refused(chat(), 504, 'upstream_timeout')
  }
  for (const model of ['gone', 'proxied', 'private']) await refused(chatWith(model), 502, 'upstream_error')
})

test('answers that are the provider’s own, and streams that break', async () => {
  const { credential } = gateway
  const error = answers.openaiError(400, {
    message: plant('error of a provider'),
    headers: [
      ['location', plant('redirect')],
      ['set-cookie', plant('cookie of a provider')],
    ],
  })
  const broken = [STREAMED[0] ?? assert.fail(), STREAMED.at(-1) ?? assert.fail()]
  upstream.reply(error)
  const own = await fetch(gateway.url + CHAT.path, {
    method: 'POST',
    headers: headersOf(CHAT, credential),
    body: JSON.stringify(everyPlace(garden, `gpt-4o ${plant('model that no model is called')}`)),
  })
  assert.equal(own.status, 400)
  assert.ok((await own.text()).includes(plant('error of a provider')))
  for (const call of broken) {
    const [event = Buffer.alloc(0)] = call.answer.pieces
    const secretEvent = Buffer.from(`data: {"choices":[],"x":"${plant('event')}"}\n\n`)
    for (const script of [misbehave.resetAfter, misbehave.stallAfter]) {
      upstream.reply(script({ ...call.answer, pieces: [event, secretEvent, Buffer.from(plant('half an event'))] }, 3))
      const response = await fetch(gateway.url + call.path, {
        method: 'POST',
        headers: headersOf(call, credential),
        body: call.body,
      })
      const text = await response.text()
      said.push(Buffer.from(text.slice(text.indexOf(plant('event')) + plant('event').length)))
    }
  }
})

test('clients that leave', async () => {
  const upload = await connectRaw(gateway.port)
  upload.send(chat().subarray(0, -20))
  await sleep(50)
  upload.reset()
  for (const call of [CHAT, STREAMED[0] ?? assert.fail()]) {
    upstream.reply(call.streams ? misbehave.neverEnd(call.answer, 1) : misbehave.sayNothing)
    await askAndLeave(chat({ body: call.body.replace('"hi"', `"${plant('a question left behind')}"`) }))
  }
})

test('a fault, too many wrong credentials, and a drain', async () => {
  const database = new Database(join(gateway.folder, 'state', 'headgate.db'))
  database.exec('ALTER TABLE credentials RENAME TO lost')
  await refused(chat(), 500, 'stage_fault')
  database.exec('ALTER TABLE lost RENAME TO credentials')
  database.close()

  const wrong = chat({ headers: { authorization: `Bearer hg_x_${plant('credential, again and again')}` } })
  let status = 401
  for (let times = 0; status === 401 && times < 100; times++) {
    const client = await connectRaw(gateway.port)
    client.send(wrong)
    await client.untilReceived('"code"')
    said.push(Buffer.from(client.received(), 'latin1'))
    status = Number(client.received().slice(9, 12))
    client.socket.destroy()
  }
  assert.equal(status, 429)

  // While it runs, and what it keeps stands in its write-ahead log.
  await sleep(500)
  assertNothingWritten()

  const late = await connectRaw(gateway.port)
  upstream.reply(misbehave.stallAfter(STREAMED[0]?.answer ?? assert.fail(), 1))
  const open = await connectRaw(gateway.port)
  open.send(chat({ body: STREAMED[0]?.body ?? '' }))
  await open.untilReceived('data: ')
  gateway.child.kill('SIGTERM')
  await waitUntil(() => gateway.stderr().includes('draining'))
  late.send(chat())
  await late.untilReceived('"draining"')
  said.push(Buffer.from(late.received(), 'latin1'))
  await gateway.exited
})

test('nothing of it was written down', assertNothingWritten)

test('values of a configuration that is refused are not repeated', async () => {
  const secret = plant('value of a setting')
  const wrongs: readonly Omit<Parameters<typeof startTestProcess>[0], 'upstream'>[] = [
    { yaml: `providers: { openai: { api_key: sk-${secret} } }` },
    { yaml: `providers: { openai: { base_url: "https://user:${secret}@provider.example" } }` },
    { yaml: `providers: { openai: { api_key: env:MISSING, dialect: ${secret} } }` },
    { yaml: `security: { max_messages: ${secret} }` },
    { yaml: `security: { max_messages: [${secret}` },
    { env: { HEADGATE_PORT: secret } },
    { args: ['--log-level', secret] },
  ]
  for (const wrong of wrongs) {
    const failed = await startTestProcess({ upstream: upstream.url, ...wrong })
    assert.equal(await failed.exited, 2)
    failed.remove()
    assert.deepEqual(garden.findIn(Buffer.from(failed.stdout() + failed.stderr())), [], JSON.stringify(wrong))
  }
})

test('the search finds every spelling', () => {
  const probe = createGarden()
  const secret = probe.plant('somewhere')
  const spelled = [
    secret,
    secret.toUpperCase(),
    [...secret].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
    JSON.stringify(secret).replace(/[a-z0-9]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
    Buffer.from(secret).toString('hex'),
    ...['', 'a', 'ab', 'abc'].map((before) => Buffer.from(`${before}${secret}~~`).toString('base64url')),
  ]
  for (const text of spelled) assert.notDeepEqual(probe.findIn(Buffer.from(`…${text}…`)), [], text)
  assert.deepEqual(probe.findIn(Buffer.from(secret.slice(0, -1))), [])
})

function assertNothingWritten(): void {
  assert.ok(garden.size > 80, `${garden.size} secrets`)
  const { credential, folder } = gateway
  const state = join(folder, 'state')
  const files = readdirSync(state).map((name) => [name, readFileSync(join(state, name))] as const)
  const places: Readonly<Record<string, Buffer>> = {
    stdout: Buffer.from(gateway.stdout().replaceAll(credential, '')),
    stderr: Buffer.from(gateway.stderr()),
    'the log': readFileSync(join(folder, 'log.jsonl')),
    'what clients were told': Buffer.concat(said),
    ...Object.fromEntries(files),
  }
  // The search sees what is there: what was refused, and why, stands in all of them.
  for (const name of ['stderr', 'the log', 'what clients were told']) {
    assert.ok(places[name]?.includes('upstream_timeout') && places[name].includes('payload_too_large'), name)
  }
  assert.ok(files.some(([, content]) => content.includes('upstream_timeout')))
  const [, , secret = ''] = credential.split('_')
  assert.ok(secret.length > 20)
  for (const [name, content] of Object.entries(places)) {
    assert.deepEqual(garden.findIn(content), [], name)
    assert.ok(!content.includes(secret), `the first credential in ${name}`)
  }
}
