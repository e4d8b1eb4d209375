/** Records of exchanges reach the store together and in order, outlive a store that fails, and are not without number. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { resolveRoute } from '../../dialects/index.js'
import { parseJson } from '../../lib/index.js'
import type { Finished } from '../../pipeline/index.js'
import { type ExchangeRecord, type ExchangeStore, openStores } from '../../stores/index.js'
import type { ExchangeLine } from '../../telemetry/index.js'
import { createLedger, type Ledger } from './index.js'

/** A store that notes what it is given, and fails or waits when it is told to. */
class NotingStore implements ExchangeStore {
  readonly batches: string[][] = []
  readonly pruned: number[] = []
  fails = false
  failsToPrune = false
  gate: Promise<void> = Promise.resolve()
  attempts = 0
  private told: () => void = () => {}

  async append(records: readonly ExchangeRecord[]): Promise<void> {
    this.attempts++
    this.told()
    await this.gate
    if (this.fails) throw new Error('the disk is full')
    this.batches.push(records.map(({ id }) => id))
  }

  async prune(keep: number): Promise<void> {
    if (this.failsToPrune) throw new Error('the disk is full')
    this.pruned.push(keep)
  }

  find = async () => undefined
  latest = async () => []

  /** Resolves with the next attempt to write. */
  nextAttempt(): Promise<void> {
    return new Promise((resolve) => {
      this.told = resolve
    })
  }

  get kept(): readonly string[] {
    return this.batches.flat()
  }
}

function ledgerOn(exchanges: ExchangeStore) {
  const faults: string[] = []
  return { ledger: createLedger({ exchanges, onFault: (place) => faults.push(place) }), faults }
}

function finish(ledger: Ledger, ...ids: readonly (string | number)[]): void {
  for (const id of ids) void ledger.finished(exchange(String(id)))
}

/** A finished exchange as it is when it was refused at the door. */
function exchange(id: string): Finished {
  return {
    ...{ id, time: 5, method: 'GET', peer: { address: '127.0.0.1', isLoopback: true } },
    route: resolveRoute({ method: 'GET', path: '/v1/models', hasHeader: () => false }),
    ...{ principal: undefined, session: undefined, request: undefined, provider: undefined },
    ...{
      status: 503,
      code: 'draining',
      usage: {},
      reach: 'none',
      upstreamStatus: undefined,
      decisions: [],
      attempts: [],
    },
    timings: { total: 1, gateway: 1, upstream: 0, firstByte: undefined },
    ...{ line: lineOf(id), json: JSON.stringify(lineOf(id)) },
  }
}

function lineOf(id: string): ExchangeLine {
  return {
    ...{ time: '1970-01-01T00:00:00.005Z', id, principal: null, session: null, dialect: 'openai-models' },
    ...{ route: '/v1/models', provider: null, model: null, stream: false, status: 503, code: 'draining' },
    tokens: { input: null, output: null, cache_read: null, cache_write: null, before: null, after: null, saved: 0 },
    ...{ cost_usd: null, transforms: [], decisions: [], attempts: [], masked: {} },
    scan: { segments: 0, bytes: 0, memoised: 0 },
    ms: { total: 1, gateway: 1, upstream: 0, first_byte: null },
  }
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => String(from + index))

describe('the ledger', () => {
  it('keeps the whole line where explain finds it', async () => {
    const { exchanges } = await openStores({ kind: 'memory' })
    const { ledger } = ledgerOn(exchanges)
    finish(ledger, 'a')
    assert.equal(await exchanges.find('a'), undefined)
    await ledger.flush()
    const found = await exchanges.find('a')
    assert.equal(found?.time, 5)
    assert.deepEqual(parseJson(found.json), lineOf('a'))
  })

  it('writes together what ended together, by itself', async () => {
    const store = new NotingStore()
    const { ledger } = ledgerOn(store)
    const written = store.nextAttempt()
    finish(ledger, 1, 2, 3)
    await written
    await ledger.flush()
    assert.deepEqual(store.batches, [['1', '2', '3']])
  })

  it('does not wait when there is much, and writes no more than a bounded number at once', async () => {
    const store = new NotingStore()
    const { ledger } = ledgerOn(store)
    finish(ledger, ...numbers(0, 1_000))
    await ledger.flush()
    assert.deepEqual(store.kept, numbers(0, 1_000))
    assert.ok(store.batches.every((batch) => batch.length <= 200))
  })

  it('flushes what is being written too', async () => {
    const store = new NotingStore()
    let letGo: () => void = () => {}
    store.gate = new Promise((resolve) => {
      letGo = resolve
    })
    const { ledger } = ledgerOn(store)
    finish(ledger, 1)
    const begun = store.nextAttempt()
    void ledger.flush()
    await begun
    finish(ledger, 2)
    const flushed = ledger.flush().then(() => store.kept.length)
    letGo()
    assert.equal(await flushed, 2)
    assert.deepEqual(store.batches, [['1'], ['2']])
  })

  it('keeps what a failing store did not take, says so once, and writes it when the store is well', async () => {
    const store = new NotingStore()
    const { ledger, faults } = ledgerOn(store)
    store.fails = true
    finish(ledger, 1, 2)
    await ledger.flush()
    finish(ledger, 3)
    await ledger.flush()
    assert.deepEqual(store.kept, [])
    assert.deepEqual(faults, ['ledger'])
    store.fails = false
    finish(ledger, 4)
    await ledger.flush()
    assert.deepEqual(store.kept, ['1', '2', '3', '4'])
    store.fails = true
    finish(ledger, 5)
    await ledger.flush()
    assert.deepEqual(faults, ['ledger', 'ledger'])
  })

  it('does not try a failing store again with each exchange', async () => {
    const store = new NotingStore()
    const { ledger } = ledgerOn(store)
    store.fails = true
    finish(ledger, 0)
    await ledger.flush()
    const { attempts } = store
    for (const id of numbers(1, 1_000)) {
      finish(ledger, id)
      await Promise.resolve()
    }
    assert.equal(store.attempts, attempts)
  })

  it('tries a failing store again by itself', async () => {
    const store = new NotingStore()
    const { ledger } = ledgerOn(store)
    store.fails = true
    finish(ledger, 1)
    await ledger.flush()
    store.fails = false
    const keepsAlive = setInterval(() => {}, 1_000)
    await store.nextAttempt()
    clearInterval(keepsAlive)
    await ledger.flush()
    assert.deepEqual(store.kept, ['1'])
  })

  it('gives the oldest up when too many wait', async () => {
    const store = new NotingStore()
    const { ledger } = ledgerOn(store)
    store.fails = true
    finish(ledger, ...numbers(0, 10_050))
    await ledger.flush()
    store.fails = false
    await ledger.flush()
    assert.deepEqual(store.kept, numbers(50, 10_050))
  })

  it('gives no record up twice, nor a younger one, while the store takes its time', async () => {
    const store = new NotingStore()
    let letGo: () => void = () => {}
    store.gate = new Promise((resolve) => {
      letGo = resolve
    })
    const { ledger } = ledgerOn(store)
    finish(ledger, ...numbers(0, 50))
    const begun = store.nextAttempt()
    const writing = ledger.flush()
    await begun
    finish(ledger, ...numbers(50, 10_040))
    letGo()
    await writing
    await ledger.flush()
    assert.deepEqual(store.kept, numbers(0, 10_040))
  })

  it('prunes with its first write and now and then, and a store that cannot keeps what was written', async () => {
    const store = new NotingStore()
    const { ledger, faults } = ledgerOn(store)
    finish(ledger, 1)
    await ledger.flush()
    assert.deepEqual(store.pruned, [100_000])
    store.failsToPrune = true
    for (let from = 2; from < 8_002; from += 500) {
      finish(ledger, ...numbers(from, from + 500))
      await ledger.flush()
    }
    assert.deepEqual(faults, ['ledger'])
    store.failsToPrune = false
    await ledger.flush()
    assert.deepEqual(store.kept, numbers(1, 8_002))
  })
})
