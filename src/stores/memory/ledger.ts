/** The money ledger in memory: its reservations end with the process, and so does all it knew. */
import { checkSettlement, checkWish } from '../ledger-checks.js'
import {
  type Account,
  type Attempt,
  AttemptKnown,
  type Balance,
  type LedgerEntry,
  type LedgerStore,
  type ReservationAnswer,
  type ReservationWish,
  type Settlement,
} from '../ledger-contract.js'
import { refusalOf } from '../tightest-account.js'
import { createSpending } from './spending.js'

/** Of the lines of the ledger the newest are kept; sums and spending know them all. */
const MAX_ENTRIES = 100_000

export function createLedgerStore(assertOpen: () => void): LedgerStore {
  const book = new Book()
  return {
    reserve: async (wish) => {
      assertOpen()
      checkWish(wish)
      return book.reserve(wish)
    },
    settle: (settlement) => {
      assertOpen()
      checkSettlement(settlement)
      book.settle(settlement)
    },
    release: (attempt) => {
      assertOpen()
      book.end(attempt, 0)
    },
    flush: async () => assertOpen(),
    recover: async () => {
      assertOpen()
      return 0
    },
    balances: async (ids) => {
      assertOpen()
      return ids.map((id) => book.balance(id))
    },
    spend: async (query) => {
      assertOpen()
      return book.spending.report(query)
    },
    entries: async ({ id, after = 0, limit }) => {
      assertOpen()
      const found = book.entries().filter((entry) => entry.seq > after && (id === undefined || entry.id === id))
      return found.slice(0, limit)
    },
    latestTime: () => book.latestTime,
  }
}

class Book {
  readonly spending = createSpending()
  latestTime = 0
  private readonly sums = new Map<string, Balance>()
  private readonly reservations = new Map<string, ReservationWish>()
  private readonly lines = new Map<string, LedgerEntry>()
  private lastSeq = 0

  reserve(wish: ReservationWish): ReservationAnswer {
    this.latestTime = Math.max(this.latestTime, wish.draft.at)
    const refusal = refusalOf(wish, (id) => this.balance(id))
    if (refusal !== undefined) return refusal
    const key = keyOf(wish.draft)
    if (this.reservations.has(key) || this.lines.has(key)) throw new AttemptKnown()
    this.reservations.set(key, wish)
    for (const { id } of wish.accounts) this.move(id, { committed: 0, reserved: wish.amountNanoUsd })
    return { granted: true, balances: wish.accounts.map(({ id }) => this.balance(id)) }
  }

  settle(settlement: Settlement): void {
    this.latestTime = Math.max(this.latestTime, settlement.at)
    if (this.lines.has(keyOf(settlement))) return
    const wish = this.end(settlement, settlement.costNanoUsd)
    this.lastSeq += 1
    const entry: LedgerEntry = {
      ...settlement,
      seq: this.lastSeq,
      reservedNanoUsd: wish?.amountNanoUsd ?? 0,
      accounts: (wish?.accounts ?? []).map(({ id }: Account) => id),
    }
    this.lines.set(keyOf(entry), entry)
    this.spending.add(entry)
    if (this.lines.size > MAX_ENTRIES) this.forgetOldest()
  }

  /** Ends the reservation of an attempt, and takes what it cost in its place. */
  end(attempt: Attempt, costNanoUsd: number): ReservationWish | undefined {
    const key = keyOf(attempt)
    const wish = this.reservations.get(key)
    if (wish === undefined) return undefined
    this.reservations.delete(key)
    for (const { id } of wish.accounts) this.move(id, { committed: costNanoUsd, reserved: -wish.amountNanoUsd })
    return wish
  }

  balance(id: string): Balance {
    return this.sums.get(id) ?? { id, committedNanoUsd: 0, reservedNanoUsd: 0 }
  }

  entries(): readonly LedgerEntry[] {
    return [...this.lines.values()]
  }

  private move(id: string, { committed, reserved }: { readonly committed: number; readonly reserved: number }): void {
    const { committedNanoUsd, reservedNanoUsd } = this.balance(id)
    this.sums.set(id, {
      id,
      committedNanoUsd: committedNanoUsd + committed,
      reservedNanoUsd: reservedNanoUsd + reserved,
    })
  }

  private forgetOldest(): void {
    const [oldest] = this.lines.keys()
    if (oldest !== undefined) this.lines.delete(oldest)
  }
}

function keyOf({ id, attempt }: Attempt): string {
  return `${attempt} ${id}`
}
