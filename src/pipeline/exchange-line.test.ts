/** The log line of an exchange: every field of interface.md section 5, and nothing that anybody said. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { jsonRequest } from '../canonical/index.js'
import { indexJson } from '../lib/index.js'
import { type Ended, exchangeLine, exchangeLineWithContent } from './exchange-line.js'
import { ALICE, Answer, house, ROUTE } from './small-house.suite.js'

const SAID = 'what-was-said'

function ended(model = 'gpt-5.2'): Ended {
  const bytes = Buffer.from(JSON.stringify({ model, text: SAID }))
  const rule = { voice: { role: 'user', provenance: 'user' }, opaque: new Set(['model']) } as const
  return {
    id: 'exchange-1',
    time: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    method: 'POST',
    route: ROUTE,
    peer: { address: '127.0.0.1', isLoopback: true },
    principal: ALICE,
    session: 'abcdef0123456789',
    request: jsonRequest(indexJson(bytes, 10), { model, stream: true, messageCount: 1 }, rule),
    provider: 'p',
    status: 200,
    reach: 'complete',
    upstreamStatus: 200,
    usage: { inputTokens: 10, outputTokens: 20, cacheReadTokens: 3, cacheWriteTokens: 4 },
    decisions: [
      { stage: 'authenticate', decision: 'transform', code: undefined, ms: 0.12345 },
      { stage: 'shape', decision: 'deny', code: 'too_many_messages', ms: 1 },
    ],
    attempts: [
      { provider: 'first', code: 'upstream_error', sent: false, ms: 3.00049 },
      { provider: 'p', sent: true, ms: 20 },
    ],
    timings: { total: 100.00051, gateway: 5, upstream: 90, firstByte: 40 },
    answerText: 'what was answered',
  }
}

const GOLDEN = {
  time: '2026-01-02T03:04:05.678Z',
  id: 'exchange-1',
  principal: 'alice',
  session: 'abcdef0123456789',
  dialect: 'test',
  route: '/v1/test',
  provider: 'p',
  model: 'gpt-5.2',
  stream: true,
  status: 200,
  code: null,
  tokens: { input: 10, output: 20, cache_read: 3, cache_write: 4, before: null, after: null, saved: 0 },
  cost_usd: null,
  transforms: [],
  decisions: [
    { stage: 'authenticate', decision: 'transform', code: null, ms: 0.123, monitored: false },
    { stage: 'shape', decision: 'deny', code: 'too_many_messages', ms: 1, monitored: false },
  ],
  attempts: [
    { provider: 'first', code: 'upstream_error', ms: 3 },
    { provider: 'p', code: null, ms: 20 },
  ],
  scan: { segments: 0, bytes: 0, memoised: 0 },
  masked: {},
  ms: { total: 100.001, gateway: 5, upstream: 90, first_byte: 40 },
}

/** All that is known of an exchange that was refused before anybody was known. */
function refusedAtOnce(): Ended {
  return {
    ...ended(),
    ...{ principal: undefined, session: undefined, request: undefined, provider: undefined },
    ...{ status: 401, code: 'unauthenticated', usage: {}, decisions: [], attempts: [] },
    timings: { total: 1, gateway: 1, upstream: 0, firstByte: undefined },
  }
}

describe('the line', () => {
  it('has every field', () => assert.deepEqual(exchangeLine(ended()), GOLDEN))

  it('has every field when next to nothing is known', () => {
    const { principal, session, provider, model, tokens, ms, ...rest } = exchangeLine(refusedAtOnce())
    assert.deepEqual([principal, session, provider, model], [null, null, null, null])
    assert.deepEqual(tokens, {
      input: null,
      output: null,
      cache_read: null,
      cache_write: null,
      before: null,
      after: null,
      saved: 0,
    })
    assert.deepEqual(ms, { total: 1, gateway: 1, upstream: 0, first_byte: null })
    assert.deepEqual(
      Object.keys(rest).sort(),
      Object.keys(GOLDEN)
        .filter((key) => !['principal', 'session', 'provider', 'model', 'tokens', 'ms'].includes(key))
        .sort(),
    )
  })

  it('names models, and nothing else that stands in their place', () => {
    const named = (model: string) => exchangeLine(ended(model)).model
    for (const model of ['claude-opus-4-7', 'o3', 'meta/llama-3:8b', 'ft:gpt-4o@2026', 'a'.repeat(128)])
      assert.equal(named(model), model)
    for (const model of ['', ' o3', 'my password is x', 'a\nb', '-x', 'é', '{"a":1}', 'a'.repeat(129), '\u001b[31m'])
      assert.equal(named(model), '(other)')
  })

  it('names no model that no provider was asked for', () => {
    assert.equal(exchangeLine({ ...ended('anything'), provider: undefined }).model, null)
  })

  it('holds nothing that was said', () => {
    assert.doesNotMatch(JSON.stringify(exchangeLine(ended())), /what.was/)
  })
})

describe('the line with content', () => {
  it('says what was asked and answered, beside all the rest', async () => {
    const it = house({
      answer: new Answer().data('data: hello back\n\n').end(),
      keepsAnswerText: true,
      body: '{"a":"hello"}',
    })
    await it.serve()
    const [finished] = it.finished
    assert.ok(finished !== undefined)
    const { content, ...rest } = exchangeLineWithContent(finished)
    assert.deepEqual(content, { request: [{ role: 'user', text: 'hello' }], response: 'hello back' })
    assert.deepEqual(rest, finished.line)
    assert.doesNotMatch(finished.json, /hello/)
    assert.equal(finished.json, JSON.stringify(finished.line))
  })

  it('is there too for an exchange of which nothing was read', async () => {
    const it = house({ stages: { ingress: [] } })
    await it.serve()
    const [finished] = it.finished
    assert.ok(finished !== undefined)
    assert.deepEqual(exchangeLineWithContent(finished).content, { request: [], response: '' })
  })
})
