/** What is told of an unexpected error, and what never is. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { describeFault } from './fault.js'

const SECRET = 'sk-planted-7f3a'

function thrown(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return assert.fail('nothing was thrown')
}

describe('a fault', () => {
  it('is described by its place, its class, its code and where it was thrown', () => {
    const error = Object.assign(new TypeError('no'), { code: 'EACCES' })
    const described = describeFault('authenticate', error)
    assert.match(described, /^authenticate failed: TypeError EACCES at .*fault\.test\.js:\d+:\d+\)/)
    assert.doesNotMatch(described, /\n/)
    assert.ok(described.split(' at ').length <= 5)
  })

  it('never tells its message, whatever that looks like', () => {
    const messages = [
      SECRET,
      `\n    at ${SECRET} (file:///a.js:1:1)`,
      `a\n    at ${SECRET}\nb`,
      `$& ${SECRET} $1`,
      `${SECRET}\n${SECRET}`,
      '',
    ]
    for (const message of messages) {
      const described = describeFault('p', new Error(message))
      assert.doesNotMatch(described, new RegExp(SECRET))
      assert.match(described, /^p failed: Error at /)
    }
  })

  it('never tells a message that was changed, a cause, or what else an error carries', () => {
    const changed = new Error(`\n    at ${SECRET} (file:///a.js:1:1)`)
    // The stack is made when it is first looked at, with the message of that moment.
    assert.match(changed.stack ?? '', new RegExp(SECRET))
    changed.message = 'harmless'
    const named = new Error('x')
    named.name = SECRET
    const errors = [
      changed,
      named,
      new Error('x', { cause: new Error(SECRET) }),
      new AggregateError([new Error(SECRET)], SECRET),
      Object.assign(new Error('x'), { code: `${SECRET} in a code`, detail: SECRET, path: SECRET }),
      Object.assign(new Error(SECRET), { stack: `Error: x\n    at ${SECRET}` }),
      thrown(() => JSON.parse(`{"key":"${SECRET}"`)),
      thrown(() => new URL(SECRET)),
    ]
    for (const error of errors) assert.doesNotMatch(describeFault('p', error), new RegExp(SECRET))
  })

  it('may be anything', () => {
    assert.equal(describeFault('p', SECRET), 'p failed: a string was thrown')
    assert.equal(describeFault('p', undefined), 'p failed: a undefined was thrown')
    assert.equal(describeFault('p', { message: SECRET }), 'p failed: a object was thrown')
    assert.equal(describeFault('p', Object.assign(new Error('x'), { stack: undefined })), 'p failed: Error')
  })
})
