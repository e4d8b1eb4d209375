/** Ids sort by time and never meet; random text favours no character. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newExchangeId, randomBase62, randomBytes } from './ids.js'

describe('newExchangeId', () => {
  it('has the layout of a ULID, in lower case', () => {
    assert.match(newExchangeId(1_700_000_000_000), /^[0-9a-hjkmnp-tv-z]{26}$/)
    // The example of the ULID specification: 1469918176385 is written 01ARYZ6S41.
    assert.equal(newExchangeId(1_469_918_176_385).slice(0, 10), '01aryz6s41')
    assert.equal(newExchangeId(0).slice(0, 10), '0000000000')
    assert.equal(newExchangeId(2 ** 48 - 1).slice(0, 10), '7zzzzzzzzz')
  })

  it('sorts as text in the order of time', () => {
    const times = [0, 1, 31, 32, 1023, 1024, 2 ** 31, 2 ** 32 + 5, 1_700_000_000_000, 1_700_000_000_001, 2 ** 48 - 1]
    const ids = times.map((timeMs) => newExchangeId(timeMs))
    assert.deepEqual([...ids].sort(), ids)
  })

  it('never gives the same id twice, over many refills of its pool', () => {
    const ids = new Set(Array.from({ length: 20_000 }, () => newExchangeId(1_700_000_000_000)))
    assert.equal(ids.size, 20_000)
  })

  it('uses every character at every random place', () => {
    const seen = Array.from({ length: 16 }, () => new Set<string>())
    for (let round = 0; round < 5_000; round += 1) {
      const random = newExchangeId(round).slice(10)
      for (const [place, characters] of seen.entries()) characters.add(random.charAt(place))
    }
    for (const characters of seen) assert.equal(characters.size, 32)
  })
})

describe('randomBase62', () => {
  it('has the asked length', () => {
    for (const length of [0, 1, 12, 43, 500]) assert.match(randomBase62(length), new RegExp(`^[0-9A-Za-z]{${length}}$`))
  })

  it('favours no character', () => {
    const counts = new Map<string, number>()
    for (const character of randomBase62(620_000)) counts.set(character, (counts.get(character) ?? 0) + 1)
    assert.equal(counts.size, 62)
    // 10,000 each with a standard deviation of 100; the remainder of a byte alone would put eight characters at 12,100.
    for (const [character, count] of counts) assert.ok(Math.abs(count - 10_000) < 700, `${character}: ${count}`)
  })
})

describe('randomBytes', () => {
  it('gives as many bytes as asked, never the same', () => {
    assert.equal(randomBytes(32).length, 32)
    assert.notDeepEqual(randomBytes(32), randomBytes(32))
  })
})
