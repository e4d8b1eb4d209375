/** The scanners cut every text where the published patterns do. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { CL100K_TOKEN_SPLIT_REGEX, O200K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants'
import { type Splitter, splitCl100k, splitO200k } from './split.js'

/** One or two characters of each kind that the patterns tell apart, and those that they name. */
const CHARACTERS = [
  ...'aszLRvET\'’ÉéǅªʰªЯя中あ\u0301\u0903 \u00a0\t\n\r/!."_1２²Ⅷ😀𝒜𐐀𐐨\u200b\0\ufeff',
  '\u2028',
  '\ud800',
]

function pieces(text: string, split: Splitter): string[] {
  const bytes = Buffer.from(text)
  const found: string[] = []
  let end = 0
  for (let start = 0; start < bytes.length; start = end) {
    end = split(bytes, start, bytes.length)
    found.push(bytes.toString('utf8', start, end))
  }
  return found
}

describe('a text', () => {
  const mixed = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 12 }).map((characters) => characters.join(''))
  const any = fc.string({ unit: 'binary', maxLength: 12 })

  for (const [name, split, pattern] of [
    ['o200k_base', splitO200k, O200K_TOKEN_SPLIT_REGEX],
    ['cl100k_base', splitCl100k, CL100K_TOKEN_SPLIT_REGEX],
  ] as const) {
    it(`is cut as the pattern of ${name} cuts it`, () => {
      fc.assert(
        fc.property(fc.oneof({ arbitrary: mixed, weight: 4 }, any), (text) => {
          const expected = [...text.matchAll(pattern)].map(([piece]) => Buffer.from(piece).toString())
          assert.deepEqual(pieces(text, split), expected)
        }),
        { numRuns: 5_000 },
      )
    })
  }
})
