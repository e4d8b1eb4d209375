/** Credentials from the shell: made, shown once, listed, revoked and rotated, beside a running gateway too. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { systemClock } from '../../lib/index.js'
import { loadConfig } from '../../schema.js'
import { type BudgetRule, createCredential, openStores, verifyCredential } from '../../stores/index.js'
import { openShell, providersAt, type Shell } from '../shell.suite.js'
import { startSimulatedProvider } from '../simulated-provider/index.js'
import { startGateway } from '../start-gateway.js'
import { createKey } from './create.js'

const KEPT = { match: { key: 'ci' }, limitNanoUsd: 5, window: 'day', timezone: 'UTC', createdAt: 1 } as const

const CREDENTIAL_LINE = /^hg_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}\n$/

const shells: Shell[] = []
after(() => {
  for (const shell of shells) shell.remove()
})

function freshShell(): Shell {
  const shell = openShell()
  shells.push(shell)
  return shell
}

async function listed(shell: Shell): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { status, out } = await shell.run('keys', 'list', '--json')
  assert.equal(status, 0)
  return JSON.parse(out)
}

async function check(shell: Shell, credential: string) {
  const stores = await openStores({ kind: 'sqlite', stateDir: shell.stateDir })
  const result = await verifyCredential(stores.credentials, credential, systemClock.now())
  await stores.close()
  return result.ok ? 'good' : result.reason
}

/** Adds one that expired an hour ago. */
async function addExpired(shell: Shell, name: string): Promise<void> {
  const stores = await openStores({ kind: 'sqlite', stateDir: shell.stateDir })
  const expiresAt = systemClock.now() - 3_600_000
  await stores.credentials.add(createCredential({ name, role: 'user', expiresAt }, systemClock).record)
  await stores.close()
}

describe('keys create', () => {
  it('prints the credential alone on stdout, and keeps only its hash', async () => {
    const shell = freshShell()
    const { status, out, err } = await shell.run('keys', 'create', '--name', 'ci')
    assert.equal(status, 0)
    assert.match(out, CREDENTIAL_LINE)
    assert.match(err, /shown only this once/)
    assert.equal(await check(shell, out.trim()), 'good')

    const secret = out.trim().split('_')[2] ?? ''
    assert.ok(!err.includes(secret))
    const files = readdirSync(shell.stateDir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    assert.ok(files.length > 0)
    for (const { parentPath, name } of files) assert.ok(!readFileSync(join(parentPath, name)).includes(secret), name)
  })

  it('takes role, team, models and expiry', async () => {
    const shell = freshShell()
    const beforeMs = systemClock.now()
    const options = ['--role', 'operator', '--team', 'web', '--models', 'gpt-4o, claude-*', '--expires', '30d']
    assert.equal((await shell.run('keys', 'create', '--name', 'ci', ...options)).status, 0)
    const [key] = await listed(shell)
    assert.deepEqual(Object.keys(key ?? {}), [
      'id',
      'name',
      'role',
      'team',
      'user',
      'models',
      'requests_per_minute',
      'tokens_per_minute',
      'max_concurrent',
      'budgets',
      'created',
      'expires',
      'state',
    ])
    const { name, role, team, models, state, created, expires } = key ?? {}
    assert.deepEqual(
      { name, role, team, models, state },
      { name: 'ci', role: 'operator', team: 'web', models: ['gpt-4o', 'claude-*'], state: 'active' },
    )
    assert.ok(Date.parse(String(expires)) - Date.parse(String(created)) >= 30 * 86_400_000 - 1_000)
    assert.ok(Date.parse(String(created)) >= beforeMs)
  })

  it('takes a user, limits and budgets of its own', async () => {
    const shell = freshShell()
    const limits = ['--user', 'anna', '--rpm', '60', '--tpm', '100000', '--max-concurrent', '3']
    const budgets = ['--budget', '10usd/day', '--budget', '$99.5/month@Europe/Berlin', '--budget', '0.000000001/total']
    const { status, err } = await shell.run('keys', 'create', '--name', 'ci', ...limits, ...budgets)
    assert.equal(status, 0, err)
    assert.match(err, /^Its limits: 60 requests\/min, 100000 tokens\/min, 3 at once\.$/m)
    assert.match(err, /^Its budgets: 10usd\/day, 99\.5usd\/month@Europe\/Berlin, 0\.000000001usd\/total\.$/m)
    const [key] = await listed(shell)
    const { user, requests_per_minute, tokens_per_minute, max_concurrent } = key ?? {}
    assert.deepEqual(
      { user, requests_per_minute, tokens_per_minute, max_concurrent },
      { user: 'anna', requests_per_minute: 60, tokens_per_minute: 100_000, max_concurrent: 3 },
    )
    assert.deepEqual(key?.['budgets'], [
      { id: 'key:ci:day', window: 'day', timezone: 'UTC', limit_usd: '10' },
      { id: 'key:ci:month', window: 'month', timezone: 'Europe/Berlin', limit_usd: '99.5' },
      { id: 'key:ci:total', window: 'total', timezone: 'UTC', limit_usd: '0.000000001' },
    ])
    const { out } = await shell.run('keys', 'list')
    assert.match(out, /^ci .* 60 requests\/min, 100000 tokens\/min, 3 at once +10usd\/day, .* active$/m)
  })

  it('touches no budget of a name that is taken', async () => {
    const shell = freshShell()
    await shell.run('keys', 'create', '--name', 'ci', '--budget', '10usd/day')
    assert.equal((await shell.run('keys', 'create', '--name', 'ci', '--budget', '99usd/day')).status, 1)
    const [key, ...others] = await listed(shell)
    assert.deepEqual(key?.['budgets'], [{ id: 'key:ci:day', window: 'day', timezone: 'UTC', limit_usd: '10' }])
    assert.equal(others.length, 0)
  })

  it('makes no credential where a budget cannot be kept, and leaves budgets as they were', async () => {
    const stores = await openStores({ kind: 'memory' })
    await stores.budgets.put({ ...KEPT, id: 'key:ci:day' })
    const puts: string[] = []
    const budgets = {
      ...stores.budgets,
      put: async (rule: BudgetRule) => {
        puts.push(rule.id)
        if (rule.window === 'month') throw new Error('the disk is full')
        return stores.budgets.put(rule)
      },
    }
    const terminal = { env: {}, cwd: '', out: () => assert.fail(), err: () => {} }
    const wish = (window: BudgetRule['window']) => ({ limitNanoUsd: 9, window, timezone: 'UTC' })
    const options = { name: 'ci', role: 'user', budget: [wish('day'), wish('hour'), wish('month')] } as const
    await assert.rejects(createKey({ ...stores, budgets }, options, terminal), /the disk is full/)
    assert.deepEqual(puts.slice(0, 3), ['key:ci:day', 'key:ci:hour', 'key:ci:month'])
    assert.deepEqual(
      [await stores.credentials.list(), await stores.budgets.list()],
      [[], [{ ...KEPT, id: 'key:ci:day' }]],
    )
    await stores.close()
  })

  it('refuses a name that is taken', async () => {
    const shell = freshShell()
    await shell.run('keys', 'create', '--name', 'ci')
    const { status, out, err } = await shell.run('keys', 'create', '--name', 'ci')
    assert.deepEqual({ status, out }, { status: 1, out: '' })
    assert.match(err, /^headgate: --name: there is already a credential named ci; .*headgate keys rotate ci/)
  })

  const WRONG = [
    ['--name', 'a b'],
    ['--name', 'a'.repeat(65)],
    ['--name', ''],
    ['--name', 'a', '--role', 'root'],
    ['--name', 'a', '--team', 'x/y'],
    ['--name', 'a', '--models', 'gpt-4o,,x'],
    ['--name', 'a', '--models', ''],
    ['--name', 'a', '--expires', '30'],
    ['--name', 'a', '--expires', '0d'],
    ['--name', 'a', '--expires', '999999w'],
    ['--name', 'a', '--user', 'x y'],
    ['--name', 'a', '--rpm', '0'],
    ['--name', 'a', '--tpm', '1.5'],
    ['--name', 'a', '--max-concurrent', 'many'],
    ['--name', 'a', '--budget', '10usd'],
    ['--name', 'a', '--budget', '10usd/year'],
    ['--name', 'a', '--budget', '0/day'],
    ['--name', 'a', '--budget', '-1/day'],
    ['--name', 'a', '--budget', 'ten/day'],
    ['--name', 'a', '--budget', '1/day@Mars/Base'],
    ['--name', 'a', '--budget', '1/day@'],
    ['--name', 'a', '--budget', '1/day@UTC@UTC'],
    ['--name', 'a', '--budget', '1/day', '--budget', '2/day'],
    [],
  ]
  for (const options of WRONG) {
    it(`refuses ${JSON.stringify(options)} as wrong usage`, async () => {
      const shell = freshShell()
      const { status, err } = await shell.run('keys', 'create', ...options)
      assert.equal(status, 2)
      assert.match(err, /^error: (option|required option) '--[\w-]+/)
      assert.deepEqual(await listed(shell), [])
    })
  }
})

describe('keys list', () => {
  it('shows every state, and no hash', async () => {
    const shell = freshShell()
    const { out: credential } = await shell.run('keys', 'create', '--name', 'active')
    await shell.run('keys', 'create', '--name', 'gone')
    await shell.run('keys', 'revoke', 'gone')
    await addExpired(shell, 'old')
    assert.deepEqual(
      (await listed(shell)).map(({ name, state }) => [name, state]),
      [
        ['active', 'active'],
        ['gone', 'revoked'],
        ['old', 'expired'],
      ],
    )
    const { out } = await shell.run('keys', 'list')
    assert.match(
      out,
      /^NAME +ID +ROLE +TEAM +USER +MODELS +LIMITS +BUDGETS +CREATED +EXPIRES +STATE\nactive .* active\ngone .* revoked\nold .* expired\n$/,
    )
    assert.ok(!out.includes(credential.trim()))
  })

  it('says what to do where there is none', async () => {
    const { status, out, err } = await freshShell().run('keys', 'list')
    assert.deepEqual({ status, out }, { status: 0, out: '' })
    assert.match(err, /headgate keys create/)
  })
})

describe('keys revoke', () => {
  it('takes a name or an id, once', async () => {
    const shell = freshShell()
    const { out: first } = await shell.run('keys', 'create', '--name', 'one')
    const { out: second } = await shell.run('keys', 'create', '--name', 'two')
    assert.equal((await shell.run('keys', 'revoke', 'one')).status, 0)
    assert.equal((await shell.run('keys', 'revoke', second.split('_')[1] ?? '')).status, 0)
    assert.deepEqual([await check(shell, first.trim()), await check(shell, second.trim())], ['revoked', 'revoked'])

    const again = await shell.run('keys', 'revoke', 'one')
    assert.equal(again.status, 1)
    assert.match(again.err, /one has been revoked already/)
  })

  it('says so when there is no such credential', async () => {
    const { status, err } = await freshShell().run('keys', 'revoke', 'nobody')
    assert.equal(status, 1)
    assert.match(err, /nobody is no name or id of a gateway credential; headgate keys list/)
  })
})

describe('budgets of a credential', () => {
  it('go by its name: they outlive it, and hold the next one of that name', async () => {
    const shell = freshShell()
    await shell.run('keys', 'create', '--name', 'ci', '--budget', '5usd/day')
    await shell.run('keys', 'revoke', 'ci')
    const { err } = await shell.run('keys', 'create', '--name', 'ci')
    assert.match(err, /^Its budgets: 5usd\/day\.$/m)
  })
})

describe('keys rotate', () => {
  it('prints a new credential with what the old one had, and ends the old one', async () => {
    const shell = freshShell()
    const limits = ['--user', 'anna', '--rpm', '9', '--tpm', '8', '--max-concurrent', '7', '--budget', '5usd/week']
    const options = ['--role', 'viewer', '--team', 'web', '--models', 'gpt-*', '--expires', '2h', ...limits]
    const { out: old } = await shell.run('keys', 'create', '--name', 'ci', ...options)
    const { status, out } = await shell.run('keys', 'rotate', 'ci')
    assert.equal(status, 0)
    assert.match(out, CREDENTIAL_LINE)
    assert.deepEqual([await check(shell, old.trim()), await check(shell, out.trim())], ['revoked', 'good'])

    const [before, now] = await listed(shell)
    const kept = ({ id: _id, created: _created, state: _state, ...rest }: Readonly<Record<string, unknown>>) => rest
    assert.deepEqual(kept(now ?? {}), kept(before ?? {}))
    assert.deepEqual([now?.['tokens_per_minute'], now?.['max_concurrent']], [8, 7])
  })

  it('gives a new life with --expires, and asks for one where the old has ended', async () => {
    const shell = freshShell()
    await addExpired(shell, 'old')
    const refused = await shell.run('keys', 'rotate', 'old')
    assert.equal(refused.status, 1)
    assert.match(refused.err, /old has expired.*--expires/)
    const { status, out } = await shell.run('keys', 'rotate', 'old', '--expires', '1d')
    assert.equal(status, 0)
    assert.equal(await check(shell, out.trim()), 'good')
  })

  it('says so when there is no such credential', async () => {
    assert.equal((await freshShell().run('keys', 'rotate', 'nobody')).status, 1)
  })
})

describe('beside a running gateway', () => {
  it('lets a new credential in at once, and refuses a revoked one on its very next request', async () => {
    const shell = freshShell()
    const provider = await startSimulatedProvider()
    const env = {
      HEADGATE_STATE_DIR: shell.stateDir,
      HEADGATE_PORT: '0',
      HEADGATE_LOG_LEVEL: 'silent',
      HEADGATE_API_KEY: 'x',
      ...providersAt(provider.url),
    }
    const { config } = loadConfig({ flags: {}, env, cwd: shell.folder })
    const gateway = await startGateway(config, { env, cwd: shell.folder, out: () => {}, err: () => {} })
    const call = async (credential: string) =>
      (await fetch(`${gateway.url}/v1/models`, { headers: { authorization: `Bearer ${credential.trim()}` } })).status
    try {
      const { out: first } = await shell.run('keys', 'create', '--name', 'ci')
      assert.equal(await call(first), 200)
      const { out: second } = await shell.run('keys', 'rotate', 'ci')
      assert.deepEqual([await call(first), await call(second)], [401, 200])
      await shell.run('keys', 'revoke', 'ci')
      assert.equal(await call(second), 401)
    } finally {
      await gateway.stop()
      await provider.close()
    }
  })
})
