/** JSON is read, never quoted in an error, and hostile keys stay keys. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isRecord, parseJson, tryParseJson } from './json.js'

describe('parseJson', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.json(), (text) => assert.equal(JSON.stringify(parseJson(text)), JSON.stringify(JSON.parse(text)))),
    )
  })

  it('throws without quoting the text', () => {
    for (const text of ['sk-planted-secret', '{"a": sk-planted-secret}', '', '[1,']) {
      assert.throws(
        () => parseJson(text),
        (error) => error instanceof SyntaxError && !`${error.stack}${String(error.cause)}`.includes('planted'),
      )
    }
  })
})

describe('tryParseJson', () => {
  it('tells null from nothing', () => {
    assert.deepEqual(tryParseJson('null'), { ok: true, value: null })
    assert.deepEqual(tryParseJson('nul'), { ok: false })
  })
})

describe('hostile keys', () => {
  it('change no prototype, neither parsed nor spread', () => {
    const value = parseJson('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}')
    assert.ok(isRecord(value))
    assert.equal(value['isAdmin'], undefined)
    assert.equal({ ...value }['isAdmin'], undefined)
    assert.equal(Object.hasOwn(value, '__proto__'), true)
    assert.equal(Object.hasOwn({}, 'isAdmin') || 'isAdmin' in {}, false)
  })
})

describe('isRecord', () => {
  it('takes objects and nothing else', () => {
    assert.equal(isRecord({}), true)
    for (const value of [null, undefined, [], 'text', 1, true]) assert.equal(isRecord(value), false)
  })
})
