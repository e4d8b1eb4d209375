/** Which budgets hold a call down, and which calls share a sum. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Budget, RuleBook, type Subject } from './rule-book.js'

const NOON = Date.UTC(2026, 10, 21, 12)
const HOUR = 3_600_000

function budget(match: Budget['match'], more: Partial<Budget> = {}): Budget {
  return { match, limitNanoUsd: 5_000_000_000, window: 'day', timezone: 'UTC', ...more }
}

function held(budgets: readonly Budget[], subject: Subject, nowMs = NOON) {
  return new RuleBook(budgets).accountsOf(subject, nowMs)
}

const names = (budgets: readonly Budget[], subject: Subject) => held(budgets, subject).map(({ name }) => name)
const ids = (budgets: readonly Budget[], subject: Subject, nowMs = NOON) =>
  held(budgets, subject, nowMs).map(({ account }) => account.id)

describe('the budgets of a call', () => {
  it('are all those whose names it bears', () => {
    const budgets = [
      budget({}),
      budget({ key: 'alice' }),
      budget({ key: 'bob' }),
      budget({ team: 'blue', model: 'gpt-5' }),
      budget({ team: 'blue', model: 'o3' }),
      budget({ user: 'ann' }),
    ]
    const call = { key: 'alice', team: 'blue', model: 'gpt-5', provider: 'openai' }
    assert.deepEqual(names(budgets, call), [
      'everything, each day',
      'team blue, model gpt-5, each day',
      'key alice, each day',
    ])
  })

  it('match names whole, whatever is in them', () => {
    assert.deepEqual(names([budget({ key: 'alice' })], { key: 'alice2' }), [])
    assert.deepEqual(names([budget({ key: '__proto__' })], { key: 'x' }), [])
    assert.deepEqual(names([budget({ key: '__proto__' })], { key: '__proto__' }).length, 1)
  })

  it('give each name its own sum for a star', () => {
    const each = [budget({ key: '*' })]
    assert.notDeepEqual(ids(each, { key: 'alice' }), ids(each, { key: 'bob' }))
    assert.deepEqual(ids(each, { key: 'alice' }), ids([budget({ key: 'alice' })], { key: 'alice' }))
    assert.deepEqual(ids([budget({ session: '*' })], { key: 'alice' }), [])
  })

  it('name a session as its caller does', () => {
    const named = { key: 'a', session: 'f1', isSession: (name: string) => name === 'nightly' }
    const [found] = held([budget({ session: 'nightly' })], named)
    assert.match(found?.account.id ?? '', /^session=f1 /)
    assert.deepEqual(ids([budget({ session: 'other' })], named), [])
    assert.deepEqual(ids([budget({ session: 'f1' })], named), [])
    assert.deepEqual(ids([budget({ session: '*' })], named), [found?.account.id])
  })

  it('cannot be mistaken for each other by a name that looks like two', () => {
    const budgets = [budget({ key: '*', team: '*' })]
    assert.notDeepEqual(ids(budgets, { key: 'a&team=b', team: 'c' }), ids(budgets, { key: 'a', team: 'b&team=c' }))
  })

  it('hold the lower of two limits on one sum', () => {
    const two = [budget({}), budget({}, { limitNanoUsd: 7 }), budget({}, { limitNanoUsd: 9 })]
    assert.deepEqual(
      held(two, { key: 'a' }).map(({ account }) => account.limitNanoUsd),
      [7],
    )
  })

  it('begin a new sum with each window, and keep the sum while it lasts', () => {
    const book = new RuleBook([budget({})])
    const at = (ms: number) => book.accountsOf({ key: 'a' }, ms)[0]?.account.id
    assert.equal(at(NOON), at(NOON + 11 * HOUR))
    assert.notEqual(at(NOON), at(NOON + 12 * HOUR))
    assert.equal(at(NOON), at(NOON - 12 * HOUR))
  })

  it('say when the window ends, but for one that never does', () => {
    const ends = (window: Budget['window']) => held([budget({}, { window })], { key: 'a' })[0]?.account.windowEndsAt
    assert.equal(ends('hour'), NOON + HOUR)
    assert.equal(ends('day'), Date.UTC(2026, 10, 22))
    assert.equal(ends('week'), Date.UTC(2026, 10, 23))
    assert.equal(ends('month'), Date.UTC(2026, 11, 1))
    assert.equal(ends('total'), undefined)
  })
})
