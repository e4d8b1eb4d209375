/** What the ledger does inside a transaction: closes attempts, holds money for new ones, and books what the dead left open. */
import type { NanoUsd } from '../../../canonical/index.js'
import {
  type Attempt,
  AttemptKnown,
  type Balance,
  type ReservationAnswer,
  type ReservationWish,
  type Settlement,
} from '../../ledger-contract.js'
import { refusalOf } from '../../tightest-account.js'
import { readTexts } from '../columns.js'
import type { SqlDatabase } from '../database.js'
import type { AccountSums } from './account-sums.js'
import type { Entries, Reserved } from './entries.js'
import type { LatestTime } from './latest-time.js'
import type { OwnerLocks } from './owner-locks.js'
import type { Prices } from './prices.js'
import type { Reservations } from './reservations.js'
import type { Spending } from './spending.js'

/** Entries are summed up for `spend` this many at a time: a millisecond of work. */
const SUM_UP_EVERY = 256

/** The end of an attempt: settled, or released where nothing was sent. */
export type Closing =
  | { readonly kind: 'settle'; readonly settlement: Settlement }
  | ({ readonly kind: 'release' } & Attempt)

export interface BookParts {
  readonly database: SqlDatabase
  readonly locks: OwnerLocks
  readonly prices: Prices
  readonly entries: Entries
  readonly reservations: Reservations
  readonly sums: AccountSums
  readonly spending: Spending
  readonly latest: LatestTime
  /** This process, as reservations name it. */
  readonly owner: string
}

/** What came of a transaction. */
export interface Committed {
  /** One for each wish. */
  readonly answers: readonly (ReservationAnswer | AttemptKnown)[]
  /** Told where a wish was refused: other processes hold reservations, which may be settled any moment. */
  readonly othersReserve: boolean
}

const NOTHING_RESERVED: Reserved = { amountNanoUsd: 0, accounts: '[]' }

export class Book {
  /** Entries since the last time that `spend` was summed up. */
  private sinceSummedUp = 0

  constructor(private readonly parts: BookParts) {}

  /** All closings, then the wishes in their order, in one transaction that is tried at once. */
  commit(closings: readonly Closing[], wishes: readonly ReservationWish[]): Committed {
    const { database, prices } = this.parts
    try {
      return database.transactionAtOnce(() => this.write(closings, wishes))
    } catch (error) {
      prices.forget()
      throw error
    }
  }

  /** Books what dead owners had reserved, and answers how many reservations that were. */
  recover(): number {
    const { database, locks, sums } = this.parts
    let dead: readonly string[] = []
    const booked = database.durableTransaction(() => {
      sums.begin()
      dead = this.deadOwners()
      let count = 0
      for (const each of dead) count += this.bookAllOf(each)
      this.finish()
      this.sumUp()
      return count
    })
    for (const each of dead) locks.forget(each)
    return booked
  }

  /** Lets go of the owner's lock; a later `recover` books what it still holds. */
  leave(): void {
    const { locks, owner, reservations } = this.parts
    const isOpen = reservations.owners().includes(owner)
    locks.drop()
    if (!isOpen) locks.forget(owner)
  }

  private write(closings: readonly Closing[], wishes: readonly ReservationWish[]): Committed {
    const { locks, owner, reservations, sums } = this.parts
    sums.begin()
    // Before the first reservation can be seen, its owner can be seen to live.
    if (wishes.length > 0) locks.take(owner)
    for (const closing of closings) this.close(closing)
    const answers = wishes.map((wish) => this.reserve(wish))
    this.finish()
    if (this.sinceSummedUp >= SUM_UP_EVERY) this.sumUp()
    return { answers, othersReserve: answers.some(isRefusal) && reservations.othersThan(owner) }
  }

  private close(closing: Closing): void {
    const { entries, reservations } = this.parts
    const reserved = reservations.take(closing.kind === 'settle' ? closing.settlement : closing)
    let costNanoUsd: NanoUsd = 0
    if (closing.kind === 'settle' && entries.append(closing.settlement, reserved ?? NOTHING_RESERVED)) {
      costNanoUsd = closing.settlement.costNanoUsd
      this.sinceSummedUp += 1
    }
    if (reserved !== undefined) this.end(reserved, costNanoUsd)
  }

  /** Ends a reservation in the sums of its accounts. */
  private end({ amountNanoUsd, accounts }: Reserved, costNanoUsd: NanoUsd): void {
    for (const account of readTexts(accounts)) this.parts.sums.end(account, amountNanoUsd, costNanoUsd)
  }

  private reserve(wish: ReservationWish): ReservationAnswer | AttemptKnown {
    const { owner, reservations, sums } = this.parts
    const refusal = refusalOf(wish, sums.of)
    if (refusal !== undefined) return refusal
    if (!reservations.add(owner, wish)) return new AttemptKnown()
    for (const account of wish.accounts) sums.hold(account, wish.amountNanoUsd)
    return { granted: true, balances: wish.accounts.map(({ id }) => balanceOf(id, sums)) }
  }

  private deadOwners(): readonly string[] {
    const { locks, owner, reservations } = this.parts
    const owners = new Set([...locks.owners(), ...reservations.owners()])
    return [...owners].filter((candidate) => candidate !== owner && !locks.isHeld(candidate))
  }

  /** Nobody knows what these attempts cost; what was reserved for them stands for it. */
  private bookAllOf(owner: string): number {
    const booked = this.parts.reservations.book(owner)
    for (const reserved of booked) this.end(reserved, reserved.amountNanoUsd)
    return booked.length
  }

  private finish(): void {
    this.parts.sums.write()
    this.parts.latest.exchange()
  }

  private sumUp(): void {
    const { latest, spending, sums } = this.parts
    spending.sumUp()
    sums.forgetOld(latest.get())
    this.sinceSummedUp = 0
  }
}

function isRefusal(answer: ReservationAnswer | AttemptKnown): boolean {
  return !(answer instanceof AttemptKnown || answer.granted)
}

function balanceOf(id: string, sums: AccountSums): Balance {
  const { committedNanoUsd, reservedNanoUsd } = sums.of(id)
  return { id, committedNanoUsd, reservedNanoUsd }
}
