/** What taking quotations out promises. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { withoutQuotations } from './quotations.js'

describe('taking quotations out of a text', () => {
  it('blanks what stands in marks of any kind and in blocks of code', () => {
    assert.equal(withoutQuotations('is "this" bad?').replaceAll(/ +/g, ' '), 'is bad?')
    assert.equal(withoutQuotations('ist „dies“ schlecht?').replaceAll(/ +/g, ' '), 'ist schlecht?')
    assert.equal(withoutQuotations('see\n```\ncode "x\n```\nend').replaceAll(/\s+/g, ' '), 'see end')
  })

  it('leaves a mark alone that is not closed, and one that is closed pages later', () => {
    assert.equal(withoutQuotations('5" wide'), '5" wide')
    const far = `"${'a'.repeat(3000)}"`
    assert.equal(withoutQuotations(far), far)
  })

  it('keeps every offset', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '"', '`', '```', '“', '”', '«', '»', ' '), maxLength: 400 })
    fc.assert(
      fc.property(texts, (text) => {
        const left = withoutQuotations(text)
        assert.equal(left.length, text.length)
        assert.ok([...left].every((unit, place) => unit === ' ' || unit === text[place]))
      }),
    )
  })
})
