/** Answers are counted whole and rarely, and ended when they pass what was reserved. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Frame } from '../../canonical/index.js'
import { HeadgateError } from '../../errors.js'
import { Delivered } from './delivered.js'

/** A frame whose whole text is its bytes; a token is one character. */
function frame(text: string): Frame {
  const bytes = Buffer.from(text)
  return { bytes, event: 'message', data: () => bytes }
}

function following(maxTokens?: number) {
  let decoded = 0
  const delivered = new Delivered({
    dialect: {
      decodeResponse: ({ bytes }) => {
        decoded++
        return [{ type: 'text', kind: 'answer', text: bytes.toString().replaceAll('-', '') }]
      },
    },
    countTokens: (text) => text.length,
    leastTokens: (text) => text.length,
    maxTokens,
  })
  return { delivered, decodedFrames: () => decoded }
}

describe('a followed answer', () => {
  it('passes unchanged and uncounted', () => {
    const { delivered, decodedFrames } = following(1_000)
    const one = frame('abc')
    assert.deepEqual(delivered.frame(one), [one])
    assert.deepEqual(delivered.end(), [])
    assert.equal(decodedFrames(), 0)
  })

  it('is counted once however often somebody asks', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme-ascii' })), (texts) => {
        const { delivered, decodedFrames } = following()
        for (const [at, text] of texts.entries()) {
          delivered.frame(frame(text))
          if (at % 3 === 0) delivered.tokens()
        }
        const plain = texts.join('').replaceAll('-', '').length
        assert.equal(delivered.tokens(), plain)
        assert.equal(delivered.tokens(), plain)
        assert.equal(decodedFrames(), texts.length)
      }),
    )
  })

  it('keeps a bounded part of a long answer', () => {
    const { delivered, decodedFrames } = following()
    for (let at = 0; at < 100; at++) delivered.frame(frame('x'.repeat(10_000)))
    assert.ok(decodedFrames() > 50)
    assert.equal(delivered.tokens(), 1_000_000)
  })

  it('is ended by the first frame that passes the reservation, and not before', () => {
    const { delivered } = following(5)
    for (const text of ['----a', '----b', '----cd', '----e']) delivered.frame(frame(text))
    assert.throws(
      () => delivered.frame(frame('----f')),
      (error) => error instanceof HeadgateError && error.code === 'budget_exhausted',
    )
  })
})
