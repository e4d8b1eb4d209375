/** What a report of tokens comes to, to the nano-dollar, and what becomes of reports that cannot be true. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { PriceSnapshot, Usage } from '../canonical/index.js'
import { costOf } from './cost.js'

const PRICES = {
  input: 3_000_000,
  cacheRead: 300_000,
  cacheWrite5m: 3_750_000,
  cacheWrite1h: 6_000_000,
  output: 15_000_000,
}
const PRICE: PriceSnapshot = { source: 'override', entry: 'm', prices: PRICES, tiers: [], writesCacheUnasked: false }

function nanoUsd(usage: Usage, price = PRICE): number {
  return costOf(usage, price).nanoUsd
}

describe('the cost of a call', () => {
  it('is tokens times price, and says how', () => {
    const cost = costOf({ inputTokens: 1_000, outputTokens: 100 }, PRICE)
    assert.equal(cost.nanoUsd, 3_000_000 + 1_500_000)
    assert.deepEqual(cost.lines, [
      { kind: 'input', tokens: 1_000, picoUsdPerToken: 3_000_000 },
      { kind: 'output', tokens: 100, picoUsdPerToken: 15_000_000 },
    ])
  })

  it('counts each token once, in the kind that it is', () => {
    const usage = {
      inputTokens: 1_000,
      cacheReadTokens: 500,
      cacheWriteTokens: 300,
      cacheWrite1hTokens: 100,
      outputTokens: 50,
      reasoningTokens: 20,
    }
    const kinds = costOf(usage, PRICE).lines.map(({ kind, tokens }) => [kind, tokens])
    assert.deepEqual(kinds, [
      ['input', 200],
      ['cacheRead', 500],
      ['cacheWrite5m', 200],
      ['cacheWrite1h', 100],
      ['output', 30],
      ['reasoning', 20],
    ])
  })

  it('takes the price of a part from its whole where it has none of its own', () => {
    const audio = { ...PRICE, prices: { ...PRICES, audioInput: 40_000_000, audioOutput: 80_000_000, reasoning: 1_000 } }
    const usage = {
      inputTokens: 10,
      audioInputTokens: 10,
      outputTokens: 20,
      audioOutputTokens: 10,
      reasoningTokens: 10,
    }
    assert.equal(nanoUsd(usage), (10 * 3_000_000 + 20 * 15_000_000) / 1_000)
    assert.equal(nanoUsd(usage, audio), (10 * 40_000_000 + 10 * 80_000_000 + 10 * 1_000) / 1_000)
  })

  it('takes the prices for long input for all of a call, from the first token above the threshold', () => {
    const long = { above: 200_000, prices: { ...PRICES, input: 6_000_000, output: 22_500_000 } }
    const tiered = { ...PRICE, tiers: [long] }
    assert.equal(nanoUsd({ inputTokens: 200_000, outputTokens: 1 }, tiered), 600_000_000 + 15_000)
    assert.equal(nanoUsd({ inputTokens: 200_001, outputTokens: 1 }, tiered), 1_200_006_000 + 22_500)
    assert.equal(nanoUsd({ inputTokens: 200_001, cacheReadTokens: 200_000 }, tiered), 60_000_000 + 6_000)
  })

  it('is rounded up once, not line by line', () => {
    const cheap = { ...PRICE, prices: { ...PRICES, input: 37, output: 501 } }
    assert.equal(nanoUsd({ inputTokens: 1, outputTokens: 1 }, cheap), 1)
    assert.equal(nanoUsd({ inputTokens: 27, outputTokens: 2 }, cheap), 3)
  })

  it('is nothing without tokens', () => {
    assert.deepEqual(costOf({}, PRICE), { nanoUsd: 0, lines: [] })
  })

  it('stays exact where products pass what a number can hold', () => {
    const dear = { ...PRICE, prices: { ...PRICES, input: 999_999_999_999 } }
    assert.equal(nanoUsd({ inputTokens: 9_007_199 }, dear), 9_007_198_999_990_993)
    assert.equal(nanoUsd({ inputTokens: Number.MAX_SAFE_INTEGER }, dear), Number.MAX_SAFE_INTEGER)
  })
})

describe('a report that contradicts itself', () => {
  it('is read as the dearer: parts that are more than their whole are added to it', () => {
    assert.equal(nanoUsd({ inputTokens: 10, cacheReadTokens: 100 }), (10 * 3_000_000 + 100 * 300_000) / 1_000)
    assert.equal(nanoUsd({ outputTokens: 1, reasoningTokens: 5 }), (6 * 15_000_000) / 1_000)
    assert.equal(nanoUsd({ cacheReadTokens: 7 }), 2_100)
  })

  it('has no tokens below zero, and no part of a token', () => {
    assert.equal(nanoUsd({ inputTokens: -5, outputTokens: 1 }), 15_000)
    assert.equal(nanoUsd({ inputTokens: 1.5, cacheReadTokens: -3 }), 6_000)
    assert.equal(nanoUsd({ inputTokens: Number.NaN, outputTokens: Number.NaN }), 0)
  })

  it('never costs less than all of its input at the price of the cheapest kind, and all of its output', () => {
    const count = fc.oneof(fc.integer({ min: -10, max: 10_000 }), fc.double({ min: -1, max: 100 }))
    const usage = fc.record({
      inputTokens: count,
      outputTokens: count,
      cacheReadTokens: count,
      cacheWriteTokens: count,
      cacheWrite1hTokens: count,
      reasoningTokens: count,
    })
    fc.assert(
      fc.property(usage, (report) => {
        const atLeast = (tokens: number) => Math.max(0, Math.ceil(tokens || 0))
        const least = atLeast(report.inputTokens) * 300_000 + atLeast(report.outputTokens) * 15_000_000
        assert.ok(nanoUsd(report) >= least / 1_000)
      }),
    )
  })
})
