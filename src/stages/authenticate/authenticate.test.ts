/** Who is taken for whom, by which header, and what becomes of wrong credentials. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { resolveRoute } from '../../dialects/index.js'
import { Leaving } from '../../lib/index.js'
import type { Arriving, IncomingHeaders, Received } from '../../pipeline/index.js'
import { createCredential, createLocalLimits, openStores, type Stores } from '../../stores/index.js'
import { createAuthenticate } from './index.js'

const NOW = 1_700_000_000_000

/** A stage, its stores, its clock, and the credentials that it knows. */
async function gate(mode: 'local' | 'keys' = 'local') {
  const stores: Stores = await openStores({ kind: 'memory' })
  const time = { nowMs: NOW, monotonicMs: 0 }
  const clock = { now: () => time.nowMs, monotonicMs: () => time.monotonicMs }
  const add = async (wish: Partial<Parameters<typeof createCredential>[0]> & { name: string }) => {
    const { record, credential } = createCredential({ role: 'user', ...wish }, clock)
    await stores.credentials.add(record)
    return { record, credential }
  }
  const alice = await add({ name: 'alice' })
  const bob = await add({ name: 'bob', role: 'viewer', team: 'blue', models: ['gpt-*'] })
  const past = await add({ name: 'past', expiresAt: NOW })
  const revoked = await add({ name: 'revoked' })
  await stores.credentials.revoke(revoked.record.id, NOW - 1)
  const fingerprintKey = new Uint8Array(32).fill(7)
  const services = { credentials: stores.credentials, limits: createLocalLimits(clock), clock, fingerprintKey }
  const stage = createAuthenticate({ mode }, services)
  const ask = async (headers: IncomingHeaders, more: Caller = {}) => stage.decide(arriving(headers, more))
  /** `allow`, `deny` with its code, or who it is. */
  const verdict = async (headers: IncomingHeaders, more: Caller = {}) => {
    const decision = await ask(headers, more)
    if (decision.kind === 'deny') return decision.refusal.code
    return decision.kind === 'transform' ? `${decision.value.kind} ${decision.value.name}` : decision.kind
  }
  return {
    stage,
    ask,
    verdict,
    add,
    time,
    alice: alice.credential,
    bob: bob.credential,
    past: past.credential,
    revoked: revoked.credential,
  }
}

interface Caller {
  readonly address?: string
  readonly isLoopback?: boolean
  readonly path?: string
}

function arriving(headers: IncomingHeaders, more: Caller): Arriving {
  return { received: receivedFrom(headers, more), principal: undefined }
}

function receivedFrom(
  headers: IncomingHeaders,
  { address = '127.0.0.1', isLoopback = true, path = '/v1/chat/completions' }: Caller,
): Received {
  return {
    id: 'exchange-1',
    time: NOW,
    startedMs: 0,
    peer: { address, isLoopback },
    method: 'POST',
    path,
    query: '',
    headers,
    route: resolveRoute({ method: 'POST', path, hasHeader: () => false }),
    signal: new Leaving(),
    readBody: () => assert.fail('a body was read'),
  }
}

describe('a gateway credential', () => {
  it('is taken from every header, in both modes, from near and far', async () => {
    for (const mode of ['local', 'keys'] as const) {
      const { verdict, alice } = await gate(mode)
      const headers: IncomingHeaders[] = [
        { authorization: `Bearer ${alice}` },
        { authorization: `bearer   ${alice}` },
        { authorization: alice },
        { 'x-api-key': alice },
        { 'x-headgate-key': alice },
        { 'api-key': alice },
        { 'x-goog-api-key': alice },
      ]
      for (const each of headers) {
        assert.equal(await verdict(each), 'gateway alice', JSON.stringify(each))
        assert.equal(await verdict(each, { isLoopback: false, address: '203.0.113.9' }), 'gateway alice')
        assert.equal(await verdict(each, { path: '/api/v1/anything' }), 'gateway alice')
      }
    }
  })

  it('says who its bearer is', async () => {
    const { ask, bob, alice } = await gate()
    const decided = await ask({ 'x-api-key': bob })
    assert.ok(decided.kind === 'transform')
    const { id, ...rest } = decided.value
    assert.deepEqual(rest, {
      kind: 'gateway',
      name: 'bob',
      tenant: 'team:blue',
      team: 'blue',
      roles: ['viewer'],
      models: ['gpt-*'],
    })
    assert.ok(bob.includes(id))
    const alone = await ask({ 'x-api-key': alice })
    assert.ok(alone.kind === 'transform')
    assert.deepEqual(alone.value, {
      kind: 'gateway',
      name: 'alice',
      id: alone.value.id,
      tenant: `credential:${alone.value.id}`,
      roles: ['user'],
    })
  })

  it('carries the limits of its own, and nothing of the record that is not the bearer’s business', async () => {
    const { ask, add } = await gate()
    const limits = { requestsPerMinute: 5, tokensPerMinute: 1_000, maxConcurrent: 2 }
    const { record, credential } = await add({ name: 'carol', ...limits, ...{ user: 'carol@example.com' } })
    const decided = await ask({ 'x-api-key': credential })
    assert.ok(decided.kind === 'transform')
    assert.deepEqual(decided.value, {
      kind: 'gateway',
      name: 'carol',
      id: record.id,
      tenant: `credential:${record.id}`,
      user: 'carol@example.com',
      roles: ['user'],
      limits,
    })
    const some = await add({ name: 'dave', ...{ tokensPerMinute: 7 } })
    const other = await ask({ 'x-api-key': some.credential })
    assert.ok(other.kind === 'transform')
    assert.deepEqual(other.value.limits, { tokensPerMinute: 7 })
  })

  it('that is not good is worth nothing, and takes the place of no other', async () => {
    const { verdict, alice, bob, past, revoked } = await gate()
    const wrong = `${alice.slice(0, -1)}${alice.endsWith('a') ? 'b' : 'a'}`
    const own = { authorization: 'Bearer sk-own' }
    const rows: readonly (readonly [string, IncomingHeaders])[] = [
      ['revoked', { 'x-api-key': revoked }],
      ['expired', { 'x-api-key': past }],
      ['one character off', { 'x-api-key': wrong }],
      ['unknown', { 'x-api-key': `hg_${'0'.repeat(12)}_${'0'.repeat(43)}` }],
      ['cut short', { 'x-api-key': alice.slice(0, -1) }],
      ['with more', { 'x-api-key': `${alice} x` }],
      ['empty', { 'x-headgate-key': '' }],
      ['of another kind', { 'x-headgate-key': 'sk-own' }],
      ['in another scheme', { authorization: `Basic ${alice}` }],
      ['with a tab', { authorization: `Bearer\t${alice}x` }],
      ['two, one right', { 'x-api-key': alice, authorization: `Bearer ${bob}` }],
      ['two, both right', { 'x-api-key': alice, 'x-headgate-key': bob }],
      ['two in one header', { 'x-api-key': `${alice}, ${bob}` }],
      ['among one’s own in one header', { 'x-api-key': `sk-own, ${alice}` }],
    ]
    for (const [index, [what, headers]] of rows.entries()) {
      const from = { address: `127.0.1.${index}` }
      assert.equal(await verdict(headers, from), 'unauthenticated', what)
      if (headers['authorization'] === undefined)
        assert.equal(await verdict({ ...own, ...headers }, from), 'unauthenticated', `${what}, with an own one`)
    }
  })

  it('sent twice is one', async () => {
    const { verdict, alice } = await gate()
    assert.equal(await verdict({ 'x-api-key': alice, authorization: `Bearer ${alice}` }), 'gateway alice')
  })

  it('goes before a credential of one’s own', async () => {
    const { verdict, alice } = await gate()
    assert.equal(await verdict({ 'x-headgate-key': alice, authorization: 'Bearer sk-own' }), 'gateway alice')
    assert.equal(await verdict({ authorization: `Bearer ${alice}`, 'x-api-key': 'sk-own' }), 'gateway alice')
  })

  it('expires while the gateway runs', async () => {
    const { verdict, time, past } = await gate()
    time.nowMs = NOW - 1
    assert.equal(await verdict({ 'x-api-key': past }), 'gateway past')
    time.nowMs = NOW
    assert.equal(await verdict({ 'x-api-key': past }), 'unauthenticated')
  })
})

describe('a credential of one’s own', () => {
  const own = { authorization: 'Bearer sk-own' }

  it('is enough on loopback, in local mode, on the data plane, and nowhere else', async () => {
    const local = await gate('local')
    const keys = await gate('keys')
    assert.match(await local.verdict(own), /^own own-[0-9a-f]{16}$/)
    assert.match(await local.verdict({ 'x-api-key': 'sk-ant-own' }), /^own own-/)
    assert.match(await local.verdict(own, { path: '/v1/files' }), /^own own-/)
    assert.equal(await local.verdict(own, { isLoopback: false }), 'unauthenticated')
    for (const path of ['/api/v1/keys', '/admin/anything', '/metrics', '/', '/v1/../admin', '/v1'])
      assert.equal(await local.verdict(own, { path }), 'unauthenticated', path)
    assert.equal(await keys.verdict(own), 'unauthenticated')
  })

  it('is never written down, and tells callers apart', async () => {
    const { ask, verdict } = await gate()
    const decided = await ask(own)
    assert.ok(decided.kind === 'transform')
    assert.doesNotMatch(JSON.stringify(decided.value), /sk-own/)
    assert.deepEqual(decided.value.roles, ['user'])
    assert.equal(decided.value.limits, undefined)
    assert.equal(await verdict(own), await verdict(own))
    assert.notEqual(await verdict(own), await verdict({ authorization: 'Bearer sk-other' }))
    assert.notEqual(
      decided.value.id,
      (await gate().then((other) => other.verdict({ 'x-api-key': 'Bearer sk-own' }))).slice(4),
    )
  })

  it('is counted by the address it comes from, whatever it is', async () => {
    const { ask } = await gate()
    const countedAs = async (credential: string, address: string) => {
      const decided = await ask({ authorization: `Bearer ${credential}` }, { address })
      return decided.kind === 'transform' ? decided.value.countedAs : assert.fail()
    }
    assert.equal(await countedAs('sk-one', '127.0.0.1'), await countedAs('sk-two', '127.0.0.1'))
    assert.notEqual(await countedAs('sk-one', '127.0.0.1'), await countedAs('sk-one', '127.0.0.2'))
    assert.equal(await countedAs('sk-one', '::1'), await countedAs('sk-one', '::2'))
  })

  it('must be there', async () => {
    const { verdict } = await gate()
    for (const headers of [
      {},
      { authorization: '' },
      { 'x-api-key': '' },
      { cookie: 'session=1' },
      { 'x-forwarded-user': 'admin' },
    ])
      assert.equal(await verdict(headers), 'unauthenticated', JSON.stringify(headers))
  })
})

describe('wrong credentials', () => {
  const wrong = (number: number) => ({ 'x-api-key': `hg_${String(number).padStart(12, '0')}_${'0'.repeat(43)}` })

  /** How many wrong ones, each another, a peer may send before it is told to wait. */
  async function failuresUntilSlowed(door: Awaited<ReturnType<typeof gate>>, addressOf: (number: number) => string) {
    for (let count = 0; count < 1_000; count++) {
      if ((await door.verdict(wrong(count), { address: addressOf(count) })) === 'rate_limited') return count
    }
    return Number.POSITIVE_INFINITY
  }

  it('slow their peer: 401, then 429 with the time to wait', async () => {
    const door = await gate()
    const until = await failuresUntilSlowed(door, () => '203.0.113.1')
    assert.ok(until >= 5 && until <= 100)
    const refused = await door.ask(wrong(0), { address: '203.0.113.1' })
    assert.ok(refused.kind === 'deny')
    const { retryAfterSeconds = 0 } = refused.refusal
    assert.ok(Number.isInteger(retryAfterSeconds) && retryAfterSeconds >= 1)
    door.time.monotonicMs += retryAfterSeconds * 1_000
    assert.equal(await door.verdict(wrong(0), { address: '203.0.113.1' }), 'unauthenticated')
    assert.equal(await door.verdict(wrong(0), { address: '203.0.113.1' }), 'rate_limited')
  })

  it('slow nobody who has a right one, and no other peer', async () => {
    const door = await gate()
    await failuresUntilSlowed(door, () => '203.0.113.1')
    assert.equal(await door.verdict({ 'x-api-key': door.alice }, { address: '203.0.113.1' }), 'gateway alice')
    assert.equal(
      await door.verdict({ authorization: 'Bearer sk-own' }, { address: '203.0.113.1' }),
      await door.verdict({ authorization: 'Bearer sk-own' }),
    )
    assert.equal(await door.verdict(wrong(0), { address: '203.0.113.2' }), 'unauthenticated')
  })

  it('of one network of IPv6 come from one peer', async () => {
    const door = await gate()
    assert.ok(Number.isFinite(await failuresUntilSlowed(door, (count) => `2001:db8:1:2::${count.toString(16)}`)))
    assert.equal(await door.verdict(wrong(0), { address: '2001:db8:1:2:ffff:ffff:ffff:ffff' }), 'rate_limited')
    assert.equal(await door.verdict(wrong(0), { address: '2001:db8:1:3::1' }), 'unauthenticated')
  })

  it('cannot be made forgotten by a flood from other addresses, and the flood slows itself', async () => {
    const door = await gate()
    await failuresUntilSlowed(door, () => '203.0.113.1')
    const flood = async (from: number, to: number) => {
      for (let count = from; count < to; count++)
        await door.verdict(wrong(count), { address: `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}` })
    }
    await flood(0, 25_000)
    assert.equal(await door.verdict(wrong(0), { address: '203.0.113.1' }), 'rate_limited')
    assert.equal(await door.verdict(wrong(0), { address: '10.200.0.1' }), 'rate_limited')
    assert.equal(await door.verdict({ 'x-api-key': door.alice }, { address: '10.200.0.1' }), 'gateway alice')
    door.time.monotonicMs += 60_000
    assert.equal(await door.verdict(wrong(0), { address: '10.200.0.1' }), 'unauthenticated')
  })

  it('are not what a caller without any has', async () => {
    const door = await gate()
    for (let count = 0; count < 200; count++) assert.equal(await door.verdict({}), 'unauthenticated')
  })
})

describe('a store that fails', () => {
  it('lets nobody in', async () => {
    const failing = {
      ...(await openStores({ kind: 'memory' })).credentials,
      find: () => Promise.reject(new Error('the disk is gone')),
    }
    const clock = { now: () => NOW, monotonicMs: () => 0 }
    const stage = createAuthenticate(
      { mode: 'local' },
      { credentials: failing, limits: createLocalLimits(clock), clock, fingerprintKey: new Uint8Array(32) },
    )
    const { credential } = createCredential({ name: 'alice', role: 'user' }, clock)
    await assert.rejects(async () => stage.decide(arriving({ 'x-api-key': credential }, {})))
    assert.equal(stage.onFault, 'deny')
  })
})
