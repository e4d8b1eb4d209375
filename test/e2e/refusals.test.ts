/** Bodies that are too large, too deep, too many, in the wrong form or not what they say: refused, named, written down; and nothing else is. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as zlib from 'node:zlib'
import { type FakeUpstream, startFakeUpstream } from '../fake-upstream/index.js'
import { startTestGateway, type TestGateway } from './support/gateway.js'
import { createRefusalBook, type Expected } from './support/refusals.js'
import { call, openWire, requestBytes, type WireAnswer } from './support/wire.js'

const book = createRefusalBook()
const LIMIT = 64 * 1024
const NESTING = 20
const MESSAGES = 3
/** Stands where a careless error message would quote the client's text. */
const PLANTED = 'planted-secret'

let upstream: FakeUpstream
let gateway: TestGateway

before(async () => {
  upstream = await startFakeUpstream()
  gateway = await startTestGateway({
    upstream: upstream.url,
    yaml: `security: { max_payload_size_kb: ${LIMIT / 1024}, max_messages: ${MESSAGES}, max_nesting: ${NESTING} }`,
  })
})

after(async () => {
  await gateway.stop()
  await upstream.close()
})

type Headers = Readonly<Record<string, string>>
type Body = string | Uint8Array

/** A route, and a body that it accepts; `items` are its messages. */
interface Route {
  readonly path: string
  readonly family: 'openai' | 'anthropic'
  readonly body: (more: string, items?: string) => string
}

const ITEM = '{"role":"user","content":"hi"}'
const withMessages = (more: string, items = ITEM) => `{"model":"m","messages":[${items}]${more}}`

const CHAT: Route = { path: '/v1/chat/completions', family: 'openai', body: withMessages }
const CONVERSATIONS: readonly Route[] = [
  CHAT,
  { path: '/v1/responses', family: 'openai', body: (more, items = ITEM) => `{"model":"m","input":[${items}]${more}}` },
  { path: '/v1/messages', family: 'anthropic', body: withMessages },
  { path: '/v1/messages/count_tokens', family: 'anthropic', body: withMessages },
]
const ROUTES: readonly Route[] = [
  ...CONVERSATIONS,
  { path: '/v1/completions', family: 'openai', body: (more) => `{"model":"m","prompt":"hi"${more}}` },
  { path: '/v1/embeddings', family: 'openai', body: (more) => `{"model":"m","input":"hi"${more}}` },
]
const UPLOAD: Route = { path: '/v1/files', family: 'openai', body: (more) => `anything ${more}` }

function post({ path }: Pick<Route, 'path'>, body: Body, headers: Headers = {}): Promise<WireAnswer> {
  const ours = { authorization: `Bearer ${gateway.credential}`, 'content-type': 'application/json' }
  return call(gateway.port, { method: 'POST', path, body, headers: { ...ours, ...headers } })
}

/** The body reaches the provider as these bytes. */
async function assertReaches(route: Route, sent: Body, headers: Headers = {}, plain: Body = sent): Promise<void> {
  const before = upstream.requests.length
  const answer = await post(route, sent, headers)
  assert.equal(upstream.requests.length, before + 1, `${answer.status} ${answer.body}`)
  assert.ok(upstream.requests.at(-1)?.body.equals(Buffer.from(plain)))
}

/** The body is refused, nothing reaches the provider, and nothing of it is quoted. */
async function assertRefused(route: Route, sent: Body, expected: Omit<Expected, 'family'>, headers: Headers = {}) {
  const before = upstream.requests.length
  const answer = await post(route, sent, headers)
  const message = book.check(gateway, answer, { ...expected, family: route.family })
  assert.equal(upstream.requests.length, before)
  assert.ok(!answer.body.includes(PLANTED))
  return message
}

const TOO_LARGE = { status: 413, code: 'payload_too_large' }
const UNSUPPORTED = { status: 415, code: 'unsupported_encoding' }
const INVALID = { status: 400, code: 'invalid_request' }

function chunksOf(body: Body, size = 10_000): Buffer {
  const bytes = Buffer.from(body)
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size)
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'))
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
}

/** The route's body, padded to that many bytes. */
function sized(route: Route, size: number): string {
  return route.body('').padEnd(size)
}

const zstd = zstdWhereNodeHasIt()

const CODINGS: Readonly<Record<string, (bytes: string | Buffer) => Buffer>> = {
  gzip: zlib.gzipSync,
  'x-gzip': zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: zlib.brotliCompressSync,
  ...(zstd === undefined ? {} : { zstd }),
}

describe('the size of a body', () => {
  const CHUNKED = { 'transfer-encoding': 'chunked' }
  for (const route of [...ROUTES, UPLOAD]) {
    test(`${route.path}: at the limit it passes, one byte more is refused`, async () => {
      const [fits, tooLarge] = [sized(route, LIMIT), sized(route, LIMIT + 1)]
      await assertReaches(route, fits)
      await assertReaches(route, chunksOf(fits), CHUNKED, fits)
      assert.match(await assertRefused(route, tooLarge, TOO_LARGE), /65536 bytes/)
      await assertRefused(route, chunksOf(tooLarge), TOO_LARGE, CHUNKED)
      for (const [coding, compress] of Object.entries(CODINGS)) {
        const headers = { 'content-encoding': coding }
        await assertReaches(route, compress(fits), headers, fits)
        await assertRefused(route, compress(tooLarge), TOO_LARGE, headers)
        await assertRefused(route, chunksOf(compress(tooLarge)), TOO_LARGE, { ...headers, ...CHUNKED })
      }
    })
  }

  test('a bomb is refused', async () => {
    const zeros = Buffer.alloc(32 * 1024 * 1024, ' ')
    for (const coding of ['gzip', 'deflate', 'br']) {
      const bomb = CODINGS[coding]?.(zeros) ?? assert.fail()
      assert.ok(bomb.length < LIMIT)
      await assertRefused(CHAT, bomb, TOO_LARGE, { 'content-encoding': coding })
    }
  })

  test('what is announced as too large is refused before it is sent', async () => {
    for (const length of [LIMIT + 1, 2 ** 40]) {
      const headers = { 'content-length': String(length), authorization: `Bearer ${gateway.credential}` }
      book.check(gateway, await call(gateway.port, { method: 'POST', path: CHAT.path, headers }), TOO_LARGE)
    }
  })

  test('a stranger is refused before anything is read', async () => {
    const headers = { 'content-length': String(LIMIT + 1) }
    const answer = await call(gateway.port, { method: 'POST', path: CHAT.path, headers })
    book.check(gateway, answer, { status: 401, code: 'unauthenticated' })
  })
})

describe('the shape of a request', () => {
  for (const route of CONVERSATIONS) {
    test(`${route.path}: as many messages as are allowed, and one more`, async () => {
      const items = (count: number) => Array.from({ length: count }, () => ITEM).join()
      const tooMany = { status: 400, code: 'too_many_messages' }
      await assertReaches(route, route.body(',"x":[1,2,3,4,5]', items(MESSAGES)))
      const message = await assertRefused(route, route.body('', items(MESSAGES + 1)), tooMany)
      assert.match(message, /4.*3/)
      await assertRefused(route, route.body(',"stream":true', items(100)), tooMany)
      const twice = route.body('', items(2))
      await assertRefused(route, `${twice.slice(0, -1)},${twice.slice(1)}`, tooMany)
    })
  }

  for (const route of ROUTES) {
    test(`${route.path}: as deep as is allowed, and one deeper`, async () => {
      const nested = (depth: number) => route.body(`,"x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}`)
      await assertReaches(route, nested(NESTING))
      assert.match(await assertRefused(route, nested(NESTING + 1), INVALID), /deep|nest/i)
      await assertRefused(route, route.body(`,"x":${'{"a":'.repeat(NESTING)}1${'}'.repeat(NESTING)}`), INVALID)
      await assertRefused(route, '['.repeat(LIMIT), INVALID)
    })
  }
})

describe('what a body says that it is', () => {
  const TYPES = [
    '',
    'text/plain',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8; charset=utf-16',
    'application/json; charset=utf-8; charset=utf-8',
    'application/json; boundary=x',
    'application/jsonx',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain, application/json',
  ]
  for (const type of TYPES) {
    test(`content-type "${type}" is refused`, async () => {
      for (const route of ROUTES) await assertRefused(route, route.body(''), UNSUPPORTED, { 'content-type': type })
    })
  }

  test('no content-type is refused', async () => {
    const authorization = `Bearer ${gateway.credential}`
    for (const { path, body, family } of ROUTES) {
      const answer = await call(gateway.port, { method: 'POST', path, body: body(''), headers: { authorization } })
      book.check(gateway, answer, { ...UNSUPPORTED, family })
    }
  })

  for (const type of ['APPLICATION/JSON', 'application/json ; Charset="UTF-8"', 'application/vnd.x+json'])
    test(`content-type ${type} passes`, () => assertReaches(CHAT, CHAT.body(''), { 'content-type': type }))

  for (const coding of ['compress', 'gzip, gzip', 'gzip, br', 'x', 'constructor', ...(zstd ? [] : ['zstd'])]) {
    test(`content-encoding ${coding} is refused`, async () => {
      for (const route of [...ROUTES, UPLOAD])
        await assertRefused(route, route.body(''), UNSUPPORTED, { 'content-encoding': coding })
    })
  }

  test('content-encoding identity, in capitals, or empty passes', async () => {
    const body = CHAT.body('')
    await assertReaches(CHAT, body, { 'content-encoding': 'Identity' })
    await assertReaches(CHAT, body, { 'content-encoding': '' })
    await assertReaches(CHAT, zlib.gzipSync(body), { 'content-encoding': 'GZIP' }, body)
  })

  test('a body that is not compressed as it says is malformed', async () => {
    const [broken, cut] = [Buffer.from(CHAT.body('')), zlib.gzipSync(CHAT.body('')).subarray(0, -6)]
    for (const coding of Object.keys(CODINGS))
      await assertRefused(CHAT, broken, INVALID, { 'content-encoding': coding })
    await assertRefused(CHAT, cut, INVALID, { 'content-encoding': 'gzip' })
  })

  test('a transfer coding beside chunked is refused', async () => {
    const headers = { 'transfer-encoding': 'gzip, chunked' }
    for (const route of [CHAT, UPLOAD])
      await assertRefused(route, chunksOf(zlib.gzipSync(route.body(''))), UNSUPPORTED, headers)
  })
})

describe('malformed JSON', () => {
  const BYTE = /byte \d+|offset \d+|position \d+/
  const bytes = (text: string) => Buffer.from(text, 'latin1')
  const ROWS: readonly (readonly [what: string, body: Body, names: RegExp])[] = [
    ['nothing', ' ', BYTE],
    ['words', `${PLANTED}`, BYTE],
    ['half an object', `{"${PLANTED}":`, BYTE],
    ['a missing value', `{"x":"${PLANTED}","y":}`, BYTE],
    ['a comma too many', `{"x":"${PLANTED}",}`, BYTE],
    ['something after the end', `{} "${PLANTED}"`, BYTE],
    ['single quotes', `{'${PLANTED}':1}`, BYTE],
    ['a bare control character', `{"x":"${PLANTED}\n"}`, BYTE],
    ['an unknown escape', String.raw`{"x":"${PLANTED}\q"}`, BYTE],
    ['not a number', `{"x":NaN,"y":"${PLANTED}"}`, BYTE],
    ['a leading zero', `{"x":01,"y":"${PLANTED}"}`, BYTE],
    ['a byte order mark', bytes(`\xef\xbb\xbf{"x":"${PLANTED}"}`), BYTE],
    ['bytes that are not UTF-8', bytes(`{"x":"${PLANTED}\xff"}`), /UTF-8/],
    ['half a character', bytes(`{"x":"${PLANTED}\xc3"}`), /UTF-8/],
    ['an overlong character', bytes(`{"x":"${PLANTED}\xc0\xaf"}`), /UTF-8/],
    ['a surrogate in UTF-8', bytes(`{"x":"${PLANTED}\xed\xa0\x80"}`), /UTF-8/],
    ['UTF-16', Buffer.from(`{"x":"${PLANTED}"}`, 'utf16le'), BYTE],
    ['an array', `["${PLANTED}"]`, /object/],
    ['null', 'null', /object/],
    ['a model that is a number', `{"model":1,"x":"${PLANTED}"}`, /model/],
    ['two models', `{"model":"m","model":"${PLANTED}"}`, /model/],
    ['a stream that is text', `{"model":"m","stream":"${PLANTED}"}`, /stream/],
  ]
  for (const [what, body, names] of ROWS) {
    test(`${what}: refused on every route, naming the place`, async () => {
      for (const route of ROUTES) assert.match(await assertRefused(route, body, INVALID), names)
    })
  }

  test('messages that are no list, or hold what is no message, are named', async () => {
    for (const route of CONVERSATIONS) {
      const key = route.path === '/v1/responses' ? 'input' : 'messages'
      const objects = `{"model":"m","${key}":{"x":"${PLANTED}"}}`
      assert.match(await assertRefused(route, objects, INVALID), new RegExp(key))
      const item = route.body('', `${ITEM},"${PLANTED}"`)
      assert.match(await assertRefused(route, item, INVALID), new RegExp(String.raw`${key}\[1\]`))
    }
  })
})

test('a connection lives on after refusals', async () => {
  const wire = await openWire(gateway.port)
  const headers = { authorization: `Bearer ${gateway.credential}`, 'content-type': 'application/json' }
  const ask = async (path: string, body: Body, more: Headers = {}) => {
    wire.write(requestBytes({ method: 'POST', path, body, headers: { ...headers, ...more } }))
    return wire.answer()
  }
  const rounds: readonly (readonly [Expected, string, Body, Headers])[] = [
    [{ status: 401, code: 'unauthenticated' }, CHAT.path, sized(CHAT, 50_000), { authorization: '' }],
    [{ status: 404, code: 'not_found' }, '/v2/x', sized(CHAT, 50_000), {}],
    [TOO_LARGE, CHAT.path, sized(CHAT, 5_000_000), {}],
    [TOO_LARGE, CHAT.path, chunksOf(sized(CHAT, 5_000_000)), { 'transfer-encoding': 'chunked' }],
    [UNSUPPORTED, CHAT.path, sized(CHAT, 50_000), { 'content-type': 'text/plain' }],
    [INVALID, CHAT.path, '{', {}],
    [{ status: 421, code: 'misdirected_request' }, CHAT.path, sized(CHAT, 50_000), { host: 'evil.example' }],
  ]
  for (const [expected, path, body, more] of rounds) {
    book.check(gateway, await ask(path, body, more), expected)
    assert.equal((await ask(CHAT.path, CHAT.body(''))).status, 200)
  }
  wire.destroy()
})

test('every refusal stands in the log', () => book.assertLogged())

function zstdWhereNodeHasIt(): ((bytes: string | Buffer) => Buffer) | undefined {
  const compress = 'zstdCompressSync' in zlib ? zlib.zstdCompressSync : undefined
  return typeof compress === 'function' ? (bytes) => compress(Buffer.from(bytes)) : undefined
}
