/** The log file: every field of every line, right, and nothing that was said. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { answers, type FakeUpstream, misbehave, startFakeUpstream } from '../fake-upstream/index.js'
import { CALLS, type DialectCall, headersOf, MODEL, post, STREAMED, TEXT, titleOf } from './support/dialect-calls.js'
import { type LogLine, startTestGateway, type TestGateway } from './support/gateway.js'

const CHAT = CALLS[0] ?? assert.fail()
const CHAT_STREAM = STREAMED[0] ?? assert.fail()
const STAGES = ['authenticate', 'request-limit', 'authorize', 'shape', 'token-limit', 'route', 'budget']

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

/** The line of the exchange that this answer belongs to; the answer is read to its end. */
async function lineOf(answered: Promise<Response>, by: TestGateway = gateway): Promise<LogLine> {
  const response = await answered
  await response.text()
  return by.logLine(response.headers.get('x-headgate-request-id') ?? assert.fail('no request id'))
}

function ask(call: DialectCall, headers: Readonly<Record<string, string>> = {}, by = gateway): Promise<Response> {
  const all = { ...headersOf(call, by.credential), ...headers }
  return fetch(by.url + call.path, { method: 'POST', headers: all, body: call.body })
}

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(gateway.url + path, { headers: { authorization: `Bearer ${gateway.credential}`, ...headers } })
}

test('a line has every field, and no other', async () => {
  upstream.reply(CHAT.answer)
  const line = await lineOf(ask(CHAT))
  const { time, id, decisions, attempts, ms, ...rest } = line
  assert.ok(typeof time === 'string' && new Date(time).toISOString() === time)
  assert.ok(typeof id === 'string' && /^[0-9a-z]{20,}$/.test(id))
  assert.deepEqual(rest, {
    principal: 'admin',
    session: null,
    dialect: 'openai-chat',
    route: '/v1/chat/completions',
    provider: 'openai',
    model: MODEL,
    stream: false,
    status: 200,
    code: null,
    tokens: { input: 19, output: 10, cache_read: 0, cache_write: null, before: null, after: null, saved: 0 },
    cost_usd: 0.00000885,
    transforms: [],
    scan: { segments: 0, bytes: 0, memoised: 0 },
    masked: {},
  })
  assert.ok(Array.isArray(decisions) && Array.isArray(attempts))
  assert.deepEqual(
    decisions.map(({ ms: took, ...decision }) => {
      assert.ok(took >= 0)
      return decision
    }),
    STAGES.map((stage) => ({
      stage,
      decision: ['authenticate', 'route'].includes(stage) ? 'transform' : 'allow',
      code: null,
      monitored: false,
    })),
  )
  assert.deepEqual(
    attempts.map(({ provider, code }) => ({ provider, code })),
    [{ provider: 'openai', code: null }],
  )
  const { total, gateway: own, upstream: waited, first_byte: firstByte, ...others } = Object(ms)
  assert.deepEqual(others, {})
  assert.ok(own > 0 && waited > 0 && own + waited <= total + 0.01 && firstByte > 0 && firstByte <= total)
})

describe('tokens', () => {
  const completions = { input: 5, output: 7 }
  const expected: Readonly<Record<string, object>> = {
    'openai-chat': { input: 19, output: 10, cache_read: 0 },
    'openai-completions': completions,
    'openai-responses': { input: 36, output: 87, cache_read: 0 },
    'openai-embeddings': { input: 8 },
    'anthropic-messages': { input: 25, output: 15, cache_read: 0, cache_write: 0 },
    'anthropic-count-tokens': {},
  }
  const none = { input: null, output: null, cache_read: null, cache_write: null, before: null, after: null, saved: 0 }
  for (const call of CALLS) {
    test(`${titleOf(call)}`, async () => {
      // Unscripted: the provider reports usage in a stream only to those who ask for it.
      const line = await lineOf(ask(call))
      // The vendor's legacy streams report none.
      const counted = call.streams && call.dialect === 'openai-completions' ? {} : expected[call.dialect]
      assert.deepEqual(line['tokens'], { ...none, ...counted })
      assert.equal(line['stream'], call.streams)
      assert.equal(line['dialect'], call.dialect)
    })
  }

  test('cached input is part of the input', async () => {
    const call = CALLS.find(({ dialect, streams }) => dialect === 'anthropic-messages' && !streams) ?? assert.fail()
    const body = `{"type":"message","content":[],"usage":{"input_tokens":3,"cache_creation_input_tokens":20,"cache_read_input_tokens":100,"output_tokens":4}}`
    upstream.reply({ ...call.answer, pieces: [Buffer.from(body)] })
    const line = await lineOf(ask(call))
    assert.deepEqual(line['tokens'], { ...none, input: 123, output: 4, cache_read: 100, cache_write: 20 })
  })

  test('a chat stream whose client did not ask for usage is counted, and the client does not see it', async () => {
    const body = JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: 'hi' }], stream: true })
    const response = await ask({ ...CHAT_STREAM, body })
    const text = await response.text()
    assert.doesNotMatch(text, /"usage":\{/)
    const line = await gateway.logLine(response.headers.get('x-headgate-request-id') ?? '')
    assert.deepEqual(line['tokens'], { ...none, input: 19, output: 10, cache_read: 0 })
  })

  test('a stream that breaks off counts what was reported before', async () => {
    const call = STREAMED.find(({ dialect }) => dialect === 'anthropic-messages') ?? assert.fail()
    upstream.reply(misbehave.resetAfter(call.answer, 4))
    const line = await lineOf(ask(call))
    assert.deepEqual(line['tokens'], { ...none, input: 25, output: 1, cache_read: 0, cache_write: 0 })
    assert.equal(line['status'], 200)
    assert.equal(line['code'], 'upstream_error')
  })
})

test('a session is a fingerprint: the same for its tenant, another for every other', async () => {
  const [team, teamMate, stranger] = [
    await gateway.createCredential({ name: 'mate one', team: 'blue' }),
    await gateway.createCredential({ name: 'mate two', team: 'blue' }),
    await gateway.createCredential({ name: 'stranger' }),
  ]
  const sessionOf = async (credential: string, name: string) => {
    const headers = { authorization: `Bearer ${credential}`, 'x-headgate-session': name }
    return (await lineOf(ask(CHAT, headers)))['session']
  }
  const first = await sessionOf(team, 'conversation-one')
  assert.ok(typeof first === 'string' && first.length >= 16 && !first.includes('conversation'))
  assert.equal(await sessionOf(team, 'conversation-one'), first)
  assert.equal(await sessionOf(teamMate, 'conversation-one'), first)
  assert.notEqual(await sessionOf(stranger, 'conversation-one'), first)
  assert.notEqual(await sessionOf(team, 'conversation-two'), first)
  const elsewhere = await startTestGateway({ upstream: upstream.url })
  try {
    const line = await lineOf(ask(CHAT, { 'x-headgate-session': 'conversation-one' }, elsewhere), elsewhere)
    const here = await lineOf(ask(CHAT, { 'x-headgate-session': 'conversation-one' }))
    assert.notEqual(line['session'], here['session'])
  } finally {
    await elsewhere.stop()
  }
})

test('a caller with a credential of its own is a fingerprint', async () => {
  const principalOf = async (own: string) => (await lineOf(ask(CHAT, { authorization: `Bearer ${own}` })))['principal']
  const first = await principalOf('sk-the-callers-own')
  assert.match(String(first), /^own-[0-9a-zA-Z_-]{8,}$/)
  assert.equal(await principalOf('sk-the-callers-own'), first)
  assert.notEqual(await principalOf('sk-another'), first)
})

test('a route is its pattern, never the path', async () => {
  const routes = {
    '/v1/models': '/v1/models',
    '/v1/models/gpt-of-mine': '/v1/models/{id}',
    '/v1/files/file-of-mine?after=me': '/v1/{rest}',
    '/v2/nothing-of-mine': '(none)',
    '/admin/of-mine': '(none)',
  }
  for (const [path, route] of Object.entries(routes)) {
    const line = await lineOf(get(path))
    assert.equal(line['route'], route)
    assert.doesNotMatch(JSON.stringify({ ...line, model: null }), /of-mine|after=/)
  }
})

test('refusals are written down too, by whichever stage they come from', async () => {
  const nobody = { authorization: '' }
  const rows: readonly (readonly [() => Promise<Response>, number, string, string | undefined])[] = [
    [() => ask(CHAT, nobody), 401, 'unauthenticated', 'authenticate'],
    [() => ask(CHAT, { authorization: 'Bearer hg_wrong_wrong' }), 401, 'unauthenticated', 'authenticate'],
    [() => ask({ ...CHAT, body: '{' }), 400, 'invalid_request', undefined],
    [() => ask(CHAT, { 'content-type': 'text/plain' }), 415, 'unsupported_encoding', undefined],
    [() => ask(CHAT, { origin: 'https://elsewhere.example' }), 403, 'forbidden', undefined],
    [() => get('/nowhere'), 404, 'not_found', undefined],
  ]
  for (const [make, status, code, stage] of rows) {
    const line = await lineOf(make())
    assert.equal(line['status'], status)
    assert.equal(line['code'], code)
    assert.equal(line['provider'], null)
    const decisions = Array.isArray(line['decisions']) ? line['decisions'] : assert.fail()
    const denial = decisions.find(({ decision }) => decision === 'deny')
    assert.equal(denial?.stage, stage)
    if (stage !== undefined) assert.equal(denial.code, code)
  }
})

test('what a provider answers is written down: its own error, no answer, no provider', async () => {
  const limited = answers.openaiRateLimited(1)
  for (const [answer, status] of [
    [limited, 429],
    [misbehave.hideError(limited), 200],
    [{ status: 503, headers: [['content-type', 'text/html']], pieces: [Buffer.from('<h1>No</h1>')] }, 503],
  ] as const) {
    upstream.reply(answer)
    const line = await lineOf(ask(CHAT))
    assert.deepEqual([line['status'], line['code'], line['provider']], [status, 'upstream_error', 'openai'])
  }
  upstream.reply(misbehave.resetAtOnce)
  const broken = await lineOf(ask(CHAT))
  assert.deepEqual([broken['status'], broken['code'], broken['provider']], [502, 'upstream_error', 'openai'])
  assert.equal(Object(broken['ms']).first_byte, null)
})

describe('content', () => {
  const call = CALLS.find(({ dialect, streams }) => dialect === 'openai-chat' && streams) ?? assert.fail()
  const question = 'a question that nobody else asks'
  const body = call.body.replace('"hi"', JSON.stringify(question))

  test('is nowhere by default', async () => {
    upstream.reply(call.answer)
    await lineOf(ask({ ...call, body }))
    const text = readFileSync(join(gateway.folder, 'log.jsonl'), 'utf8')
    assert.ok(!text.includes(question) && !text.includes(TEXT.slice(-10)) && !text.includes('"content"'))
  })

  test('is in the line under HEADGATE_LOG_SENSITIVE=on', async () => {
    const open = await startTestGateway({ upstream: upstream.url, sensitive: true })
    try {
      for (const each of CALLS) {
        upstream.reply(each.answer)
        const asked = { ...each, body: each.body.replace('"hi"', JSON.stringify(question)) }
        const { content } = await lineOf(ask(asked, {}, open), open)
        const { request, response } = Object(content)
        assert.deepEqual(request, [{ role: 'user', text: question }], titleOf(each))
        const isSaid = !['openai-embeddings', 'anthropic-count-tokens'].includes(each.dialect)
        assert.equal(response.includes(TEXT), isSaid, titleOf(each))
      }
    } finally {
      await open.stop()
    }
  })
})

test('the id in the answer is that of the line, and headgate explain knows it', async () => {
  const main = join(import.meta.dirname, '../../src/cli/main.js')
  const response = await post(gateway.url, CHAT_STREAM, gateway.credential)
  await response.text()
  const id = response.headers.get('x-headgate-request-id') ?? assert.fail()
  assert.equal((await gateway.logLine(id))['id'], id)
  // What is settled is durable within a second.
  await new Promise((resolve) => setTimeout(resolve, 500))
  const args = [main, 'explain', id, '--state-dir', join(gateway.folder, 'state')]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: gateway.folder })
  for (const fact of [id, '/v1/chat/completions', 'openai-chat', 'admin', ...STAGES])
    assert.ok(stdout.includes(fact), fact)
})
