/** What following a conversation promises: many small signs add up, ordinary conversations stay low, and the state stays small. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { advance, type Turn, UNTRIED } from './index.js'

function scoresOf(turns: readonly Turn[]): number[] {
  let state = UNTRIED
  return turns.map((turn) => {
    const next = advance(state, turn)
    state = next.state
    return next.score
  })
}

function lastOf(scores: readonly number[]): number {
  return scoresOf(scores.map((score) => ({ score }))).at(-1) ?? 0
}

describe('a conversation', () => {
  it('that is ordinary stays low, however long it gets', () => {
    assert.ok(lastOf(Array.from({ length: 500 }, (_, turn) => (turn % 3) * 0.04)) < 0.2)
  })

  it('that probes around the threshold again and again scores more than any of its turns', () => {
    const probes = [0.05, 0.7, 0.6, 0.75, 0.7, 0.72]
    assert.ok(lastOf(probes) > 0.95)
    assert.ok(lastOf(probes.slice(0, 2)) < 0.85)
  })

  it('that rises step by step scores more than the same turns without order', () => {
    const rising = [0.02, 0.05, 0.2, 0.4, 0.6, 0.8]
    assert.ok(lastOf(rising) > lastOf(rising.toReversed()))
  })

  it('with one attack late is found', () => assert.ok(lastOf([0.02, 0.01, 0.03, 0.02, 0.995]) > 0.95))

  it('whose turns are an attack only together is found by the joined score', () => {
    const turns: Turn[] = [{ score: 0.02 }, { score: 0.3 }, { score: 0.3, joinedScore: 0.99 }]
    assert.ok((scoresOf(turns).at(-1) ?? 0) > 0.9)
  })

  it('calms down: one doubtful turn long ago weighs less than one just now', () => {
    const calm = Array.from({ length: 20 }, () => 0.02)
    assert.ok(lastOf([0.8, ...calm]) < lastOf([...calm, 0.8]))
  })
})

describe('the state', () => {
  it('is a few finite numbers, whatever the scores', () => {
    const score = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1))
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 50 }), (scores) => {
        let state = UNTRIED
        for (const one of scores) {
          const next = advance(state, { score: one })
          assert.ok(next.score >= 0 && next.score <= 1)
          state = next.state
        }
        assert.ok(Object.values(state).every((value) => Number.isFinite(value)))
        assert.ok(JSON.stringify(state).length < 200)
      }),
    )
  })

  it('is not changed in place', () => {
    const { state } = advance(UNTRIED, { score: 0.5 })
    const copy = { ...state }
    advance(state, { score: 0.9 })
    assert.deepEqual(state, copy)
    assert.equal(UNTRIED.turns, 0)
  })
})
