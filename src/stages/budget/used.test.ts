/** What is refunded, what is counted, and what is booked in full because nobody can tell. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Outcome } from '../../pipeline/index.js'
import { usedBy } from './used.js'

const REPORT = { inputTokens: 10, outputTokens: 20 }

function used(
  outcome: Partial<Outcome>,
  sight: { readonly output?: number; readonly mayHideOutput?: boolean; readonly generates?: boolean } = {},
) {
  const whole = { status: 200, usage: {}, provider: 'p', reach: 'complete', upstreamStatus: 200, ...outcome } as const
  const { output = 7, mayHideOutput = false, generates = true } = sight
  return usedBy(whole, { inputTokens: () => 100, outputTokens: () => output, generates, mayHideOutput })
}

const counted = (inputTokens: number, outputTokens: number) => ({
  kind: 'usage',
  usage: { inputTokens, outputTokens },
  how: 'counted',
})

describe('an attempt', () => {
  it('used nothing where no byte of it left', () => {
    assert.deepEqual(used({ reach: 'none', upstreamStatus: undefined }), { kind: 'nothing' })
  })

  it('used what its provider says, when the answer is whole', () => {
    assert.deepEqual(used({ usage: REPORT }), { kind: 'usage', usage: REPORT, how: 'reported' })
  })

  it('used what is said of its input, where nothing is generated', () => {
    const usage = { inputTokens: 9 }
    assert.deepEqual(used({ usage }, { generates: false }), { kind: 'usage', usage, how: 'reported' })
  })

  it('may have used anything where it was sent and nothing came', () => {
    assert.deepEqual(used({ reach: 'sent', upstreamStatus: undefined, status: 502 }), { kind: 'unknown' })
  })

  it('used its input and what came of the answer, where the answer broke off or says nothing of tokens', () => {
    assert.deepEqual(used({ reach: 'begun' }), counted(100, 7))
    assert.deepEqual(used({}), counted(100, 7))
    assert.deepEqual(used({ usage: { inputTokens: 3 } }), counted(3, 7))
  })

  it('used what was said before it broke off, where that is more', () => {
    assert.deepEqual(used({ reach: 'begun', usage: { inputTokens: 3, outputTokens: 9 } }), counted(3, 9))
    assert.deepEqual(used({ reach: 'begun', usage: { inputTokens: 3, outputTokens: 1 } }), counted(3, 7))
  })

  it('may have used anything where thoughts are paid for that nobody sees', () => {
    assert.deepEqual(used({ reach: 'begun' }, { mayHideOutput: true }), { kind: 'unknown' })
    assert.equal(used({ usage: REPORT }, { mayHideOutput: true }).kind, 'usage')
  })

  it('used nothing where the provider refused it or was too busy for it', () => {
    for (const status of [400, 401, 404, 413, 422, 429, 503, 529]) {
      assert.deepEqual(used({ status, upstreamStatus: status }), { kind: 'nothing' }, String(status))
    }
  })

  it('used its input where the provider failed at it, or what the failure reports', () => {
    for (const status of [500, 502, 504]) assert.deepEqual(used({ status, upstreamStatus: status }), counted(100, 0))
    assert.deepEqual(used({ status: 500, upstreamStatus: 500, usage: REPORT }).kind, 'usage')
  })
})
