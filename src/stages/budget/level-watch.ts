/** Tells once when a budget has been used by half, by four fifths, and whole. */
import { usdText } from '../../canonical/index.js'
import type { Account, Balance, LedgerStore } from '../../stores/index.js'
import type { Held } from './rule-book.js'

const LEVELS = [50, 80, 100] as const

/** A budget passed a level. */
export interface BudgetLevel {
  readonly kind: 'budget_level'
  /** As a person calls it. */
  readonly budget: string
  readonly percent: (typeof LEVELS)[number]
  readonly limitNanoUsd: number
  readonly spentNanoUsd: number
  readonly resetsAt?: number
}

/** Accounts whose level is remembered; what is forgotten may be told twice. */
const MAX_REMEMBERED = 10_000

/** Bookings are looked at together, so long after the first of them. */
const LOOK_AFTER_MS = 200

/** Remembers what was told of each account. */
export class LevelWatch {
  private readonly told = new Map<Account['id'], number>()
  private readonly touched = new Map<Account['id'], Held>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly ledger: Pick<LedgerStore, 'balances'>,
    private readonly tell: (level: BudgetLevel) => void,
  ) {}

  /** To be called with the accounts of each call that was booked. */
  readonly booked = (held: readonly Held[]): void => {
    for (const one of held) this.touched.set(one.account.id, one)
    this.timer ??= setTimeout(() => void this.look(), LOOK_AFTER_MS).unref()
  }

  private async look(): Promise<void> {
    this.timer = undefined
    const held = [...this.touched.values()]
    this.touched.clear()
    try {
      const balances = await this.ledger.balances(held.map(({ account }) => account.id))
      for (const [at, balance] of balances.entries()) {
        const one = held[at]
        if (one !== undefined) this.note(one, balance)
      }
    } catch {
      // A store that cannot tell is heard of by whoever next wants to spend; the next booking looks again.
    }
  }

  /** Levels that were passed at once are all told, the lower first. */
  private note({ account, name }: Held, { committedNanoUsd }: Pick<Balance, 'committedNanoUsd'>): void {
    const before = this.told.get(account.id) ?? 0
    let reached = before
    for (const percent of LEVELS) {
      if (percent <= before || committedNanoUsd * 100 < account.limitNanoUsd * percent) continue
      reached = percent
      this.tell({
        kind: 'budget_level',
        budget: name,
        percent,
        limitNanoUsd: account.limitNanoUsd,
        spentNanoUsd: committedNanoUsd,
        ...(account.windowEndsAt === undefined ? {} : { resetsAt: account.windowEndsAt }),
      })
    }
    if (reached !== before) this.remember(account.id, reached)
  }

  private remember(id: string, percent: number): void {
    this.told.delete(id)
    this.told.set(id, percent)
    const oldest = this.told.keys().next()
    if (this.told.size > MAX_REMEMBERED && !oldest.done) this.told.delete(oldest.value)
  }
}

/** One line for a person. */
export function describeBudgetLevel({ budget, percent, limitNanoUsd, spentNanoUsd }: BudgetLevel): string {
  return `budget of ${budget}: ${percent} % used (${usdText(spentNanoUsd)} of ${usdText(limitNanoUsd)} USD)`
}
