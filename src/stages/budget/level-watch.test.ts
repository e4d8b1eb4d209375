/** Each level of a budget is told once, however many calls pass it. */
import assert from 'node:assert/strict'
import { it, mock } from 'node:test'
import { type BudgetLevel, LevelWatch } from './level-watch.js'
import type { Held } from './rule-book.js'

const held: Held = { account: { id: 'a', limitNanoUsd: 1_000, windowEndsAt: 5 }, name: 'key alice, each day' }

it('tells half, four fifths and the whole, once each', async (test) => {
  test.mock.timers.enable({ apis: ['setTimeout'] })
  let committedNanoUsd = 0
  let fails = false
  const told: BudgetLevel[] = []
  const balances = mock.fn(async (ids: readonly string[]) => {
    if (fails) throw new Error('the disk is full')
    return ids.map((id) => ({ id, committedNanoUsd, reservedNanoUsd: 0 }))
  })
  const watch = new LevelWatch({ balances }, (level) => told.push(level))
  const after = async (spent: number) => {
    committedNanoUsd = spent
    for (let at = 0; at < 10; at++) watch.booked([held])
    test.mock.timers.tick(1_000)
    await new Promise(setImmediate)
    return told.map(({ percent }) => percent)
  }
  assert.deepEqual(await after(499), [])
  assert.deepEqual(await after(500), [50])
  assert.deepEqual(await after(799), [50])
  fails = true
  assert.deepEqual(await after(1_000), [50])
  fails = false
  assert.deepEqual(await after(1_000), [50, 80, 100])
  assert.deepEqual(await after(1_200), [50, 80, 100])
  assert.equal(balances.mock.callCount(), 6)
  assert.deepEqual(told.at(0), {
    ...{ kind: 'budget_level', budget: 'key alice, each day', percent: 50, limitNanoUsd: 1_000 },
    ...{ spentNanoUsd: 500, resetsAt: 5 },
  })
})
