/** Slips of the fingers are understood, other words are not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nearest } from './nearest.js'

const NAMES = ['host', 'port', 'workers', 'state_dir', 'allowed_hosts', 'tls']

const CASES: readonly [string, string | undefined][] = [
  ['port', 'port'],
  ['prot', 'port'],
  ['por', 'port'],
  ['statedir', 'state_dir'],
  ['allow_hosts', 'allowed_hosts'],
  ['wrokers', 'workers'],
  ['compression', undefined],
  ['xyz', undefined],
  ['', undefined],
]

for (const [given, meant] of CASES) {
  test(`'${given}' means ${meant}`, () => assert.equal(nearest(given, NAMES), meant))
}

test('a valid name is always nearest to itself', () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }), (name) => nearest(name, [...NAMES, name]) === name))
})
