/** Requests that are broken, slow or crowded as HTTP: each gets one clear answer, in order, in its dialect, and no other request is touched. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  answers,
  createSignal,
  type FakeUpstream,
  send,
  startFakeUpstream,
  tell,
  until,
} from '../fake-upstream/index.js'
import { startTestGateway, type TestGateway } from './support/gateway.js'
import { createRefusalBook } from './support/refusals.js'
import { call, openWire, requestBytes, type Wire } from './support/wire.js'

const book = createRefusalBook()
const LIMIT = 64 * 1024
const MESSAGES = '/v1/messages'
const BODY = '{"model":"m","messages":[]}'
/** What a gateway with the shipped limits holds of announced bodies at a time. */
const ROOM = { bodies: 16, announcedBytes: 32 * 1024 * 1024 }

let upstream: FakeUpstream
let gateway: TestGateway
let shipped: TestGateway

before(async () => {
  upstream = await startFakeUpstream()
  const timeouts = 'timeouts: { head_seconds: 1, body_idle_seconds: 2 }'
  gateway = await startTestGateway({
    upstream: upstream.url,
    yaml: `server: { port: 0, state_dir: $FOLDER/state, ${timeouts} }\nsecurity: { max_payload_size_kb: ${LIMIT / 1024} }`,
  })
  shipped = await startTestGateway({ upstream: upstream.url })
})

after(async () => {
  await Promise.all([gateway.stop(), shipped.stop()])
  await upstream.close()
})

const INVALID = { status: 400, code: 'invalid_request' }

/** A head with a good credential, up to its last line. */
function headOf(method: string, path: string, { credential }: TestGateway = gateway): string {
  return `${method} ${path} HTTP/1.1\r\nhost: localhost\r\nx-api-key: ${credential}\r\ncontent-type: application/json\r\n`
}

/** Writes the pieces, each on its own, on a new connection. */
async function sendPieces(pieces: readonly (string | Uint8Array)[], port = gateway.port): Promise<Wire> {
  const wire = await openWire(port)
  for (const piece of pieces) {
    wire.write(piece)
    if (pieces.length > 1) await sleep(20)
  }
  return wire
}

describe('a request that is no HTTP, or could be read in two ways', () => {
  const chunked = 'transfer-encoding: chunked\r\n'
  const head = () => headOf('POST', MESSAGES)
  const ROWS: readonly (readonly [what: string, pieces: () => readonly string[], family: 'openai' | 'anthropic'])[] = [
    ['garbage', () => ['\x16\x03\x01 this is not HTTP\r\n\r\n'], 'openai'],
    ['garbage that goes on', () => ['\x16\x03\x01', 'more', 'and', 'more'], 'openai'],
    ['another protocol', () => ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], 'openai'],
    ['a target with a space', () => [`GET /v1/mod els HTTP/1.1\r\nhost: localhost\r\n\r\n`], 'openai'],
    ['lines that end in line feeds', () => [`${head()}\r\n`.replaceAll('\r', '')], 'anthropic'],
    ['a bare carriage return', () => [`${head()}x: a\rb: c\r\n\r\n`], 'anthropic'],
    ['a folded header', () => [`${head()}x: a\r\n b\r\n\r\n`], 'anthropic'],
    ['a space before a colon', () => [`${head()}transfer-encoding : chunked\r\n\r\n0\r\n\r\n`], 'anthropic'],
    ['a header without a name', () => [`${head()}: x\r\n\r\n`], 'anthropic'],
    ['a NUL in a header', () => [`${head()}x: a\0b\r\n\r\n`], 'anthropic'],
    ['a length and chunks', () => [`${head()}content-length: 5\r\n${chunked}\r\n0\r\n\r\n`], 'anthropic'],
    ['chunks and a length', () => [`${head()}${chunked}content-length: 5\r\n\r\n0\r\n\r\n`], 'anthropic'],
    ['two lengths', () => [`${head()}content-length: 2\r\ncontent-length: 3\r\n\r\n{} `], 'anthropic'],
    ['the same length twice', () => [`${head()}content-length: 2\r\ncontent-length: 2\r\n\r\n{}`], 'anthropic'],
    ['a list of lengths', () => [`${head()}content-length: 2, 2\r\n\r\n{}`], 'anthropic'],
    ['a length below zero', () => [`${head()}content-length: -2\r\n\r\n{}`], 'anthropic'],
    ['a length with a sign', () => [`${head()}content-length: +2\r\n\r\n{}`], 'anthropic'],
    ['a length that is no number', () => [`${head()}content-length: 0x2\r\n\r\n{}`], 'anthropic'],
    ['a length beyond all numbers', () => [`${head()}content-length: 99999999999999999999\r\n\r\n{}`], 'anthropic'],
    ['chunked, but not last', () => [`${head()}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`], 'anthropic'],
    ['chunked twice', () => [`${head()}${chunked}${chunked}\r\n0\r\n\r\n`], 'anthropic'],
    ['a chunk size that is no number', () => [`${head()}${chunked}\r\nzz\r\nhello\r\n0\r\n\r\n`], 'anthropic'],
    ['a chunk size with a sign', () => [`${head()}${chunked}\r\n+2\r\n{}\r\n0\r\n\r\n`], 'anthropic'],
    ['a chunk size beyond all numbers', () => [`${head()}${chunked}\r\n${'f'.repeat(20)}\r\n{}`], 'anthropic'],
    ['a chunk longer than its size', () => [`${head()}${chunked}\r\n2\r\n{}`, 'xx\r\n0\r\n\r\n'], 'anthropic'],
    ['a broken chunk much later', () => [`${head()}${chunked}\r\n`, '2\r\n{}\r\n', 'x\r\n', 'y'], 'anthropic'],
  ]
  for (const [what, pieces, family] of ROWS) {
    test(`${what}: refused once, and the connection closed`, async () => {
      const [askedBefore, logged] = [upstream.requests.length, (await gateway.logLines(0)).length]
      const wire = await sendPieces(pieces())
      const answer = await wire.answer()
      book.check(gateway, answer, { ...INVALID, family })
      assert.equal(answer.headers['connection'], 'close')
      await wire.closed
      await assert.rejects(wire.answer())
      assert.equal(upstream.requests.length, askedBefore)
      await gateway.logLine(answer.headers['x-headgate-request-id'] ?? '')
      await sleep(20)
      assert.equal((await gateway.logLines(0)).length, logged + 1)
    })
  }

  test('what came before it on the connection is answered first', async () => {
    const goOn = createSignal()
    upstream.reply([until(goOn), ...send(answers.modelsAnswer(['m']))])
    const wire = await sendPieces([`${headOf('GET', '/v1/models')}\r\n\0garbage\r\n\r\n`, 'more garbage'])
    goOn.fire()
    assert.equal((await wire.answer()).status, 200)
    book.check(gateway, await wire.answer(), INVALID)
    await wire.closed
  })

  test('what hides behind a broken body is never a request', async () => {
    const before = upstream.requests.length
    const wire = await sendPieces([
      `${headOf('POST', MESSAGES)}transfer-encoding: chunked\r\n\r\nzz\r\n${headOf('GET', '/v1/models')}\r\n`,
    ])
    book.check(gateway, await wire.answer(), { ...INVALID, family: 'anthropic' })
    await wire.closed
    assert.equal(upstream.requests.length, before)
  })
})

describe('a head', () => {
  const TOO_LARGE = { status: 431, code: 'headers_too_large' }
  test('larger than the gateway takes is refused', async () => {
    const large = `${headOf('POST', MESSAGES)}x: ${'a'.repeat(40_000)}\r\n\r\n`
    book.check(gateway, await (await sendPieces([large])).answer(), { ...TOO_LARGE, family: 'anthropic' })
    const target = `GET /v1/${'a'.repeat(40_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`
    book.check(gateway, await (await sendPieces([target])).answer(), TOO_LARGE)
    book.check(gateway, await (await sendPieces([large.slice(0, 20_000), large.slice(20_000)])).answer(), TOO_LARGE)
  })

  test('is read to its last header, however many there are', async () => {
    const wire = await sendPieces([
      `${headOf('GET', '/v1/models')}${'a:\r\n'.repeat(4_000)}origin: https://evil.example\r\n\r\n`,
    ])
    book.check(gateway, await wire.answer(), { status: 403, code: 'forbidden' })
  })
})

describe('a client that is slow', { concurrency: true }, () => {
  const TIMEOUT = { status: 408, code: 'client_timeout' }
  const length = `content-length: ${BODY.length}\r\n\r\n`
  const ROWS = [
    ['says nothing', [], 'openai'],
    ['stops in its head', [`POST ${MESSAGES} HTTP/1.1\r\nhost: loc`], 'openai'],
    ['stops before its body', [length], 'anthropic'],
    ['stops in its body', [`${length}${BODY.slice(0, 9)}`], 'anthropic'],
    ['stops in a chunk', ['transfer-encoding: chunked\r\n\r\n5\r\nabc'], 'anthropic'],
  ] as const
  for (const [what, pieces, family] of ROWS) {
    test(`and ${what} is told so, and the connection closed`, async () => {
      const isBody = family === 'anthropic'
      const wire = await sendPieces(pieces.map((piece) => (isBody ? headOf('POST', MESSAGES) : '') + piece))
      const answer = await wire.answer()
      book.check(gateway, answer, { ...TIMEOUT, family })
      assert.equal(answer.headers['connection'], 'close')
      await wire.closed
    })
  }

  test('but goes on is served', async () => {
    const pieces = BODY.match(/.{1,6}/g) ?? []
    const wire = await sendPieces([`${headOf('POST', MESSAGES)}${length}`])
    for (const piece of pieces) {
      await sleep(500)
      wire.write(piece)
    }
    assert.equal((await wire.answer()).status, 200)
    wire.destroy()
  })
})

describe('Expect: 100-continue', () => {
  const head = (more: string) => `${headOf('POST', MESSAGES)}expect: 100-continue\r\n${more}\r\n\r\n`

  test('100, then the answer', async () => {
    for (const [framing, body] of [
      [`content-length: ${BODY.length}`, BODY],
      ['transfer-encoding: chunked', `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`],
    ] as const) {
      const wire = await sendPieces([head(framing)])
      assert.equal((await wire.answer()).status, 100)
      wire.write(body)
      assert.equal((await wire.answer()).status, 200)
      wire.destroy()
    }
  })

  test('a refusal in its place', async () => {
    const tooLarge = { status: 413, code: 'payload_too_large', family: 'anthropic' } as const
    const large = await sendPieces([head(`content-length: ${LIMIT + 1}`)])
    book.check(gateway, await large.answer(), tooLarge)
    const stranger = await sendPieces([head('content-length: 2').replace(gateway.credential, 'hg_wrong')])
    book.check(gateway, await stranger.answer(), { status: 401, code: 'unauthenticated', family: 'anthropic' })
    const text = await sendPieces([head('content-length: 2').replace('application/json', 'text/plain')])
    book.check(gateway, await text.answer(), { status: 415, code: 'unsupported_encoding', family: 'anthropic' })
    for (const wire of [large, stranger, text]) wire.destroy()
  })

  test('100, then a refusal of what turns out to be too large', async () => {
    const wire = await sendPieces([head('transfer-encoding: chunked')])
    assert.equal((await wire.answer()).status, 100)
    wire.write(`${(LIMIT + 1).toString(16)}\r\n${' '.repeat(LIMIT + 1)}\r\n0\r\n\r\n`)
    book.check(gateway, await wire.answer(), { status: 413, code: 'payload_too_large', family: 'anthropic' })
    wire.destroy()
  })

  test('any other expectation means nothing', async () => {
    const headers = { 'x-api-key': gateway.credential, 'content-type': 'application/json', expect: 'wonders' }
    assert.equal((await call(gateway.port, { method: 'POST', path: MESSAGES, body: BODY, headers })).status, 200)
  })
})

describe('many at once', () => {
  test('pipelined requests are answered in order', async () => {
    const goOn = createSignal()
    const headers = { 'x-api-key': gateway.credential, 'content-type': 'application/json' }
    upstream.reply([until(goOn), ...send(answers.modelsAnswer(['first']))])
    const wire = await openWire(gateway.port)
    wire.write(
      Buffer.concat([
        requestBytes({ path: '/v1/models', headers }),
        requestBytes({ path: '/v1/models' }),
        requestBytes({ method: 'POST', path: MESSAGES, headers, body: BODY }),
        requestBytes({ method: 'POST', path: MESSAGES, headers, body: '{' }),
        requestBytes({ path: '/health' }),
        requestBytes({ path: '/v2/x', headers }),
      ]),
    )
    await sleep(50)
    goOn.fire()
    assert.match((await wire.answer()).body.toString(), /"first"/)
    book.check(gateway, await wire.answer(), { status: 401, code: 'unauthenticated' })
    assert.match((await wire.answer()).body.toString(), /"type": "message"/)
    book.check(gateway, await wire.answer(), { ...INVALID, family: 'anthropic' })
    assert.equal((await wire.answer()).body.toString(), '{"status":"ok"}')
    book.check(gateway, await wire.answer(), { status: 404, code: 'not_found' })
    wire.destroy()
  })

  test('small bodies of unknown length all have room', async () => {
    const [count, goOn] = [3 * ROOM.bodies, createSignal()]
    const arrived = Array.from({ length: count }, () => createSignal())
    for (const signal of arrived) upstream.reply([tell(signal), until(goOn), ...send(answers.countTokensAnswer(1))])
    const framed = `${headOf('POST', MESSAGES, shipped)}transfer-encoding: chunked\r\n\r\n${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`
    const wires = await Promise.all(arrived.map(() => sendPieces([framed], shipped.port)))
    const received = wires.map((wire) => wire.answer())
    // An answer before all have arrived is a refusal.
    await Promise.race([Promise.all(arrived.map(({ fired }) => fired)), ...received])
    goOn.fire()
    for (const { status } of await Promise.all(received)) assert.equal(status, 200)
    for (const wire of wires) wire.destroy()
  })

  test('bodies beyond what memory holds are refused, until there is room again', async () => {
    const announced = `${headOf('POST', MESSAGES, shipped)}expect: 100-continue\r\ncontent-length: ${ROOM.announcedBytes}\r\n\r\n`
    const ask = async () => {
      const wire = await sendPieces([announced], shipped.port)
      return { wire, answer: await wire.answer() }
    }
    const held: Wire[] = []
    for (let count = 0; count < ROOM.bodies; count++) {
      const { wire, answer } = await ask()
      assert.equal(answer.status, 100)
      held.push(wire)
    }
    const { wire, answer } = await ask()
    book.check(shipped, answer, { status: 503, code: 'overloaded', family: 'anthropic' })
    assert.equal(answer.headers['retry-after'], '1')
    wire.destroy()
    for (const each of held) each.destroy()
    let last = answer
    for (let tries = 0; last.status !== 100 && tries < 500; tries++) {
      await sleep(10)
      const again = await ask()
      last = again.answer
      again.wire.destroy()
    }
    assert.equal(last.status, 100)
  })
})

test('every refusal stands in the log', () => book.assertLogged())
