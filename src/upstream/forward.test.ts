/** Which provider is asked with what, and who is asked next. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { opaqueRequest } from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import { Leaving } from '../lib/index.js'
import type { UpstreamCall, UpstreamSink } from './contract.js'
import { createForward, type ForwardAttempt } from './forward.js'
import type { UpstreamProvider } from './provider.js'

const GATEWAY = `hg_${'A'.repeat(12)}_${'b'.repeat(43)}`

type Behaviour = 'answers' | 'unreachable' | 'breaks off' | 'keeps silent'

const PLAYED: Readonly<Record<Behaviour, (sink: UpstreamSink) => void>> = {
  answers: (sink) => sink.head(200, ['content-type', 'application/json']),
  unreachable: (sink) =>
    sink.fail(new HeadgateError({ code: 'upstream_timeout', detail: 'There was no connection in time.' }), false),
  'breaks off': (sink) => sink.fail(new HeadgateError({ code: 'upstream_error' }), true),
  'keeps silent': () => {},
}

/** A way out to the given providers, each with its own secret, and what they were sent. */
function wayOut(behaviours: Readonly<Record<string, Behaviour>>) {
  const calls: (UpstreamCall & { readonly to: string })[] = []
  const aborted: string[] = []
  const providers = Object.entries(behaviours).map(([name, behaviour]): readonly [string, UpstreamProvider] => [
    name,
    {
      name,
      family: 'test',
      origin: {
        send: (call, sink) => {
          calls.push({ ...call, to: name })
          queueMicrotask(() => PLAYED[behaviour](sink))
          return { abort: () => aborted.push(name), pause: () => {}, resume: () => {} }
        },
      },
      path: (path) => `/at-${name}${path}`,
      authorization: () => ['authorization', `Bearer secret-of-${name}`],
      serves: () => true,
    },
  ])
  let nowMs = 0
  const forward = createForward(new Map(providers), { now: () => 0, monotonicMs: () => nowMs++ })
  const attempts: ForwardAttempt[] = []
  const signal = new Leaving()
  const send = (
    options: { candidates?: readonly string[]; headers?: Record<string, string>; method?: string; body?: string } = {},
  ) => {
    const {
      candidates = Object.keys(behaviours),
      headers = { 'x-api-key': GATEWAY },
      method = 'POST',
      body = '{}',
    } = options
    return forward(
      {
        candidates: candidates.map((provider) => ({ provider })),
        request: opaqueRequest(Buffer.from(body), { stream: false, messageCount: 0 }),
        route: {
          decodes: true,
          dialect: { encodeRequest: (request) => ({ body: request.encode() }), limitOutput: () => undefined },
        },
      },
      { method, path: '/v1/x', query: '?a=1', headers, signal },
      (attempt) => attempts.push(attempt),
    )
  }
  return { send, calls, attempts, aborted, signal, names: () => calls.map(({ to }) => to) }
}

describe('forwarding', () => {
  it('asks the first candidate, at its own place, with its own secret and the client’s bytes', async () => {
    const { send, calls, attempts } = wayOut({ first: 'answers', second: 'answers' })
    const { provider, answer, answerFilter } = await send()
    assert.deepEqual([provider, answer.status, answerFilter], ['first', 200, undefined])
    assert.equal(calls.length, 1)
    const [call] = calls
    assert.equal(call?.path, '/at-first/v1/x?a=1')
    assert.equal(call?.method, 'POST')
    assert.deepEqual(call?.headers, ['authorization', 'Bearer secret-of-first', 'accept-encoding', 'identity'])
    assert.equal(Buffer.from(call?.body ?? []).toString(), '{}')
    assert.deepEqual(attempts, [{ provider: 'first', sent: true, ms: 1 }])
  })

  it('asks the next when nothing was sent, each with its own secret', async () => {
    const { send, calls, attempts } = wayOut({ first: 'unreachable', second: 'unreachable', third: 'answers' })
    assert.equal((await send()).provider, 'third')
    assert.deepEqual(
      calls.map(({ to, headers }) => [to, headers[1]]),
      [
        ['first', 'Bearer secret-of-first'],
        ['second', 'Bearer secret-of-second'],
        ['third', 'Bearer secret-of-third'],
      ],
    )
    assert.deepEqual(
      attempts.map(({ provider, code }) => [provider, code]),
      [
        ['first', 'upstream_timeout'],
        ['second', 'upstream_timeout'],
        ['third', undefined],
      ],
    )
  })

  it('asks nobody else once something was sent', async () => {
    const { send, names, attempts } = wayOut({ first: 'breaks off', second: 'answers' })
    await assert.rejects(send(), { code: 'upstream_error' })
    assert.deepEqual(names(), ['first'])
    assert.deepEqual(
      attempts.map(({ code }) => code),
      ['upstream_error'],
    )
  })

  it('takes a caller’s own credential to one provider only', async () => {
    for (const headers of [{ 'x-api-key': 'sk-own' }, { authorization: 'Bearer sk-own', 'x-headgate-key': GATEWAY }]) {
      const { send, calls, names } = wayOut({ first: 'unreachable', second: 'answers' })
      await assert.rejects(send({ headers }), { code: 'upstream_timeout' })
      assert.deepEqual(names(), ['first'])
      assert.ok(!calls[0]?.headers.includes('Bearer secret-of-first'))
    }
  })

  it('fails as the last candidate failed', async () => {
    const { send } = wayOut({ first: 'unreachable', second: 'breaks off' })
    await assert.rejects(send(), { name: 'HeadgateError', code: 'upstream_error' })
  })

  it('without a candidate that exists there is no route', async () => {
    const { send, calls } = wayOut({ first: 'answers' })
    await assert.rejects(send({ candidates: [] }), { code: 'no_route' })
    await assert.rejects(send({ candidates: ['unknown'] }), { code: 'no_route' })
    assert.deepEqual(calls, [])
    assert.equal((await send({ candidates: ['unknown', 'first'] })).provider, 'first')
  })

  it('sends no body where there is none, but an empty one where one is expected', async () => {
    const bodyOf = async (method: string, body: string) => {
      const { send, calls } = wayOut({ first: 'answers' })
      await send({ method, body })
      return calls[0]?.body?.length ?? null
    }
    assert.equal(await bodyOf('GET', ''), null)
    assert.equal(await bodyOf('DELETE', ''), null)
    assert.equal(await bodyOf('POST', ''), 0)
    assert.equal(await bodyOf('DELETE', 'x'), 1)
  })

  it('gives up with a client that leaves, and records that', async () => {
    const { send, signal, aborted, names, attempts } = wayOut({ first: 'keeps silent', second: 'answers' })
    const left = new Error('the client left')
    const sending = send()
    signal.leave(left)
    await assert.rejects(sending, left)
    assert.deepEqual(aborted, ['first'])
    assert.deepEqual(names(), ['first'])
    assert.deepEqual(
      attempts.map(({ code }) => code),
      ['client_closed'],
    )
  })

  it('does not ask the next for a client that has left', async () => {
    const { send, signal, names } = wayOut({ first: 'unreachable', second: 'answers' })
    const left = new Error('the client left')
    const sending = send()
    // After the first provider failed, and before the second is asked.
    queueMicrotask(() => signal.leave(left))
    await assert.rejects(sending)
    assert.deepEqual(names(), ['first'])
  })
})
