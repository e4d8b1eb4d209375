/** Medians and percentiles of small, known sets. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { median, percentile } from './statistics.js'

it('finds the median of odd, even and empty sets', () => {
  assert.equal(median([9, 1, 5]), 5)
  assert.equal(median([9, 1, 5, 7]), 6)
  assert.equal(median([]), null)
})

it('finds percentiles by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  assert.equal(percentile(hundred, 0.5), 50)
  assert.equal(percentile(hundred, 0.99), 99)
  assert.equal(percentile([3], 0.99), 3)
  assert.equal(percentile([], 0.5), null)
})
