/** What a table of buckets remembers when there are more callers than room. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { BucketTable, costMs, remainingIn, waitMs } from './bucket-table.js'

const ROOM = 8

/** A table, a clock, and buckets of ten. */
function tableOf(room: number) {
  const table = new BucketTable(room)
  const time = { ms: 0 }
  const lackMs = (subject: string) => table.lackMs(table.slotOf(subject, time.ms), time.ms)
  /** True where it was granted. */
  const take = (subject: string, amount = 1) => {
    const slot = table.slotOf(subject, time.ms)
    const cost = costMs(amount, 10)
    const isGranted = waitMs(table.lackMs(slot, time.ms), cost) === 0
    if (isGranted) table.take(slot, cost, time.ms)
    return isGranted
  }
  return { table, time, lackMs, take }
}

describe('a bucket', () => {
  it('is full at first, empty after its limit, and full again after a minute', () => {
    const { time, lackMs, take } = tableOf(ROOM)
    assert.equal(lackMs('a'), 0)
    for (let count = 0; count < 10; count++) assert.ok(take('a'))
    assert.ok(!take('a'))
    time.ms = 6_000
    assert.ok(take('a'))
    assert.ok(!take('a'))
    time.ms = 66_000
    assert.equal(lackMs('a'), 0)
  })

  it('never runs over, and goes into debt only when it must', () => {
    const { table, time, lackMs } = tableOf(ROOM)
    const slot = table.slotOf('a', 0)
    table.take(slot, costMs(-5, 10), 0)
    assert.equal(lackMs('a'), 0)
    table.take(slot, costMs(25, 10), 0)
    assert.equal(lackMs('a'), 150_000)
    assert.equal(remainingIn(lackMs('a'), 10), 0)
    time.ms = 90_000
    assert.equal(lackMs('a'), 60_000)
  })

  it('gives out its limit to the last, whatever rounding does', () => {
    for (const limit of [1, 3, 7, 11, 49, 600, 999, 12_345]) {
      const table = new BucketTable(1)
      const nowMs = 987_654_321.123
      const slot = table.slotOf('a', nowMs)
      for (let left = limit; left > 0; left--) {
        assert.equal(remainingIn(table.lackMs(slot, nowMs), limit), left)
        assert.equal(waitMs(table.lackMs(slot, nowMs), costMs(1, limit)), 0, `${limit}: ${left} left`)
        table.take(slot, costMs(1, limit), nowMs)
      }
      assert.ok(waitMs(table.lackMs(slot, nowMs), costMs(1, limit)) > 0, `${limit}`)
    }
  })

  it('never gives what it cannot hold, nor what is no number', () => {
    assert.equal(waitMs(0, costMs(11, 10)), Number.POSITIVE_INFINITY)
    assert.equal(waitMs(0, costMs(1, 0)), Number.POSITIVE_INFINITY)
    assert.equal(waitMs(0, costMs(Number.NaN, 10)), Number.POSITIVE_INFINITY)
    assert.equal(waitMs(0, costMs(0, 0)), 0)
  })
})

describe('a table that is full', () => {
  it('forgets no bucket that is not, however many newcomers press in', () => {
    const { lackMs, take } = tableOf(ROOM)
    for (let count = 0; count < 10; count++) take('debtor')
    for (let count = 0; count < 10_000; count++) take(`flood-${count}`)
    assert.equal(lackMs('debtor'), 60_000)
  })

  it('gives newcomers one bucket together', () => {
    const { take } = tableOf(ROOM)
    for (let count = 0; count < ROOM; count++) take(`resident-${count}`)
    const granted = Array.from({ length: 1_000 }, (_, count) => take(`newcomer-${count}`))
    assert.equal(granted.filter(Boolean).length, 10)
    assert.ok(take('resident-0'))
  })

  it('has room again as buckets fill', () => {
    const { time, take } = tableOf(ROOM)
    for (let count = 0; count < ROOM; count++) take(`resident-${count}`)
    for (let count = 0; count < 11; count++) take('newcomer')
    assert.ok(!take('newcomer'))
    time.ms = 120_000
    for (let count = 0; count < ROOM; count++) {
      for (let times = 0; times < 10; times++) assert.ok(take(`next-${count}`))
    }
    assert.ok(!take('next-0'))
  })

  it('gives whoever comes back a bucket of its own again', () => {
    const { time, take } = tableOf(ROOM)
    for (let count = 0; count < ROOM; count++) take(`resident-${count}`)
    time.ms = 60_000
    for (let count = 0; count < ROOM / 2; count++) {
      for (let times = 0; times < 10; times++) assert.ok(take(`next-${count}`))
    }
    for (let count = 0; count < ROOM / 2; count++) {
      for (let times = 0; times < 10; times++) assert.ok(take(`resident-${count}`))
      assert.ok(!take(`resident-${count}`))
    }
  })

  it('keeps a newcomer to what it has had already when a place becomes free', () => {
    const { time, take } = tableOf(1)
    take('resident')
    for (let count = 0; count < 10; count++) assert.ok(take('newcomer'))
    time.ms = 6_000
    assert.ok(take('newcomer'))
    assert.ok(!take('newcomer'))
  })

  it('holds everybody to limit and refill in any window, whatever comes and goes', () => {
    const step = fc.record({ who: fc.nat(12), amount: fc.integer({ min: 1, max: 10 }), waitMs: fc.nat(9_000) })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 120 }), (room, steps) => {
        const { time, take } = tableOf(room)
        const grants: { readonly who: number; readonly amount: number; readonly ms: number }[] = []
        for (const { who, amount, waitMs: pauseMs } of steps) {
          time.ms += pauseMs
          if (take(`subject-${who}`, amount)) grants.push({ who, amount, ms: time.ms })
        }
        for (const [first, { who, ms }] of grants.entries()) {
          let sum = 0
          for (const grant of grants.slice(first)) {
            if (grant.who !== who) continue
            sum += grant.amount
            assert.ok(sum <= 10 + ((grant.ms - ms) * 10) / 60_000 + 1e-6)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
