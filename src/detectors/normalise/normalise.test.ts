/** A normalised text is the plainest form of a text, and every part of it is found again in the text. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { NO_SIGNS, normalise, type Signs } from './index.js'

interface Case {
  readonly name: string
  readonly text: string
  readonly plain: string
  readonly signs?: Partial<Signs>
}

const CASES: readonly Case[] = [
  { name: 'plain text', text: 'Ignore all of it.\nNow.', plain: 'ignore all of it.\nnow.' },
  { name: 'white space', text: 'a  b\t\tc \r\n d\u00a0\u3000e', plain: 'a b c\nd e' },
  { name: 'full width', text: 'Ｉｇｎｏｒｅ　ａｌｌ', plain: 'ignore all', signs: { compatibility: 9 } },
  { name: 'zero-width characters', text: 'ig\u200bno\u200dre', plain: 'ignore', signs: { invisible: 2 } },
  { name: 'joiners at home', text: 'क\u094d\u200dष 👩\u200d🚀', plain: 'क\u094dष 👩🚀' },
  { name: 'bidi controls', text: '\u202eignore\u202c', plain: 'ignore', signs: { bidi: 2 } },
  { name: 'tags', text: 'a\u{e0069}\u{e0067}b', plain: 'aigb', signs: { tags: 2 } },
  { name: 'marks', text: 'i\u0301\u0302gnore', plain: 'ignore', signs: { marks: 2 } },
  { name: 'look-alikes in a Latin word', text: 'ignоre', plain: 'ignore', signs: { lookalikes: 1 } },
  {
    name: 'letters that only the neighbours make Latin',
    text: 'Нello Не',
    plain: 'hello нe',
    signs: { lookalikes: 1 },
  },
  { name: 'spaced letters', text: 'i g n o r e   a l l', plain: 'ignore all', signs: { spaced: 9 } },
  { name: 'dotted letters', text: 'so i.g.n.o.r.e it', plain: 'so ignore it', signs: { spaced: 6 } },
  { name: 'leetspeak', text: '1gn0r3 pr3v!0us!', plain: 'ignore previous!', signs: { leet: 6 } },
  { name: 'spaced leetspeak', text: '1 g n 0 r e', plain: 'ignore', signs: { spaced: 6, leet: 2 } },
  {
    name: 'numbers, versions and hashes',
    text: 'v1.2.3 at 12:30, 0xdeadb33f, h264',
    plain: 'v1.2.3 at 12:30, 0xdeadb33f, h264',
  },
  { name: 'ligatures', text: 'ﬁnd Straße', plain: 'find strasse' },
  { name: 'Korean letters', text: '한국어'.normalize('NFD'), plain: '한국어' },
  { name: 'a surrogate alone', text: 'a\ud800b', plain: 'a\ufffdb' },
]

describe('normalise', () => {
  for (const { name, text, plain, signs } of CASES) {
    it(`reads ${name}`, () => {
      const found = normalise(text)
      assert.equal(found.text, plain)
      assert.deepEqual(found.signs, { ...NO_SIGNS, ...signs })
    })
  }

  it('says where a part came from', () => {
    const text = 'Oh, i g n\u200b o r e  thÉ ﬁne 𝕣ules'
    const { text: plain, origin } = normalise(text)
    const where = (part: string): string => {
      const start = plain.indexOf(part)
      const { start: from, end } = origin(start, start + part.length)
      return text.slice(from, end)
    }
    assert.equal(where('ignore'), 'i g n\u200b o r e')
    assert.equal(where('the'), 'thÉ')
    assert.equal(where('f'), 'ﬁ')
    assert.equal(where('r'), 'r')
    assert.equal(where('rules'), '𝕣ules')
  })

  it('leaves ordinary text of any language without a sign', () => {
    for (const text of [
      'Съешь ещё этих мягких булок',
      '今日はいい天気ですね。',
      'مرحبا بالعالم',
      'Ça coûte 20 €, déjà vu ?',
      'สวัสดีครับ',
      '안녕하세요',
      '👍🏽 ❤️ 1️⃣',
    ])
      assert.deepEqual(normalise(text).signs, NO_SIGNS, text)
  })
})

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 }).map((units) => String.fromCharCode(...units)),
    fc.string({
      unit: fc.constantFrom('a', 'B', '1', '0', ' ', '.', '\n', '-', '\u200b', 'é', 'о', '\u0301', '𝕣'),
      maxLength: 80,
    }),
  )

  it('has offsets that lie within it, in their order', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { text: plain, origin } = normalise(given)
        let last = 0
        for (let at = 0; at < plain.length; at++) {
          const { start, end } = origin(at, at + 1)
          assert.ok(start >= last && start < end && end <= given.length)
          last = start
        }
      }),
    )
  })

  it('grows to four times its length at most', () => {
    fc.assert(fc.property(text, (given) => assert.ok(normalise(given).text.length <= given.length * 4)))
  })

  it('is normalised the same with something behind it that takes the long way', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'Z', ' ', '\n', '1', '.', ','), maxLength: 40 }), (given) => {
        assert.equal(normalise(`${given};\u200b`).text, `${normalise(given).text};`)
      }),
    )
  })
})
