/** A packed line is the line again, whatever stands in it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ExchangeLine } from './line.js'
import { packLine, unpackLine } from './packed-line.js'

const text = fc.string({ unit: 'binary' })
const name = fc.option(text)
const count = fc.option(fc.nat())
const ms = fc.nat().map((thousandths) => thousandths / 1_000)

const line: fc.Arbitrary<ExchangeLine> = fc.record({
  time: fc.constant('2026-01-02T03:04:05.678Z'),
  id: fc.constant('01kajz8x0q3v9d5m2n7c4b6t8y'),
  ...{ principal: name, session: name, dialect: text, route: text, provider: name, model: name, code: name },
  ...{ stream: fc.boolean(), status: fc.nat(999) },
  tokens: fc.record({
    ...{ input: count, output: count, cache_read: count, cache_write: count, before: count, after: count },
    saved: fc.nat(),
  }),
  cost_usd: fc.option(ms),
  transforms: fc.array(fc.record({ name: text, ms, tokens_before: fc.nat(), tokens_after: fc.nat() })),
  decisions: fc.array(
    fc.record({
      ...{ stage: text, code: name, ms, monitored: fc.boolean() },
      decision: fc.constantFrom('allow', 'transform', 'respond', 'deny'),
    }),
  ),
  attempts: fc.array(fc.record({ provider: text, code: name, ms })),
  scan: fc.record({ segments: fc.nat(), bytes: fc.nat(), memoised: fc.nat() }),
  masked: fc.dictionary(fc.constantFrom('EMAIL_ADDRESS', 'SECRET'), fc.nat()),
  ms: fc.record({ total: ms, gateway: ms, upstream: ms, first_byte: fc.option(ms) }),
})

test('packing loses nothing but content', () => {
  fc.assert(
    fc.property(line, (each) => {
      assert.deepEqual(unpackLine(packLine(each)), JSON.parse(JSON.stringify(each)))
      const said = { request: [{ role: 'user', text: 'what-was-said' }], response: 'what-was-answered' }
      assert.equal(packLine({ ...each, content: said }), packLine(each))
    }),
  )
})

test('what is no packed line is told from one', () => {
  for (const other of ['', '{}', '"text"', 'null', '[', '{"time":1}']) assert.equal(unpackLine(other), undefined)
})
