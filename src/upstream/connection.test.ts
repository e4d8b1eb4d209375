/** That an answer belongs to the call that is open on its connection, seen through sockets. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HeadgateError } from '../errors.js'
import type { UpstreamCall, UpstreamOrigin } from './contract.js'
import { createTransport } from './transport.js'

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'
const EVIL = 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil'
const CALL: UpstreamCall = { method: 'GET', path: '/', headers: [], body: null }

/** A provider that plays for each request that ends with an empty line, and the way to it. */
async function provide(t: TestContext, play: (socket: Socket, nth: number) => void) {
  let requests = 0
  let connections = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      if (chunk.toString('latin1').endsWith('\r\n\r\n')) play(socket, ++requests)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const timeouts = { connectMs: 10_000, firstByteMs: 10_000, idleMs: 10_000 }
  const transport = createTransport({ timeouts, proxies: {} })
  t.after(async () => {
    await transport.close()
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const origin = transport.origin(new URL(`http://127.0.0.1:${address.port}`), { allowPrivate: true })
  return { origin, sockets, connections: () => connections, requests: () => requests }
}

/** The body of the answer, or the failure; `onEnd` is called in the last push. */
function bodyOf(origin: UpstreamOrigin, call = CALL, onEnd = (): void => {}): Promise<string | HeadgateError> {
  return new Promise((resolve) => {
    let body = ''
    origin.send(call, {
      head: () => {},
      data: (chunk) => {
        body += Buffer.from(chunk).toString('latin1')
      },
      end: () => {
        onEnd()
        resolve(body)
      },
      fail: (error) => resolve(error),
    })
  })
}

describe('a second answer to one request', () => {
  it('is not the answer to the next, when both come at once', async (t) => {
    const provider = await provide(t, (socket, nth) => socket.write(nth === 1 ? OK + EVIL : OK))
    assert.equal(await bodyOf(provider.origin), 'ok')
    assert.equal(await bodyOf(provider.origin), 'ok')
    assert.equal(provider.connections(), 2)
  })

  it('is not the answer to a call that is made in the push of the first, though it is read later', async (t) => {
    const whole = 64 * 1024
    const head = 'HTTP/1.1 200 OK\r\ncontent-length: 65480\r\n\r\n'
    const first = head + 'x'.repeat(65_480)
    // What a socket reads at once ends exactly with the first answer.
    const padded = `${first.slice(0, -1).replace('OK', `OK${' '.repeat(whole - first.length)}`)}x`
    assert.equal(padded.length, whole)
    const provider = await provide(t, (socket, nth) => socket.write(nth === 1 ? padded + EVIL : OK))
    let second: Promise<string | HeadgateError> | undefined
    await bodyOf(provider.origin, CALL, () => {
      second = bodyOf(provider.origin)
    })
    assert.equal(await second, 'ok')
  })

  it('closes an idle connection when it comes', async (t) => {
    const provider = await provide(t, (socket) => socket.write(OK))
    await bodyOf(provider.origin)
    for (const socket of provider.sockets) socket.write(EVIL)
    while (provider.sockets.size > 0) await sleep(5)
    assert.equal(await bodyOf(provider.origin), 'ok')
    assert.equal(provider.connections(), 2)
  })
})

it('an answer that came with the tunnel, before anything was asked, is none', async (t) => {
  let asked = 0
  const proxy = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\n\r\n${EVIL}`)
      socket.on('data', () => {
        asked += 1
      })
    })
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  assert.ok(address !== null && typeof address === 'object')
  const timeouts = { connectMs: 10_000, firstByteMs: 10_000, idleMs: 10_000 }
  const transport = createTransport({ timeouts, proxies: { http: `http://127.0.0.1:${address.port}` } })
  t.after(() => transport.close().then(() => proxy.close()))
  const answer = await bodyOf(transport.origin(new URL('http://provider.example'), { allowPrivate: true }))
  assert.ok(typeof answer === 'object')
  assert.match(answer.detail ?? '', /not valid HTTP/)
  assert.equal(asked, 0)
})

describe('calls made in the push that ends another', () => {
  it('take its connection once it is free, and open others beyond that', async (t) => {
    const provider = await provide(t, (socket) => socket.write(OK))
    const later: Promise<string | HeadgateError>[] = []
    await bodyOf(provider.origin, CALL, () => {
      for (let n = 0; n < 3; n++) later.push(bodyOf(provider.origin))
    })
    assert.deepEqual(await Promise.all(later), ['ok', 'ok', 'ok'])
    assert.equal(provider.connections(), 3)
  })

  it('send nothing when they are given up before', async (t) => {
    const provider = await provide(t, (socket) => socket.write(OK))
    await bodyOf(provider.origin, CALL, () => {
      const control = provider.origin.send(CALL, {
        head: () => assert.fail(),
        data: () => assert.fail(),
        end: () => assert.fail(),
        fail: () => assert.fail(),
      })
      control.pause()
      control.abort()
    })
    await sleep(5)
    assert.equal(await bodyOf(provider.origin), 'ok')
    assert.deepEqual([provider.requests(), provider.connections()], [2, 1])
  })
})

describe('a connection', () => {
  it('is not used for another call after an answer to HEAD that had a body all the same', async (t) => {
    const provider = await provide(t, (socket) => socket.write(OK))
    assert.equal(await bodyOf(provider.origin, { ...CALL, method: 'HEAD' }), '')
    assert.equal(await bodyOf(provider.origin), 'ok')
    assert.equal(provider.connections(), 2)
  })

  it('is kept after an answer that was read to its end while paused', async (t) => {
    const provider = await provide(t, (socket) => socket.write(OK))
    const ended = new Promise<void>((resolve, reject) => {
      const control = provider.origin.send(CALL, {
        head: () => control.pause(),
        data: () => {},
        end: resolve,
        fail: reject,
      })
    })
    await ended
    assert.equal(await bodyOf(provider.origin), 'ok')
    assert.equal(provider.connections(), 1)
    for (const socket of provider.sockets) socket.end()
    while (provider.sockets.size > 0) await sleep(5)
  })

  it('carries a body of any size', async (t) => {
    for (const size of [4, 16 * 1024, 16 * 1024 + 1, 3_000_000]) {
      const body = Buffer.alloc(size, 'x')
      body.write('\r\n\r\n', size - 4)
      const provider = await provide(t, (socket) => {
        if (socket.bytesRead > size) socket.write(OK)
      })
      assert.equal(await bodyOf(provider.origin, { ...CALL, method: 'POST', body }), 'ok')
      assert.equal(provider.connections(), 1)
    }
  })
})
