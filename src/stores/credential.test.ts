/** A credential is taken only when every part of it is right; nothing else is, and nothing is costly to refuse. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type CredentialRecord, createCredential, openStores, parseCredential, verifyCredential } from './index.js'

const NOW_MS = 1_700_000_000_000
const clock = { now: () => NOW_MS }

describe('createCredential', () => {
  it('gives a credential of the documented form and a record that does not hold it', () => {
    const { record, credential } = createCredential({ name: 'ci', role: 'user', models: ['gpt-*'] }, clock)
    assert.match(credential, /^hg_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}$/)
    assert.equal(record.id, credential.slice(3, 15))
    assert.equal(record.createdAt, NOW_MS)
    assert.equal(record.hash.length, 32)
    const secret = credential.slice(16)
    assert.equal(
      JSON.stringify({ ...record, hash: Buffer.from(record.hash).toString('latin1') }).includes(secret),
      false,
    )
  })

  it('never makes the same twice', () => {
    const made = Array.from({ length: 200 }, () => createCredential({ name: 'ci', role: 'user' }, clock).credential)
    assert.equal(new Set(made).size, 200)
  })
})

describe('parseCredential', () => {
  const { record, credential } = createCredential({ name: 'ci', role: 'user' }, clock)

  it('finds the id', () => {
    assert.deepEqual(parseCredential(credential), { id: record.id })
  })

  it('refuses every text that is one edit away from the form', () => {
    fc.assert(
      fc.property(fc.nat(credential.length - 1), fc.string({ unit: 'binary', maxLength: 3 }), (place, text) => {
        const edited = credential.slice(0, place) + text + credential.slice(place + 1)
        const isWellFormed = /^hg_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}$/.test(edited)
        assert.equal(parseCredential(edited) !== undefined, isWellFormed)
      }),
      { numRuns: 2000 },
    )
  })

  it('refuses whatever else there is, without throwing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => parseCredential(text) === undefined))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseCredential(`hg_${text}`) === undefined))
    const hostile = ['', 'hg_', `${credential}\n`, ` ${credential}`, credential.toUpperCase(), `hg_${'a'.repeat(1e7)}`]
    for (const text of hostile) assert.equal(parseCredential(text), undefined)
  })
})

describe('verifyCredential', () => {
  const prepare = async (record: Partial<CredentialRecord> = {}) => {
    const { credentials } = await openStores({ kind: 'memory' })
    const created = createCredential({ name: 'ci', role: 'user' }, clock)
    await credentials.add({ ...created.record, ...record })
    return { credentials, ...created }
  }
  const reasonOf = async (
    credentials: Pick<Awaited<ReturnType<typeof prepare>>['credentials'], 'find'>,
    text: string,
  ) => {
    const check = await verifyCredential(credentials, text, NOW_MS)
    return check.ok ? 'ok' : check.reason
  }

  it('takes the right one and gives its record', async () => {
    const { credentials, credential, record } = await prepare()
    assert.deepEqual(await verifyCredential(credentials, credential, NOW_MS), { ok: true, record })
  })

  it('says why it refuses', async () => {
    const { credentials, credential } = await prepare()
    const otherEnd = credential.endsWith('a') ? 'b' : 'a'
    assert.equal(await reasonOf(credentials, 'sk-something'), 'malformed')
    assert.equal(
      await reasonOf(credentials, createCredential({ name: 'x', role: 'user' }, clock).credential),
      'unknown',
    )
    assert.equal(await reasonOf(credentials, credential.slice(0, -1) + otherEnd), 'wrong')
  })

  it('refuses the secret of one credential with the id of another', async () => {
    const { credentials, credential } = await prepare()
    const second = createCredential({ name: 'second', role: 'admin' }, clock)
    await credentials.add(second.record)
    assert.equal(await reasonOf(credentials, second.credential.slice(0, 15) + credential.slice(15)), 'wrong')
  })

  it('refuses at the millisecond of expiry, not before', async () => {
    const expiring = await prepare({ expiresAt: NOW_MS })
    assert.equal(await reasonOf(expiring.credentials, expiring.credential), 'expired')
    const living = await prepare({ expiresAt: NOW_MS + 1 })
    assert.equal(await reasonOf(living.credentials, living.credential), 'ok')
  })

  it('refuses what is revoked, and tells that only to who has the secret', async () => {
    const { credentials, credential, record } = await prepare({ expiresAt: 1 })
    await credentials.revoke(record.id, NOW_MS)
    assert.equal(await reasonOf(credentials, credential), 'revoked')
    const otherEnd = credential.endsWith('a') ? 'b' : 'a'
    assert.equal(await reasonOf(credentials, credential.slice(0, -1) + otherEnd), 'wrong')
  })

  it('refuses when the kept hash has been cut', async () => {
    const { credentials, credential } = await prepare({ hash: new Uint8Array() })
    assert.equal(await reasonOf(credentials, credential), 'wrong')
  })

  it('rejects when the store fails: there is no answer that lets the caller in', async () => {
    const failing = { find: () => Promise.reject(new Error('disk gone')) }
    const { credential } = createCredential({ name: 'ci', role: 'user' }, clock)
    await assert.rejects(async () => verifyCredential(failing, credential, NOW_MS), /disk gone/)
  })
})
