/** The end of a plain run is found wherever it lies, and only there. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { PlainRuns } from './json-run.js'

/** The definition. */
function endOf(bytes: Uint8Array, from: number): number {
  const at = bytes.subarray(from).findIndex((byte) => byte < 0x20 || byte === 0x22 || byte === 0x5c)
  return at < 0 ? bytes.length : from + at
}

describe('PlainRuns', () => {
  it('finds the first byte that ends a run, from every byte of every text, however it is aligned', () => {
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0x1f, 0x20, 0x21, 0x22, 0x23, 0x5b, 0x5c, 0x5d, 0x7f, 0x80, 0xa0, 0xa2, 0xdc, 0xff),
    )
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 40 }), fc.nat({ max: 7 }), (content, offset) => {
        const memory = new Uint8Array(offset + content.length + 9).fill(0x22)
        memory.set(content, offset)
        const bytes = memory.subarray(offset, offset + content.length)
        const runs = new PlainRuns(bytes)
        for (let from = 0; from <= bytes.length; from++) assert.equal(runs.end(from), endOf(bytes, from))
      }),
      { numRuns: 1000 },
    )
  })

  it('finds each byte value at each place of a word', () => {
    for (let value = 0; value < 256; value++) {
      for (let place = 0; place < 8; place++) {
        for (const filler of [0x20, 0x21, 0x7f, 0x80, 0xff]) {
          const bytes = new Uint8Array(12).fill(filler)
          bytes[place] = value
          assert.equal(new PlainRuns(bytes).end(0), endOf(bytes, 0), `${value} at ${place}`)
        }
      }
    }
  })
})
