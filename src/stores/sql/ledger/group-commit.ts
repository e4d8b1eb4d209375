/**
 * Lets what comes in one turn of the event loop share one transaction: a commit costs as much as ten reservations. Wishes
 * wait for the end of the turn; settlements, for which nobody waits, for the next wish or a moment.
 */
import { systemClock } from '../../../lib/index.js'
import { StoreClosed } from '../../contract.js'
import {
  type Attempt,
  AttemptKnown,
  LedgerFull,
  type ReservationAnswer,
  type ReservationWish,
  type Settlement,
} from '../../ledger-contract.js'
import { isBusy } from '../database.js'
import type { Book, Closing, Committed } from './book.js'

/** How long a settlement may wait for company; it would not survive the death of the process meanwhile. */
const CLOSING_WAITS_MS = 50
/** So many do not wait at all. */
const FULL_GROUP = 256
/** While another process writes, the next try comes this much later: in a timer, so that the loop goes on. */
const BUSY_RETRY_MS = 1
const MAX_BUSY_MS = 2_000
/** With a store that fails, settlements wait this long for the next try. */
const RETRY_AFTER_MS = 1_000
/** The most settlements that wait for a store that fails. */
const MAX_CLOSINGS = 10_000
/** Before it refuses, a process leaves the others the time to commit what they have settled. */
const OTHERS_SETTLE_MS = 60

interface Waiting {
  readonly wish: ReservationWish
  readonly resolve: (answer: ReservationAnswer) => void
  readonly reject: (error: unknown) => void
  hasWaited: boolean
}

interface Flush {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export class GroupCommit {
  private waiting: Waiting[] = []
  private closings: Closing[] = []
  private flushes: Flush[] = []
  /** Wishes that would be refused, if other processes did not hold reservations. */
  private readonly patient = new Set<Waiting>()
  /** Attempts that this process reserved and did not close yet. */
  private readonly open = new Set<string>()
  private soon: NodeJS.Immediate | undefined
  private later: NodeJS.Timeout | undefined
  private busySinceMs: number | undefined
  private failure: unknown

  constructor(
    private readonly book: Pick<Book, 'commit'>,
    private readonly afterCommit: () => void,
  ) {}

  reserve(wish: ReservationWish): Promise<ReservationAnswer> {
    return new Promise((resolve, reject) => {
      if (this.closings.length >= MAX_CLOSINGS) throw new LedgerFull()
      this.waiting.push({ wish, resolve, reject, hasWaited: false })
      this.runSoon()
    })
  }

  settle(settlement: Settlement): void {
    this.close({ kind: 'settle', settlement }, settlement)
  }

  release({ id, attempt }: Attempt): void {
    this.close({ kind: 'release', id, attempt }, { id, attempt })
  }

  flush(): Promise<void> {
    return this.closings.length === 0 ? Promise.resolve() : this.nextCommit()
  }

  /** Throws what made the last transaction fail. */
  assertWell(): void {
    if (this.failure !== undefined) throw this.failure
  }

  /** Answers and writes everything that waits, without further patience. Rejects where that fails. */
  async end(): Promise<void> {
    for (const item of this.patient) this.askAgain(item)
    try {
      if (this.waiting.length + this.closings.length > 0) await this.nextCommit()
    } finally {
      clearImmediate(this.soon)
      clearTimeout(this.later)
    }
  }

  /** What was reserved may always be closed: there is no more of that than there are exchanges. */
  private close(closing: Closing, attempt: Attempt): void {
    const wasOpen = this.open.delete(keyOf(attempt))
    if (this.closings.length >= MAX_CLOSINGS && !wasOpen) throw new LedgerFull()
    this.closings.push(closing)
    if (this.closings.length === FULL_GROUP && this.failure === undefined) this.runSoon()
    else this.runLater(CLOSING_WAITS_MS)
  }

  private nextCommit(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.flushes.push({ resolve, reject })
      this.runSoon()
    })
  }

  private runSoon(): void {
    if (this.busySinceMs === undefined) this.soon ??= setImmediate(() => this.run())
  }

  private runLater(afterMs: number): void {
    this.later ??= setTimeout(() => this.run(), afterMs)
  }

  private run(): void {
    clearImmediate(this.soon)
    clearTimeout(this.later)
    this.soon = undefined
    this.later = undefined
    if (this.waiting.length + this.closings.length + this.flushes.length === 0) return
    let committed: Committed
    try {
      const wishes = this.waiting.map(({ wish }) => wish)
      committed = this.book.commit(this.closings, wishes)
    } catch (error) {
      this.fail(error)
      return
    }
    this.succeed(committed)
  }

  private succeed(committed: Committed): void {
    const { waiting, flushes } = this
    this.busySinceMs = undefined
    this.failure = undefined
    this.waiting = []
    this.closings = []
    this.flushes = []
    for (const [index, item] of waiting.entries()) this.answer(item, committed.answers[index], committed)
    for (const { resolve } of flushes) resolve()
    this.afterCommit()
  }

  private answer(item: Waiting, answer: Committed['answers'][number] | undefined, { othersReserve }: Committed): void {
    if (answer === undefined || answer instanceof AttemptKnown) item.reject(answer)
    else if (answer.granted) this.grant(item, answer)
    else if (othersReserve && !item.hasWaited) this.waitForOthers(item)
    else item.resolve(answer)
  }

  private grant({ wish, resolve }: Waiting, answer: ReservationAnswer): void {
    this.open.add(keyOf(wish.draft))
    resolve(answer)
  }

  private waitForOthers(item: Waiting): void {
    this.patient.add(item)
    setTimeout(() => this.askAgain(item), OTHERS_SETTLE_MS)
  }

  private askAgain(item: Waiting): void {
    if (!this.patient.delete(item)) return
    item.hasWaited = true
    this.waiting.push(item)
    this.runSoon()
  }

  /** Nothing of the group was done. Who waits is told, so that nothing is sent; settlements stay for the next try. */
  private fail(error: unknown): void {
    const nowMs = systemClock.monotonicMs()
    if (isBusy(error)) {
      this.busySinceMs ??= nowMs
      if (nowMs - this.busySinceMs < MAX_BUSY_MS) {
        this.runLater(BUSY_RETRY_MS)
        return
      }
    }
    this.busySinceMs = undefined
    this.failure = error
    for (const { reject } of [...this.waiting, ...this.flushes]) reject(error)
    this.waiting = []
    this.flushes = []
    if (error instanceof StoreClosed) this.closings = []
    // Whoever ends the process has flushed before, so a store that fails does not keep it alive.
    if (this.closings.length > 0) this.later = setTimeout(() => this.run(), RETRY_AFTER_MS).unref()
  }
}

function keyOf({ id, attempt }: Attempt): string {
  return `${attempt} ${id}`
}
