/** Hashes agree with published vectors. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fingerprint, isEqualInConstantTime, sha256 } from './hash.js'

describe('sha256', () => {
  it('agrees with the vector of FIPS 180-4, for text and for bytes', () => {
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    assert.equal(sha256('abc').toString('hex'), expected)
    assert.equal(sha256(new Uint8Array([97, 98, 99])).toString('hex'), expected)
  })

  it('hashes text as UTF-8', () => {
    assert.deepEqual(sha256('ü'), sha256(new Uint8Array([0xc3, 0xbc])))
  })
})

describe('fingerprint', () => {
  it('is the beginning of HMAC-SHA256 (RFC 4231, case 2)', () => {
    assert.equal(fingerprint(Buffer.from('Jefe'), 'what do ya want for nothing?'), '5bdcc146bf60754e')
  })

  it('differs by key', () => {
    assert.notEqual(fingerprint(new Uint8Array([1]), 'text'), fingerprint(new Uint8Array([2]), 'text'))
  })
})

describe('isEqualInConstantTime', () => {
  it('tells equal from different, at the end, at the start and in length', () => {
    const bytes = new Uint8Array([1, 2, 3])
    assert.equal(isEqualInConstantTime(bytes, new Uint8Array([1, 2, 3])), true)
    assert.equal(isEqualInConstantTime(bytes, new Uint8Array([1, 2, 4])), false)
    assert.equal(isEqualInConstantTime(bytes, new Uint8Array([0, 2, 3])), false)
    assert.equal(isEqualInConstantTime(bytes, new Uint8Array([1, 2])), false)
    assert.equal(isEqualInConstantTime(bytes, new Uint8Array()), false)
  })
})
