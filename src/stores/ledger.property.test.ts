/** A ledger of a few lines against each real one: thousands of random lives, and after every step both tell the same. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { type LedgerStore, openStores } from './index.js'
import { settlement, wish } from './ledger.suite.js'
import { openMortalProcess } from './sql/ledger/mortal-process.suite.js'

const folder = mkdtempSync(join(tmpdir(), 'headgate-ledger-property-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** What the accounts may hold; every wish is for one or two of them. */
const LIMITS: Readonly<Record<string, number>> = { day: 100, month: 150, team: 60 }
const ACCOUNTS = Object.keys(LIMITS)

/** One process and its ledger. */
interface Process {
  readonly ledger: LedgerStore
  /** What the system does to it at a `kill -9`; absent where the ledger would die with it. */
  readonly die?: () => void
  close(): Promise<void>
}

interface Held {
  readonly amount: number
  readonly accounts: readonly string[]
  readonly process: number
}

/** The ledger as it should be. */
class Reference {
  readonly held = new Map<string, Held>()
  /** What each attempt cost. */
  readonly booked = new Map<string, number>()
  latest = 0
  private readonly committed = new Map<string, number>()

  /** What is committed in an account, and what is reserved. */
  sums(account: string): readonly [number, number] {
    const holds = [...this.held.values()].filter(({ accounts }) => accounts.includes(account))
    return [this.committed.get(account) ?? 0, holds.reduce((sum, { amount }) => sum + amount, 0)]
  }

  fits(amount: number, accounts: readonly string[]): boolean {
    return accounts.every((account) => {
      const [committed, reserved] = this.sums(account)
      return committed + reserved + amount <= (LIMITS[account] ?? 0)
    })
  }

  /** The cost is absent where nothing was sent. */
  end(id: string, cost: number | undefined): void {
    const held = this.held.get(id)
    this.held.delete(id)
    if (held === undefined || cost === undefined) return
    this.booked.set(id, cost)
    for (const account of held.accounts) this.committed.set(account, (this.committed.get(account) ?? 0) + cost)
  }
}

type Step =
  | { readonly do: 'reserve'; readonly process: number; readonly amount: number; readonly accounts: readonly string[] }
  | {
      readonly do: 'settle' | 'release'
      readonly which: number
      readonly cost: number
      /** Says the same once more, with another cost. */
      readonly again: boolean
      /** Does not wait until it is written. */
      readonly hasty: boolean
    }
  | { readonly do: 'crash' | 'recover'; readonly process: number }
  | { readonly do: 'step the clock'; readonly byMs: number }

function stepsOf(processes: number): fc.Arbitrary<readonly Step[]> {
  const process = fc.nat(processes - 1)
  const reserve = fc.record({
    do: fc.constant('reserve' as const),
    process,
    amount: fc.nat(40),
    accounts: fc.subarray(ACCOUNTS, { minLength: 1 }),
  })
  const end = fc.record({
    do: fc.constantFrom('settle' as const, 'settle' as const, 'release' as const),
    which: fc.nat(50),
    cost: fc.nat(40),
    again: fc.boolean(),
    hasty: fc.boolean(),
  })
  const trouble = fc.record({ do: fc.constantFrom('crash' as const, 'recover' as const), process })
  const clock = fc.record({
    do: fc.constant('step the clock' as const),
    byMs: fc.integer({ min: -5_000_000, max: 5_000_000 }),
  })
  const step = fc.oneof(
    { weight: 6, arbitrary: reserve },
    { weight: 5, arbitrary: end },
    { weight: 2, arbitrary: trouble },
    { weight: 1, arbitrary: clock },
  )
  return fc.array<Step>(step, { maxLength: 40 })
}

/** Takes the steps in the real ledger and in the reference, and compares them after each. */
class Life {
  private readonly reference = new Reference()
  private nowMs = Date.UTC(2027, 0, 15, 12)
  private calls = 0
  /** What was said to the ledger and may not be written yet. */
  private unwritten: { id: string; cost: number | undefined; process: number; at: number } | undefined

  constructor(
    private readonly processes: Process[],
    private readonly start: () => Promise<Process>,
  ) {}

  async live(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      const isLost = step.do === 'crash' && step.process === this.unwritten?.process
      if (!isLost) await this.write()
      await this.take(step)
      if (this.unwritten === undefined) await this.compareSums()
    }
    await this.write()
    await this.compareBooks()
  }

  async close(): Promise<void> {
    for (const { close } of this.processes) await close()
  }

  private take(step: Step): void | Promise<void> {
    switch (step.do) {
      case 'reserve':
        return this.reserve(step)
      case 'settle':
      case 'release':
        return this.end(step)
      case 'crash':
        return this.crash(step.process)
      case 'recover':
        return this.recover(step.process, [])
      case 'step the clock':
        this.nowMs += step.byMs
    }
  }

  private async reserve({ process, amount, accounts }: Extract<Step, { do: 'reserve' }>): Promise<void> {
    this.calls += 1
    const id = `call-${this.calls}`
    const limits = Object.fromEntries(accounts.map((account) => [account, LIMITS[account] ?? 0]))
    const { draft, ...rest } = wish(id, amount, limits)
    const { granted } = await this.ledgerOf(process).reserve({ ...rest, draft: { ...draft, at: this.nowMs } })
    assert.equal(granted, this.reference.fits(amount, accounts), id)
    if (granted) this.reference.held.set(id, { amount, accounts, process })
    this.reference.latest = Math.max(this.reference.latest, this.nowMs)
  }

  /** Never for more than was reserved: that the truth may pass a limit is tested elsewhere. */
  private async end(step: Extract<Step, { do: 'settle' | 'release' }>): Promise<void> {
    const held = [...this.reference.held]
    const [id, { amount, process }] = held[step.which % held.length] ?? ['', { amount: 0, process: 0 }]
    if (id === '') return
    const ledger = this.ledgerOf(process)
    const cost = step.do === 'release' ? undefined : Math.min(step.cost, amount)
    for (const said of step.again ? [0, 1] : [0]) {
      if (cost === undefined) ledger.release({ id, attempt: 1 })
      else ledger.settle({ ...settlement(id, cost + said), at: this.nowMs })
    }
    this.unwritten = { id, cost, process, at: cost === undefined ? 0 : this.nowMs }
    if (!step.hasty) await this.write()
  }

  private async write(): Promise<void> {
    if (this.unwritten === undefined) return
    const { id, cost, process, at } = this.unwritten
    await this.ledgerOf(process).flush()
    this.reference.end(id, cost)
    this.reference.latest = Math.max(this.reference.latest, at)
    this.unwritten = undefined
  }

  /** Whoever starts next books what the dead one left, and nothing of the living. */
  private async crash(index: number): Promise<void> {
    const die = this.processes[index]?.die
    if (die === undefined) return
    die()
    if (this.unwritten?.process === index) this.unwritten = undefined
    this.processes[index] = await this.start()
    const left = [...this.reference.held].filter(([, { process }]) => process === index)
    await this.recover(index, left)
  }

  private async recover(index: number, left: readonly (readonly [string, Held])[]): Promise<void> {
    assert.equal(await this.ledgerOf(index).recover(), left.length)
    for (const [id, { amount }] of left) this.reference.end(id, amount)
  }

  private async compareSums(): Promise<void> {
    for (const { ledger } of this.processes) {
      for (const { id, committedNanoUsd, reservedNanoUsd } of await ledger.balances(ACCOUNTS)) {
        assert.deepEqual([committedNanoUsd, reservedNanoUsd], this.reference.sums(id), id)
        assert.ok(committedNanoUsd + reservedNanoUsd <= (LIMITS[id] ?? 0), id)
      }
    }
  }

  private async compareBooks(): Promise<void> {
    for (const { ledger } of this.processes) {
      const entries = await ledger.entries({ limit: 1_000 })
      assert.deepEqual(new Map(entries.map(({ id, costNanoUsd }) => [id, costNanoUsd])), this.reference.booked)
      assert.equal(entries.length, this.reference.booked.size)
      const { total } = await ledger.spend({ from: 0, to: Date.UTC(2100), by: [] })
      assert.equal(
        total.costNanoUsd,
        entries.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0),
      )
      assert.equal(total.calls, entries.length)
    }
    const latest = Math.max(...this.processes.map(({ ledger }) => ledger.latestTime()))
    // A second may be lost with a process that dies.
    assert.ok(latest <= this.reference.latest && latest > this.reference.latest - 1_000)
  }

  private ledgerOf(process: number): LedgerStore {
    return this.processes[process]?.ledger ?? assert.fail('there is no such process')
  }
}

let folders = 0
/** How a process begins on a ledger that is new and empty. */
const starts: Readonly<Record<string, () => () => Promise<Process>>> = {
  memory: () => async () => openStores({ kind: 'memory' }),
  sqlite: () => {
    folders += 1
    const stateDir = join(folder, `state-${folders}`)
    return async () => openMortalProcess(stateDir)
  },
}

async function holds(kind: string, processes: number, numRuns: number): Promise<void> {
  const property = fc.asyncProperty(stepsOf(processes), async (steps) => {
    const start = starts[kind]?.() ?? assert.fail()
    const life = new Life(await Promise.all(Array.from({ length: processes }, start)), start)
    try {
      await life.live(steps)
    } finally {
      await life.close()
    }
  })
  await fc.assert(property, { numRuns })
}

describe('any life of a ledger goes as it should', () => {
  it('in memory', () => holds('memory', 1, 500))

  it('on disk, with sudden deaths', { timeout: 120_000 }, () => holds('sqlite', 1, 150))

  it('on disk, in two processes that die on each other', { timeout: 120_000 }, () => holds('sqlite', 2, 15))
})
