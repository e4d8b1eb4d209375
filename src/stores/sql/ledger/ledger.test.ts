/** What only a ledger on disk can promise: nothing is lost, whatever dies and whenever, and nobody can change what was booked. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import Database from 'libsql'
import { type LedgerEntry, LedgerFull, openStores, StateFolderError } from '../../index.js'
import { settlement, sums, wish } from '../../ledger.suite.js'
import { openMortalProcess as openProcess } from './mortal-process.suite.js'

const DAY_MS = 86_400_000
const folder = mkdtempSync(join(tmpdir(), 'headgate-ledger-'))
after(() => rmSync(folder, { recursive: true, force: true }))

let folders = 0
function freshDir(): string {
  folders += 1
  return join(folder, `state-${folders}`)
}

const everything = ({ id, costNanoUsd, how, accounts }: LedgerEntry) => [id, costNanoUsd, how, accounts]

describe('sudden death', () => {
  it('of a process with calls in flight: they are booked as reserved at the next start, once', async () => {
    const stateDir = freshDir()
    const first = openProcess(stateDir)
    await first.ledger.reserve(wish('a', 60, { day: 100, month: 500 }))
    await first.ledger.reserve(wish('b', 10, { day: 100 }))
    first.ledger.settle(settlement('b', 3))
    await first.ledger.flush()
    first.die()

    const second = openProcess(stateDir)
    assert.deepEqual(await sums(second.ledger, 'day'), [3, 60])
    assert.equal(await second.ledger.recover(), 1)
    assert.equal(await second.ledger.recover(), 0)
    assert.deepEqual(await sums(second.ledger, 'day'), [63, 0])
    assert.deepEqual(await sums(second.ledger, 'month'), [60, 0])
    assert.deepEqual((await second.ledger.entries({ limit: 10 })).map(everything), [
      ['b', 3, 'reported', ['day']],
      ['a', 60, 'reserved', ['day', 'month']],
    ])
    const { total } = await second.ledger.spend({ from: 0, to: Date.UTC(2100), by: [] })
    assert.deepEqual([total.calls, total.costNanoUsd], [2, 63])
    await second.close()
  })

  it('of an idle process changes no figure', async () => {
    const stateDir = freshDir()
    const first = openProcess(stateDir)
    await first.ledger.reserve(wish('a', 60, { day: 100 }))
    first.ledger.settle(settlement('a', 20))
    await first.ledger.flush()
    first.die()
    const second = openProcess(stateDir)
    assert.equal(await second.ledger.recover(), 0)
    assert.deepEqual(await sums(second.ledger, 'day'), [20, 0])
    assert.equal((await second.ledger.entries({ limit: 10 })).length, 1)
    await second.close()
  })

  it('before a settlement was written leaves its reservation to stand for it', async () => {
    const stateDir = freshDir()
    const first = openProcess(stateDir)
    await first.ledger.reserve(wish('a', 60, { day: 100 }))
    first.ledger.settle(settlement('a', 20))
    first.die()
    const second = openProcess(stateDir)
    assert.equal(await second.ledger.recover(), 1)
    assert.deepEqual(await sums(second.ledger, 'day'), [60, 0])
    await second.close()
  })

  it('keeps what was in flight reserved until it is recovered', async () => {
    const stateDir = freshDir()
    const first = openProcess(stateDir)
    await first.ledger.reserve(wish('a', 60, { day: 100 }))
    first.die()
    const second = openProcess(stateDir)
    const answer = await second.ledger.reserve(wish('b', 41, { day: 100 }))
    assert.deepEqual(answer, { granted: false, account: { id: 'day', limitNanoUsd: 100 }, leftNanoUsd: 40 })
    await second.close()
  })

  it('keeps the latest time', async () => {
    const stateDir = freshDir()
    const first = openProcess(stateDir)
    await first.ledger.reserve(wish('a', 60, { day: 100 }))
    const latest = first.ledger.latestTime()
    first.die()
    const second = openProcess(stateDir)
    assert.equal(second.ledger.latestTime(), latest)
    await second.close()
  })
})

describe('an orderly end', () => {
  it('writes what was settled, and leaves no lock behind', async () => {
    const stateDir = freshDir()
    const first = openProcess(stateDir)
    await first.ledger.reserve(wish('a', 60, { day: 100 }))
    const [lock = '', ...others] = readdirSync(join(stateDir, 'owners'))
    assert.deepEqual(others, [])
    assert.equal(statSync(join(stateDir, 'owners')).mode & 0o777, 0o700)
    assert.equal(statSync(join(stateDir, 'owners', lock)).mode & 0o777, 0o600)
    first.ledger.settle(settlement('a', 20))
    await first.close()
    assert.deepEqual(readdirSync(join(stateDir, 'owners')), [])
    const second = openProcess(stateDir)
    assert.deepEqual(await sums(second.ledger, 'day'), [20, 0])
    await second.close()
  })

  it('leaves what is still open to the next start', async () => {
    const stateDir = freshDir()
    const first = openProcess(stateDir)
    await first.ledger.reserve(wish('a', 60, { day: 100 }))
    await first.close()
    const second = openProcess(stateDir)
    assert.equal(await second.ledger.recover(), 1)
    assert.deepEqual(await sums(second.ledger, 'day'), [60, 0])
    assert.deepEqual(readdirSync(join(stateDir, 'owners')), [])
    await second.close()
  })
})

describe('processes that share a ledger', () => {
  it('hold one limit together', async () => {
    const stateDir = freshDir()
    const processes = [openProcess(stateDir), openProcess(stateDir), openProcess(stateDir)]
    const answers = await Promise.all(
      processes.flatMap(({ ledger }, index) =>
        Array.from({ length: 40 }, (_, call) => ledger.reserve(wish(`${index}-${call}`, 7, { day: 100 }))),
      ),
    )
    assert.equal(answers.filter(({ granted }) => granted).length, 14)
    for (const { close } of processes) await close()
  })

  it('recover what one left when they start at once, and book it once; the living keep theirs', async () => {
    const stateDir = freshDir()
    const [dead, living] = [openProcess(stateDir), openProcess(stateDir)]
    await dead.ledger.reserve(wish('a', 10, { day: 100 }))
    await living.ledger.reserve(wish('b', 20, { day: 100 }))
    dead.die()
    const [one, other] = [openProcess(stateDir), openProcess(stateDir)]
    const booked = await Promise.all([one.ledger.recover(), other.ledger.recover()])
    assert.deepEqual([...booked].sort(), [0, 1])
    assert.deepEqual(await sums(one.ledger, 'day'), [10, 20])
    living.ledger.settle(settlement('b', 5))
    await living.ledger.flush()
    assert.deepEqual(await sums(one.ledger, 'day'), [15, 0])
    for (const { close } of [living, one, other]) await close()
  })

  it('wait for each other’s settlements before they refuse', async () => {
    const stateDir = freshDir()
    const [one, other] = [openProcess(stateDir), openProcess(stateDir)]
    await one.ledger.reserve(wish('a', 100, { day: 100 }))
    one.ledger.settle(settlement('a', 10))
    assert.equal((await other.ledger.reserve(wish('b', 90, { day: 100 }))).granted, true)
    for (const { close } of [one, other]) await close()
  })

  it('book nothing a second time for one that was taken for dead', async () => {
    const stateDir = freshDir()
    const [one, other] = [openProcess(stateDir), openProcess(stateDir)]
    await one.ledger.reserve(wish('a', 60, { day: 100 }))
    for (const file of readdirSync(join(stateDir, 'owners'))) rmSync(join(stateDir, 'owners', file))
    assert.equal(await other.ledger.recover(), 1)
    one.ledger.settle(settlement('a', 20))
    assert.deepEqual(await sums(one.ledger, 'day'), [60, 0])
    assert.equal((await one.ledger.entries({ limit: 10 })).length, 1)
    for (const { close } of [one, other]) await close()
  })

  it('see the rules of each other within a second', { timeout: 60_000 }, async () => {
    const stateDir = freshDir()
    const [one, other] = [
      await openStores({ kind: 'sqlite', stateDir }),
      await openStores({ kind: 'sqlite', stateDir }),
    ]
    const before = one.budgets.version()
    await other.budgets.put({ id: 'a', match: {}, limitNanoUsd: 1, window: 'day', timezone: 'UTC', createdAt: 0 })
    while (one.budgets.version() === before) await new Promise((resolve) => setTimeout(resolve, 20))
    assert.equal((await one.budgets.list()).length, 1)
    for (const stores of [one, other]) await stores.close()
  })
})

describe('a ledger that cannot be written', () => {
  /** Holds the lock of a writer, as a process does that hangs in the middle of its work. */
  const hang = (stateDir: string) => {
    const other = new Database(join(stateDir, 'ledger.db'))
    other.exec('BEGIN IMMEDIATE')
    return () => {
      other.exec('ROLLBACK')
      other.close()
    }
  }

  it('waits for another process without holding up the event loop', async () => {
    const stateDir = freshDir()
    const { ledger, close } = openProcess(stateDir)
    const release = hang(stateDir)
    const order: string[] = []
    const answer = ledger.reserve(wish('a', 60, { day: 100 })).then(({ granted }) => order.push(`granted ${granted}`))
    await new Promise((resolve) => setTimeout(resolve, 50))
    order.push('the loop went on')
    release()
    await answer
    assert.deepEqual(order, ['the loop went on', 'granted true'])
    await close()
  })

  it('refuses to reserve, says that it is not well, and keeps what was settled for when it is', {
    timeout: 60_000,
  }, async () => {
    const stateDir = freshDir()
    const { ledger, check, close } = openProcess(stateDir)
    await ledger.reserve(wish('a', 60, { day: 100 }))
    const other = new Database(join(stateDir, 'ledger.db'))
    other.exec("CREATE TRIGGER broken BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'no room'); END")
    ledger.settle(settlement('a', 20))
    await assert.rejects(ledger.reserve(wish('b', 1, { day: 100 })), /no room/)
    assert.throws(check, StateFolderError)
    await assert.rejects(ledger.flush(), /no room/)
    other.exec('DROP TRIGGER broken')
    other.close()
    assert.equal((await ledger.reserve(wish('c', 80, { day: 100 }))).granted, true)
    assert.deepEqual(await sums(ledger, 'day'), [20, 80])
    check()
    await close()
  })

  it('bounds what waits, tells of what it cannot take, and takes the end of what was reserved all the same', async () => {
    const stateDir = freshDir()
    const { ledger, close } = openProcess(stateDir)
    await ledger.reserve(wish('a', 60, { day: 100 }))
    const release = hang(stateDir)
    for (let index = 0; index < 10_000; index += 1) ledger.settle(settlement(`filler-${index}`, 1))
    assert.throws(() => ledger.settle(settlement('one-more', 1)), LedgerFull)
    await assert.rejects(ledger.reserve(wish('b', 1, { day: 100 })), LedgerFull)
    ledger.settle(settlement('a', 20))
    release()
    assert.deepEqual(await sums(ledger, 'day'), [20, 0])
    assert.equal((await ledger.entries({ limit: 20_000 })).length, 10_001)
    await close()
  })

  it('rejects its end when what was settled is lost', async () => {
    const stateDir = freshDir()
    const { ledger, close } = openProcess(stateDir)
    ledger.settle(settlement('a', 20))
    const other = new Database(join(stateDir, 'ledger.db'))
    other.exec("CREATE TRIGGER broken BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'no room'); END")
    await assert.rejects(close(), /no room/)
    other.close()
  })
})

describe('what was booked', () => {
  it('cannot be changed or deleted, not even by hand', async () => {
    const stateDir = freshDir()
    const { ledger, close } = openProcess(stateDir)
    ledger.settle({ ...settlement('a', 20), price: { input: 1 } })
    await close()
    const database = new Database(join(stateDir, 'ledger.db'))
    for (const sql of [
      'UPDATE entries SET cost = 0',
      'DELETE FROM entries',
      "UPDATE prices SET json = '{}'",
      'DELETE FROM prices',
    ]) {
      assert.throws(() => database.exec(sql), /entries are never|prices are never/, sql)
    }
    database.close()
  })

  it('outlives the sums of windows that ended forty days ago, and a sum that is still held outlives them too', async () => {
    const stateDir = freshDir()
    const { ledger, close } = openProcess(stateDir)
    const at = Date.UTC(2027, 0, 15)
    for (const id of ['settled', 'held']) {
      const { draft, amountNanoUsd } = wish(id, 10, {})
      const accounts = [{ id, limitNanoUsd: 100, windowEndsAt: at + DAY_MS }]
      await ledger.reserve({ draft: { ...draft, at }, amountNanoUsd, accounts })
    }
    await ledger.reserve(wish('endless', 10, { total: 100 }))
    ledger.settle({ ...settlement('settled', 5), at })
    ledger.settle({ ...settlement('later', 1), at: at + 41 * DAY_MS })
    await ledger.recover()
    assert.deepEqual(await sums(ledger, 'settled'), [5, 0])
    ledger.settle({ ...settlement('latest', 1), at: at + 41 * DAY_MS + 1 })
    await ledger.recover()
    assert.deepEqual(await sums(ledger, 'settled'), [0, 0])
    assert.deepEqual(await sums(ledger, 'held'), [0, 10])
    assert.deepEqual(await sums(ledger, 'total'), [0, 10])
    assert.equal((await ledger.entries({ id: 'settled', limit: 1 })).length, 1)
    assert.equal((await ledger.spend({ from: at, to: at, by: [] })).total.costNanoUsd, 5)
    await close()
  })

  it('keeps a price once, however often it was asked for', async () => {
    const stateDir = freshDir()
    const { ledger, close } = openProcess(stateDir)
    const price = { input: 150_000 }
    for (let index = 0; index < 5; index += 1) ledger.settle({ ...settlement(`a${index}`, 1), price: { ...price } })
    for (const entry of await ledger.entries({ limit: 10 })) assert.deepEqual(entry.price, price)
    await close()
    const database = new Database(join(stateDir, 'ledger.db'))
    assert.equal(database.prepare('SELECT * FROM prices').all([]).length, 1)
    database.close()
  })
})
