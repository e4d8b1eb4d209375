/** The way out, seen from a provider's socket: what it is sent, and what becomes of everything that it may answer. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import type { HeadgateError } from '../errors.js'
import type { UpstreamCall, UpstreamOrigin } from './contract.js'
import { createTransport } from './transport.js'

test('a request leaves as it was given, and the answer comes back as it was sent', async (t) => {
  const provider = await listen(t, (socket) => {
    socket.end(
      'HTTP/1.1 201 Made\r\nX-Name: caf\xe9\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nContent-Length: 3\r\n\r\nyes',
      'latin1',
    )
  })
  const answer = await collect(provider.origin(), {
    method: 'POST',
    path: '/v1/chat?x=%20&y=1',
    headers: ['content-type', 'application/json', 'x-twice', '1', 'authorization', 'Bearer s', 'x-twice', '2'],
    body: Buffer.from('{"n":1.0}'),
  }).done
  assert.equal(
    provider.requests[0],
    'POST /v1/chat?x=%20&y=1 HTTP/1.1\r\n' +
      `host: 127.0.0.1:${provider.port}\r\nconnection: keep-alive\r\ncontent-type: application/json\r\nx-twice: 1\r\n` +
      'authorization: Bearer s\r\nx-twice: 2\r\ncontent-length: 9\r\n\r\n{"n":1.0}',
  )
  assert.deepEqual(answer, {
    status: 201,
    headers: ['x-name', 'caf\xe9', 'set-cookie', 'a=1', 'set-cookie', 'b=2', 'content-length', '3'],
    body: 'yes',
  })
})

test('a connection is used again, and every call at once has its own', async (t) => {
  const provider = await listen(t, (socket) => void setTimeout(() => socket.write(OK), 20))
  const origin = provider.origin()
  for (let turn = 0; turn < 5; turn++) assert.equal((await collect(origin).done).body, 'ok')
  assert.equal(provider.connections(), 1)
  await Promise.all(Array.from({ length: 30 }, () => collect(origin).done))
  assert.equal(provider.connections(), 30)
})

test('the same origin is the same pool, but not for a provider that may not be private', async (t) => {
  const provider = await listen(t, (socket) => socket.write(OK))
  const { transport, url } = provider
  await collect(transport.origin(url, { allowPrivate: true })).done
  await collect(transport.origin(new URL('/v1/', url), { allowPrivate: true })).done
  assert.equal(provider.connections(), 1)
  const refused = await collect(transport.origin(url, { allowPrivate: false })).done
  assertFailure(refused, 'upstream_error', /address is not allowed: set providers\.<name>\.allow_private/, false)
  assert.equal(provider.connections(), 1)
})

test('a connection is not used again when the provider says that it will close it', async (t) => {
  for (const header of ['keep-alive: timeout=2', 'connection: close']) {
    const provider = await listen(t, (socket) => socket.write(OK.replace('\r\n', `\r\n${header}\r\n`)))
    const origin = provider.origin()
    await collect(origin).done
    await collect(origin).done
    assert.equal(provider.connections(), 2, header)
  }
})

test('a connection is not used again while a request that was answered early is still being sent', async (t) => {
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.on('error', () => {})
    socket.once('readable', () => socket.write(OK))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const transport = createTransport({ timeouts: PATIENT, proxies: {} })
  t.after(() => transport.close().then(() => server.close()))
  const origin = transport.origin(new URL(`http://127.0.0.1:${address.port}`), { allowPrivate: true })
  const large = { ...CALL, method: 'POST', body: Buffer.alloc(32_000_000) }
  for (const turn of [1, 2]) {
    assert.equal((await collect(origin, large).done).status, 200)
    assert.equal(connections, turn)
  }
})

test('interim answers are not reported, and do not put off the time for the first byte', async (t) => {
  const hints = await listen(t, (socket) => socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${OK}`))
  assert.deepEqual(await collect(hints.origin()).done, { status: 200, headers: ['content-length', '2'], body: 'ok' })

  const endless = await listen(t, (socket) => {
    const timer = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 20)
    socket.on('close', () => clearInterval(timer))
  })
  const answer = await collect(endless.origin({ firstByteMs: 200 })).done
  assertFailure(answer, 'upstream_timeout', /did not begin/, true)
})

test('a redirect is an answer like any other', async (t) => {
  const elsewhere = await listen(t, (socket) => socket.write(OK))
  const location = `http://127.0.0.1:${elsewhere.port}/`
  const provider = await listen(t, (socket) =>
    socket.write(`HTTP/1.1 307 Go\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`),
  )
  const { status, headers } = await collect(provider.origin()).done
  assert.deepEqual({ status, headers }, { status: 307, headers: ['location', location, 'content-length', '0'] })
  assert.equal(elsewhere.requests.length, 0)
})

test('nothing is ever sent twice', async (t) => {
  const closing = await listen(t, (socket) => socket.end())
  assertFailure(await collect(closing.origin()).done, 'upstream_error', /closed the connection without an answer/, true)
  await sleep(50)
  assert.equal(closing.requests.length, 1)

  for (const hangUp of [(socket: Socket) => socket.end(), (socket: Socket) => socket.resetAndDestroy()]) {
    const stale = await listen(t, (socket, nth) => (nth === 1 ? socket.write(OK) : hangUp(socket)))
    const origin = stale.origin()
    await collect(origin).done
    assertFailure(await collect(origin).done, 'upstream_error', /without an answer/, true)
    await sleep(50)
    assert.equal(stale.requests.length, 2)
    assert.equal(stale.connections(), 1)
  }
})

test('an idle connection that the provider closed is not used', async (t) => {
  const provider = await listen(t, (socket) => socket.write(OK))
  const origin = provider.origin()
  await collect(origin).done
  for (const socket of provider.sockets) socket.destroy()
  await provider.allClosed()
  await sleep(10)
  assert.equal((await collect(origin).done).status, 200)
})

test('a request that could not leave is certain not to have left', async (t) => {
  const provider = await listen(t, (socket) => socket.write(OK))
  const { transport } = provider
  const closedPort = await unusedPort()
  const closed = transport.origin(new URL(`http://127.0.0.1:${closedPort}`), { allowPrivate: true })
  assertFailure(await collect(closed).done, 'upstream_error', /connection was refused/, false)

  const origin = provider.origin()
  const invalid: Partial<UpstreamCall>[] = [
    { headers: ['x-s3cret', 'sk-s3cret\r\nx-evil: 1'] },
    { headers: ['s3cret name', '1'] },
    { path: '/s3cret path' },
    { path: 'http://s3cret.example/' },
  ]
  for (const wrong of invalid) {
    const answer = await collect(origin, { ...CALL, ...wrong }).done
    assertFailure(answer, 'upstream_error', /request is not valid HTTP/, false)
    assert.ok(!inspect(answer, { depth: 9 }).includes('s3cret'))
  }
  assert.equal(provider.requests.length, 0)
})

test('the time for connecting covers the TLS handshake', async (t) => {
  const silent = await listen(t, () => {})
  const origin = silent.origin({ connectMs: 100 }, 'https:')
  assertFailure(await collect(origin).done, 'upstream_timeout', /no connection in time/, false)
  await silent.allClosed()
})

test('a provider that keeps silent, or drips its head, is given up', async (t) => {
  const silent = await listen(t, () => {})
  const answer = await collect(silent.origin({ firstByteMs: 100 })).done
  assertFailure(answer, 'upstream_timeout', /did not begin its answer/, true)
  await silent.allClosed()

  const dripping = await listen(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nx-a: ')
    const timer = setInterval(() => socket.write('a'), 20)
    socket.on('close', () => clearInterval(timer))
  })
  assertFailure(await collect(dripping.origin({ firstByteMs: 200 })).done, 'upstream_timeout', /did not begin/, true)
})

test('silence in mid-answer is given up, a long stream is not', async (t) => {
  const stopping = await listen(t, (socket) => socket.write(`${CHUNKED}2\r\nab\r\n`))
  const answer = await collect(stopping.origin({ idleMs: 100 })).done
  assertFailure(answer, 'upstream_timeout', /fell silent in mid-answer/, true)
  assert.equal(answer.body, 'ab')
  await stopping.allClosed()

  const streaming = await listen(t, async (socket) => {
    socket.write(CHUNKED)
    for (let n = 0; n < 30; n++) {
      await sleep(20)
      socket.write('1\r\nx\r\n')
    }
    socket.write('0\r\n\r\n')
  })
  assert.equal((await collect(streaming.origin({ idleMs: 300, firstByteMs: 300 })).done).body, 'x'.repeat(30))
})

test('while paused nothing more is read, and the time is not counted', async (t) => {
  const total = 8_000_000
  const provider = await listen(t, (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${total}\r\n\r\n`)
    socket.write(Buffer.alloc(total, 'x'))
  })
  const call = collect(provider.origin({ idleMs: 150 }))
  await call.head
  call.control.pause()
  await sleep(400)
  const held = call.received()
  assert.ok(held < total / 2, `${held} bytes came through`)
  await sleep(100)
  assert.equal(call.received(), held)
  call.control.resume()
  assert.equal((await call.done).body.length, total)
})

for (const framing of ['connection: close', 'connection: close\r\ncontent-length: 9', 'content-length: 9']) {
  for (const end of ['completely', 'by a reset'] as const) {
    test(`an answer with ${framing.replace('\r\n', ', ')} that ends ${end} while paused`, async (t) => {
      const provider = await listen(t, async (socket) => {
        socket.write(`HTTP/1.1 200 OK\r\n${framing}\r\n\r\nhello`)
        await sleep(30)
        if (end === 'completely') socket.end('more')
        else socket.resetAndDestroy()
      })
      const call = collect(provider.origin(), CALL, (control) => control.pause())
      await call.head
      await sleep(80)
      call.control.resume()
      await sleep(30)
      call.control.resume()
      const answer = await call.done
      if (end === 'completely') assert.deepEqual([answer.body, answer.failure], ['hellomore', undefined])
      else assertFailure(answer, 'upstream_error', /broke off in mid-answer/, true)
    })
  }
}

test('an answer that breaks off or is no HTTP is an error, however it breaks', async (t) => {
  const cases: [string, RegExp][] = [
    ['HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc', /broke off in mid-answer/],
    ['HTTP/1.1 200 OK\r\ncontent-length: 9\r\nconnection: close\r\n\r\nabc', /shorter than its content-length/],
    [`${CHUNKED}5\r\nab`, /broke off in mid-answer/],
    [`${CHUNKED.replace('\r\n', '\r\nconnection: close\r\n')}5\r\nab`, /broke off in mid-answer/],
    [`${CHUNKED}zz\r\nab`, /not valid HTTP/],
    ['220 mail.example ESMTP\r\n', /not valid HTTP/],
    ['HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', /not valid HTTP/],
    ['HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', /not valid HTTP/],
    ['HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', /not valid HTTP/],
    ['HTTP/1.1 200 OK\r\nx-a: b', /without an answer/],
  ]
  for (const [bytes, reason] of cases) {
    const provider = await listen(t, (socket) => socket.end(bytes))
    assertFailure(await collect(provider.origin()).done, 'upstream_error', reason, true)
  }
  const resetting = await listen(t, async (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\nwithout a length')
    await sleep(30)
    socket.resetAndDestroy()
  })
  assertFailure(await collect(resetting.origin()).done, 'upstream_error', /broke off in mid-answer/, true)
})

test('a head without end is refused in bounded memory', async (t) => {
  for (const line of [`x-a: ${'a'.repeat(1_000_000)}`, 'x-a: b\r\n'.repeat(150_000)]) {
    const provider = await listen(t, (socket) => socket.write(`HTTP/1.1 200 OK\r\n${line}`))
    assertFailure(await collect(provider.origin()).done, 'upstream_error', /head of its answer is too large/, true)
    await provider.allClosed()
  }
})

test('an aborted call closes its connection at once, pushes nothing, and leaves the way free', async (t) => {
  const provider = await listen(t, (socket, _nth, request) => {
    if (request.startsWith('GET /last')) return void socket.write(OK)
    if (request.startsWith('GET /stream')) socket.write(`${CHUNKED}2\r\nab\r\n`)
    return undefined
  })
  const origin = provider.origin()
  const calls = Array.from({ length: 200 }, (_, n) => collect(origin, { ...CALL, path: n % 2 ? '/stream' : '/silent' }))
  for (const { control } of calls.slice(0, 50)) control.abort()
  await Promise.all(calls.filter((_, n) => n >= 50 && n % 2 === 1).map(({ head }) => head))
  assert.equal(provider.sockets.size, 150)
  assert.ok(provider.requests.length <= 150, 'nothing was sent for a call that was aborted while it connected')
  const before = calls.map(({ pushes }) => pushes())
  for (const { control } of calls) control.abort()
  await provider.allClosed()
  assert.deepEqual(
    calls.map(({ pushes }) => pushes()),
    before,
  )
  for (const { control } of calls) {
    control.resume()
    control.abort()
  }
  assert.equal((await collect(origin, { ...CALL, path: '/last' }).done).body, 'ok')
  assert.equal(provider.requests.filter((request) => request.startsWith('GET /last')).length, 1)
})

test('an aborted call closes a connection that is still being made', { timeout: 10_000 }, async (t) => {
  const silent = await listen(t, () => {})
  const call = collect(silent.origin({ connectMs: 60_000 }, 'https:'))
  while (silent.sockets.size === 0) await sleep(5)
  call.control.abort()
  await silent.allClosed()
  assert.equal(call.pushes(), 0)
})

test('a call aborted in its own push gets no other, and a control that outlived its call touches no other', async (t) => {
  const provider = await listen(t, (socket, nth) =>
    socket.write(nth === 1 ? OK : `${CHUNKED}1\r\na\r\n1\r\nb\r\n0\r\n\r\n`),
  )
  const origin = provider.origin()
  const first = collect(origin)
  await first.done
  const second = collect(origin, CALL, (control) => control.abort())
  first.control.pause()
  first.control.abort()
  await second.head
  await sleep(50)
  assert.equal(second.pushes(), 2, 'the head and one chunk')
})

test('closing fails what is open and refuses what comes after', async (t) => {
  const provider = await listen(t, () => {})
  const origin = provider.transport.origin(provider.url, { allowPrivate: true })
  const open = collect(origin)
  await provider.heard()
  await provider.transport.close()
  assertFailure(await open.done, 'upstream_error', /gateway is closing/, true)
  assertFailure(await collect(origin).done, 'upstream_error', /gateway is closing/, false)
  await provider.allClosed()
})

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'
const CALL: UpstreamCall = { method: 'GET', path: '/', headers: [], body: null }
const PATIENT = { connectMs: 10_000, firstByteMs: 10_000, idleMs: 10_000 }

interface Answer {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: string
  readonly failure?: { readonly error: HeadgateError; readonly sent: boolean }
}

function assertFailure({ failure }: Answer, code: string, reason: RegExp, sent: boolean): void {
  assert.ok(failure, 'the call failed')
  assert.equal(failure.error.code, code)
  assert.match(failure.error.detail ?? '', reason)
  assert.equal(failure.sent, sent)
}

/** Sends a call and gathers what is pushed; `onData` is called in the push of each chunk. */
function collect(
  origin: UpstreamOrigin,
  call = CALL,
  onData: (control: ReturnType<UpstreamOrigin['send']>) => void = () => {},
) {
  let pushes = 0
  let status = 0
  let headers: readonly string[] = []
  const chunks: Uint8Array[] = []
  const head = deferred<void>()
  const done = deferred<Answer>()
  const answer = () => ({ status, headers, body: Buffer.concat(chunks).toString() })
  const control = origin.send(call, {
    head: (...push) => {
      pushes += 1
      ;[status, headers] = push
      head.resolve()
    },
    data: (chunk) => {
      pushes += 1
      chunks.push(chunk)
      onData(control)
    },
    end: () => {
      pushes += 1
      done.resolve(answer())
    },
    fail: (error, sent) => {
      pushes += 1
      done.resolve({ ...answer(), failure: { error, sent } })
    },
  })
  const received = () => chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  return { control, head: head.promise, done: done.promise, pushes: () => pushes, received }
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve: (value: T) => resolve(value) }
}

type Play = (socket: Socket, nth: number, request: string) => unknown

/** A provider that plays its part on the bare socket for each request that it has read, and a transport to it. */
async function listen(t: TestContext, play: Play) {
  const sockets = new Set<Socket>()
  const requests: string[] = []
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    let pending = ''
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1')
      const length = Number(/content-length: (\d+)/.exec(pending)?.[1] ?? 0)
      const headEnd = pending.indexOf('\r\n\r\n')
      if (headEnd === -1 || pending.length < headEnd + 4 + length) return
      requests.push(pending)
      server.emit('heard')
      play(socket, requests.length, pending)
      pending = ''
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const { port } = address
  const url = new URL(`http://127.0.0.1:${port}`)
  const transport = createTransport({ timeouts: PATIENT, proxies: {} })
  const transports = [transport]
  t.after(async () => {
    await Promise.all(transports.map((each) => each.close()))
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    port,
    url,
    transport,
    requests,
    sockets,
    connections: () => connections,
    heard: () => once(server, 'heard'),
    allClosed: async () => {
      while (sockets.size > 0) await sleep(5)
    },
    origin: (timeouts: Partial<typeof PATIENT> = {}, protocol = 'http:') => {
      const own = createTransport({ timeouts: { ...PATIENT, ...timeouts }, proxies: {} })
      transports.push(own)
      return own.origin(new URL(`${protocol}//127.0.0.1:${port}`), { allowPrivate: true })
    },
  }
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  assert.ok(address !== null && typeof address === 'object')
  return address.port
}
