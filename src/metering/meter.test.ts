/** Prices and tokens as the stages see them. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Demand, opaqueRequest } from '../canonical/index.js'
import { systemClock } from '../lib/index.js'
import { createMeter } from './meter.js'

const BODY = Buffer.from('{"model":"gpt-4o","max_tokens":100,"messages":[]}')

function requestWith(demand?: Partial<Demand>) {
  const whole: Demand = {
    answers: 1,
    images: 0,
    messages: 3,
    tools: 0,
    builtInTools: 0,
    cacheWrites: 'none',
    references: false,
    reasoning: 'unsaid',
    unpriced: [],
    structure: () => '{"model":"gpt-4o","max_tokens":100}',
    ...demand,
  }
  const facts = { model: 'gpt-4o', stream: false, messageCount: 3 }
  return opaqueRequest(BODY, demand === undefined ? facts : { ...facts, demand: () => whole })
}

describe('the meter', () => {
  it('knows the prices of the catalogue and those that are written down', async () => {
    const mine = { input_usd_per_mtok: 1, output_usd_per_mtok: 2 }
    const meter = await createMeter({ overrides: { mine }, clock: systemClock })
    assert.equal(meter.priceOf('openai', 'gpt-4o')?.source, 'catalogue')
    assert.equal(meter.priceOf('openai', 'mine')?.source, 'override')
    assert.equal(meter.priceOf('openai', 'nobody-knows'), undefined)
  })

  it('bounds the input of a request by its body, and not at all where nobody knows what it asks for', async () => {
    const meter = await createMeter({ overrides: {}, clock: systemClock })
    const bound = meter.inputBound(requestWith({}), undefined) ?? 0
    assert.ok(bound > 0 && bound <= BODY.length + 64 + 3 * 8)
    assert.equal(meter.inputBound(requestWith(), undefined), undefined)
    assert.equal(meter.inputBound(requestWith({ references: true }), undefined), undefined)
    const price = meter.priceOf('openai', 'gpt-4o')
    assert.equal(meter.inputBound(requestWith({ references: true }), price), 128_000)
  })

  it('counts a text exactly, or from above and from below', async () => {
    const meter = await createMeter({ overrides: {}, clock: systemClock })
    await meter.warm()
    const text = 'One two three four five six seven eight nine ten. '.repeat(10)
    assert.equal(meter.countTokens('gpt-4o', text), meter.leastTokens('gpt-4o', text))
    assert.ok(meter.countTokens('claude-opus-5', text) > 110)
    assert.ok(meter.leastTokens('claude-opus-5', text) < 110)
  })
})
