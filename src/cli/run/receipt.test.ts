/** Receipts stay short, however many names a client makes up. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Cost } from '../../pipeline/index.js'
import type { ExchangeLine } from '../../telemetry/index.js'
import { type Call, createReceipt } from './receipt.js'

function call(parts: Partial<ExchangeLine>, cost?: Cost): Call {
  const line: ExchangeLine = {
    time: '2026-01-01T00:00:00.000Z',
    id: 'x',
    principal: 'ci',
    session: null,
    dialect: 'openai-chat',
    route: '/v1/chat/completions',
    provider: 'openai',
    model: 'gpt-4o',
    stream: false,
    status: 200,
    code: null,
    tokens: { input: 10, output: 2, cache_read: null, cache_write: null, before: null, after: null, saved: 0 },
    cost_usd: null,
    transforms: [],
    decisions: [],
    attempts: [],
    scan: { segments: 0, bytes: 0, memoised: 0 },
    masked: {},
    ms: { total: 1, gateway: 1, upstream: 0, first_byte: null },
    ...parts,
  }
  return { line, cost }
}

const PRICED: Cost = {
  nanoUsd: 1_500,
  how: 'reported',
  lines: [
    { kind: 'input', tokens: 6, picoUsdPerToken: 100_000 },
    { kind: 'cacheRead', tokens: 4, picoUsdPerToken: 0 },
    { kind: 'output', tokens: 1, picoUsdPerToken: 450_000 },
    { kind: 'reasoning', tokens: 1, picoUsdPerToken: 450_000 },
  ],
}

test('calls and costs are added up by model, refusals by code', () => {
  const receipt = createReceipt()
  receipt.add(call({}, PRICED))
  receipt.add(call({}, PRICED))
  receipt.add(call({ model: null }))
  receipt.add(call({ provider: null, model: null, status: 429, code: 'rate_limited' }))
  receipt.add(call({ status: 502, code: 'upstream_error' }))
  assert.deepEqual(receipt.lines(1_500), [
    'headgate: 4 calls in 1.5 s, 40 tokens in, 8 out, 0.000003 USD, and 2 calls of unknown price',
    '  MODEL   CALLS  TOKENS IN  TOKENS OUT  USD',
    '  gpt-4o      3         30           6  0.000003',
    '  (none)      1         10           2  unknown',
    '  refused or failed: 1 rate_limited, 1 upstream_error',
  ])
})

test('tokens are those that were paid for, where the provider reported none', () => {
  const receipt = createReceipt()
  const unreported = {
    input: null,
    output: null,
    cache_read: null,
    cache_write: null,
    before: null,
    after: null,
    saved: 0,
  }
  receipt.add(call({ tokens: unreported }, { ...PRICED, how: 'counted' }))
  receipt.add(call({ tokens: unreported }, { nanoUsd: 7, how: 'reserved', lines: [] }))
  assert.equal(receipt.lines(0)[0], 'headgate: 2 calls in 0.0 s, 10 tokens in, 2 out, 0.000001507 USD')
})

test('a cap is told with what the ledger says was spent', () => {
  const lines = createReceipt().lines(0, { capNanoUsd: 5_000_000_000, spentNanoUsd: 1_250_000_000 })
  assert.equal(lines.at(-1), '  cap: 5 USD, of which 1.25 were spent and 3.75 are left')
})

test('models beyond the fiftieth share a line', () => {
  const receipt = createReceipt()
  for (let made = 0; made < 1_000; made++) receipt.add(call({ model: `model-${made}` }, { ...PRICED, nanoUsd: 1 }))
  const lines = receipt.lines(0)
  assert.equal(lines.length, 1 + 1 + 50 + 1)
  assert.match(lines.at(-1) ?? '', /\(others\) +950 +9500 +1900 +0\.00000095$/)
})
