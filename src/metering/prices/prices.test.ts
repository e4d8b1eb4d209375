/** Prices that somebody has written down, and how long what was worked out is believed. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PriceSnapshot } from '../../canonical/index.js'
import { pricesSchema } from './config.js'
import { catalogueAge, createPrices, overridden } from './prices.js'

const LISTED: PriceSnapshot = {
  source: 'catalogue',
  entry: 'known',
  prices: { input: 1, cacheRead: 1, cacheWrite5m: 2, cacheWrite1h: 2, output: 3 },
  tiers: [],
  writesCacheUnasked: false,
  maxOutputTokens: 4_096,
  contextTokens: 8_192,
}

/** Prices over a catalogue of one model that counts how often it is asked. */
function pricesWith(overrides: unknown) {
  const asked: number[] = []
  const clock = { time: Date.parse('2026-11-21T10:00Z'), now: () => clock.time }
  const catalogue = {
    find(_provider: string, model: string, atMs: number) {
      asked.push(atMs)
      return model === 'known' ? LISTED : undefined
    },
  }
  const section = pricesSchema.parse({ overrides })
  return { ...createPrices({ catalogue, overrides: section.overrides, clock }), asked, clock }
}

describe('an override', () => {
  it('is read to the last decimal', () => {
    const { priceOf } = pricesWith({ mine: { input_usd_per_mtok: 0.0375, output_usd_per_mtok: 0.15 } })
    assert.deepEqual(priceOf('local', 'mine')?.prices, {
      input: 37_500,
      cacheRead: 37_500,
      cacheWrite5m: 46_875,
      cacheWrite1h: 75_000,
      output: 150_000,
    })
  })

  it('for one provider wins over one for all', () => {
    const { priceOf } = pricesWith({
      'a/m': { input_usd_per_mtok: 1, output_usd_per_mtok: 1 },
      m: { input_usd_per_mtok: 2, output_usd_per_mtok: 2 },
    })
    assert.deepEqual([priceOf('a', 'm')?.prices.input, priceOf('b', 'm')?.prices.input], [1_000_000, 2_000_000])
  })

  it('wins over the catalogue, and leaves it the limits that it does not name', () => {
    const { priceOf } = pricesWith({ known: { input_usd_per_mtok: 1, output_usd_per_mtok: 1, context_tokens: 9_000 } })
    const found = priceOf('any', 'known')
    assert.deepEqual([found?.source, found?.maxOutputTokens, found?.contextTokens], ['override', 4_096, 9_000])
  })

  it('can name the prices of the cache', () => {
    const found = overridden(
      { input_usd_per_mtok: 3, output_usd_per_mtok: 15, cache_read_usd_per_mtok: 0.3, cache_write_usd_per_mtok: 3.75 },
      'm',
    )
    assert.deepEqual(
      [found.prices.cacheRead, found.prices.cacheWrite5m, found.prices.cacheWrite1h],
      [300_000, 3_750_000, 6_000_000],
    )
  })

  it('is refused where it is no price', () => {
    const wrong = [{}, { input_usd_per_mtok: -1, output_usd_per_mtok: 1 }, { input_usd_per_mtok: 1 }]
    assert.deepEqual(
      wrong.filter((override) => pricesSchema.safeParse({ overrides: { m: override } }).success),
      [],
    )
  })
})

describe('a price that is not written down', () => {
  it('is not known', () => {
    assert.equal(pricesWith({}).priceOf('any', 'unknown'), undefined)
  })

  it('is worked out once a day', () => {
    const { priceOf, asked, clock } = pricesWith({})
    for (const model of ['known', 'unknown', 'known', 'unknown']) priceOf('any', model)
    assert.equal(asked.length, 2)
    clock.time += 86_400_000
    priceOf('any', 'known')
    assert.deepEqual(asked.slice(2), [clock.time])
  })
})

describe('the age of the catalogue', () => {
  it('is told in days', () => {
    const published = Date.parse(catalogueAge(0).publishedAt)
    assert.equal(catalogueAge(published + 30.5 * 86_400_000).days, 30)
    assert.equal(catalogueAge(0).days, 0)
  })
})
