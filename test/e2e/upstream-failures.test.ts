/** What a client is told when its provider fails: in every dialect, streamed and not, by bytes and by the official clients. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import {
  type Answer,
  answers,
  bodyOf,
  bytes,
  chunk,
  close,
  type FakeUpstream,
  head,
  misbehave,
  reset,
  type Script,
  startFakeUpstream,
  wait,
} from '../fake-upstream/index.js'
import { CALLS, clientsOf, codeIn, type DialectCall, post, STREAMED, titleOf, WHOLE } from './support/dialect-calls.js'
import { startTestGateway, type TestGateway } from './support/gateway.js'

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

/** Answers one call with the script, and checks that the provider was asked for it exactly once. */
async function answered(call: DialectCall, script: Script | Answer): Promise<Response> {
  const askedBefore = upstream.requests.length
  upstream.reply(script)
  const response = await post(gateway.url, call, gateway.credential)
  assert.equal(upstream.requests.length, askedBefore + 1, 'asked once')
  return response
}

async function assertRefused(response: Response, call: DialectCall, status: number, code: string): Promise<void> {
  const body = await response.text()
  assert.equal(response.status, status, body)
  assert.equal(codeIn(call, body), code)
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  assert.match(response.headers.get('x-headgate-request-id') ?? '', /\w/)
}

/** What the official client raises for a call that is answered with the script. */
async function raised(call: DialectCall, script: Script | Answer, onEvent?: (event: unknown) => void) {
  upstream.reply(script)
  const asking = call.ask(clientsOf(gateway.url, gateway.credential), onEvent)
  const error: unknown = await asking.then(
    () => assert.fail('nothing was raised'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof OpenAI.APIError || error instanceof Anthropic.APIError, String(error))
  return error
}

describe('no answer', () => {
  const half = bytes('HTTP/1.1 200 OK\r\ncontent-type: applic')
  const scripts: Readonly<Record<string, Script>> = {
    'a reset before the head': misbehave.resetAtOnce,
    'an end before the head': misbehave.closeAtOnce,
    'a reset in mid-head': [half, wait(10), reset],
    'an end in mid-head': [half, wait(10), close],
    'something that is not HTTP': misbehave.garbage,
    'a reset after hints': [head(103, [['link', '</a>']]), wait(10), reset],
  }
  for (const call of CALLS) {
    for (const [name, script] of Object.entries(scripts)) {
      test(`${name}: 502 (${titleOf(call)})`, async () => {
        await assertRefused(await answered(call, script), call, 502, 'upstream_error')
      })
    }
  }

  for (const call of CALLS) {
    test(`the client raises its own typed error (${titleOf(call)})`, async () => {
      const error = await raised(call, misbehave.resetAtOnce)
      assert.ok(error instanceof OpenAI.InternalServerError || error instanceof Anthropic.InternalServerError)
      assert.equal(error.status, 502)
      assert.match(error.message, /closed the connection|reset|could not be reached/)
    })
  }

  test('a connection that is refused', async () => {
    const gone = await startFakeUpstream()
    await gone.close()
    const lost = await startTestGateway({ upstream: gone.url })
    try {
      for (const call of CALLS) {
        await assertRefused(await post(lost.url, call, lost.credential), call, 502, 'upstream_error')
      }
    } finally {
      await lost.stop()
    }
  })

  test('a body that is framed twice is not believed', async () => {
    for (const call of CALLS) {
      await assertRefused(await answered(call, misbehave.frameTwice(call.answer)), call, 502, 'upstream_error')
    }
  })
})

describe('a whole answer that breaks off', () => {
  const breaks: Readonly<Record<string, (answer: Answer) => Script>> = {
    'a reset in mid-body': (answer) => misbehave.resetAfter(answer, 1),
    'an end in mid-body': (answer) => misbehave.closeAfter(answer, 1),
    'a length that is too long': misbehave.promiseTooMuch,
    'a chunk that is none': (answer) => [
      head(200, [...answer.headers, ['transfer-encoding', 'chunked']]),
      bytes('zz\r\nnonsense\r\n'),
    ],
    'chunks without an end': (answer) => [
      head(200, [...answer.headers, ['transfer-encoding', 'chunked']]),
      chunk(bodyOf(answer)),
      wait(10),
      close,
    ],
  }
  for (const call of WHOLE) {
    for (const [name, make] of Object.entries(breaks)) {
      test(`${name}: 502 (${titleOf(call)})`, async () => {
        await assertRefused(await answered(call, make(call.answer)), call, 502, 'upstream_error')
      })
    }
  }

  test('more bytes than the length says are no part of this answer nor of the next', async () => {
    for (const call of WHOLE) {
      const promised = bodyOf(call.answer).subarray(0, -10)
      const first = await answered(call, misbehave.promiseTooLittle(call.answer))
      assert.deepEqual(Buffer.from(await first.arrayBuffer()), promised)
      const second = await answered(call, call.answer)
      assert.deepEqual(Buffer.from(await second.arrayBuffer()), bodyOf(call.answer))
    }
  })
})

describe('a stream that breaks off', () => {
  const ends: Readonly<Record<string, Script>> = {
    'a reset': [wait(10), reset],
    'an end': [wait(10), close],
    'a chunk that is none': [bytes('zz\r\nnonsense\r\n')],
  }
  for (const call of STREAMED) {
    for (const [name, end] of Object.entries(ends)) {
      test(`${name}: the whole events, then an error event (${titleOf(call)})`, async () => {
        const { script, wholeEvents } = brokenStream(call.answer, end)
        const response = await answered(call, script)
        assert.equal(response.status, 200)
        const body = Buffer.from(await response.arrayBuffer())
        assert.deepEqual(body.subarray(0, wholeEvents.length), wholeEvents)
        // Bytes that are no UTF-8 would throw.
        const rest = new TextDecoder('utf-8', { fatal: true }).decode(body.subarray(wholeEvents.length))
        const [, data = ''] = /^(?:event: error\n)?data: (.*)\n\n$/.exec(rest) ?? assert.fail(rest)
        assert.equal(codeIn(call, data), 'upstream_error')
      })
    }

    test(`the client raises it, after the events that came (${titleOf(call)})`, async () => {
      const { script, wholeEvents } = brokenStream(call.answer, [wait(10), reset])
      const events: unknown[] = []
      const error = await raised(call, script, (event) => events.push(event))
      assert.match(error.message, /broke off/)
      const pings = String(wholeEvents).split('event: ping').length - 1
      assert.equal(events.length, String(wholeEvents).trim().split('\n\n').length - pings)
    })

    test(`a stream that breaks before its first event (${titleOf(call)})`, async () => {
      const script = misbehave.resetAfter(call.answer, 0)
      assert.match((await raised(call, script)).message, /broke off/)
    })
  }
})

/** Sends events up to the first character of more than one byte, and that one cut in two. */
function brokenStream(answer: Answer, end: Script): { readonly script: Script; readonly wholeEvents: Buffer } {
  const at = answer.pieces.findIndex((piece, index) => index > 0 && piece.some((byte) => byte >= 0xc2))
  const piece = answer.pieces[at] ?? assert.fail('no character of more than one byte')
  const half = piece.subarray(0, piece.findIndex((byte) => byte >= 0xc2) + 1)
  const before = answer.pieces.slice(0, at)
  const opening = head(answer.status, [...answer.headers, ['transfer-encoding', 'chunked']])
  return {
    script: [opening, ...before.map((event) => chunk(event)), chunk(half), ...end],
    wholeEvents: Buffer.concat(before),
  }
}

describe('the provider’s own errors', () => {
  for (const call of CALLS) {
    for (const { status, answer } of errorsOf(call)) {
      test(`${status} keeps its status, its body and its headers (${titleOf(call)})`, async () => {
        const response = await answered(call, answer)
        assert.equal(response.status, status)
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), bodyOf(answer))
        const headers = Object.fromEntries(answer.headers)
        for (const name of ['content-type', 'retry-after', 'request-id', 'x-request-id', 'x-should-retry']) {
          assert.equal(response.headers.get(name), headers[name] ?? null, name)
        }
        const error = await raised(call, answer)
        assert.equal(error.status, status)
      })
    }

    test(`200 with an error for a body goes through as it is (${titleOf(call)})`, async () => {
      const error = errorsOf(call)[0]?.answer ?? assert.fail()
      const response = await answered(call, misbehave.hideError(error))
      assert.equal(response.status, 200)
      assert.deepEqual(Buffer.from(await response.arrayBuffer()), bodyOf(error))
    })
  }

  test('an error page that is no JSON goes through as it is', async () => {
    const page = {
      status: 502,
      headers: [['content-type', 'text/html']],
      pieces: [Buffer.from('<h1>Bad</h1>')],
    } as const
    for (const call of CALLS) {
      const response = await answered(call, page)
      assert.equal(response.status, 502)
      assert.equal(await response.text(), '<h1>Bad</h1>')
    }
  })
})

function errorsOf({ family }: DialectCall): readonly { readonly status: number; readonly answer: Answer }[] {
  const statuses = [400, 401, 500] as const
  if (family === 'openai') {
    return [
      ...statuses.map((status) => ({ status, answer: answers.openaiError(status, { message: `no: ${status}` }) })),
      { status: 429, answer: answers.openaiRateLimited(7) },
    ]
  }
  return [
    ...statuses.map((status) => ({
      status,
      answer: answers.anthropicError(status, { type: 'api_error', message: `no: ${status}` }),
    })),
    { status: 429, answer: answers.anthropicRateLimited(3) },
    { status: 529, answer: answers.overloadedAnswer() },
  ]
}
