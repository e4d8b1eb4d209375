/** Several processes that count together: the promises hold over messages, and whoever dies or falls silent costs nobody a permit. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Bucket, createLocalLimits, type LimitStore } from '../stores/index.js'
import { describeLimitStore } from '../stores/limits/contract.suite.js'
import { type Channel, createSharedLimits, serveLimits } from './shared-limits.js'

const ALICE: Bucket = { counted: 'requests', subject: 'alice', perMinute: 60 }

/** One end of a line in memory. */
interface TestEnd extends Channel {
  readonly sent: string[]
  /** Held messages wait; a broken line says that they could not be handed over. */
  state: 'open' | 'held' | 'broken'
  /** Delivers what waited. */
  mend(): void
}

/** Both ends of a line that carries JSON, in order, in a later turn of the loop. */
function openLine(): readonly [TestEnd, TestEnd] {
  const listeners: ((message: unknown) => void)[][] = [[], []]
  const endAt = (here: 0 | 1, there: 0 | 1): TestEnd => {
    const waiting: string[] = []
    const deliver = (text: string) => {
      setImmediate(() => {
        for (const listener of listeners[there] ?? []) listener(JSON.parse(text))
      })
    }
    const end: TestEnd = {
      sent: [],
      state: 'open',
      send(message, onLost) {
        const text = JSON.stringify(message)
        end.sent.push(text)
        if (end.state === 'broken') process.nextTick(onLost)
        else if (end.state === 'held') waiting.push(text)
        else deliver(text)
      },
      onMessage: (listener) => void listeners[here]?.push(listener),
      mend() {
        end.state = 'open'
        for (const text of waiting.splice(0)) deliver(text)
      },
    }
    return end
  }
  return [endAt(0, 1), endAt(1, 0)]
}

/** A primary whose clock stands still, and as many workers as are asked for. */
function openHouse() {
  const limits = createLocalLimits({ monotonicMs: () => 0 })
  const hire = (timeoutMs?: number) => {
    const [worker, primary] = openLine()
    const { workerEnded } = serveLimits(limits, primary)
    const shared: LimitStore = createSharedLimits(worker, timeoutMs)
    return { shared, worker, primary, workerEnded }
  }
  return { limits, hire }
}

/** Until all messages that are under way have been answered. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 6; turns++) await nextTurn()
}

describeLimitStore('shared between processes', (clock) => {
  const [worker, primary] = openLine()
  serveLimits(createLocalLimits(clock), primary)
  return createSharedLimits(worker)
})

describe('workers', () => {
  test('draw on the same buckets and the same permits', async () => {
    const { hire } = openHouse()
    const [one, two] = [hire(), hire()]
    assert.equal((await one.shared.take(ALICE, 30, 1)).remaining, 30)
    assert.equal((await two.shared.take(ALICE, 10, 1)).refused, 'concurrency')
    one.shared.release('alice')
    await settled()
    assert.equal((await two.shared.take(ALICE, 10, 1)).remaining, 20)
    assert.equal((await one.shared.take(ALICE, 21)).refused, 'rate')
  })

  test('ask once for all that one turn of the loop brings, and are answered once', async () => {
    const { hire } = openHouse()
    const { shared, worker, primary } = hire()
    const taken = [shared.take(ALICE, 1), shared.take(ALICE, 1), shared.take(ALICE, 60), shared.take(ALICE, 1)]
    shared.correct(ALICE, 1)
    assert.deepEqual(
      (await Promise.all(taken)).map(({ refused, remaining }) => refused ?? remaining),
      [59, 58, 'rate', 57],
    )
    assert.equal(worker.sent.length, 1)
    assert.equal(primary.sent.length, 1)
    assert.equal((await shared.take(ALICE, 0)).remaining, 56)
  })

  test('that die give back what they held, once, and take nothing any more', async () => {
    const { limits, hire } = openHouse()
    const [one, two] = [hire(), hire()]
    for (let count = 0; count < 3; count++) await one.shared.take(ALICE, 1, 4)
    assert.equal((await two.shared.take(ALICE, 1, 4)).refused, undefined)
    one.worker.state = 'held'
    one.shared.release('alice')
    const late = one.shared.take(ALICE, 1, 4)
    await settled()
    one.workerEnded()
    // Its last words: a permit that is back already, and one that nobody would ever give back.
    one.worker.mend()
    assert.equal((await late).refused, 'unreachable')
    for (let count = 0; count < 3; count++) assert.equal(limits.take(ALICE, 1, 4).refused, undefined)
    assert.equal(limits.take(ALICE, 1, 4).refused, 'concurrency')
  })

  test('cannot give back what they do not hold', async () => {
    const { hire } = openHouse()
    const [one, two] = [hire(), hire()]
    await one.shared.take(ALICE, 1, 1)
    two.shared.release('alice')
    await settled()
    assert.equal((await two.shared.take(ALICE, 1, 1)).refused, 'concurrency')
  })

  test('hear nothing in what is no answer to them', async () => {
    const { hire } = openHouse()
    const { shared, worker, primary } = hire()
    for (const odd of ['drain', { limitsBatch: 1 }, { answers: [] }, { limitsBatch: 99, answers: [{}] }])
      primary.send(Object(odd), () => {})
    worker.send({ limitsBatch: 1 }, () => {})
    await settled()
    assert.equal((await shared.take(ALICE, 1)).remaining, 59)
  })
})

describe('a primary that does not answer', () => {
  const PATIENCE_MS = 5

  test('grants nothing: those who wait are refused, and then nobody waits', async () => {
    const { limits, hire } = openHouse()
    const { shared, primary } = hire(PATIENCE_MS)
    primary.state = 'held'
    const refused = await shared.take(ALICE, 1, 1)
    assert.equal(refused.refused, 'unreachable')
    assert.equal(refused.retryAfterSeconds, 1)
    const again = shared.take(ALICE, 1)
    assert.ok(!(again instanceof Promise))
    assert.equal(again.refused, 'unreachable')
    // It had granted the first, and hears that nobody made use of it.
    primary.mend()
    await settled()
    assert.equal((await shared.take(ALICE, 0)).remaining, 60)
    assert.equal(limits.take(ALICE, 1, 1).refused, undefined)
  })

  test('is heard all the same where the loop was held up itself', async () => {
    const { hire } = openHouse()
    const { shared, primary } = hire(PATIENCE_MS)
    const taken = shared.take(ALICE, 1)
    while (primary.sent.length === 0) await nextTurn()
    const untilMs = performance.now() + 4 * PATIENCE_MS
    while (performance.now() < untilMs);
    assert.equal((await taken).refused, undefined)
  })

  test('because the line is broken, grants nothing either', async () => {
    const { hire } = openHouse()
    const { shared, worker } = hire()
    worker.state = 'broken'
    assert.equal((await shared.take(ALICE, 1)).refused, 'unreachable')
    shared.correct(ALICE, 1)
    shared.release('alice')
    await settled()
    assert.equal((await shared.take(ALICE, 1)).refused, 'unreachable')
  })
})
