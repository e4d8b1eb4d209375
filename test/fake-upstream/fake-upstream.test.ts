/** The fake records what really came and does what its scripts say. */
import assert from 'node:assert/strict'
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import {
  answers,
  bodyOf,
  bytes,
  chunk,
  close,
  createSignal,
  early,
  type FakeUpstream,
  head,
  lastChunk,
  misbehave,
  send,
  sendAndClose,
  silence,
  startFakeUpstream,
  tell,
  until,
  wait,
} from './index.js'

const SAID = { model: 'gpt-4o-mini', text: 'naïve café 😀' }
const STREAM = answers.chatStream(SAID)
const WHOLE = answers.chatAnswer(SAID)

let fake: FakeUpstream

beforeEach(async () => {
  fake = await startFakeUpstream()
})

afterEach(() => fake.close())

interface Received {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly chunks: readonly Buffer[]
  readonly body: Buffer
  /** The code of the error that broke the answer off, if one did. */
  readonly broken: string | undefined
}

/** Calls the fake with Node's own client and collects whatever can be had of the answer. */
function call(
  options: { body?: string | Buffer; headers?: Record<string, string>; agent?: Agent } = {},
): Promise<Received> {
  const { body, headers = {}, agent } = options
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const sent = httpRequest(`${fake.url}/v1/chat/completions`, { method, headers, agent: agent ?? false })
    // Node tells the request of a broken socket even when the answer has begun.
    let fail: (error: NodeJS.ErrnoException) => void = reject
    sent.on('error', (error) => fail(error))
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      const finish = (error?: NodeJS.ErrnoException) =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          chunks,
          body: Buffer.concat(chunks),
          broken: error?.code,
        })
      fail = finish
      response.on('data', (data: Buffer) => chunks.push(data))
      response.on('error', finish)
      response.on('end', () => finish())
    })
    sent.end(body)
  })
}

/** Sends bytes over a bare socket and collects all that comes back until the fake closes. */
function exchange(sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = []
    const socket = connect(fake.port, '127.0.0.1', () => socket.write(sent, 'latin1'))
    socket.on('data', (data) => received.push(data))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(received).toString('latin1')))
  })
}

describe('recording', () => {
  test('keeps method, target, headers and body as they stood on the wire', async () => {
    fake.reply(sendAndClose(WHOLE))
    await exchange(
      'POST /v1/x?a=1&b=%2F HTTP/1.1\r\nHost: fake\r\nX-Odd:  two  \r\nx-odd: three\r\nContent-Length: 4\r\n\r\n{\xe9}!',
    )
    const request = await fake.waitForRequest()
    assert.equal(request.method, 'POST')
    assert.equal(request.target, '/v1/x?a=1&b=%2F')
    assert.deepEqual(request.rawHeaders, ['Host', 'fake', 'X-Odd', 'two', 'x-odd', 'three', 'Content-Length', '4'])
    assert.equal(request.headers['x-odd'], 'two, three')
    assert.deepEqual(request.body, Buffer.from('{\xe9}!', 'latin1'))
    assert.deepEqual(fake.requests, [request])
  })

  test('takes chunked bodies apart, extensions and trailers included', async () => {
    fake.reply(sendAndClose(WHOLE))
    await exchange(
      'POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3;x="y"\r\nabc\r\nA\r\n0123456789\r\n0\r\nx-sum: 1\r\n\r\n',
    )
    assert.equal((await fake.waitForRequest()).body.toString(), 'abc0123456789')
  })

  test('reads large bodies', async () => {
    const body = Buffer.alloc(8 * 1024 * 1024, 'abcdefg')
    await call({ body })
    assert.ok(fake.requests[0]?.body.equals(body))
  })

  test('tells requests on one connection from requests on several', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    await call({ agent, body: '{}' })
    await call({ agent, body: '{}' })
    await call({ body: '{}' })
    agent.destroy()
    assert.deepEqual(
      fake.requests.map(({ connection }) => connection),
      [1, 1, 2],
    )
    assert.equal(fake.accepted, 2)
    await fake.waitForConnections(0)
  })

  test('gives pipelined requests their answers in order', async () => {
    fake.reply(send(answers.modelAnswer('first')))
    fake.reply(sendAndClose(answers.modelAnswer('second')))
    const received = await exchange('GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n')
    assert.ok(received.indexOf('"first"') > 0 && received.indexOf('"first"') < received.indexOf('"second"'))
    assert.deepEqual(
      fake.requests.map(({ target }) => target),
      ['/1', '/2'],
    )
  })

  test('asks for a body that waits for 100-continue', async () => {
    fake.reply(sendAndClose(WHOLE))
    const received = await exchange('POST / HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n{}')
    assert.match(received, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/)
  })

  for (const [name, sent] of [
    ['a request line that is none', 'hello\r\n\r\n'],
    ['a body framed twice', 'POST / HTTP/1.1\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 1\r\n\r\na'],
    ['a chunk longer than it says', 'POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n'],
    ['white space before the colon', 'GET / HTTP/1.1\r\nname : value\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nname: a\r\n b\r\n\r\n'],
  ] as const) {
    test(`reports ${name}`, async () => {
      assert.match(await exchange(sent), /^HTTP\/1\.1 400 /)
      assert.equal(fake.violations.length, 1)
      assert.equal(fake.requests.length, 0)
    })
  }

  test('counts requests that never became whole', async () => {
    const socket = connect(fake.port, '127.0.0.1', () => socket.end('POST / HTTP/1.1\r\ncontent-length: 9\r\n\r\nabc'))
    await fake.waitForConnections(1)
    await fake.waitForConnections(0)
    assert.equal(fake.unfinished, 1)
    assert.equal(fake.requests.length, 0)
    assert.equal(fake.aborted, 0)
  })
})

describe('replies', () => {
  test('are used in order, as often as they say, and then the vendor answers again', async () => {
    fake.reply([head(418, [['content-length', '0']])], 2)
    fake.reply(({ body }) => [head(200, [['content-length', `${body.length}`]]), bytes(body)])
    fake.reply(WHOLE)
    assert.equal((await call({ body: 'a' })).status, 418)
    assert.equal((await call({ body: 'a' })).status, 418)
    assert.equal((await call({ body: 'echo' })).body.toString(), 'echo')
    assert.deepEqual((await call({ body: 'a' })).body, bodyOf(WHOLE))
    assert.equal((await call({ body: 'not JSON' })).status, 400)
  })

  test('wait for the test and tell the test how far they are', async () => {
    const reached = createSignal()
    const proceed = createSignal()
    fake.reply([
      head(200, [['transfer-encoding', 'chunked']]),
      chunk('a'),
      tell(reached),
      until(proceed),
      chunk('b'),
      lastChunk(),
    ])
    const answer = call({ body: '{}' })
    let isOver = false
    void answer.then(() => {
      isOver = true
    })
    await reached.fired
    assert.equal(isOver, false)
    proceed.fire()
    assert.equal((await answer).body.toString(), 'ab')
  })

  test('may begin before the body is in', async () => {
    fake.reply([early, head(413, [['content-length', '0']]), close])
    const received = await exchange('POST / HTTP/1.1\r\ncontent-length: 1000000\r\n\r\nabc')
    assert.match(received, /^HTTP\/1\.1 413 Payload Too Large\r\n/)
  })

  test('a peer that leaves before the end is noticed, whatever the script is doing', async () => {
    const never = createSignal()
    const scripts = [
      [silence],
      [wait(60_000)],
      [until(never)],
      misbehave.neverEnd(STREAM, 1),
      misbehave.neverEnd({ ...STREAM, pieces: [Buffer.alloc(1), Buffer.alloc(1_000_000)] }, 0),
    ]
    for (const script of scripts) {
      fake.reply(script)
      const socket = connect(fake.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n\r\n'))
      const request = await fake.waitForRequest()
      socket.destroy()
      assert.equal(await request.closedByPeer, true)
    }
    assert.equal(fake.aborted, scripts.length)
    await fake.waitForConnections(0)
  })

  test('a peer that leaves after the end has not aborted anything', async () => {
    await call({ body: '{}' })
    assert.equal(await fake.requests[0]?.closedByPeer, false)
    await fake.waitForConnections(0)
    assert.equal(fake.aborted, 0)
  })

  test('closing breaks off what is open and rejects who waits', async () => {
    fake.reply([silence])
    const answer = assert.rejects(call({ body: '{}' }))
    await fake.waitForRequest()
    const waiting = assert.rejects(fake.waitForRequest(), /closed before/)
    await fake.close()
    await Promise.all([answer, waiting])
    assert.equal(fake.connections, 0)
    await assert.rejects(fake.waitForRequest(), /closed before/)
  })
})

describe('misbehaviours', () => {
  test('resets in mid-stream, after the bytes before it have been read', async () => {
    const signal = createSignal()
    fake.reply(misbehave.resetAfter(STREAM, 2, signal))
    const answer = call({ body: '{}' })
    await fake.waitForRequest()
    setTimeout(signal.fire, 50)
    const { broken, body } = await answer
    assert.equal(broken, 'ECONNRESET')
    assert.deepEqual(body, Buffer.concat(STREAM.pieces.slice(0, 2)))
    assert.equal(fake.aborted, 0)
  })

  test('closes in mid-stream and in mid-body', async () => {
    fake.reply(misbehave.closeAfter(STREAM, 1))
    assert.equal((await call({ body: '{}' })).broken, 'ECONNRESET')
    fake.reply(misbehave.closeAfter(WHOLE, 1))
    const { broken, body } = await call({ body: '{}' })
    assert.equal(broken, 'ECONNRESET')
    assert.ok(body.length > 0 && body.length < bodyOf(WHOLE).length)
  })

  test('breaks off before the first byte', async () => {
    for (const script of [misbehave.resetAtOnce, misbehave.closeAtOnce]) {
      fake.reply(script)
      await assert.rejects(call({ body: '{}' }), { code: 'ECONNRESET' })
    }
  })

  test('promises more than it sends, and less', async () => {
    fake.reply(misbehave.promiseTooMuch(WHOLE))
    assert.equal((await call({ body: '{}' })).broken, 'ECONNRESET')
    fake.reply(misbehave.promiseTooLittle(WHOLE))
    const received = await exchange('GET / HTTP/1.1\r\n\r\n')
    const promised = Number(/content-length: (\d+)/.exec(received)?.[1])
    assert.equal(received.length - received.indexOf('\r\n\r\n') - 4, promised + 10)
  })

  test('hides an error behind 200', async () => {
    fake.reply(misbehave.hideError(answers.openaiError(500, { message: 'broken' })))
    const { status, body } = await call({ body: '{}' })
    assert.equal(status, 200)
    assert.equal(JSON.parse(body.toString()).error.message, 'broken')
  })

  test('dribbles byte by byte', async () => {
    const short = answers.countTokensAnswer(7)
    fake.reply(misbehave.dribble(short, 1))
    const { body, chunks } = await call({ body: '{}' })
    assert.deepEqual(body, bodyOf(short))
    assert.ok(chunks.length > 5)
  })

  test('splits a character over two chunks', async () => {
    for (const answer of [STREAM, WHOLE]) {
      fake.reply(misbehave.splitCharacter(answer))
      const { body, chunks } = await call({ body: '{}' })
      assert.deepEqual(body, bodyOf(answer))
      assert.ok(chunks[0]?.toString().endsWith('\ufffd'))
    }
  })

  test('cuts chunks oddly, with extensions and a trailer', async () => {
    fake.reply(misbehave.oddChunks(STREAM))
    assert.deepEqual((await call({ body: '{}' })).body, bodyOf(STREAM))
  })

  test('compresses what nobody wanted compressed', async () => {
    fake.reply(misbehave.forceGzip(WHOLE))
    const { headers, body } = await call({ body: '{}', headers: { 'accept-encoding': 'identity' } })
    assert.equal(headers['content-encoding'], 'gzip')
    assert.deepEqual(gunzipSync(body), bodyOf(WHOLE))
  })

  test('sends interim answers first', async () => {
    fake.reply(misbehave.earlyHints(WHOLE))
    const received = await call({ body: '{}' })
    assert.equal(received.status, 200)
    assert.deepEqual(received.body, bodyOf(WHOLE))
  })

  test('answers in something that is not HTTP, or in two framings', async () => {
    fake.reply(misbehave.garbage)
    await assert.rejects(call({ body: '{}' }), /Parse Error/)
    fake.reply(misbehave.frameTwice(WHOLE))
    await assert.rejects(call({ body: '{}' }), /Parse Error/)
  })

  test('stalls after the head', async () => {
    fake.reply(misbehave.stallAfter(STREAM, 1))
    const sent = httpRequest(fake.url)
    sent.end()
    const first = await new Promise((resolve) => {
      sent.on('response', (response) => response.once('data', resolve))
    })
    assert.deepEqual(first, STREAM.pieces[0])
    sent.destroy()
    assert.equal(await (await fake.waitForRequest()).closedByPeer, true)
  })

  test('says nothing', async () => {
    fake.reply(misbehave.sayNothing)
    const sent = httpRequest(fake.url).on('error', () => {})
    sent.end()
    const request = await fake.waitForRequest()
    sent.destroy()
    assert.equal(await request.closedByPeer, true)
  })

  test('closes a connection it seemed to keep', async () => {
    fake.reply(misbehave.closeSilently(WHOLE))
    const agent = new Agent({ keepAlive: true })
    assert.deepEqual((await call({ body: '{}', agent })).body, bodyOf(WHOLE))
    await fake.waitForConnections(0)
    agent.destroy()
  })
})
