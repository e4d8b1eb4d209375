/** One call of one provider: what comes before the head, with it, after it, and when the client leaves. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as zlib from 'node:zlib'
import { HeadgateError } from '../errors.js'
import { Leaving } from '../lib/index.js'
import { type AttemptAnswer, AttemptFailed, attempt } from './attempt.js'
import type { UpstreamCall, UpstreamOrigin, UpstreamSink } from './contract.js'
import type { BodyReader } from './decompress.js'

const CALL: UpstreamCall = { method: 'POST', path: '/v1/x', headers: [], body: null }
const failure = () => new HeadgateError({ code: 'upstream_error', detail: 'It broke off.' })

/** A provider that the test plays. */
function provider(onSend: (sink: UpstreamSink) => void = () => {}) {
  const log: string[] = []
  const calls: UpstreamCall[] = []
  let sink: UpstreamSink | undefined
  const origin: UpstreamOrigin = {
    send: (call, given) => {
      calls.push(call)
      sink = given
      onSend(given)
      return { abort: () => log.push('abort'), pause: () => log.push('pause'), resume: () => log.push('resume') }
    },
  }
  return { origin, log, calls, push: () => sink ?? assert.fail('nothing was sent') }
}

function start(origin: UpstreamOrigin, { decodes = true, signal = new Leaving() } = {}) {
  const answer = attempt(origin, CALL, { decodes, signal })
  answer.catch(() => {})
  return { answer, signal }
}

function reading(answer: AttemptAnswer, onData: (chunk: Buffer) => void = () => {}) {
  const log: string[] = []
  let finish: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    finish = resolve
  })
  const reader: BodyReader = {
    data: (chunk) => {
      log.push(chunk.toString())
      onData(chunk)
    },
    end: () => {
      log.push('(end)')
      finish()
    },
    fail: (error) => {
      log.push(`(${error instanceof HeadgateError ? error.code : 'other'})`)
      finish()
    },
  }
  answer.read(reader)
  return { log, ended }
}

describe('an attempt', () => {
  it('resolves with the head', async () => {
    const { origin, push, calls } = provider()
    const { answer } = start(origin)
    push().head(201, ['content-type', 'Application/JSON', 'content-length', '12', 'x-id', '1', 'server', 'nginx'])
    const { status, headers, contentType, contentLength } = await answer
    assert.deepEqual(calls, [CALL])
    assert.deepEqual([status, contentType, contentLength], [201, 'application/json', 12])
    assert.deepEqual(headers, ['content-type', 'Application/JSON', 'x-id', '1'])
  })

  it('refuses an answer that it would have to hand on unread, but only where it is read', async () => {
    for (const coding of ['zstd', 'gzip, br', 'compress']) {
      const { origin, push, log } = provider()
      const { answer } = start(origin)
      push().head(200, ['content-encoding', coding])
      await assert.rejects(answer, (error) => error instanceof AttemptFailed && error.sent)
      assert.deepEqual(log, ['abort'])
      const relayed = provider()
      const raw = start(relayed.origin, { decodes: false }).answer
      relayed.push().head(200, ['content-encoding', coding])
      assert.deepEqual((await raw).headers, ['content-encoding', coding])
    }
  })

  it('has no length where the provider gave none, or nonsense', async () => {
    for (const headers of [[], ['content-length', ''], ['content-length', 'many'], ['content-length', '1.5']]) {
      const { origin, push } = provider()
      const { answer } = start(origin)
      push().head(200, headers)
      assert.equal((await answer).contentLength, undefined)
    }
  })

  for (const sent of [false, true]) {
    it(`that fails before the head rejects, and says whether anything was sent (${sent})`, async () => {
      for (const isAtOnce of [false, true]) {
        const { origin, push } = provider((sink) => isAtOnce && sink.fail(failure(), sent))
        const { answer, signal } = start(origin)
        if (!isAtOnce) push().fail(failure(), sent)
        await assert.rejects(
          answer,
          (error) => error instanceof AttemptFailed && error.sent === sent && error.refusal.code === 'upstream_error',
        )
        signal.leave(new Error('the client left'))
      }
    })
  }

  it('holds what comes before somebody reads, in order', async () => {
    const { origin, push, log } = provider()
    const { answer } = start(origin)
    push().head(200, [])
    push().data(Buffer.from('one'))
    push().data(Buffer.from('two'))
    const body = reading(await answer)
    assert.deepEqual(body.log, ['one', 'two'])
    push().data(Buffer.from('three'))
    push().end()
    assert.deepEqual(body.log, ['one', 'two', 'three', '(end)'])
    assert.deepEqual(log, [])
  })

  it('holds the end and the failure too', async () => {
    for (const isFailure of [false, true]) {
      const { origin, push } = provider()
      const { answer } = start(origin)
      push().head(200, [])
      push().data(Buffer.from('one'))
      if (isFailure) push().fail(failure(), true)
      else push().end()
      assert.deepEqual(reading(await answer).log, ['one', isFailure ? '(upstream_error)' : '(end)'])
    }
  })

  it('may have everything at once, before the call is even in hand', async () => {
    const { origin } = provider((sink) => {
      sink.head(200, [])
      sink.data(Buffer.from('one'))
      sink.end()
    })
    assert.deepEqual(reading(await start(origin).answer).log, ['one', '(end)'])
  })

  it('lets the provider wait when much comes and nobody reads yet', async () => {
    const { origin, push, log } = provider()
    const { answer } = start(origin)
    push().head(200, [])
    push().data(Buffer.alloc(60 * 1024, 'a'))
    assert.deepEqual(log, [])
    push().data(Buffer.alloc(60 * 1024, 'b'))
    push().data(Buffer.alloc(60 * 1024, 'c'))
    assert.deepEqual(log, ['pause'])
    const body = reading(await answer)
    assert.deepEqual(log, ['pause', 'resume'])
    assert.deepEqual(
      body.log.map((text) => text[0]),
      ['a', 'b', 'c'],
    )
  })

  it('keeps its order when reading on brings more at once, and a reader that is full at once stays so', async () => {
    const { origin, push, log } = provider()
    const { answer } = start(origin)
    push().head(200, [])
    push().data(Buffer.alloc(100 * 1024, 'a'))
    const known = await answer
    let reads = 0
    const body = reading(known, () => {
      if (reads++ > 0) return
      known.pause()
      push().data(Buffer.from('b'))
    })
    assert.deepEqual(
      body.log.map((text) => text[0]),
      ['a', 'b'],
    )
    assert.deepEqual(log, ['pause', 'resume', 'pause'])
  })
  it('hands pausing, going on and breaking off to the call', async () => {
    const { origin, push, log } = provider()
    const { answer } = start(origin)
    push().head(200, [])
    const known = await answer
    known.pause()
    known.resume()
    known.abort()
    assert.deepEqual(log, ['pause', 'resume', 'abort'])
  })

  it('hands nothing on after it was broken off, not even what was held', async () => {
    const { origin, push } = provider()
    const { answer } = start(origin)
    push().head(200, [])
    push().data(Buffer.from('one'))
    push().data(Buffer.from('two'))
    const known = await answer
    const body = reading(known, () => known.abort())
    assert.deepEqual(body.log, ['one'])
  })
})

describe('a client that leaves', () => {
  const left = new Error('the client left')

  it('before anything was sent costs no call', async () => {
    const { origin, calls } = provider()
    const signal = new Leaving()
    signal.leave(left)
    await assert.rejects(start(origin, { signal }).answer, left)
    assert.deepEqual(calls, [])
  })

  it('before the head breaks the call off', async () => {
    const { origin, log } = provider()
    const { answer, signal } = start(origin)
    signal.leave(left)
    await assert.rejects(answer, left)
    assert.deepEqual(log, ['abort'])
  })

  it('after the head breaks it off too, whether somebody reads yet or not', async () => {
    for (const isRead of [false, true]) {
      const { origin, log, push } = provider()
      const { answer, signal } = start(origin)
      push().head(200, [])
      const known = await answer
      if (isRead) reading(known)
      signal.leave(left)
      assert.deepEqual(log, ['abort'])
    }
  })

  it('after the end is nothing to the call', async () => {
    for (const isFailure of [false, true]) {
      const { origin, log, push } = provider()
      const { answer, signal } = start(origin)
      push().head(200, [])
      reading(await answer)
      if (isFailure) push().fail(failure(), true)
      else push().end()
      signal.leave(left)
      assert.deepEqual(log, [])
    }
  })
})

describe('an answer that came compressed', () => {
  const GZIP = ['content-encoding', 'GZIP', 'content-length', '30', 'content-type', 'application/json']

  it('is decompressed where it will be read', async () => {
    const { origin, push } = provider()
    const { answer } = start(origin)
    push().head(200, GZIP)
    const known = await answer
    assert.equal(known.contentLength, undefined)
    assert.deepEqual(known.headers, ['content-type', 'application/json'])
    const body = reading(known)
    push().data(zlib.gzipSync('{"plain":1}'))
    push().end()
    await body.ended
    assert.deepEqual(body.log, ['{"plain":1}', '(end)'])
  })

  it('is left alone where it will not', async () => {
    const { origin, push } = provider()
    const { answer } = start(origin, { decodes: false })
    push().head(200, GZIP)
    const known = await answer
    assert.equal(known.contentLength, 30)
    assert.ok(known.headers.includes('content-encoding'))
    const body = reading(known)
    push().data(Buffer.from('as it is'))
    assert.deepEqual(body.log, ['as it is'])
  })

  it('and cannot be read fails, and the provider is not listened to any longer', async () => {
    const { origin, push, log } = provider()
    const { answer } = start(origin)
    push().head(200, GZIP)
    const body = reading(await answer)
    push().data(Buffer.from('this is no gzip'))
    await body.ended
    push().data(Buffer.from('nor is this'))
    assert.deepEqual(body.log, ['(upstream_error)'])
    assert.deepEqual(log, ['abort'])
  })

  it('can be held up before it becomes too much', async () => {
    const { origin, push, log } = provider()
    const { answer } = start(origin)
    push().head(200, GZIP)
    const known = await answer
    let bytes = 0
    const body = reading(known, (chunk) => {
      bytes += chunk.length
      if (bytes === chunk.length) known.pause()
    })
    push().data(zlib.gzipSync(Buffer.alloc(16 * 1024 * 1024)))
    push().end()
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.ok(bytes > 0 && bytes < 1024 * 1024)
    known.resume()
    await body.ended
    assert.equal(bytes, 16 * 1024 * 1024)
    assert.deepEqual(log, ['pause', 'resume'])
  })

  it('hands nothing more on once it was broken off', async () => {
    const { origin, push, log } = provider()
    const { answer } = start(origin)
    push().head(200, GZIP)
    const known = await answer
    let chunks = 0
    reading(known, () => {
      chunks++
      known.abort()
    })
    push().data(zlib.gzipSync(Buffer.alloc(16 * 1024 * 1024)))
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal(chunks, 1)
    assert.deepEqual(log, ['abort'])
  })
})
