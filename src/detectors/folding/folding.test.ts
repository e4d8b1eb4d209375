/** Everything that stands for a letter is folded to it, and nothing else is lost. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { FOLD, foldCodePoint, foldText, REASON } from './index.js'

describe('what is folded to a Latin letter', () => {
  const forms: readonly (readonly [name: string, text: string])[] = [
    ['capitals', 'IGNORE'],
    ['full width', 'Ｉｇｎｏｒｅ'],
    ['mathematical letters', '𝐢𝓰𝔫𝕠𝖗𝘦'],
    ['circled letters', 'ⓘⓖⓝⓞⓡⓔ'],
    ['dark squares', '🅸🅶🅽🅾🆁🅴'],
    ['halves of flags', '🇮🇬🇳🇴🇷🇪'],
    ['superscripts', 'ⁱᵍⁿᵒʳᵉ'],
    ['accents', 'ïĝñôřé'],
    ['accents of their own', 'i\u0308g\u0302n\u0303o\u0302r\u030ce\u0301'],
    ['Cyrillic and Greek', 'іɡnοrе'],
    ['small capitals', 'ɪɢɴᴏʀᴇ'],
    ['invisible characters', 'i\u200bg\u00adn\u2060o\u034fr\ufeffe'],
    ['tags', '\u{e0069}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065}'],
  ]
  for (const [name, text] of forms) it(name, () => assert.equal(foldText(text), 'ignore'))
})

describe('what is kept', () => {
  it('other scripts, whichever way they are written', () => {
    assert.equal(foldText('忽略'), '忽略')
    assert.equal(foldText('한국어'), '한국어')
    assert.equal(foldText('ｶﾞ'.normalize('NFKC')), 'ガ')
    assert.equal(foldText('สวัสดี'), 'สวัสดี')
    assert.equal(foldText('नमस्ते'), 'नमस्ते')
  })

  it('Russian reads the same in capitals and small letters', () => {
    assert.equal(foldText('НЕ ИГНОРИРУЙ ВСЁ'), foldText('не игнорируй всё'))
  })

  it('emoji, without the sign that says how to draw them', () => assert.equal(foldText('❤️😀'), '❤😀'))
})

describe('any code point', () => {
  const codePoint = fc.integer({ min: 0, max: 0x10ffff })

  it('has a fold that does not depend on when it is asked for', () => {
    fc.assert(fc.property(codePoint, (code) => assert.equal(foldCodePoint(code), foldCodePoint(code))))
  })

  it('is folded to four units at most', () => {
    fc.assert(fc.property(codePoint, (code) => assert.ok(foldText(String.fromCodePoint(code)).length <= 4)))
  })

  it('is folded the same when it was folded before', () => {
    fc.assert(
      fc.property(codePoint, (code) => {
        const once = foldText(String.fromCodePoint(code))
        assert.equal(foldText(once), once)
      }),
      { numRuns: 2000 },
    )
  })

  it('has a reason if it is left out and is no plain sign of an emoji', () => {
    fc.assert(
      fc.property(codePoint, (code) => {
        const fold = foldCodePoint(code)
        const reason = (fold >> FOLD.reasonShift) & FOLD.reasonBits
        const isLeftOut = (fold & FOLD.unitBits) === FOLD.dropped
        if (isLeftOut && code !== 0xfe0e && code !== 0xfe0f && code !== 0x20e3) assert.notEqual(reason, REASON.none)
      }),
    )
  })
})
