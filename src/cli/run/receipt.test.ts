/** Receipts stay short, however many names a client makes up. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ExchangeLine } from '../../telemetry/index.js'
import { createReceipt } from './receipt.js'

function line(parts: Partial<ExchangeLine>): ExchangeLine {
  return {
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
}

test('calls are added up by model, refusals by code', () => {
  const receipt = createReceipt()
  receipt.add(line({}))
  receipt.add(line({}))
  receipt.add(line({ model: null }))
  receipt.add(line({ provider: null, model: null, status: 429, code: 'rate_limited' }))
  receipt.add(line({ status: 502, code: 'upstream_error' }))
  assert.deepEqual(receipt.lines(1_500), [
    'headgate: 4 calls in 1.5 s, 40 tokens in, 8 out',
    '  MODEL   CALLS  TOKENS IN  TOKENS OUT',
    '  gpt-4o      3         30           6',
    '  (none)      1         10           2',
    '  refused or failed: 1 rate_limited, 1 upstream_error',
  ])
})

test('models beyond the fiftieth share a line', () => {
  const receipt = createReceipt()
  for (let made = 0; made < 1_000; made++) receipt.add(line({ model: `model-${made}` }))
  const lines = receipt.lines(0)
  assert.equal(lines.length, 1 + 1 + 50 + 1)
  assert.match(lines.at(-1) ?? '', /\(others\) +950 +9500 +1900/)
})
