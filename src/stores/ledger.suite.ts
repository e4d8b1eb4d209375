/** What every money ledger promises, as tests: run on each kind of store by stores.test.ts. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import {
  AttemptKnown,
  type EntryDraft,
  type EntryTokens,
  type LedgerStore,
  type ReservationWish,
  type Settlement,
  StoreClosed,
  type Stores,
} from './index.js'

const DAY_MS = 86_400_000
/** 2027-01-15, at noon. */
const NOON = Date.UTC(2027, 0, 15, 12)
const PRICE = { source: 'override', input: 150_000, output: 600_000 }

export const NO_TOKENS: EntryTokens = {
  input: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  imageInput: 0,
  audioInput: 0,
  output: 0,
  reasoning: 0,
  audioOutput: 0,
}

/** Describes the promises for the stores that `open` makes; each call must give a new and empty one. */
export function describeLedger(kind: string, open: () => Promise<Stores>): void {
  describe(`ledger: ${kind}`, () => {
    let stores: Stores
    const ledger = () => stores.ledger
    beforeEach(async () => {
      stores = await open()
    })
    afterEach(() => stores.close())

    describe('reserving', () => describeReserving(ledger))
    describe('settling', () => describeSettling(ledger))
    describe('entries', () => describeEntries(ledger))
    describe('spending', () => describeSpending(ledger))
    describe('life', () => describeLife(() => stores))
  })
}

function describeReserving(ledger: () => LedgerStore): void {
  it('grants what fits, to the last nano-dollar, and refuses one more', async () => {
    assert.equal((await ledger().reserve(wish('a', 60, { day: 100 }))).granted, true)
    assert.equal((await ledger().reserve(wish('b', 40, { day: 100 }))).granted, true)
    assert.deepEqual(await ledger().reserve(wish('c', 1, { day: 100 })), {
      granted: false,
      account: { id: 'day', limitNanoUsd: 100 },
      leftNanoUsd: 0,
    })
    assert.deepEqual(await sums(ledger(), 'day'), [0, 100])
  })

  it('tells where the accounts stand with what was granted', async () => {
    await ledger().reserve(wish('a', 60, { day: 100 }))
    ledger().settle(settlement('a', 50))
    assert.deepEqual(await ledger().reserve(wish('b', 20, { month: 500, day: 100 })), {
      granted: true,
      balances: [
        { id: 'month', committedNanoUsd: 0, reservedNanoUsd: 20 },
        { id: 'day', committedNanoUsd: 50, reservedNanoUsd: 20 },
      ],
    })
  })

  it('reserves in all accounts or in none, and names the tightest', async () => {
    const answer = await ledger().reserve(wish('a', 60, { wide: 1_000, narrow: 20, narrower: 10, even: 60 }))
    assert.deepEqual(answer, { granted: false, account: { id: 'narrower', limitNanoUsd: 10 }, leftNanoUsd: 10 })
    for (const id of ['wide', 'narrow', 'narrower', 'even']) assert.deepEqual(await sums(ledger(), id), [0, 0])
  })

  it('lets no burst pass the limit', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => ledger().reserve(wish(`burst-${index}`, 7, { day: 100 }))),
    )
    assert.equal(answers.filter(({ granted }) => granted).length, 14)
    assert.deepEqual(await sums(ledger(), 'day'), [0, 98])
  })

  it('compares with the limit of each wish: one that was lowered holds at once', async () => {
    await ledger().reserve(wish('a', 60, { day: 100 }))
    assert.deepEqual(await ledger().reserve(wish('b', 1, { day: 50 })), {
      granted: false,
      account: { id: 'day', limitNanoUsd: 50 },
      leftNanoUsd: 0,
    })
    assert.equal((await ledger().reserve(wish('b', 40, { day: 100 }))).granted, true)
  })

  it('takes a wish without accounts, and one of nothing at all', async () => {
    assert.deepEqual(await ledger().reserve(wish('a', 60, {})), { granted: true, balances: [] })
    assert.equal((await ledger().reserve(wish('b', 0, { day: 0 }))).granted, true)
  })

  it('sees what was settled before it refuses', async () => {
    await ledger().reserve(wish('a', 100, { day: 100 }))
    ledger().settle(settlement('a', 10))
    assert.equal((await ledger().reserve(wish('b', 90, { day: 100 }))).granted, true)
  })

  it('reserves no attempt twice, before its end and after', async () => {
    const wished = wish('a', 10, { day: 100 })
    const both = [ledger().reserve(wished), ledger().reserve(wished)]
    assert.equal((await both[0])?.granted, true)
    await assert.rejects(async () => both[1], AttemptKnown)
    ledger().settle(settlement('a', 5))
    await assert.rejects(ledger().reserve(wished), AttemptKnown)
    assert.deepEqual(await sums(ledger(), 'day'), [5, 0])
    const second = { ...wished, draft: { ...wished.draft, attempt: 2 } }
    assert.equal((await ledger().reserve(second)).granted, true)
  })

  it('refuses figures that are no money, and keeps nothing of them', async () => {
    const wrong = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]
    for (const figure of wrong) {
      await assert.rejects(ledger().reserve(wish('a', figure, { day: 100 })), TypeError)
      await assert.rejects(ledger().reserve(wish('a', 1, { day: figure })), TypeError)
      assert.throws(() => ledger().settle(settlement('a', figure)), TypeError)
      assert.throws(
        () => ledger().settle({ ...settlement('a', 1), tokens: { ...NO_TOKENS, input: figure } }),
        TypeError,
      )
      assert.throws(() => ledger().settle({ ...settlement('a', 1), at: figure }), TypeError)
    }
    const twice = wish('a', 60, { day: 100 })
    await assert.rejects(ledger().reserve({ ...twice, accounts: [...twice.accounts, ...twice.accounts] }), TypeError)
    assert.deepEqual(await sums(ledger(), 'day'), [0, 0])
    assert.deepEqual(await ledger().entries({ limit: 10 }), [])
  })
}

function describeSettling(ledger: () => LedgerStore): void {
  it('puts what it cost in the place of what was reserved, once', async () => {
    await ledger().reserve(wish('a', 60, { day: 100, month: 500 }))
    ledger().settle(settlement('a', 25))
    ledger().settle(settlement('a', 99))
    await ledger().flush()
    ledger().settle(settlement('a', 99))
    ledger().release({ id: 'a', attempt: 1 })
    assert.deepEqual(await sums(ledger(), 'day'), [25, 0])
    assert.deepEqual(await sums(ledger(), 'month'), [25, 0])
    assert.equal((await ledger().entries({ limit: 10 })).length, 1)
  })

  it('books the truth where it is more than was reserved', async () => {
    await ledger().reserve(wish('a', 60, { day: 100 }))
    ledger().settle(settlement('a', 160))
    assert.deepEqual(await sums(ledger(), 'day'), [160, 0])
    const answer = await ledger().reserve(wish('b', 1, { day: 100 }))
    assert.deepEqual(answer, { granted: false, account: { id: 'day', limitNanoUsd: 100 }, leftNanoUsd: 0 })
  })

  it('gives everything back where nothing was sent, and keeps no entry', async () => {
    await ledger().reserve(wish('a', 60, { day: 100 }))
    ledger().release({ id: 'a', attempt: 1 })
    ledger().release({ id: 'a', attempt: 1 })
    ledger().release({ id: 'unknown', attempt: 1 })
    assert.deepEqual(await sums(ledger(), 'day'), [0, 0])
    assert.deepEqual(await ledger().entries({ limit: 10 }), [])
  })

  it('tells attempts of one exchange apart', async () => {
    for (const attempt of [1, 2, 3]) {
      const { draft, ...rest } = wish('a', 10, { day: 100 })
      await ledger().reserve({ ...rest, draft: { ...draft, attempt } })
    }
    ledger().settle({ ...settlement('a', 4), attempt: 2 })
    ledger().release({ id: 'a', attempt: 3 })
    assert.deepEqual(await sums(ledger(), 'day'), [4, 10])
  })

  it('books an attempt for which nothing was reserved', async () => {
    ledger().settle(settlement('a', 25))
    ledger().settle(settlement('a', 25))
    const [entry, ...others] = await ledger().entries({ limit: 10 })
    assert.deepEqual([entry?.costNanoUsd, entry?.reservedNanoUsd, entry?.accounts, others], [25, 0, [], []])
  })

  it('recovers nothing while the process that reserved is alive', async () => {
    await ledger().reserve(wish('a', 60, { day: 100 }))
    assert.equal(await ledger().recover(), 0)
    ledger().settle(settlement('a', 1))
    assert.deepEqual(await sums(ledger(), 'day'), [1, 0])
  })

  it('knows the latest time that it was given', async () => {
    assert.equal(ledger().latestTime(), 0)
    await ledger().reserve(wish('a', 1, { day: 100 }))
    assert.equal(ledger().latestTime(), NOON)
    ledger().settle({ ...settlement('a', 1), at: NOON + 5 })
    const { draft, ...rest } = wish('b', 1, { day: 100 })
    await ledger().reserve({ ...rest, draft: { ...draft, at: NOON - DAY_MS } })
    await ledger().flush()
    assert.equal(ledger().latestTime(), NOON + 5)
  })
}

function describeEntries(ledger: () => LedgerStore): void {
  it('gives back every field as it was settled, and no field that was not', async () => {
    const tokens = {
      input: 1,
      cacheRead: 2,
      cacheWrite5m: 3,
      cacheWrite1h: 4,
      imageInput: 5,
      audioInput: 6,
      output: 7,
      reasoning: 8,
      audioOutput: 9,
    }
    const full: Settlement = {
      ...settlement('full', 25),
      key: "ci'); --",
      keyId: 'abcdefghijkl',
      team: 'data',
      user: 'Ünïcode 😀',
      session: 's',
      price: PRICE,
      tokens,
      how: 'counted',
    }
    const bare = settlement('bare', 3)
    await ledger().reserve(wish('full', 60, { day: 100, month: 200 }))
    ledger().settle(full)
    ledger().settle(bare)
    assert.deepEqual(await ledger().entries({ limit: 10 }), [
      { ...full, reservedNanoUsd: 60, accounts: ['day', 'month'], seq: 1 },
      { ...bare, reservedNanoUsd: 0, accounts: [], seq: 2 },
    ])
  })

  it('gives them in the order of booking, page by page', async () => {
    for (const id of ['c', 'a', 'b']) ledger().settle(settlement(id, 1))
    const [first] = await ledger().entries({ limit: 1 })
    const rest = await ledger().entries({ after: first?.seq ?? 0, limit: 10 })
    assert.deepEqual([first?.id, ...rest.map(({ id }) => id)], ['c', 'a', 'b'])
    assert.deepEqual(await ledger().entries({ after: rest.at(-1)?.seq ?? 0, limit: 10 }), [])
  })

  it('finds the attempts of one exchange', async () => {
    ledger().settle({ ...settlement('a', 1), attempt: 1 })
    ledger().settle(settlement('b', 2))
    ledger().settle({ ...settlement('a', 3), attempt: 2 })
    const costs = (await ledger().entries({ id: 'a', limit: 10 })).map(({ costNanoUsd }) => costNanoUsd)
    assert.deepEqual(costs, [1, 3])
    assert.deepEqual(await ledger().entries({ id: "x' OR '1'='1", limit: 10 }), [])
  })
}

function describeSpending(ledger: () => LedgerStore): void {
  const book = (id: string, costNanoUsd: number, draft: Partial<EntryDraft>) =>
    ledger().settle({ ...settlement(id, costNanoUsd), ...draft, tokens: { ...NO_TOKENS, input: 10, output: 2 } })

  it('sums up by UTC day, the days of both ends included', async () => {
    book('a', 1, { at: NOON - DAY_MS })
    book('b', 2, { at: NOON })
    book('c', 4, { at: Date.UTC(2027, 0, 15) })
    book('d', 8, { at: Date.UTC(2027, 0, 16) - 1 })
    book('e', 16, { at: Date.UTC(2027, 0, 16) })
    book('f', 32, { at: NOON + 2 * DAY_MS })
    const { rows, total } = await ledger().spend({ from: NOON, to: NOON + DAY_MS, by: ['day'] })
    assert.deepEqual(rows, [
      { day: '2027-01-15', calls: 3, inputTokens: 30, outputTokens: 6, costNanoUsd: 14 },
      { day: '2027-01-16', calls: 1, inputTokens: 10, outputTokens: 2, costNanoUsd: 16 },
    ])
    assert.deepEqual(total, { calls: 4, inputTokens: 40, outputTokens: 8, costNanoUsd: 30 })
  })

  it('sums up by any subjects, the dearest first, and those without one under no name', async () => {
    book('a', 1, { team: 'data', key: 'ci' })
    book('b', 2, { team: 'data', key: 'dev' })
    book('c', 4, { team: 'data', key: 'ci' })
    book('d', 1, {})
    const sumsBy = async (by: readonly ('team' | 'key')[]) => {
      const { rows } = await ledger().spend({ from: NOON, to: NOON, by })
      return rows.map(({ team, key, costNanoUsd }) => [team, key, costNanoUsd])
    }
    assert.deepEqual(await sumsBy(['team', 'key']), [
      ['data', 'ci', 5],
      ['data', 'dev', 2],
      [undefined, undefined, 1],
    ])
    assert.deepEqual(await sumsBy(['team']), [
      ['data', undefined, 7],
      [undefined, undefined, 1],
    ])
    assert.deepEqual(await sumsBy([]), [])
  })

  it('tells of one subject alone, and of no more rows than were asked for', async () => {
    for (const [index, model] of ['x', 'y', 'z'].entries()) book(`a${index}`, index + 1, { model, key: 'ci' })
    book('b', 100, { model: 'x', key: "it's another" })
    const query = { from: NOON, to: NOON, by: ['model'], where: { key: 'ci' } } as const
    const { rows, total } = await ledger().spend({ ...query, limit: 2 })
    assert.deepEqual(
      rows.map(({ model }) => model),
      ['z', 'y'],
    )
    assert.equal(total.costNanoUsd, 6)
    const other = await ledger().spend({ ...query, where: { key: "it's another" } })
    assert.equal(other.total.costNanoUsd, 100)
    assert.equal((await ledger().spend({ ...query, where: { key: 'nobody' } })).total.calls, 0)
  })

  it('adds up to the entries, however many there are', async () => {
    for (let index = 0; index < 1_000; index += 1) book(`a${index}`, index, { model: `m${index % 7}` })
    await ledger().flush()
    for (let index = 0; index < 100; index += 1) book(`b${index}`, index, { model: `m${index % 7}` })
    const { rows, total } = await ledger().spend({ from: NOON, to: NOON, by: ['model'] })
    assert.deepEqual([rows.length, total.calls, total.costNanoUsd], [7, 1_100, 499_500 + 4_950])
    assert.equal(
      rows.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0),
      total.costNanoUsd,
    )
  })
}

function describeLife(stores: () => Stores): void {
  it('fails clearly after its end', async () => {
    const { ledger, ...store } = stores()
    const last = ledger.reserve(wish('a', 1, { day: 100 }))
    await store.close()
    assert.equal((await last).granted, true)
    const uses = [
      () => ledger.reserve(wish('b', 1, { day: 100 })),
      () => ledger.settle(settlement('a', 1)),
      () => ledger.release({ id: 'a', attempt: 1 }),
      () => ledger.flush(),
      () => ledger.recover(),
      () => ledger.balances(['day']),
      () => ledger.spend({ from: 0, to: 1, by: ['day'] }),
      () => ledger.entries({ limit: 1 }),
    ]
    for (const use of uses) await assert.rejects(async () => use(), StoreClosed)
  })
}

/** A wish for the attempt 1 of an exchange, in accounts with these limits. */
export function wish(id: string, amountNanoUsd: number, limits: Readonly<Record<string, number>>): ReservationWish {
  return {
    draft: draftOf(id),
    amountNanoUsd,
    accounts: Object.entries(limits).map(([account, limitNanoUsd]) => ({ id: account, limitNanoUsd })),
  }
}

/** What attempt 1 of an exchange came to. */
export function settlement(id: string, costNanoUsd: number): Settlement {
  return { ...draftOf(id), tokens: NO_TOKENS, costNanoUsd, how: 'reported' }
}

function draftOf(id: string): EntryDraft {
  return { id, attempt: 1, at: NOON, provider: 'openai', model: 'gpt-4o-mini' }
}

/** What is committed in an account, and what is reserved. */
export async function sums(ledger: LedgerStore, account: string): Promise<readonly [number, number]> {
  const [balance] = await ledger.balances([account])
  assert.ok(balance !== undefined)
  return [balance.committedNanoUsd, balance.reservedNanoUsd]
}
