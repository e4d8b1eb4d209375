/** Whose requests are counted by what, what a refusal says, and what is owed. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Principal } from '../../canonical/index.js'
import { resolveRoute } from '../../dialects/index.js'
import { Leaving } from '../../lib/index.js'
import type { Arriving, FollowUp, Outcome } from '../../pipeline/index.js'
import { createLocalLimits, type LimitStore, type Taken } from '../../stores/index.js'
import { createRequestLimit, type RequestLimitConfig } from './index.js'

const ALICE: Principal = { kind: 'gateway', name: 'alice', id: 'a1', tenant: 'credential:a1', roles: ['user'] }
const OUTCOME: Outcome = { status: 200, usage: {}, provider: 'p', reach: 'complete', upstreamStatus: 200 }

/** The stage over real limits, with a clock that stands still. */
function gate(config: RequestLimitConfig) {
  const clock = { ms: 0, monotonicMs: () => clock.ms }
  const stage = createRequestLimit(config, createLocalLimits(clock))
  const ask = async (principal: Principal | undefined) => stage.decide(arriving(principal))
  /** What is owed for a request that passed. */
  const pass = async (principal: Principal): Promise<FollowUp> => {
    const decision = await ask(principal)
    assert.ok(decision.kind === 'allow' && decision.followUp)
    return decision.followUp
  }
  const refusal = async (principal: Principal) => {
    const decision = await ask(principal)
    return decision.kind === 'deny' ? decision.refusal : assert.fail('it passed')
  }
  return { stage, clock, ask, pass, refusal }
}

function arriving(principal: Principal | undefined): Arriving {
  const received = {
    id: 'exchange-1',
    time: 0,
    startedMs: 0,
    peer: { address: '127.0.0.1', isLoopback: true },
    method: 'POST',
    path: '/v1/messages',
    query: '',
    headers: {},
    route: resolveRoute({ method: 'POST', path: '/v1/messages', hasHeader: () => false }),
    signal: new Leaving(),
    readBody: () => assert.fail('a body was read'),
  }
  return { received, principal }
}

const headersOf = (limit: number, remaining: number, reset: number) => [
  ...['ratelimit-limit', String(limit)],
  ...['ratelimit-remaining', String(remaining)],
  ...['ratelimit-reset', String(reset)],
]

describe('requests a minute', () => {
  it('pass until there are too many, and then are refused with the time to wait', async () => {
    const { clock, pass, refusal } = gate({ requests_per_minute: 2 })
    assert.deepEqual((await pass(ALICE)).headers?.({ status: 200 }), headersOf(2, 1, 30))
    assert.deepEqual((await pass(ALICE)).headers?.({ status: 503 }), headersOf(2, 0, 60))
    assert.deepEqual(await refusal(ALICE), {
      code: 'rate_limited',
      detail: 'The limit on requests is 2 a minute.',
      retryAfterSeconds: 30,
      headers: headersOf(2, 0, 60),
    })
    clock.ms = 30_000
    await pass(ALICE)
  })

  it('are the credential’s own where it says so', async () => {
    const { pass, refusal } = gate({ requests_per_minute: 2 })
    const more = { ...ALICE, id: 'a2', limits: { requestsPerMinute: 4 } }
    for (let count = 0; count < 4; count++) await pass(more)
    assert.match((await refusal(more)).detail ?? '', /4 a minute/)
    const less = { ...ALICE, id: 'a3', limits: { requestsPerMinute: 1 } }
    await pass(less)
    assert.match((await refusal(less)).detail ?? '', /1 a minute/)
  })

  it('of callers without a gateway credential are counted by peer, whatever they present', async () => {
    const { pass, refusal } = gate({ requests_per_minute: 2 })
    const from = (countedAs: string, id: string): Principal => ({ ...ALICE, kind: 'own', id, countedAs })
    await pass(from('127.0.0.1', 'own-1'))
    await pass(from('127.0.0.1', 'own-2'))
    assert.equal((await refusal(from('127.0.0.1', 'own-3'))).code, 'rate_limited')
    await pass(from('127.0.0.2', 'own-3'))
    await pass(ALICE)
  })
})

describe('concurrency', () => {
  it('is given back when a request is settled', async () => {
    const { pass, refusal } = gate({ requests_per_minute: 100, max_concurrent: 2 })
    const first = await pass(ALICE)
    await pass(ALICE)
    assert.deepEqual(await refusal(ALICE), {
      code: 'rate_limited',
      detail: 'The limit on concurrency is 2 at a time.',
      retryAfterSeconds: 1,
      headers: headersOf(100, 98, 2),
    })
    await first.settle?.(OUTCOME)
    await pass(ALICE)
    assert.equal((await refusal(ALICE)).code, 'rate_limited')
  })

  it('that is used up costs no request, nor the other way round', async () => {
    const { clock, pass, refusal } = gate({ requests_per_minute: 2, max_concurrent: 1 })
    const first = await pass(ALICE)
    for (let count = 0; count < 10; count++) assert.match((await refusal(ALICE)).detail ?? '', /concurrency/)
    await first.settle?.(OUTCOME)
    const second = await pass(ALICE)
    await second.settle?.(OUTCOME)
    for (let count = 0; count < 10; count++) assert.match((await refusal(ALICE)).detail ?? '', /requests/)
    clock.ms = 30_000
    await pass(ALICE)
  })

  it('is the credential’s own where it says so', async () => {
    const { pass, refusal } = gate({ requests_per_minute: 100 })
    const single = { ...ALICE, limits: { maxConcurrent: 1 } }
    await pass(single)
    assert.match((await refusal(single)).detail ?? '', /1 at a time/)
  })
})

describe('the stage', () => {
  it('passes nobody who is nobody', async () => {
    const { stage, ask } = gate({ requests_per_minute: 1 })
    assert.deepEqual(await ask(undefined), { kind: 'deny', refusal: { code: 'unauthenticated' } })
    assert.equal(stage.onFault, 'deny')
  })

  it('decides at once where the limits do', () => {
    assert.ok(!(gate({ requests_per_minute: 1 }).stage.decide(arriving(ALICE)) instanceof Promise))
  })

  it('waits for limits elsewhere, and passes nothing while nobody answers', async () => {
    let answer: Taken = { remaining: 4, resetSeconds: 12, retryAfterSeconds: 0 }
    const released: string[] = []
    const limits: LimitStore = {
      take: async () => answer,
      correct: () => assert.fail(),
      release: (subject) => void released.push(subject),
    }
    const stage = createRequestLimit({ requests_per_minute: 5, max_concurrent: 1 }, limits)
    const passed = await stage.decide(arriving(ALICE))
    assert.ok(passed.kind === 'allow')
    assert.deepEqual(passed.followUp?.headers?.({ status: 200 }), headersOf(5, 4, 12))
    await passed.followUp?.settle?.(OUTCOME)
    assert.deepEqual(released, ['a1'])
    answer = { refused: 'unreachable', remaining: 0, resetSeconds: 0, retryAfterSeconds: 1 }
    assert.deepEqual(await stage.decide(arriving(ALICE)), {
      kind: 'deny',
      refusal: { code: 'overloaded', retryAfterSeconds: 1 },
    })
  })
})
