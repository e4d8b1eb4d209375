/** What a bounded map keeps, and what it lets go. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Lru } from './lru.js'

describe('Lru', () => {
  it('lets go of what was used least recently', () => {
    const lru = new Lru<string, number>(2)
    lru.set('a', 1)
    lru.set('b', 2)
    assert.equal(lru.get('a'), 1)
    lru.set('c', 3)
    assert.deepEqual([lru.get('a'), lru.get('b'), lru.get('c')], [1, undefined, 3])
  })

  it('replaces a value together with its weight', () => {
    const lru = new Lru<string, number>(10)
    lru.set('a', 1, 9)
    lru.set('a', 2, 3)
    assert.deepEqual([lru.get('a'), lru.size, lru.weight], [2, 1, 3])
  })

  it('does not keep what is heavier than its bound, nor what stood in its place', () => {
    const lru = new Lru<string, number>(10)
    lru.set('other', 1, 4)
    lru.set('a', 1, 1)
    lru.set('a', 2, 11)
    assert.deepEqual([lru.get('a'), lru.get('other'), lru.weight], [undefined, 1, 4])
  })

  it('does what a list in order of use does, whatever is asked of it', () => {
    const key = fc.integer({ min: 0, max: 7 })
    const step = fc.oneof(
      fc.record({ set: key, weight: fc.integer({ min: 0, max: 6 }) }),
      fc.record({ get: key }),
      fc.record({ delete: key }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const lru = new Lru<number, number>(10)
        const list = new PlainList(10)
        for (const [value, one] of steps.entries()) {
          if ('set' in one) {
            lru.set(one.set, value, one.weight)
            list.set(one.set, value, one.weight)
          } else if ('get' in one) assert.equal(lru.get(one.get), list.get(one.get))
          else {
            lru.delete(one.delete)
            list.delete(one.delete)
          }
          assert.deepEqual([lru.size, lru.weight], [list.rows.length, list.weight])
        }
      }),
    )
  })
})

/** The same map as an array, oldest first. */
class PlainList {
  rows: { key: number; value: number; weight: number }[] = []

  constructor(private readonly maxWeight: number) {}

  get weight(): number {
    return this.rows.reduce((sum, row) => sum + row.weight, 0)
  }

  get(key: number): number | undefined {
    const row = this.rows.find((one) => one.key === key)
    if (row === undefined) return undefined
    this.rows = [...this.rows.filter((one) => one !== row), row]
    return row.value
  }

  set(key: number, value: number, weight: number): void {
    this.delete(key)
    if (weight <= this.maxWeight) this.rows.push({ key, value, weight })
    while (this.weight > this.maxWeight) this.rows.shift()
  }

  delete(key: number): void {
    this.rows = this.rows.filter((one) => one.key !== key)
  }
}
