/** The money ledger among real processes: one limit for all, and none of them can take money with it when it is killed. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { openStores } from '../../src/stores/index.js'

const LIMIT_NANO_USD = 100_000
const TIMEOUT_MS = 120_000

const folder = mkdtempSync(join(tmpdir(), 'headgate-ledger-processes-'))
const children = new Set<ChildProcess>()
after(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/**
 * A process that calls again and again for a tenth of the limit at most: reserves, waits a little as for an answer, and
 * settles for less. It prints the cost of each call that the ledger was told of and has written.
 */
const CALLER = `
  const [stateDir, name] = process.argv.slice(1)
  const { openStores } = await import(${JSON.stringify(import.meta.resolve('../../src/stores/index.js'))})
  const { ledger } = await openStores({ kind: 'sqlite', stateDir })
  await ledger.recover()
  const tokens = { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, imageInput: 0, audioInput: 0, output: 0, reasoning: 0, audioOutput: 0 }
  let calls = 0
  const call = async () => {
    calls += 1
    const draft = { id: name + '-' + calls, attempt: 1, at: 1_800_000_000_000, provider: 'openai', model: 'gpt-4o-mini' }
    const amountNanoUsd = 1 + ((calls * 7_919) % 10_000)
    const accounts = [{ id: 'day', limitNanoUsd: ${LIMIT_NANO_USD} }, { id: 'month', limitNanoUsd: ${2 * LIMIT_NANO_USD} }]
    if (!(await ledger.reserve({ draft, amountNanoUsd, accounts })).granted) return false
    await new Promise((resolve) => setTimeout(resolve, calls % 5))
    ledger.settle({ ...draft, tokens, costNanoUsd: Math.ceil(amountNanoUsd / 50), how: 'reported' })
    await ledger.flush()
    process.stdout.write(draft.id + ' ' + Math.ceil(amountNanoUsd / 50) + '\\n')
    return true
  }
  const callOnAndOn = async () => { while (await call()); }
  await Promise.all(Array.from({ length: 8 }, callOnAndOn))
  process.stdout.write('refused\\n')
  setInterval(() => undefined, 1_000)`

interface Caller {
  readonly child: ChildProcess
  /** What it printed, whole lines. */
  lines(): readonly string[]
}

function startCaller(stateDir: string, name: string): Caller {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', CALLER, stateDir, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  let printed = ''
  child.stdout.on('data', (data: Buffer) => {
    printed += data.toString()
  })
  return { child, lines: () => printed.split('\n').slice(0, -1) }
}

async function kill({ child }: Caller): Promise<void> {
  const ended = once(child, 'close')
  child.kill('SIGKILL')
  await ended
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

const isRefused = (caller: Caller) => caller.lines().includes('refused')

describe('the ledger in several processes', () => {
  it('holds the limit and loses nothing while they are killed in the middle of their calls', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const stateDir = join(folder, 'killed')
    const told: string[] = []
    const survivor = startCaller(stateDir, 'survivor')
    for (let round = 0; round < 4; round += 1) {
      const victim = startCaller(stateDir, `victim-${round}`)
      await until(() => victim.lines().length > 10 + 7 * round || isRefused(victim))
      await kill(victim)
      told.push(...victim.lines())
    }
    await until(() => isRefused(survivor))
    await kill(survivor)
    told.push(...survivor.lines())

    const stores = await openStores({ kind: 'sqlite', stateDir })
    await stores.ledger.recover()
    const entries = await stores.ledger.entries({ limit: 1_000_000 })
    const costs = new Map(entries.map(({ id, costNanoUsd }) => [id, String(costNanoUsd)]))
    assert.equal(costs.size, entries.length)
    for (const [id = '', cost] of told.map((line) => line.split(' '))) {
      if (id !== 'refused') assert.equal(costs.get(id), cost, id)
    }
    const total = entries.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0)
    for (const { committedNanoUsd, reservedNanoUsd } of await stores.ledger.balances(['day', 'month'])) {
      assert.deepEqual([committedNanoUsd, reservedNanoUsd], [total, 0])
    }
    assert.ok(total <= LIMIT_NANO_USD, `${total}`)
    assert.ok(
      entries.some(({ how }) => how === 'reserved'),
      'nobody was killed with a call in flight',
    )
    await stores.close()
  })

  it('knows the living from the dead: what a living process reserved stays reserved', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const stateDir = join(folder, 'living')
    const stores = await openStores({ kind: 'sqlite', stateDir })
    const other = startCaller(stateDir, 'other')
    await until(() => other.lines().length > 3)
    const draft = { id: 'mine', attempt: 1, at: 1_800_000_000_000, provider: 'openai', model: 'gpt-4o-mini' }
    const accounts = [{ id: 'mine', limitNanoUsd: 10 }]
    assert.equal((await stores.ledger.reserve({ draft, amountNanoUsd: 10, accounts })).granted, true)
    const late = startCaller(stateDir, 'late')
    await until(() => late.lines().length > 0)
    assert.deepEqual(await stores.ledger.balances(['mine']), [{ id: 'mine', committedNanoUsd: 0, reservedNanoUsd: 10 }])
    for (const caller of [other, late]) await kill(caller)
    await stores.close()
  })
})
