import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { ExchangeLine } from './line.js'
import { lineJson } from './line-json.js'

const count = fc.option(fc.nat(), { nil: null })
const name = fc.option(fc.string({ unit: 'binary' }), { nil: null })
const ms = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => Math.round(Math.abs(value)) / 1_000)

const lines: fc.Arbitrary<ExchangeLine> = fc.record({
  time: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  id: fc.stringMatching(/^[0-9a-z]{26}$/),
  principal: name,
  session: name,
  dialect: fc.string(),
  route: fc.string(),
  provider: name,
  model: name,
  stream: fc.boolean(),
  status: fc.nat(599),
  code: name,
  tokens: fc.record({
    input: count,
    output: count,
    cache_read: count,
    cache_write: count,
    before: count,
    after: count,
    saved: fc.nat(),
  }),
  cost_usd: fc.option(ms, { nil: null }),
  transforms: fc.array(fc.record({ name: fc.string(), ms, tokens_before: fc.nat(), tokens_after: fc.nat() }), {
    maxLength: 2,
  }),
  decisions: fc.array(
    fc.record({
      stage: fc.string(),
      decision: fc.constantFrom('allow', 'deny'),
      code: name,
      ms,
      monitored: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  attempts: fc.array(fc.record({ provider: fc.string(), code: name, ms }), { maxLength: 3 }),
  scan: fc.record({ segments: fc.nat(), bytes: fc.nat(), memoised: fc.nat() }),
  masked: fc.dictionary(fc.string(), fc.nat(), { noNullPrototype: true }),
  ms: fc.record({ total: ms, gateway: ms, upstream: ms, first_byte: fc.option(ms, { nil: null }) }),
})

const content = fc.record({
  request: fc.array(fc.record({ role: fc.string(), text: fc.string({ unit: 'binary' }) }), { maxLength: 2 }),
  response: fc.string({ unit: 'binary' }),
})

describe('lineJson', () => {
  it('writes what JSON.stringify would write', () => {
    fc.assert(
      fc.property(lines, fc.option(content, { nil: undefined }), (line, said) => {
        const whole = said === undefined ? line : { ...line, content: said }
        assert.deepEqual(JSON.parse(lineJson(whole)), JSON.parse(JSON.stringify(whole)))
      }),
    )
  })

  it('keeps to one line whatever the names hold', () => {
    fc.assert(fc.property(lines, (line) => assert.ok(!lineJson(line).includes('\n'))))
  })
})
