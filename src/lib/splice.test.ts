/** Splices change what they say and nothing else. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { applySplices, type Splice } from './splice.js'

/** Bytes, and splices that do not overlap, in any order. */
const cuts = fc
  .tuple(
    fc.uint8Array({ maxLength: 60 }),
    fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.uint8Array({ maxLength: 5 })), { maxLength: 6 }),
  )
  .map(([bytes, steps]) => {
    const splices: Splice[] = []
    let at = 0
    for (const [skip, length, replacement] of steps) {
      const start = at + skip
      if (start + length > bytes.length) break
      // Two insertions at one place would have no order of their own.
      splices.push({ start, end: start + length, bytes: replacement })
      at = start + length + 1
    }
    return { bytes: Buffer.from(bytes), splices }
  })

/** Piece by piece, from the end, so that no offset moves. */
function byHand(bytes: Buffer, splices: readonly Splice[]): number[] {
  const result = [...bytes]
  for (const { start, end, bytes: piece } of [...splices].reverse()) result.splice(start, end - start, ...piece)
  return result
}

describe('applySplices', () => {
  it('gives back the very bytes where there is nothing to do', () => {
    const bytes = Buffer.from('unchanged')
    assert.equal(applySplices(bytes, []), bytes)
  })

  it('replaces, inserts and removes as if done one by one, in whatever order the splices come', () => {
    fc.assert(
      fc.property(cuts, fc.infiniteStream(fc.nat()), ({ bytes, splices }, order) => {
        const before = Buffer.from(bytes)
        const shuffled = splices.map((splice) => ({ splice, key: order.next().value })).sort((a, b) => a.key - b.key)
        assert.deepEqual(
          [
            ...applySplices(
              bytes,
              shuffled.map(({ splice }) => splice),
            ),
          ],
          byHand(bytes, splices),
        )
        assert.deepEqual(bytes, before)
      }),
    )
  })

  it('is undone by splicing back what stood there', () => {
    fc.assert(
      fc.property(cuts, ({ bytes, splices }) => {
        let shift = 0
        const back = splices.map(({ start, end, bytes: piece }) => {
          const undo = { start: start + shift, end: start + shift + piece.length, bytes: bytes.subarray(start, end) }
          shift += piece.length - (end - start)
          return undo
        })
        assert.deepEqual(applySplices(applySplices(bytes, splices), back), bytes)
      }),
    )
  })

  it('refuses splices that overlap, run backwards or lie outside', () => {
    const bytes = Buffer.from('0123456789')
    const piece = Buffer.from('x')
    const wrong = [
      [
        [2, 5],
        [4, 6],
      ],
      [
        [2, 5],
        [3, 4],
      ],
      [[5, 4]],
      [[9, 11]],
      [[11, 11]],
      [[-1, 2]],
    ]
    for (const places of wrong) {
      const splices = places.map(([start = 0, end = 0]) => ({ start, end, bytes: piece }))
      assert.throws(() => applySplices(bytes, splices), RangeError)
    }
  })
})
