/** Providers with odd manners, and how long the gateway waits for them: every answer that is honest in the end arrives whole. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type Answer,
  answers,
  bodyOf,
  bytes,
  chunk,
  createSignal,
  early,
  type FakeUpstream,
  head,
  lastChunk,
  misbehave,
  type Script,
  send,
  startFakeUpstream,
  until,
  wait,
} from '../fake-upstream/index.js'
import { CALLS, clientsOf, codeIn, type DialectCall, MODEL, post, STREAMED, titleOf } from './support/dialect-calls.js'
import { OPENAI_SECRET, startTestGateway, type TestGateway } from './support/gateway.js'

const PATIENCE =
  'server: { port: 0, state_dir: $FOLDER/state, timeouts: { first_byte_seconds: 0.5, idle_seconds: 0.5 } }'
const CHAT = CALLS.find(({ dialect }) => dialect === 'openai-chat') ?? assert.fail()
const CHAT_STREAM = STREAMED.find(({ dialect }) => dialect === 'openai-chat') ?? assert.fail()

let upstream: FakeUpstream
let gateway: TestGateway
let impatient: TestGateway

before(async () => {
  upstream = await startFakeUpstream()
  gateway = await startTestGateway({ upstream: upstream.url })
  impatient = await startTestGateway({ upstream: upstream.url, yaml: PATIENCE })
})

after(async () => {
  await gateway.stop()
  await impatient.stop()
  await upstream.close()
})

/** Answers one call with the script; the body comes back byte for byte. */
async function relayed(call: DialectCall, script: Script | Answer, by: TestGateway = gateway) {
  upstream.reply(script)
  const response = await post(by.url, call, by.credential)
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }
}

describe('silence', () => {
  test('no answer in time: 504, in every dialect', async () => {
    const askedBefore = upstream.requests.length
    upstream.reply(misbehave.sayNothing, CALLS.length)
    await Promise.all(
      CALLS.map(async (call) => {
        const response = await post(impatient.url, call, impatient.credential)
        assert.equal(response.status, 504, titleOf(call))
        assert.equal(codeIn(call, await response.text()), 'upstream_timeout')
      }),
    )
    assert.equal(upstream.requests.length, askedBefore + CALLS.length)
  })

  test('silence in the middle of a whole answer: 504', async () => {
    const { status, body } = await relayed(CHAT, misbehave.stallAfter(CHAT.answer, 1), impatient)
    assert.equal(status, 504)
    assert.equal(codeIn(CHAT, String(body)), 'upstream_timeout')
  })

  for (const call of STREAMED) {
    test(`silence inside a stream ends it with an error event (${titleOf(call)})`, async () => {
      const stall = misbehave.stallAfter(call.answer, 3)
      upstream.reply(stall)
      const asking = call.ask(clientsOf(impatient.url, impatient.credential))
      const [{ status, body }] = await Promise.all([
        relayed(call, stall, impatient),
        assert.rejects(asking, /fell silent/, 'the client raises it'),
      ])
      const begun = Buffer.concat(call.answer.pieces.slice(0, 3))
      assert.equal(status, 200)
      assert.deepEqual(body.subarray(0, begun.length), begun)
      const data = /^(?:event: error\n)?data: (.*)\n\n$/.exec(String(body.subarray(begun.length)))?.[1] ?? assert.fail()
      assert.equal(codeIn(call, data), 'upstream_timeout')
    })
  }

  test('a stream may last for longer than any of its pauses may', async () => {
    const { pieces } = CHAT_STREAM.answer
    const opening = head(200, [...CHAT_STREAM.answer.headers, ['transfer-encoding', 'chunked']])
    const slowly = pieces.flatMap((piece) => [chunk(piece), wait(50)])
    assert.ok(pieces.length * 50 > 500)
    const { body } = await relayed(CHAT_STREAM, [opening, ...slowly, lastChunk()], impatient)
    assert.deepEqual(body, Buffer.concat(pieces))
  })

  test('a provider that gave up waiting is asked anew for the next call', async () => {
    await relayed(CHAT, misbehave.sayNothing, impatient)
    assert.equal((await relayed(CHAT, CHAT.answer, impatient)).status, 200)
  })
})

describe('odd, but honest', () => {
  const oddities: Readonly<Record<string, (answer: Answer) => Script>> = {
    'byte by byte': (answer) =>
      send(answer).flatMap((step) =>
        step.do === 'send' ? [...step.bytes].map((byte) => bytes(Uint8Array.of(byte))) : [step],
      ),
    'chunks of odd sizes, extensions and trailers': misbehave.oddChunks,
    'interim answers first': misbehave.earlyHints,
    'the last answer on its connection': (answer) => [
      head(answer.status, [...answer.headers, ['connection', 'close'], ['content-length', `${bodyOf(answer).length}`]]),
      bytes(bodyOf(answer)),
    ],
    'compressed although nobody asked': misbehave.forceGzip,
  }
  for (const [name, make] of Object.entries(oddities)) {
    for (const call of CALLS) {
      test(`${name} (${titleOf(call)})`, async () => {
        const { status, headers, body } = await relayed(call, make(call.answer))
        assert.equal(status, 200)
        assert.deepEqual(body, bodyOf(call.answer))
        assert.equal(headers.get('content-encoding'), null)
      })
    }
  }

  test('byte by byte, with pauses', async () => {
    const short = { ...CHAT_STREAM, answer: answers.chatStream({ model: MODEL, text: '😀' }) }
    const { body } = await relayed(short, misbehave.dribble(short.answer, 0))
    assert.deepEqual(body, bodyOf(short.answer))
  })

  test('a provider that closes its connections without a word', async () => {
    const silent = await startFakeUpstream()
    const caller = await startTestGateway({ upstream: silent.url })
    try {
      for (const call of CALLS) {
        silent.reply(misbehave.closeSilently(call.answer))
        const response = await post(caller.url, call, caller.credential)
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), bodyOf(call.answer))
        await silent.waitForConnections(0)
      }
    } finally {
      await caller.stop()
      await silent.close()
    }
  })

  test('a character in two halves arrives in one piece', async () => {
    for (const call of STREAMED) {
      const { body } = await relayed(call, misbehave.splitCharacter(call.answer))
      assert.deepEqual(body, bodyOf(call.answer))
    }
  })

  test('what is compressed badly is refused', async () => {
    const broken = { ...CHAT.answer, headers: [...CHAT.answer.headers, ['content-encoding', 'gzip']] } as const
    const { status, body } = await relayed(CHAT, broken)
    assert.equal(status, 502)
    assert.equal(codeIn(CHAT, String(body)), 'upstream_error')
  })

  test('each event goes on before the next one comes', async () => {
    for (const call of STREAMED) {
      const signals = call.answer.pieces.map(() => createSignal())
      const opening = head(200, [...call.answer.headers, ['transfer-encoding', 'chunked']])
      const script = call.answer.pieces.flatMap((piece, at) => [chunk(piece), until(signals[at] ?? assert.fail())])
      upstream.reply([opening, ...script, lastChunk()])
      const response = await post(gateway.url, call, gateway.credential)
      const reader = response.body?.getReader() ?? assert.fail()
      for (const [at, piece] of call.answer.pieces.entries()) {
        let got = Buffer.alloc(0)
        while (got.length < piece.length) got = Buffer.concat([got, (await reader.read()).value ?? assert.fail()])
        assert.deepEqual(got, piece)
        signals[at]?.fire()
      }
      assert.equal((await reader.read()).done, true)
    }
  })
})

describe('an answer before the request was whole', () => {
  const large = { ...CHAT, body: JSON.stringify({ model: MODEL, messages: [], pad: 'x'.repeat(8_000_000) }) }

  test('a refusal', async () => {
    const refusal = answers.openaiError(413, { message: 'too large' })
    const { status, body } = await relayed(large, [early, ...send(refusal)])
    assert.equal(status, 413)
    assert.deepEqual(body, bodyOf(refusal))
    assert.equal((await relayed(CHAT, CHAT.answer)).status, 200)
  })

  test('a stream', async () => {
    const stream = { ...CHAT_STREAM, body: large.body.replace('{', '{"stream":true,') }
    const { status, body } = await relayed(stream, [early, ...send(CHAT_STREAM.answer)])
    assert.equal(status, 200)
    assert.deepEqual(body, bodyOf(CHAT_STREAM.answer))
  })

  test('a connection broken off while the request is sent is 502', async () => {
    const { status, body } = await relayed(large, [early, ...misbehave.resetAtOnce])
    assert.equal(status, 502)
    assert.equal(codeIn(CHAT, String(body)), 'upstream_error')
  })
})

describe('a second provider', () => {
  let gone: FakeUpstream
  let double: TestGateway

  before(async () => {
    gone = await startFakeUpstream()
    await gone.close()
    const yaml = `providers:
  first: { dialect: openai, base_url: "${gone.url}", api_key: env:FIRST_SECRET, allow_private: true, models: ["*"] }
  openai: { base_url: "${upstream.url}/v1", allow_private: true, models: ["*"] }
`
    double = await startTestGateway({ upstream: upstream.url, yaml, env: { FIRST_SECRET: 'sk-first' } })
  })

  after(() => double.stop())

  test('is asked, with its own secret, when the first cannot be reached', async () => {
    for (const call of CALLS.filter(({ family }) => family === 'openai')) {
      const askedBefore = upstream.requests.length
      const { status, body } = await relayed(call, call.answer, double)
      assert.equal(status, 200)
      assert.deepEqual(body, bodyOf(call.answer))
      const asked = upstream.requests.slice(askedBefore)
      assert.equal(asked.length, 1)
      assert.equal(asked[0]?.headers['authorization'], `Bearer ${OPENAI_SECRET}`)
      assert.equal(String(asked[0]?.body), call.body)
    }
  })

  test('is not asked with a credential that the client meant for somebody else', async () => {
    const askedBefore = upstream.requests.length
    const response = await post(double.url, CHAT, 'sk-the-clients-own')
    assert.equal(response.status, 502)
    assert.equal(codeIn(CHAT, await response.text()), 'upstream_error')
    assert.equal(upstream.requests.length, askedBefore)
  })

  test('is not asked once the first has been sent anything', async () => {
    const other = await startFakeUpstream()
    const yaml = `providers:
  openai: { base_url: "${upstream.url}", allow_private: true, models: ["*"] }
  second: { dialect: openai, base_url: "${other.url}", allow_private: true, models: ["*"] }
`
    const both = await startTestGateway({ upstream: upstream.url, yaml })
    try {
      const askedBefore = upstream.requests.length
      for (const script of [misbehave.resetAtOnce, misbehave.closeAtOnce, answers.openaiError(500, { message: 'x' })]) {
        assert.ok((await relayed(CHAT, script, both)).status >= 500)
      }
      assert.equal(upstream.requests.length, askedBefore + 3)
      assert.equal(other.accepted, 0)
    } finally {
      await both.stop()
      await other.close()
    }
  })
})
