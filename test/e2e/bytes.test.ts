/** Bytes that nobody meant to change: requests reach the provider, and answers the client, exactly as they were sent. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import OpenAI from 'openai'
import {
  type Answer,
  answers,
  bodyOf,
  chunk,
  chunked,
  type FakeUpstream,
  head,
  lastChunk,
  misbehave,
  startFakeUpstream,
} from '../fake-upstream/index.js'
import { startTestGateway, type TestGateway } from './support/gateway.js'
import { call, type WireAnswer } from './support/wire.js'

let upstream: FakeUpstream
let gateway: TestGateway

before(async () => {
  upstream = await startFakeUpstream()
  gateway = await startTestGateway({ upstream: upstream.url })
})

after(async () => {
  await gateway.stop()
  await upstream.close()
})

/** Numbers, keys, escapes and white space that a program which parses and writes again would change. */
const ODD = String.raw`"x_one": 1.0, "x_big": 9007199254740993123, "x_power": 1E+2, "x_zero": -0.0 ,
	"x_twice": {"b": 1, "a": 2, "b": [ ]}, "x_twice": null,  "x\u005fescaped": "caf\u00e9 \/ \ud83d\ude00 \ud800 \uDC00x ü 😀"`
const TEXT = String.raw`"f\u00fcr \"dich\" \/ \ud83d\ude00 \udfff ü"`
const SAID = { model: 'm', text: 'Größe 1/2, 你好 😀, und so weiter bis ans Ende.' }

interface Dialect {
  readonly name: string
  readonly path: string
  /** With odd bytes, and without its last brace. */
  readonly body: string
  readonly whole: Answer
  readonly streamed?: Answer
}

const DIALECTS: readonly Dialect[] = [
  {
    name: 'chat completions',
    path: '/v1/chat/completions',
    body: `{ "model" :"m",\r\n ${ODD},"messages": [ {"content": ${TEXT},"role":"user", "x":1.0} ,{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\\"n\\":1.0}"}}]}]\n`,
    whole: answers.chatAnswer(SAID),
    streamed: answers.chatStream(SAID, { includeUsage: true }),
  },
  {
    name: 'completions',
    path: '/v1/completions',
    body: `\n{"prompt": ${TEXT}, ${ODD}, "model":"m" `,
    whole: answers.completionAnswer(SAID),
    streamed: answers.completionStream(SAID),
  },
  {
    name: 'embeddings',
    path: '/v1/embeddings',
    body: `{"input": [${TEXT}, ${TEXT}], ${ODD}, "model":"m"`,
    whole: answers.embeddingsAnswer({ model: 'm', inputs: 2, base64: false }),
  },
  {
    name: 'responses',
    path: '/v1/responses',
    body: `{"input": [{"role":"user","content":[{"type":"input_text","text": ${TEXT}}]}, {"type":"reasoning","id":"r","summary":[ ],"encrypted_content":"a+/="}], ${ODD}, "model":"m"`,
    whole: answers.responseAnswer(SAID),
    streamed: answers.responseStream(SAID),
  },
  {
    name: 'messages',
    path: '/v1/messages',
    body: `{"messages": [{"role":"user","content": ${TEXT}},{"role":"assistant","content":[{"type":"thinking","thinking":${TEXT},"signature":"a+/="},{"type":"tool_use","id":"t","name":"f","input":{"n":1.0,"n":2}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":${TEXT},"cache_control":{"type":"ephemeral"}}]}]}], ${ODD}, "max_tokens": 1e2,"model":"m"`,
    whole: answers.messageAnswer(SAID),
    streamed: answers.messageStream(SAID),
  },
  {
    name: 'count_tokens',
    path: '/v1/messages/count_tokens',
    body: `{"messages": [{"role":"user","content": ${TEXT}}], ${ODD}, "model":"m"`,
    whole: answers.countTokensAnswer(12),
  },
]

function post(path: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) {
  const ours = { authorization: `Bearer ${gateway.credential}`, 'content-type': 'application/json' }
  return call(gateway.port, { method: 'POST', path, headers: { ...ours, ...headers }, body })
}

/** What the provider got of a call, and what the client got of its answer. */
async function exchange(path: string, body: string, answer: Answer | Parameters<FakeUpstream['reply']>[0]) {
  upstream.reply(answer)
  const received = await post(path, body)
  const request = upstream.requests.at(-1)
  assert.ok(request)
  return { received, request }
}

function assertSame(actual: Buffer, expected: Buffer | string): void {
  // Text first: its difference can be read.
  assert.equal(actual.toString('latin1'), Buffer.from(expected).toString('latin1'))
}

for (const { name, path, body, whole, streamed } of DIALECTS) {
  describe(name, () => {
    test('a request and its answer pass byte for byte', async () => {
      const { received, request } = await exchange(path, `${body}}\r\n `, whole)
      assertSame(request.body, `${body}}\r\n `)
      assertSame(received.body, bodyOf(whole))
      assert.equal(received.headers['content-length'], String(bodyOf(whole).length))
    })

    test('an answer in odd chunks passes byte for byte', async () => {
      const { received } = await exchange(path, `${body}}`, misbehave.oddChunks(whole))
      assertSame(received.body, bodyOf(whole))
    })

    if (streamed === undefined) return

    test('a streamed request and its answer pass byte for byte', async () => {
      const asked = `${body}, "stream_options": { "include_usage" : true , "x": 1.0 }, "stream" : true }`
      const { received, request } = await exchange(path, asked, streamed)
      assertSame(request.body, asked)
      assertSame(received.body, bodyOf(streamed))
    })

    test('a stream cut into odd chunks and inside characters passes byte for byte', async () => {
      const asked = `${body}, "stream_options": {"include_usage":true}, "stream":true}`
      for (const script of [misbehave.oddChunks(streamed), misbehave.splitCharacter(streamed), oneByOne(streamed)]) {
        const { received } = await exchange(path, asked, script)
        assertSame(received.body, bodyOf(streamed))
      }
    })

    test('an error of the provider passes byte for byte', async () => {
      const error = path.startsWith('/v1/messages') ? answers.overloadedAnswer() : answers.openaiRateLimited(7)
      const { received } = await exchange(path, `${body},"stream":true}`, error)
      assert.equal(received.status, error.status)
      assertSame(received.body, bodyOf(error))
    })
  })
}

describe('the usage that headgate asks for itself', () => {
  const body = `{"model":"m", "messages":[{"role":"user","content":"hi"}], "n": 1.0, "stream":true`
  const withUsage = answers.chatStream(SAID, { includeUsage: true })
  const ADDED = '"stream_options":{"include_usage":true}'
  const rows = [
    ['nothing said of it', `${body}}`, `${body},${ADDED}}`],
    ['null', `${body}, "stream_options" : null }`, `${body}, "stream_options" : {"include_usage":true} }`],
    ['no member', `${body}, "stream_options":{ }}`, `${body}, "stream_options":{ "include_usage":true}}`],
    ['another', `${body}, "stream_options":{"x":1.0}}`, `${body}, "stream_options":{"x":1.0,"include_usage":true}}`],
    [
      'false',
      `${body}, "stream_options":{"include_usage" : false}}`,
      `${body}, "stream_options":{"include_usage" : true}}`,
    ],
  ] as const
  for (const [title, sent, expected] of rows) {
    test(`${title}: only that is spliced in, and its chunk does not come out`, async () => {
      const { received, request } = await exchange('/v1/chat/completions', sent, withUsage)
      assertSame(request.body, expected)
      const pieces = withUsage.pieces.filter((piece) => !piece.includes('"choices":[]'))
      assert.equal(pieces.length, withUsage.pieces.length - 1)
      assertSame(received.body, Buffer.concat(pieces))
    })
  }
})

describe('server-sent events', () => {
  const path = '/v1/messages'
  const body = '{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"hi"}],"stream":true}'
  const headers = [['content-type', 'text/event-stream']] as const
  const stream = (text: string): Answer => ({ status: 200, headers, pieces: [Buffer.from(text)] })
  const framings = {
    'line feeds': 'event: a\ndata: {"x":1.0}\n\ndata: b\n\n',
    'carriage returns with line feeds': 'event: a\r\ndata: {"x":1.0}\r\n\r\ndata: b\r\n\r\n',
    'carriage returns': 'event: a\rdata: {"x":1.0}\r\rdata: b\r\r',
    'comments, ids and retries': ': hello\n\nid: 1\nretry: 10\ndata: ü😀\n\n:\n\n',
    'data of many lines': 'event: message_delta\ndata: {"type":\ndata:  "message_delta"}\n\n',
    'no space, no end': 'data:x\n\nevent:y\ndata: unfinished',
    'a byte order mark': '\ufeffdata: x\n\n',
    nothing: '',
  }
  for (const [name, text] of Object.entries(framings)) {
    test(`${name}: cut at any byte, they come as they were sent`, async () => {
      const bytes = Buffer.from(text)
      for (let cut = 0; cut <= bytes.length; cut++) {
        const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)].filter((piece) => piece.length > 0)
        const { received } = await exchange(path, body, chunked(stream(text), pieces))
        assertSame(received.body, bytes)
      }
    })
  }
})

describe('routes that are passed through', () => {
  const EVERY_BYTE = Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 7) % 256))
  const authorization = () => ({ authorization: `Bearer ${gateway.credential}` })

  test('an upload by the official client', async () => {
    upstream.reply({
      status: 200,
      headers: [['content-type', 'application/json']],
      pieces: [Buffer.from('{"id":"f"}')],
    })
    const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: gateway.credential })
    const file = new File([EVERY_BYTE], 'every byte.bin')
    assert.equal((await client.files.create({ file, purpose: 'assistants' })).id, 'f')
    const request = upstream.requests.at(-1)
    assert.match(request?.headers['content-type'] ?? '', /^multipart\/form-data; boundary=/)
    assert.ok(request?.body.includes(EVERY_BYTE))
  })

  test('an upload byte for byte, with its query', async () => {
    const type = 'multipart/form-data; boundary="odd boundary"'
    const received = await post('/v1/files?x=1&x=%2F%20&y', EVERY_BYTE, { 'content-type': type })
    assert.equal(received.status, 404, 'of the provider')
    const request = upstream.requests.at(-1)
    assert.equal(request?.target, '/v1/files?x=1&x=%2F%20&y')
    assert.equal(request?.headers['content-type'], type)
    assert.ok(request?.body.equals(EVERY_BYTE))
  })

  test('a download, with its length', async () => {
    upstream.reply({ status: 200, headers: [['content-type', 'application/octet-stream']], pieces: [EVERY_BYTE] })
    const received = await call(gateway.port, { path: '/v1/files/f-1/content', headers: authorization() })
    assert.equal(received.headers['content-type'], 'application/octet-stream')
    assert.equal(received.headers['content-length'], String(EVERY_BYTE.length))
    assert.ok(received.body.equals(EVERY_BYTE))
  })

  test('a deletion', async () => {
    upstream.reply({
      status: 200,
      headers: [['content-type', 'application/json']],
      pieces: [Buffer.from('{ "deleted": true }')],
    })
    const received = await call(gateway.port, { method: 'DELETE', path: '/v1/files/f-1', headers: authorization() })
    assert.equal(received.body.toString(), '{ "deleted": true }')
    assert.equal(upstream.requests.at(-1)?.method, 'DELETE')
    assert.equal(upstream.requests.at(-1)?.body.length, 0)
  })

  test('a query on a route that is read', async () => {
    await post('/v1/messages?beta=true&x=%E4', '{"model":"m","max_tokens":1,"messages":[]}')
    assert.equal(upstream.requests.at(-1)?.target, '/v1/messages?beta=true&x=%E4')
  })
})

test('a compressed body reaches the provider plain', async () => {
  const body = `{"model":"m", ${ODD}, "max_tokens":1,"messages":[]}`
  await post('/v1/messages', gzipSync(body), { 'content-encoding': 'gzip' })
  const request = upstream.requests.at(-1)
  assertSame(request?.body ?? Buffer.alloc(0), body)
  assert.equal(request?.headers['content-encoding'], undefined)
  assert.equal(request?.headers['content-length'], String(Buffer.byteLength(body)))
})

describe('headers', () => {
  const BODY = '{"model":"m","max_tokens":1,"messages":[]}'
  const HARMLESS = {
    'user-agent': 'odd/1.0 (x; y)',
    'anthropic-version': '2023-06-01',
    'anthropic-beta': 'a,b',
    'openai-organization': 'org-1',
    'idempotency-key': 'k',
    'x-custom': 'ünusual',
    accept: 'application/json',
  }
  const NOT_FOR_PROVIDERS = {
    'x-headgate-session': 's',
    'x-headgate-compress': 'off',
    'x-headgate-anything': 'x',
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-proto': 'https',
    forwarded: 'for=203.0.113.9',
    via: '1.1 proxy',
    cookie: 'a=b',
    referer: 'http://localhost/',
    'proxy-authorization': 'Basic x',
    'keep-alive': 'timeout=5',
    te: 'trailers',
    upgrade: 'h2c',
    'http2-settings': 'AAMAAABkAAQAAP__',
    'x-hop': 'mine',
    'sec-fetch-mode': 'cors',
  }

  test('harmless ones reach the provider, the others do not', async () => {
    await post('/v1/messages', BODY, {
      ...HARMLESS,
      ...NOT_FOR_PROVIDERS,
      connection: 'keep-alive, Upgrade, HTTP2-Settings, X-Hop',
    })
    const headers = upstream.requests.at(-1)?.headers ?? {}
    for (const [name, value] of Object.entries(HARMLESS)) assert.equal(headers[name], value, name)
    for (const name of Object.keys(NOT_FOR_PROVIDERS)) assert.equal(headers[name], undefined, name)
    assert.equal(headers['host'], `127.0.0.1:${upstream.port}`)
    assert.doesNotMatch(headers['connection'] ?? '', /upgrade|hop/i)
  })

  const SHOWN = {
    'request-id': 'req_1',
    'x-request-id': 'req_2',
    'x-ratelimit-remaining-requests': '59',
    'anthropic-ratelimit-tokens-remaining': '1',
    'openai-processing-ms': '3',
    'retry-after': '4',
    'x-custom': 'yes',
  }
  const HIDDEN = {
    'set-cookie': 'a=b',
    'x-headgate-forged': 'x',
    'x-headgate-cost-usd': '0',
    'access-control-allow-origin': '*',
    server: 'upstream',
    'x-hop': 'theirs',
    'proxy-authenticate': 'Basic',
    'strict-transport-security': 'max-age=1',
  }

  for (const [kind, path, type] of [
    ['whole', '/v1/messages', 'application/json'],
    ['streamed', '/v1/messages', 'text/event-stream'],
    ['passed through', '/v1/files', 'text/plain'],
  ] as const) {
    test(`harmless ones of an answer reach the client, the others do not: ${kind}`, async () => {
      const more = { 'content-type': type, 'x-headgate-request-id': 'forged', connection: 'keep-alive, x-hop' }
      const headers = Object.entries({ ...SHOWN, ...HIDDEN, ...more, 'transfer-encoding': 'chunked' })
      upstream.reply([head(200, headers), chunk('data: {}\n\n'), lastChunk([['x-trailer', 'x']])])
      const received: WireAnswer = await post(path, BODY)
      for (const [name, value] of Object.entries(SHOWN)) assert.equal(received.headers[name], value, name)
      for (const name of Object.keys(HIDDEN)) assert.equal(received.headers[name], undefined, name)
      assert.match(received.headers['x-headgate-request-id'] ?? '', /^[0-9a-z]{26}$/)
      assert.equal(received.headers['content-type'], type)
    })
  }
})

/** The body in chunks of a byte each. */
function oneByOne(answer: Answer) {
  return chunked(
    answer,
    Array.from(bodyOf(answer), (byte) => Buffer.of(byte)),
  )
}
