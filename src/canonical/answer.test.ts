/** Usage reports of one answer add up to the totals that the provider last knew. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mergeUsage, type Usage } from './answer.js'

/** Without the members that say nothing. */
function merged(earlier: Usage, later: Usage): unknown {
  return Object.fromEntries(Object.entries(mergeUsage(earlier, later)).filter(([, count]) => count !== undefined))
}

describe('mergeUsage', () => {
  it('keeps what only one report says', () => {
    assert.deepEqual(merged({ inputTokens: 5 }, { outputTokens: 0 }), { inputTokens: 5, outputTokens: 0 })
    assert.deepEqual(merged({}, {}), {})
  })

  it('never counts less than was counted before: a later report may leave out what was read from a cache', () => {
    const start = { inputTokens: 1010, outputTokens: 1, cacheReadTokens: 1000 }
    assert.deepEqual(merged(start, { inputTokens: 10, outputTokens: 42 }), { ...start, outputTokens: 42 })
  })
  it('merges every kind of token', () => {
    const one: Usage = {
      inputTokens: 1,
      outputTokens: 2,
      cacheReadTokens: 3,
      cacheWriteTokens: 4,
      cacheWrite1hTokens: 5,
      reasoningTokens: 6,
      audioInputTokens: 7,
      audioOutputTokens: 8,
      imageInputTokens: 9,
    }
    const other = Object.fromEntries(Object.entries(one).map(([kind, count]) => [kind, 10 - Number(count)]))
    const larger = Object.fromEntries(
      Object.entries(one).map(([kind, count]) => [kind, Math.max(Number(count), 10 - Number(count))]),
    )
    assert.deepEqual(merged(one, other), larger)
    assert.deepEqual(merged(one, {}), one)
  })
})
