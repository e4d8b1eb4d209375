/** What is taken before a call, what it is corrected to after it, and what a refusal says. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { opaqueRequest, type Principal } from '../../canonical/index.js'
import { resolveRoute } from '../../dialects/index.js'
import { Leaving } from '../../lib/index.js'
import type { Decoded, Outcome } from '../../pipeline/index.js'
import { createLocalLimits, type LimitStore, type Taken } from '../../stores/index.js'
import { createTokenLimit } from './index.js'

const ALICE: Principal = { kind: 'gateway', name: 'alice', id: 'a1', tenant: 'credential:a1', roles: ['user'] }
const REPORTED: Outcome = { status: 200, usage: {}, provider: 'p', reach: 'complete', upstreamStatus: 200 }

interface Asked {
  readonly estimate: number
  readonly principal?: Principal
  readonly path?: string
}

function decoded({ estimate, principal = ALICE, path = '/v1/messages' }: Asked): Decoded {
  return {
    id: 'exchange-1',
    principal,
    route: resolveRoute({ method: 'POST', path, hasHeader: () => false }),
    // The stand-in for counting says as many tokens as there are bytes.
    request: opaqueRequest(Buffer.alloc(Number.isFinite(estimate) ? estimate : 13), { stream: false, messageCount: 1 }),
    session: undefined,
    signal: new Leaving(),
  }
}

/** The stage over real limits, with a clock that stands still. */
function gate(tokensPerMinute: number | null = 1_000) {
  const clock = { ms: 0, monotonicMs: () => clock.ms }
  const limits = createLocalLimits(clock)
  const estimateTokens: Parameters<typeof createTokenLimit>[1]['estimateTokens'] = (request) => {
    const { length } = request.encode()
    return length === 13 ? Number.NaN : length
  }
  const stage = createTokenLimit({ tokens_per_minute: tokensPerMinute }, { limits, estimateTokens })
  const ask = async (asked: Asked) => stage.decide(decoded(asked))
  /** Lets a request pass and end so. */
  const spend = async (asked: Asked, outcome: Partial<Outcome>) => {
    const decision = await ask(asked)
    assert.equal(decision.kind, 'allow')
    if (decision.kind === 'allow') await decision.followUp?.settle?.({ ...REPORTED, ...outcome })
  }
  const refusal = async (asked: Asked) => {
    const decision = await ask(asked)
    return decision.kind === 'deny' ? decision.refusal : assert.fail('it passed')
  }
  const left = () => limits.take({ counted: 'tokens', subject: 'a1', perMinute: tokensPerMinute ?? 1 }, 0).remaining
  return { stage, clock, ask, spend, refusal, left }
}

describe('tokens a minute', () => {
  it('are taken on the estimate, and refused with the time to wait when they are used up', async () => {
    const { clock, ask, refusal, left } = gate()
    assert.equal((await ask({ estimate: 700 })).kind, 'allow')
    assert.equal(left(), 300)
    assert.deepEqual(await refusal({ estimate: 400 }), {
      code: 'rate_limited',
      detail: 'The limit on tokens is 1000 a minute.',
      retryAfterSeconds: 6,
    })
    assert.equal(left(), 300)
    clock.ms = 6_000
    assert.equal((await ask({ estimate: 400 })).kind, 'allow')
  })

  it('that can never be had are refused at once, and nobody is to try again', async () => {
    const { refusal, left } = gate()
    const { code, detail = '', retryAfterSeconds, headers } = await refusal({ estimate: 1_001 })
    assert.equal(code, 'rate_limited')
    assert.match(detail, /about 1001 tokens.*1000 a minute.*never pass/)
    assert.ok(retryAfterSeconds !== undefined && retryAfterSeconds >= 1)
    assert.deepEqual(headers, ['x-should-retry', 'false'])
    assert.equal((await refusal({ estimate: Number.NaN })).code, 'rate_limited')
    assert.equal(left(), 1_000)
  })

  it('are not limited where nobody says so, and are the credential’s own where it does', async () => {
    const { ask, refusal } = gate(null)
    assert.deepEqual(await ask({ estimate: 1_000_000 }), { kind: 'allow' })
    const limited = { ...ALICE, limits: { tokensPerMinute: 10 } }
    assert.equal((await ask({ estimate: 10, principal: limited })).kind, 'allow')
    assert.match((await refusal({ estimate: 1, principal: limited })).detail ?? '', /10 a minute/)
  })

  it('of callers without a gateway credential are counted by peer', async () => {
    const { ask, refusal } = gate()
    const from = (id: string): Principal => ({ ...ALICE, kind: 'own', id, countedAs: '127.0.0.1' })
    assert.equal((await ask({ estimate: 1_000, principal: from('own-1') })).kind, 'allow')
    assert.equal((await refusal({ estimate: 1, principal: from('own-2') })).code, 'rate_limited')
  })

  it('of what is passed through unread are its size, and the whole limit at most', async () => {
    const { ask, left } = gate()
    assert.equal((await ask({ estimate: 200, path: '/v1/images/edits' })).kind, 'allow')
    assert.equal(left(), 800)
    const { ask: askAnew, refusal, left: leftAnew } = gate()
    assert.equal((await askAnew({ estimate: 50_000, path: '/v1/images/edits' })).kind, 'allow')
    assert.equal(leftAnew(), 0)
    assert.equal((await refusal({ estimate: 50_000, path: '/v1/images/edits' })).retryAfterSeconds, 60)
  })

  it('are none for a request that has none, even while others are owed', async () => {
    const { ask, spend } = gate()
    await spend({ estimate: 1_000 }, { usage: { inputTokens: 5_000 } })
    assert.deepEqual(await ask({ estimate: 0 }), { kind: 'allow' })
  })
})

describe('the correction', () => {
  const rows: readonly (readonly [what: string, outcome: Partial<Outcome>, left: number])[] = [
    ['less than was taken is reported', { usage: { inputTokens: 40, outputTokens: 10 } }, 950],
    ['more is reported', { usage: { inputTokens: 150, outputTokens: 250 } }, 600],
    ['only output is reported', { usage: { outputTokens: 30 } }, 870],
    ['only input is reported', { usage: { inputTokens: 30 } }, 970],
    ['nothing was sent', { reach: 'none', upstreamStatus: undefined, status: 503 }, 1_000],
    ['it was sent, and nothing came', { reach: 'sent', upstreamStatus: undefined, status: 504 }, 900],
    ['nothing is reported', {}, 900],
    ['the provider refused', { upstreamStatus: 400, status: 400 }, 1_000],
    ['it broke off before much was reported', { reach: 'begun', usage: { inputTokens: 20, outputTokens: 1 } }, 900],
    ['it broke off after much was reported', { reach: 'begun', usage: { inputTokens: 90, outputTokens: 60 } }, 850],
    ['a provider’s error broke off', { reach: 'begun', upstreamStatus: 500, status: 502 }, 900],
    ['nonsense is reported', { usage: { inputTokens: -5_000 } }, 1_000],
    ['what is no number is reported', { usage: { inputTokens: Number.NaN } }, 900],
  ]
  for (const [what, outcome, remaining] of rows) {
    it(`when ${what}: ${remaining} of 1000 are left after an estimate of 100`, async () => {
      const { spend, left } = gate()
      await spend({ estimate: 100 }, outcome)
      assert.equal(left(), remaining)
    })
  }

  it('may leave a debt, and the next one waits for it to be paid', async () => {
    const { clock, ask, spend, refusal } = gate()
    await spend({ estimate: 1_000 }, { usage: { inputTokens: 1_000, outputTokens: 1_000 } })
    assert.equal((await refusal({ estimate: 100 })).retryAfterSeconds, 66)
    clock.ms = 66_000
    assert.equal((await ask({ estimate: 100 })).kind, 'allow')
  })
})

describe('the stage', () => {
  it('decides at once where the limits do, and denies on a fault', () => {
    const { stage } = gate()
    assert.ok(!(stage.decide(decoded({ estimate: 1 })) instanceof Promise))
    assert.equal(stage.onFault, 'deny')
  })

  it('waits for limits elsewhere, and passes nothing while nobody answers', async () => {
    let answer: Taken = { remaining: 4, resetSeconds: 12, retryAfterSeconds: 0 }
    const limits: LimitStore = { take: async () => answer, correct: () => {}, release: () => assert.fail() }
    const stage = createTokenLimit({ tokens_per_minute: 10 }, { limits, estimateTokens: () => 1 })
    assert.equal((await stage.decide(decoded({ estimate: 1 }))).kind, 'allow')
    answer = { refused: 'unreachable', remaining: 0, resetSeconds: 0, retryAfterSeconds: 1 }
    assert.deepEqual(await stage.decide(decoded({ estimate: 1 })), {
      kind: 'deny',
      refusal: { code: 'overloaded', retryAfterSeconds: 1 },
    })
  })
})
