/** What operators are told of money: sums that add up, and where each budget stands. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { type Budget, RuleBook } from '../stages/index.js'
import { openStores, type Settlement, type Stores } from '../stores/index.js'
import { tellStandings } from './budgets.js'
import { readDay, readDimensions, type SpendQuery, tellSpend } from './spend.js'

/** Half of a day, of a Sunday, and nearly of a month has passed. */
const NOON = Date.UTC(2027, 0, 31, 12)
const HOUR_MS = 3_600_000
const NANO = 1_000_000_000

let stores: Stores
let nowMs = NOON
let made = 0
beforeEach(async () => {
  stores = await openStores({ kind: 'memory' })
  nowMs = NOON
})
afterEach(() => stores.close())

const clock = { now: () => nowMs }

function draft(parts: Partial<Settlement> = {}) {
  return { id: `e${++made}`, attempt: 1, at: NOON, key: 'ci', provider: 'p', model: 'm', ...parts }
}

function book(costNanoUsd: number, parts: Partial<Settlement> = {}): void {
  const none = {
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    imageInput: 0,
    audioInput: 0,
    reasoning: 0,
    audioOutput: 0,
  }
  stores.ledger.settle({ ...draft(parts), tokens: { input: 3, output: 2, ...none }, costNanoUsd, how: 'reported' })
}

/** Reserves and books as the stage does, so that the accounts bear it. */
async function spendUnder(budget: Budget, costNanoUsd: number, parts: Partial<Settlement> = {}): Promise<void> {
  const attempt = draft(parts)
  const accounts = new RuleBook([budget]).accountsOf(attempt, NOON).map(({ account }) => account)
  await stores.ledger.reserve({ draft: attempt, amountNanoUsd: costNanoUsd, accounts })
  book(costNanoUsd, attempt)
}

function spend(query: SpendQuery = {}) {
  return tellSpend(query, { ledger: stores.ledger, clock })
}

async function standing(...configured: readonly Budget[]) {
  const { budgets } = await tellStandings({ ...stores, configured, clock })
  return budgets
}

describe('spending', () => {
  it('is told by day and model over thirty days unless something else is asked', async () => {
    book(1, { model: 'a' })
    book(2, { model: 'a' })
    book(4, { model: 'b', at: NOON - 29 * 24 * HOUR_MS })
    book(8, { model: 'b', at: NOON - 30 * 24 * HOUR_MS })
    assert.deepEqual(await spend(), {
      from: '2027-01-02',
      to: '2027-01-31',
      by: ['day', 'model'],
      total: { calls: 3, input_tokens: 9, output_tokens: 6, cost_nano_usd: 7, cost_usd: '0.000000007' },
      rows: [
        {
          day: '2027-01-02',
          model: 'b',
          calls: 1,
          input_tokens: 3,
          output_tokens: 2,
          cost_nano_usd: 4,
          cost_usd: '0.000000004',
        },
        {
          day: '2027-01-31',
          model: 'a',
          calls: 2,
          input_tokens: 6,
          output_tokens: 4,
          cost_nano_usd: 3,
          cost_usd: '0.000000003',
        },
      ],
      more_rows: false,
    })
  })

  it('has null for what bears no name, and adds up by whatever is asked', async () => {
    book(1, { team: 'web' })
    book(2)
    const { rows, total } = await spend({ by: ['team'] })
    assert.deepEqual(
      rows.map(({ team, cost_nano_usd }) => [team, cost_nano_usd]),
      [
        [null, 2],
        ['web', 1],
      ],
    )
    assert.equal(total.cost_nano_usd, 3)
  })

  it('reads days that there are, and times of them', () => {
    assert.equal(readDay('2027-01-31'), Date.UTC(2027, 0, 31))
    assert.equal(readDay('2027-01-31T12:00:00Z'), NOON)
    assert.equal(readDay('2027-01-31T13:00:00.000+01:00'), NOON)
    for (const text of [
      '',
      '2027',
      '2027-02-29',
      '2027-1-1',
      'now',
      '1',
      '2027-01-31T25:00:00Z',
      '2027-01-31 12:00',
      '1969-12-31',
    ])
      assert.equal(readDay(text), undefined, text)
  })

  it('reads dimensions in the order in which they are asked', () => {
    assert.deepEqual(readDimensions('model, day'), ['model', 'day'])
    for (const text of ['', 'day,', 'day,day', 'price', 'Day']) assert.equal(readDimensions(text), undefined, text)
  })
})

describe('a budget', () => {
  const DAILY: Budget = { match: {}, limitNanoUsd: 10 * NANO, window: 'day', timezone: 'UTC' }

  it('tells what is spent, reserved and left, when it resets, and what the window will have come to', async () => {
    await spendUnder(DAILY, 3 * NANO)
    const open = draft()
    const accounts = new RuleBook([DAILY]).accountsOf({ key: 'ci' }, NOON).map(({ account }) => account)
    await stores.ledger.reserve({ draft: open, amountNanoUsd: NANO, accounts })
    assert.deepEqual(await standing(DAILY), [
      {
        id: null,
        source: 'configuration',
        match: {},
        bearer: {},
        window: 'day',
        timezone: 'UTC',
        limit_nano_usd: 10 * NANO,
        limit_usd: '10',
        committed_nano_usd: 3 * NANO,
        committed_usd: '3',
        reserved_nano_usd: NANO,
        reserved_usd: '1',
        left_nano_usd: 6 * NANO,
        left_usd: '6',
        starts_at: '2027-01-31T00:00:00.000Z',
        resets_at: '2027-02-01T00:00:00.000Z',
        forecast_nano_usd: 6 * NANO,
        forecast_usd: '6',
      },
    ])
  })

  it('has no forecast in the first tenth of its window, and none in total', async () => {
    nowMs = Date.UTC(2027, 0, 31, 2, 23)
    assert.equal((await standing(DAILY))[0]?.forecast_usd, null)
    nowMs = Date.UTC(2027, 0, 31, 2, 24)
    assert.equal((await standing(DAILY))[0]?.forecast_usd, '0')
    const [total] = await standing({ ...DAILY, window: 'total' })
    assert.deepEqual([total?.forecast_usd, total?.resets_at, total?.starts_at], [null, null, null])
  })

  it('for each name tells of those who have spent, the dearest first, and of itself while nobody has', async () => {
    const each: Budget = { ...DAILY, match: { key: '*', team: 'web' } }
    const [unused] = await standing(each)
    assert.deepEqual([unused?.bearer, unused?.left_usd], [{ key: '*', team: 'web' }, '10'])
    await spendUnder(each, NANO, { key: 'ci', team: 'web' })
    await spendUnder(each, 2 * NANO, { key: 'anna', team: 'web' })
    await spendUnder(each, 4 * NANO, { key: 'ci', team: 'other' })
    const told = await standing(each)
    assert.deepEqual(
      told.map(({ bearer, committed_usd }) => [bearer, committed_usd]),
      [
        [{ key: 'anna', team: 'web' }, '2'],
        [{ key: 'ci', team: 'web' }, '1'],
      ],
    )
  })

  it('stays in the window of the ledger where the clock was set back', async () => {
    await spendUnder(DAILY, NANO)
    nowMs = NOON - 48 * HOUR_MS
    assert.equal((await standing(DAILY))[0]?.committed_usd, '1')
  })

  it('never has less than nothing left', async () => {
    await spendUnder(DAILY, 3 * NANO)
    assert.equal((await standing({ ...DAILY, limitNanoUsd: NANO }))[0]?.left_usd, '0')
  })

  it('of the configuration comes first, and stored ones after it with their ids', async () => {
    await stores.budgets.put({ ...DAILY, id: 'made', createdAt: 0 })
    assert.deepEqual(
      (await standing(DAILY)).map(({ id, source }) => [id, source]),
      [
        [null, 'configuration'],
        ['made', 'store'],
      ],
    )
  })
})
