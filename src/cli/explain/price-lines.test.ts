/** The arithmetic of a price: every line can be checked by hand, and what does not add up is not shown. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LedgerEntry } from '../../stores/index.js'
import { priceLines } from './price-lines.js'

const PRICE = {
  source: 'catalogue',
  entry: 'gpt-4o-mini',
  version: '0.1.8',
  prices: { input: 150_000, cacheRead: 75_000, cacheWrite5m: 150_000, cacheWrite1h: 150_000, output: 600_000 },
  tiers: [],
  writesCacheUnasked: false,
}

const ENTRY: LedgerEntry = {
  id: 'x',
  attempt: 1,
  at: 0,
  key: 'ci',
  provider: 'openai',
  model: 'gpt-4o-mini',
  price: PRICE,
  tokens: {
    input: 1_234,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    imageInput: 0,
    audioInput: 0,
    output: 1,
    reasoning: 0,
    audioOutput: 0,
  },
  costNanoUsd: 185_700,
  how: 'reported',
  seq: 1,
  reservedNanoUsd: 900_000,
  accounts: [
    'key=ci day UTC 1801353600000',
    ' total UTC 0',
    'key=a%20b&team=web month Europe/Berlin 1801353600000',
    'of a newer headgate',
  ],
}

test('each kind of token has its line, then the sum, how it is known, and who bears it', () => {
  assert.deepEqual(priceLines([ENTRY]), [
    '',
    'Cost: gpt-4o-mini at openai',
    '  1,234 input × $0.15/M = $0.0001851',
    '      1 output × $0.6/M = $0.0000006',
    '  cost      $0.0001857, known by the tokens that the provider reported',
    '  reserved  $0.0009 before it was sent',
    '  prices    of the catalogue 0.1.8, for gpt-4o-mini',
    '  borne by  key ci, the day from 2027-01-31T00:00Z (UTC)',
    '  borne by  everything, in total',
    '  borne by  key a b, team web, the month from 2027-01-31T00:00Z (Europe/Berlin)',
    '  borne by  of a newer headgate',
  ])
})

test('parts of a nano-dollar are shown, and rounded up once in the sum', () => {
  const price = { ...PRICE, prices: { ...PRICE.prices, input: 37_537, output: 1 } }
  const lines = priceLines([{ ...ENTRY, price, tokens: { ...ENTRY.tokens, input: 1, output: 1 }, costNanoUsd: 38 }])
  assert.deepEqual(lines.slice(2, 5), [
    '  1 input × $0.037537/M = $0.000000037537',
    '  1 output × $0.000001/M = $0.000000000001',
    '  cost      $0.000000038, known by the tokens that the provider reported',
  ])
})

test('what was taken as reserved, what had no price and what does not add up has no arithmetic', () => {
  const told = (parts: Partial<LedgerEntry>) => priceLines([{ ...ENTRY, accounts: [], ...parts }])[2]
  assert.match(
    told({ how: 'reserved', costNanoUsd: 900_000 }) ?? '',
    /cost {6}\$0\.0009, known as the most that it can have been/,
  )
  assert.match(
    told({ how: 'none', costNanoUsd: 0, price: {} }) ?? '',
    /cost {6}\$0, known not at all: no price was known/,
  )
  assert.match(told({ costNanoUsd: 1 }) ?? '', /cost {6}\$0\.000000001, known by the tokens/)
})

test('several attempts are told one by one, and none where nothing was booked', () => {
  const lines = priceLines([ENTRY, { ...ENTRY, attempt: 2 }])
  assert.deepEqual(
    lines.filter((line) => line.startsWith('Cost')),
    ['Cost of attempt 1: gpt-4o-mini at openai', 'Cost of attempt 2: gpt-4o-mini at openai'],
  )
  assert.deepEqual(priceLines([]), [])
})
