/** What everything that counts promises, as tests: run on the memory of one process, and on messages between several. */
import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import type { Bucket, LimitStore } from './contract.js'

/** A clock that stands still until a test moves it. */
export interface TestClock {
  ms: number
  monotonicMs(): number
}

/** Describes the promises of what `open` makes; each call must give a new and empty one that goes by that clock. */
export function describeLimitStore(kind: string, open: (clock: TestClock) => LimitStore): void {
  describe(`limits: ${kind}`, () => {
    let clock: TestClock
    let limits: LimitStore
    beforeEach(() => {
      clock = stoppedClock()
      limits = open(clock)
    })
    const current = () => ({ clock, limits })

    describe('a bucket', () => describeBuckets(current))
    describe('permits', () => describePermits(current))
    describe('any sequence', () => describeSequences(open))
  })
}

type Current = () => { readonly clock: TestClock; readonly limits: LimitStore }

const ALICE: Bucket = { counted: 'requests', subject: 'alice', perMinute: 60 }

function describeBuckets(current: Current): void {
  it('says what is left and when it is full', async () => {
    const { clock, limits } = current()
    assert.deepEqual(await limits.take(ALICE, 1), { remaining: 59, resetSeconds: 1, retryAfterSeconds: 0 })
    assert.deepEqual(await limits.take(ALICE, 29), { remaining: 30, resetSeconds: 30, retryAfterSeconds: 0 })
    clock.ms += 10_500
    assert.deepEqual(await limits.take(ALICE, 0), { remaining: 40, resetSeconds: 20, retryAfterSeconds: 0 })
  })

  it('refuses what it does not hold, takes nothing then, and says when to come again', async () => {
    const { clock, limits } = current()
    await limits.take(ALICE, 50)
    const refused = { refused: 'rate', remaining: 10, resetSeconds: 50, retryAfterSeconds: 10 }
    assert.deepEqual(await limits.take(ALICE, 20), refused)
    assert.deepEqual(await limits.take(ALICE, 20), refused)
    clock.ms += 9_999
    assert.equal((await limits.take(ALICE, 20)).retryAfterSeconds, 1)
    clock.ms += 1
    assert.equal((await limits.take(ALICE, 20)).refused, undefined)
  })

  it('never grants more than it can hold', async () => {
    const { clock, limits } = current()
    clock.ms += 1_000_000
    assert.equal((await limits.take(ALICE, 61)).refused, 'rate')
    const closed = await limits.take({ ...ALICE, perMinute: 0 }, 1)
    assert.equal(closed.refused, 'rate')
    assert.ok(closed.retryAfterSeconds >= 1 && Number.isInteger(closed.retryAfterSeconds))
  })

  it('is each subject’s own, and each count’s', async () => {
    const { limits } = current()
    const counted = ['requests', 'tokens', 'peer-requests', 'peer-tokens', 'failures'] as const
    const buckets = counted.flatMap((each) => [
      { ...ALICE, counted: each },
      { ...ALICE, counted: each, subject: 'bob' },
    ])
    for (const bucket of buckets) assert.equal((await limits.take(bucket, 60)).refused, undefined)
    for (const bucket of buckets) assert.equal((await limits.take(bucket, 1)).refused, 'rate')
  })

  it('goes into debt by a correction, and whoever comes next waits until it is paid', async () => {
    const { clock, limits } = current()
    await limits.take(ALICE, 60)
    limits.correct(ALICE, 30)
    assert.deepEqual(await limits.take(ALICE, 1), {
      refused: 'rate',
      remaining: 0,
      resetSeconds: 90,
      retryAfterSeconds: 31,
    })
    clock.ms += 31_000
    assert.equal((await limits.take(ALICE, 1)).refused, undefined)
  })

  it('takes back what was not used, and never holds more than its limit', async () => {
    const { limits } = current()
    await limits.take(ALICE, 60)
    limits.correct(ALICE, -20)
    assert.equal((await limits.take(ALICE, 0)).remaining, 20)
    limits.correct(ALICE, -1_000)
    assert.equal((await limits.take(ALICE, 0)).remaining, 60)
  })

  it('keeps the part that is filled when its limit is another', async () => {
    const { limits } = current()
    await limits.take(ALICE, 30)
    assert.equal((await limits.take({ ...ALICE, perMinute: 10 }, 0)).remaining, 5)
  })
}

function describePermits(current: Current): void {
  it('are as many as are allowed, and can be used again', async () => {
    const { limits } = current()
    assert.equal((await limits.take(ALICE, 1, 2)).refused, undefined)
    assert.equal((await limits.take(ALICE, 1, 2)).refused, undefined)
    assert.equal((await limits.take(ALICE, 1, 2)).refused, 'concurrency')
    limits.release('alice')
    assert.equal((await limits.take(ALICE, 1, 2)).refused, undefined)
    assert.equal((await limits.take(ALICE, 1, 2)).refused, 'concurrency')
    assert.equal((await limits.take({ ...ALICE, subject: 'bob' }, 1, 2)).refused, undefined)
  })

  it('come with what was asked for, or neither does', async () => {
    const { limits } = current()
    await limits.take(ALICE, 1, 1)
    const refused = await limits.take(ALICE, 9, 1)
    assert.deepEqual(refused, { refused: 'concurrency', remaining: 59, resetSeconds: 1, retryAfterSeconds: 1 })
    limits.release('alice')
    await limits.take(ALICE, 59)
    assert.equal((await limits.take(ALICE, 1, 1)).refused, 'rate')
    limits.correct(ALICE, -1)
    assert.equal((await limits.take(ALICE, 1, 1)).refused, undefined)
  })

  it('are none where none are asked for', async () => {
    const { limits } = current()
    for (let count = 0; count < 10; count++) assert.equal((await limits.take(ALICE, 1)).refused, undefined)
    assert.equal((await limits.take(ALICE, 1, 1)).refused, undefined)
  })
}

type Step =
  | { readonly what: 'take'; readonly who: number; readonly amount: number; readonly isHeld: boolean }
  | { readonly what: 'correct'; readonly who: number; readonly amount: number }
  | { readonly what: 'release'; readonly who: number }
  | { readonly what: 'wait'; readonly ms: number }

const who = fc.nat(1)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ what: fc.constant('take' as const), who, amount: fc.nat(25), isHeld: fc.boolean() }),
  fc.record({ what: fc.constant('correct' as const), who, amount: fc.integer({ min: -20, max: 20 }) }),
  fc.record({ what: fc.constant('release' as const), who }),
  fc.record({ what: fc.constant('wait' as const), ms: fc.nat(20_000) }),
)

const LIMITS = [60, 24]
const MAX_OPEN = 3

function describeSequences(open: (clock: TestClock) => LimitStore): void {
  it('is answered as a few lines of whole numbers answer it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const clock = stoppedClock()
        const limits = open(clock)
        const model = LIMITS.map((perMinute) => new ModelSubject(perMinute))
        for (const each of steps) {
          if (each.what === 'wait') {
            clock.ms += each.ms
            for (const subject of model) subject.wait(each.ms)
            continue
          }
          const subject = model[each.who] ?? assert.fail()
          const bucket: Bucket = { counted: 'tokens', subject: `s${each.who}`, perMinute: subject.perMinute }
          if (each.what === 'correct') {
            limits.correct(bucket, each.amount)
            subject.correct(each.amount)
            // So that it has arrived before time goes on.
            await limits.take(bucket, 0)
          } else if (each.what === 'release') {
            if (subject.release()) limits.release(bucket.subject)
          } else {
            const { refused, remaining } = await limits.take(bucket, each.amount, each.isHeld ? MAX_OPEN : undefined)
            assert.deepEqual({ refused, remaining }, subject.take(each.amount, each.isHeld))
          }
        }
      }),
      { numRuns: 100 },
    )
  })
}

/** One caller, in units of which a minute makes one: refill is a whole number of them each millisecond. */
class ModelSubject {
  private units: number
  private open = 0

  constructor(readonly perMinute: number) {
    this.units = perMinute * 60_000
  }

  wait(ms: number): void {
    this.units = Math.min(this.perMinute * 60_000, this.units + ms * this.perMinute)
  }

  correct(amount: number): void {
    this.units = Math.min(this.perMinute * 60_000, this.units - amount * 60_000)
  }

  release(): boolean {
    if (this.open === 0) return false
    this.open -= 1
    return true
  }

  take(amount: number, isHeld: boolean): { refused: string | undefined; remaining: number } {
    if (amount * 60_000 > this.units) return { refused: 'rate', remaining: this.remaining() }
    if (isHeld && this.open >= MAX_OPEN) return { refused: 'concurrency', remaining: this.remaining() }
    if (isHeld) this.open += 1
    this.units -= amount * 60_000
    return { refused: undefined, remaining: this.remaining() }
  }

  private remaining(): number {
    return Math.max(0, Math.floor(this.units / 60_000))
  }
}

function stoppedClock(): TestClock {
  const clock = { ms: 1_000, monotonicMs: () => clock.ms }
  return clock
}
