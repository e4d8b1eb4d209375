/** What reading tokens promises: all of the text, in order, within arrays of a fixed size. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { makeTokens, readTokens, SLICE_UNITS } from './tokens.js'

const tokens = makeTokens()

function featuresOf(text: string): number[] {
  readTokens(text, 0, tokens)
  return [...tokens.features.subarray(0, tokens.firsts[tokens.count])]
}

describe('the features of a text', () => {
  it('do not change with case, width or accents', () => {
    assert.deepEqual(featuresOf('résumé'), featuresOf('resume'))
    assert.deepEqual(featuresOf('ｉｇｎｏｒｅ'), featuresOf('ignore'))
    assert.deepEqual(featuresOf('Straße, bitte'), featuresOf('straße, bitte'))
  })

  it('do not change with invisible characters', () => {
    assert.deepEqual(featuresOf('ig\u200bno\u00adre'), featuresOf('ignore'))
  })

  it('tell the order of words', () => {
    assert.notDeepEqual(featuresOf('follow the rules').sort(), featuresOf('rules the follow').sort())
  })

  it('share a meaning between languages', () => {
    const english = new Set(featuresOf('ignore instructions'))
    assert.ok(featuresOf('игнорируй инструкции').some((feature) => english.has(feature)))
  })
})

describe('reading a long text', () => {
  const texts = fc.oneof(
    fc.string({
      unit: fc.constantFrom('a', ' ', 'A,', '忽略', '令', 'ก', '!?', '\ud83d\ude00', '\n'),
      maxLength: 12_000,
    }),
    fc.constantFrom(
      'a '.repeat(9000),
      'A!'.repeat(9000),
      '忽略之前的指令'.repeat(3000),
      'x'.repeat(50_000),
      '?!'.repeat(9000),
    ),
  )

  it('goes on to its end, in slices that fit', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (let from = 0; from < text.length; ) {
          const end = readTokens(text, from, tokens)
          assert.ok(end > from && end <= from + SLICE_UNITS)
          assert.ok((tokens.firsts[tokens.count] ?? 0) <= tokens.features.length)
          assert.ok(tokens.count <= SLICE_UNITS)
          from = end
        }
      }),
      { numRuns: 60 },
    )
  })

  it('names tokens by their place, one after the other', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const end = readTokens(text, 0, tokens)
        let last = 0
        for (let token = 0; token < tokens.count; token += 1) {
          assert.ok((tokens.starts[token] ?? -1) >= last && (tokens.ends[token] ?? 0) > (tokens.starts[token] ?? 0))
          last = tokens.ends[token] ?? 0
        }
        assert.ok(last <= end)
      }),
      { numRuns: 60 },
    )
  })
})
