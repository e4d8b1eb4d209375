/** Clients that leave, dawdle or misbehave: the provider's call ends with theirs, nothing leaks, and nobody else notices. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  bytes,
  chunkOf,
  createSignal,
  type FakeUpstream,
  head,
  lastChunk,
  misbehave,
  type Script,
  startFakeUpstream,
  tell,
} from '../fake-upstream/index.js'
import { CALLS, type DialectCall, headersOf, post, STREAMED, titleOf, WHOLE } from './support/dialect-calls.js'
import { startTestGateway, type TestGateway, waitUntil } from './support/gateway.js'
import { connectRaw, rawConnection } from './support/raw-connection.js'
import { requestBytes } from './support/wire.js'

const CHAT = CALLS[0] ?? assert.fail()
const CHAT_STREAM = STREAMED[0] ?? assert.fail()

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

interface Ending {
  readonly status: unknown
  readonly code: unknown
  readonly route: unknown
}

let linesRead = 0

/** How the exchange ended that was written down next. */
async function nextEnding(): Promise<Ending> {
  linesRead += 1
  const line = (await gateway.logLines(linesRead))[linesRead - 1] ?? assert.fail()
  return { status: line['status'], code: line['code'], route: line['route'] }
}

function requestOf(call: DialectCall): Buffer {
  return requestBytes({
    method: 'POST',
    path: call.path,
    headers: headersOf(call, gateway.credential),
    body: call.body,
  })
}

/** Makes the call, waits until the provider has been asked, and for the text if there is one; then leaves. */
async function askAndLeave(call: DialectCall, script: Script, leavesAfter?: string): Promise<boolean> {
  upstream.reply(script)
  const client = await connectRaw(gateway.port)
  client.send(requestOf(call))
  const request = await upstream.waitForRequest()
  if (leavesAfter !== undefined) await client.untilReceived(leavesAfter)
  client.reset()
  return request.closedByPeer
}

describe('a client that leaves', () => {
  for (const call of CALLS) {
    const left = { status: 499, code: 'client_closed', route: call.path }

    test(`before the answer (${titleOf(call)})`, async () => {
      assert.equal(await askAndLeave(call, misbehave.sayNothing), true)
      assert.deepEqual(await nextEnding(), left)
    })

    test(`in the middle of the answer (${titleOf(call)})`, async () => {
      const script = call.streams ? misbehave.neverEnd(call.answer, 1) : misbehave.stallAfter(call.answer, 1)
      assert.equal(await askAndLeave(call, script, call.streams ? 'data: ' : undefined), true)
      assert.deepEqual(await nextEnding(), left)
    })
  }

  test('a stream whose provider has fallen silent', async () => {
    for (const call of STREAMED) {
      assert.equal(await askAndLeave(call, misbehave.stallAfter(call.answer, 2), 'data: '), true)
      assert.equal((await nextEnding()).status, 499)
    }
  })

  test('with answers still queued behind the first: all of their providers are let go', async () => {
    const three = 3
    upstream.reply(misbehave.neverEnd(CHAT_STREAM.answer, 1), three)
    const client = await connectRaw(gateway.port)
    client.send(Buffer.concat(Array<Buffer>(three).fill(requestOf(CHAT_STREAM))))
    const requests = [await upstream.waitForRequest(), await upstream.waitForRequest(), await upstream.waitForRequest()]
    await client.untilReceived('data: ')
    client.reset()
    for (const { closedByPeer } of requests) assert.equal(await closedByPeer, true)
    for (let at = 0; at < three; at++) assert.equal((await nextEnding()).status, 499)
  })

  test('while it sends its request: nobody is asked', async () => {
    const askedBefore = upstream.requests.length
    const request = requestOf({ ...CHAT, body: `${CHAT.body.slice(0, -1)},"pad":"${'x'.repeat(100_000)}"}` })
    const leaver = await connectRaw(gateway.port)
    leaver.send(request.subarray(0, -10))
    await sleep(20)
    leaver.reset()
    assert.deepEqual(await nextEnding(), { status: 499, code: 'client_closed', route: CHAT.path })

    // One that only ends its own side can still be told what was wrong.
    const ender = await connectRaw(gateway.port)
    ender.send(request.subarray(0, -10))
    await sleep(20)
    ender.socket.end()
    await ender.closed
    assert.match(ender.received(), /^HTTP\/1\.1 400 /)
    assert.deepEqual(await nextEnding(), { status: 400, code: 'invalid_request', route: CHAT.path })
    assert.equal(upstream.requests.length, askedBefore)
  })

  test('before its head is whole: nothing is written down', async () => {
    const client = await connectRaw(gateway.port)
    client.send('POST /v1/chat/completions HTTP/1.1\r\nhost: loc')
    await sleep(20)
    client.reset()
    const ok = await post(gateway.url, CHAT, gateway.credential)
    await ok.arrayBuffer()
    await upstream.waitForRequest()
    assert.equal((await nextEnding()).status, 200)
  })

  test('200 times: nothing is left over', async () => {
    await upstream.waitForConnections(upstream.connections)
    const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
    const round = async () => {
      for (const call of CALLS) {
        const script = call.streams ? misbehave.neverEnd(call.answer, 1) : misbehave.stallAfter(call.answer, 1)
        assert.equal(await askAndLeave(call, script, call.streams ? 'data: ' : undefined), true)
      }
    }
    await round()
    const socketsBefore = sockets()
    for (let turn = 0; turn < 20; turn++) await round()
    linesRead += 21 * CALLS.length
    await gateway.logLines(linesRead)
    await waitUntil(() => sockets() <= socketsBefore)
    // What is kept alive is idle, and used again.
    assert.ok(upstream.connections <= 1)
  })
})

describe('a client that reads slowly', () => {
  const MEGABYTES = 96
  const event = eventOf('y'.repeat(16_000))
  const tiny = eventOf('y')
  /** Large events, and a crowd of tiny ones that arrive together. */
  const events = [...Array<Buffer>(60).fill(event), ...Array<Buffer>(400).fill(tiny)]
  const megabyte = Buffer.concat(events)
  const megabyteInChunks = Buffer.concat(events.map((each) => chunkOf(each)))

  /** A stream, and word of every megabyte of it that the provider could get rid of. */
  function longStream(call: DialectCall) {
    const signals = Array.from({ length: MEGABYTES }, () => createSignal())
    let sent = 0
    for (const { fired } of signals)
      void fired.then(() => {
        sent += 1
      })
    const piece = bytes(megabyteInChunks)
    const script: Script = [
      head(200, [...call.answer.headers, ['transfer-encoding', 'chunked']]),
      ...signals.flatMap((signal) => [piece, tell(signal)]),
      lastChunk(),
    ]
    return { script, sent: () => sent }
  }

  test('holds its provider back, and gets everything in the end', async () => {
    const warnings: string[] = []
    const onWarning = ({ message }: Error) => void warnings.push(message)
    process.on('warning', onWarning)
    const { script, sent } = longStream(CHAT_STREAM)
    upstream.reply(script)
    const { credential } = gateway
    const body = CHAT_STREAM.body
    const socket = connect({ port: gateway.port, host: '127.0.0.1' }).pause()
    socket.write(
      requestBytes({
        method: 'POST',
        path: CHAT_STREAM.path,
        headers: { ...headersOf(CHAT_STREAM, credential), connection: 'close' },
        body,
      }),
    )
    await upstream.waitForRequest()
    await untilStill(sent)
    // What the sockets of the system hold, on both sides of the gateway, and no more.
    assert.ok(sent() < MEGABYTES / 2, `the provider was read to ${sent()} MB`)

    const hash = createHash('sha256')
    let length = 0
    const client = rawConnection(socket)
    const eachChunk = dechunking((piece) => {
      hash.update(piece)
      length += piece.length
    })
    socket.removeAllListeners('data')
    socket.on('data', eachChunk)
    socket.resume()
    await client.closed
    const expected = createHash('sha256')
    for (let at = 0; at < MEGABYTES; at++) expected.update(megabyte)
    assert.equal(length, MEGABYTES * megabyte.length)
    assert.equal(hash.digest('hex'), expected.digest('hex'))
    assert.equal((await nextEnding()).status, 200)
    process.off('warning', onWarning)
    assert.deepEqual(warnings, [])
  })

  test('and leaves: its provider is let go', async () => {
    upstream.reply(longStream(CHAT_STREAM).script)
    const socket = connect({ port: gateway.port, host: '127.0.0.1' }).pause()
    socket.on('error', () => {})
    socket.write(requestOf(CHAT_STREAM))
    const request = await upstream.waitForRequest()
    await sleep(100)
    socket.resetAndDestroy()
    assert.equal(await request.closedByPeer, true)
    assert.equal((await nextEnding()).status, 499)
  })

  test('a whole answer waits for it too', async () => {
    const call = WHOLE[0] ?? assert.fail()
    const large = Buffer.from(JSON.stringify({ choices: [], text: 'z'.repeat(24_000_000) }))
    upstream.reply({ ...call.answer, pieces: [large] })
    const response = await post(gateway.url, call, gateway.credential)
    await sleep(100)
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), large)
  })
})

function eventOf(text: string): Buffer {
  return Buffer.from(`data: {"choices":[{"delta":{"content":"${text}"}}]}\n\n`)
}

/** Resolves when the number has not changed for a while. */
async function untilStill(count: () => number): Promise<void> {
  for (let before = -1; before !== count(); ) {
    before = count()
    await sleep(300)
  }
}

/** Takes the head and the transfer coding off what a socket receives. */
function dechunking(onData: (piece: Buffer) => void): (received: Buffer) => void {
  let held: Buffer = Buffer.alloc(0)
  let isHead = true
  let left = 0
  const takeLine = (mark: string): string | undefined => {
    const end = held.indexOf(mark)
    if (end < 0) return undefined
    const line = held.subarray(0, end).toString('latin1')
    held = held.subarray(end + mark.length)
    return line
  }
  return (received) => {
    held = held.length === 0 ? received : Buffer.concat([held, received])
    if (isHead && takeLine('\r\n\r\n') === undefined) return
    isHead = false
    for (;;) {
      if (left > 0) {
        const piece = held.subarray(0, left)
        onData(piece)
        left -= piece.length
        held = held.subarray(piece.length)
        if (left > 0) return
        left = -1
      }
      if (left < 0) {
        if (held.length < 2) return
        held = held.subarray(2)
        left = 0
      }
      const size = takeLine('\r\n')
      if (size === undefined) return
      left = Number.parseInt(size, 16)
      if (left === 0) return
    }
  }
}
