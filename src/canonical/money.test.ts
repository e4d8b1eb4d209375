/** Amounts are read and written without losing a billionth. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { MOST_NANO_USD, parseUsd, usdText } from './money.js'

describe('usdText', () => {
  it('writes an amount exactly, without zeros at its end', () => {
    const written = [0, 1, 50_000_000, 1_000_000_000, 12_340_000_000, -2_500_000_000, -1].map(usdText)
    assert.deepEqual(written, ['0', '0.000000001', '0.05', '1', '12.34', '-2.5', '-0.000000001'])
  })

  it('is what parseUsd reads, for every amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST_NANO_USD }), (amount) => {
        assert.equal(parseUsd(usdText(amount)), amount)
      }),
    )
  })
})

describe('parseUsd', () => {
  it('reads what people write', () => {
    const read = ['10usd', '10', '0.05', '$3', ' 10 USD ', '0', '9000000', '0.000000001'].map(parseUsd)
    assert.deepEqual(read, [10e9, 10e9, 5e7, 3e9, 10e9, 0, MOST_NANO_USD, 1])
  })

  it('refuses what is no amount, too large or finer than a billionth', () => {
    const refused = [
      '',
      'usd',
      '-1',
      '1,000',
      '1e3',
      '10eur',
      '.5',
      '5.',
      '9000000.000000001',
      '0.0000000001',
      '1 0',
      'NaN',
    ]
    assert.deepEqual(
      refused.filter((text) => parseUsd(text) !== undefined),
      [],
    )
  })
})
