/** No call costs more than its worst case, and the longest answer that a sum pays for is just that. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { PriceSnapshot, TokenPrices } from '../canonical/index.js'
import { costOf } from './cost.js'
import { affordableOutput, worstCase } from './worst-case.js'

const price = fc.integer({ min: 0, max: 100_000_000 })
const optional = fc.option(price, { nil: undefined })
const prices: fc.Arbitrary<TokenPrices> = fc
  .record({
    input: price,
    cacheRead: price,
    cacheWrite5m: price,
    cacheWrite1h: price,
    output: price,
    reasoning: optional,
    audioInput: optional,
    audioOutput: optional,
  })
  .map(({ reasoning, audioInput, audioOutput, ...rest }) => ({
    ...rest,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(audioInput === undefined ? {} : { audioInput }),
    ...(audioOutput === undefined ? {} : { audioOutput }),
  }))
const snapshot: fc.Arbitrary<PriceSnapshot> = fc
  .record({ prices, tier: prices, above: fc.integer({ min: 0, max: 20_000 }), writesCacheUnasked: fc.boolean() })
  .map(({ tier, above, ...rest }) => ({
    source: 'catalogue',
    entry: 'm',
    ...rest,
    tiers: [{ above, prices: tier }],
  }))
const cacheWrites = fc.constantFrom('none', '5m', '1h')
const tokens = fc.integer({ min: 0, max: 40_000 })

describe('the worst case', () => {
  it('is never below what a call within its bounds costs', () => {
    const used = fc.record({
      fresh: tokens,
      cacheRead: tokens,
      written: tokens,
      writtenForAnHour: tokens,
      audio: tokens,
      output: tokens,
      reasoning: tokens,
      audioOutput: tokens,
    })
    fc.assert(
      fc.property(snapshot, used, tokens, (of, parts, spare) => {
        const inputTokens = parts.fresh + parts.cacheRead + parts.written + parts.writtenForAnHour + parts.audio
        const outputTokens = parts.output + parts.reasoning + parts.audioOutput
        const usage = {
          inputTokens,
          cacheReadTokens: parts.cacheRead,
          cacheWriteTokens: parts.written + parts.writtenForAnHour,
          cacheWrite1hTokens: parts.writtenForAnHour,
          audioInputTokens: parts.audio,
          outputTokens,
          reasoningTokens: parts.reasoning,
          audioOutputTokens: parts.audioOutput,
        }
        const bound = { inputTokens: inputTokens + spare, outputTokens, answers: 1, cacheWrites: '1h' as const }
        assert.ok(worstCase({ ...bound, price: of }) >= costOf(usage, of).nanoUsd)
      }),
    )
  })

  it('reckons with writes to the cache where they were asked for, or where the vendor makes them unasked', () => {
    const of: PriceSnapshot = {
      source: 'catalogue',
      entry: 'm',
      prices: { input: 1_000, cacheRead: 100, cacheWrite5m: 1_250, cacheWrite1h: 2_000, output: 5_000 },
      tiers: [],
      writesCacheUnasked: false,
    }
    const call = { inputTokens: 1_000, outputTokens: 10, answers: 3, price: of }
    assert.equal(worstCase({ ...call, cacheWrites: 'none' }), 1_150)
    assert.equal(worstCase({ ...call, cacheWrites: '5m' }), 1_400)
    assert.equal(worstCase({ ...call, cacheWrites: '1h' }), 2_150)
    const unasked = { ...call, price: { ...of, writesCacheUnasked: true } }
    assert.equal(worstCase({ ...unasked, cacheWrites: 'none' }), 1_400)
  })
})

describe('the output that a sum pays for', () => {
  it('fits, and one token more does not', () => {
    const sum = fc.integer({ min: 0, max: 10_000_000_000 })
    const answers = fc.integer({ min: 1, max: 8 })
    fc.assert(
      fc.property(snapshot, cacheWrites, sum, answers, tokens, (of, writes, leftNanoUsd, count, inputTokens) => {
        const call = { inputTokens, answers: count, cacheWrites: writes, price: of }
        const outputTokens = affordableOutput({ ...call, leftNanoUsd })
        if (outputTokens > 0) assert.ok(worstCase({ ...call, outputTokens }) <= leftNanoUsd)
        if (outputTokens < Number.MAX_SAFE_INTEGER)
          assert.ok(worstCase({ ...call, outputTokens: outputTokens + 1 }) > leftNanoUsd)
      }),
    )
  })
})
