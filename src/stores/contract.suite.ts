/** What every store promises, as tests: run on each kind by stores.test.ts. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { parseJson } from '../lib/index.js'
import {
  type BudgetRule,
  type CredentialRecord,
  createCredential,
  type ExchangeRecord,
  NameTaken,
  StoreClosed,
  type Stores,
} from './index.js'

/** Describes the promises for the stores that `open` makes; each call must give a new and empty one. */
export function describeStores(kind: string, open: () => Promise<Stores>): void {
  describe(`stores: ${kind}`, () => {
    let stores: Stores
    const current = () => stores
    beforeEach(async () => {
      stores = await open()
    })
    afterEach(() => stores.close())

    describe('credentials', () => describeCredentials(current))
    describe('exchanges', () => describeExchanges(current))
    describe('secrets', () => describeSecrets(current))
    describe('budgets', () => describeBudgets(current))
    describe('life', () => describeLife(current))
  })
}

function describeCredentials(stores: () => Stores): void {
  it('gives back every field as it was kept, and no field that was not', async () => {
    const { credentials } = stores()
    const full = recordOf('full', {
      team: 'data',
      user: 'ada',
      models: ['gpt-*', 'o3', 'ü"\\'],
      expiresAt: 1_800_000_000_000,
      requestsPerMinute: 60,
      tokensPerMinute: 100_000,
      maxConcurrent: 4,
    })
    const bare = recordOf('bare')
    await credentials.add(full)
    await credentials.add(bare)
    assertSameRecord(await credentials.find(full.id), full)
    assertSameRecord(await credentials.find(bare.id), bare)
  })

  it('keeps every byte of a hash', async () => {
    const hash = Uint8Array.from({ length: 32 }, (_, index) => (index * 37) % 256)
    const record = recordOf('binary', { hash: Uint8Array.from([0, 255, ...hash.slice(2)]) })
    await stores().credentials.add(record)
    assertSameRecord(await stores().credentials.find(record.id), record)
  })

  it('knows nothing of an unknown id, however hostile', async () => {
    await stores().credentials.add(recordOf('known'))
    for (const id of ['', 'unknown', "' OR 1=1 --", '%', '*', '__proto__']) {
      assert.equal(await stores().credentials.find(id), undefined)
    }
  })

  it('takes hostile names as names', async () => {
    const { credentials } = stores()
    const names = ["'); DROP TABLE credentials; --", '%', '__proto__', 'Ünïcode 😀']
    for (const name of names) await credentials.add(recordOf(name))
    assert.deepEqual(await namesIn(stores()), names)
  })

  it('lists in the order of adding', async () => {
    assert.deepEqual(await stores().credentials.list(), [])
    for (const name of ['c', 'a', 'b']) await stores().credentials.add(recordOf(name))
    assert.deepEqual(await namesIn(stores()), ['c', 'a', 'b'])
  })

  it('refuses a name that an unrevoked credential has, and adds nothing', async () => {
    const { credentials } = stores()
    await credentials.add(recordOf('ci'))
    await assert.rejects(credentials.add(recordOf('ci')), isNameTaken('ci'))
    await credentials.add(recordOf('CI'))
    assert.deepEqual(await namesIn(stores()), ['ci', 'CI'])
  })

  it('refuses an id that is already kept', async () => {
    const record = recordOf('first')
    await stores().credentials.add(record)
    await assert.rejects(stores().credentials.add({ ...record, name: 'second' }))
    assert.deepEqual(await namesIn(stores()), ['first'])
  })

  it('frees the name of a revoked credential', async () => {
    const { credentials } = stores()
    const old = recordOf('ci')
    await credentials.add(old)
    await credentials.revoke(old.id, 5)
    await credentials.add(recordOf('ci'))
    assert.deepEqual(await namesIn(stores()), ['ci', 'ci'])
  })

  it('revokes once; the second call changes nothing', async () => {
    const { credentials } = stores()
    const record = recordOf('ci')
    await credentials.add(record)
    assert.equal(await credentials.revoke(record.id, 1_700_000_000_001), true)
    assert.equal(await credentials.revoke(record.id, 1_700_000_000_002), false)
    assert.equal(await credentials.revoke('unknown', 1), false)
    assertSameRecord(await credentials.find(record.id), { ...record, revokedAt: 1_700_000_000_001 })
  })

  describeReplacing(stores)
}

function describeReplacing(stores: () => Stores): void {
  it('replaces in one step, and the new one may carry the same name', async () => {
    const { credentials } = stores()
    const old = recordOf('ci')
    const fresh = recordOf('ci')
    await credentials.add(old)
    assert.equal(await credentials.replace(old.id, fresh, 7), true)
    assertSameRecord(await credentials.find(old.id), { ...old, revokedAt: 7 })
    assertSameRecord(await credentials.find(fresh.id), fresh)
  })

  it('replaces nothing where the old one is unknown or revoked', async () => {
    const { credentials } = stores()
    const old = recordOf('ci')
    await credentials.add(old)
    await credentials.revoke(old.id, 5)
    assert.equal(await credentials.replace(old.id, recordOf('ci'), 7), false)
    assert.equal(await credentials.replace('unknown', recordOf('ci'), 7), false)
    assert.equal((await credentials.list()).length, 1)
    assertSameRecord(await credentials.find(old.id), { ...old, revokedAt: 5 })
  })

  it('leaves the old one good when the new name is taken by a third', async () => {
    const { credentials } = stores()
    const old = recordOf('old')
    await credentials.add(old)
    await credentials.add(recordOf('third'))
    await assert.rejects(credentials.replace(old.id, recordOf('third'), 7), isNameTaken('third'))
    assertSameRecord(await credentials.find(old.id), old)
    assert.deepEqual(await namesIn(stores()), ['old', 'third'])
  })

  it('leaves the old one good when the new id is already kept', async () => {
    const { credentials } = stores()
    const old = recordOf('old')
    await credentials.add(old)
    await assert.rejects(credentials.replace(old.id, { ...recordOf('new'), id: old.id }, 7))
    assertSameRecord(await credentials.find(old.id), old)
  })
}

function describeExchanges(stores: () => Stores): void {
  it('finds what was appended, and nothing else', async () => {
    const { exchanges } = stores()
    const record = { id: 'a', time: 1_700_000_000_000, json: '{"status":200,"text":"ü 😀 \\u0000"}' }
    await exchanges.append([record, exchangeOf('b')])
    await exchanges.append([])
    assert.deepEqual(await exchanges.find('a'), record)
    assert.equal(await exchanges.find("a' OR '1'='1"), undefined)
    assert.equal(await exchanges.find('A'), undefined)
  })

  it('gives the latest first, in the order of appending, not of time', async () => {
    const { exchanges } = stores()
    await exchanges.append([exchangeOf('a', 30), exchangeOf('b', 10)])
    await exchanges.append([exchangeOf('c', 20)])
    assert.deepEqual(await latestIds(stores(), 10), ['c', 'b', 'a'])
    assert.deepEqual(await latestIds(stores(), 2), ['c', 'b'])
    assert.deepEqual(await latestIds(stores(), 0), [])
  })

  it('finds each record of batches whose ids overlap, and JSON that is spread over lines', async () => {
    const { exchanges } = stores()
    await exchanges.append([exchangeOf('b', 1), exchangeOf('y', 2)])
    await exchanges.append([exchangeOf('c', 3), { id: 'x', time: 4, json: '{\n"a": "b c\\n"\n}' }, exchangeOf('a', 5)])
    for (const [id, time] of [
      ['a', 5],
      ['b', 1],
      ['c', 3],
      ['x', 4],
      ['y', 2],
    ] as const) {
      assert.equal((await exchanges.find(id))?.time, time)
    }
    assert.deepEqual(parseJson((await exchanges.find('x'))?.json ?? ''), { a: 'b c\n' })
    assert.equal(await exchanges.find('d'), undefined)
  })

  it('prunes to exactly the newest', async () => {
    const { exchanges } = stores()
    await exchanges.append(['a', 'b', 'c', 'd', 'e'].map((id) => exchangeOf(id)))
    await exchanges.prune(10)
    assert.equal((await exchanges.latest(10)).length, 5)
    await exchanges.prune(3)
    assert.deepEqual(await latestIds(stores(), 10), ['e', 'd', 'c'])
    await exchanges.append([exchangeOf('f')])
    await exchanges.prune(2)
    assert.deepEqual(await latestIds(stores(), 10), ['f', 'e'])
    await exchanges.prune(0)
    assert.deepEqual(await latestIds(stores(), 10), [])
    await exchanges.append([exchangeOf('g')])
    assert.deepEqual(await latestIds(stores(), 10), ['g'])
  })
}

function describeSecrets(stores: () => Stores): void {
  it('makes 32 bytes under a name and keeps to them', async () => {
    const { secrets } = stores()
    const [first, again, other] = [
      await secrets.getOrCreate('vault'),
      await secrets.getOrCreate('vault'),
      await secrets.getOrCreate('sessions'),
    ]
    assert.equal(first.length, 32)
    assert.deepEqual(Buffer.from(again), Buffer.from(first))
    assert.notDeepEqual(Buffer.from(other), Buffer.from(first))
  })

  it('gives all who ask at once the same', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => stores().secrets.getOrCreate('vault')))
    assert.equal(new Set(asked.map((secret) => Buffer.from(secret).toString('hex'))).size, 1)
  })
}

function describeBudgets(stores: () => Stores): void {
  it('gives back every rule as it was put, in the order of putting', async () => {
    const { budgets } = stores()
    const full = ruleOf('full', {
      key: 'ci',
      team: 'data',
      user: 'ü"',
      model: '__proto__',
      provider: 'p',
      session: 's',
    })
    const bare = ruleOf('bare', {})
    assert.deepEqual(await budgets.list(), [])
    await budgets.put(full)
    await budgets.put(bare)
    assert.deepEqual(await budgets.list(), [full, bare])
  })

  it('replaces a rule in its place, and removes one once', async () => {
    const { budgets } = stores()
    for (const id of ['a', 'b']) await budgets.put(ruleOf(id, {}))
    const changed: BudgetRule = { ...ruleOf('a', { team: 'data' }), limitNanoUsd: 0, window: 'total' }
    await budgets.put(changed)
    assert.deepEqual(await budgets.list(), [changed, ruleOf('b', {})])
    assert.equal(await budgets.remove('a'), true)
    assert.equal(await budgets.remove('a'), false)
    assert.equal(await budgets.remove("' OR 1=1 --"), false)
    assert.deepEqual(await budgets.list(), [ruleOf('b', {})])
  })

  it('has another version after each change, and the same without', async () => {
    const { budgets } = stores()
    const versions = [budgets.version()]
    await budgets.put(ruleOf('a', {}))
    versions.push(budgets.version())
    assert.equal(budgets.version(), versions[1])
    await budgets.put(ruleOf('a', { key: 'ci' }))
    versions.push(budgets.version())
    await budgets.remove('a')
    versions.push(budgets.version())
    assert.equal(new Set(versions).size, 4)
  })
}

function describeLife(stores: () => Stores): void {
  it('is well while it is open', async () => {
    await stores().check()
  })

  it('fails clearly after its end, which may come twice', async () => {
    const { credentials, exchanges, secrets, budgets, ...store } = stores()
    await credentials.add(recordOf('ci'))
    await store.close()
    await store.close()
    const uses = [
      () => credentials.add(recordOf('late')),
      () => credentials.find('x'),
      () => credentials.list(),
      () => credentials.revoke('x', 1),
      () => credentials.replace('x', recordOf('late'), 1),
      () => exchanges.append([exchangeOf('late')]),
      () => exchanges.find('x'),
      () => exchanges.latest(1),
      () => exchanges.prune(1),
      () => secrets.getOrCreate('late'),
      () => budgets.put(ruleOf('late', {})),
      () => budgets.remove('late'),
      () => budgets.list(),
      () => store.check(),
    ]
    for (const use of uses) await assert.rejects(async () => use(), StoreClosed)
  })
}

function recordOf(name: string, fields: Partial<CredentialRecord> = {}): CredentialRecord {
  return { ...createCredential({ name, role: 'user' }, { now: () => 1_700_000_000_000 }).record, ...fields }
}

function ruleOf(id: string, match: BudgetRule['match']): BudgetRule {
  return {
    id,
    match,
    limitNanoUsd: 5_000_000_000,
    window: 'day',
    timezone: 'Europe/Berlin',
    createdAt: 1_700_000_000_000,
  }
}

function exchangeOf(id: string, time = 0): ExchangeRecord {
  return { id, time, json: '{}' }
}

async function namesIn({ credentials }: Stores): Promise<readonly string[]> {
  return (await credentials.list()).map(({ name }) => name)
}

async function latestIds({ exchanges }: Stores, limit: number): Promise<readonly string[]> {
  return (await exchanges.latest(limit)).map(({ id }) => id)
}

function isNameTaken(name: string): (error: unknown) => boolean {
  return (error) => error instanceof NameTaken && error.takenName === name
}

/** A store may give bytes in any view; everything else must be equal, absent fields included. */
function assertSameRecord(actual: CredentialRecord | undefined, expected: CredentialRecord): void {
  assert.ok(actual !== undefined)
  assert.deepEqual({ ...actual, hash: [...actual.hash] }, { ...expected, hash: [...expected.hash] })
}
