/** The ledger's contract on a database: checks what is given, and lets wishes and settlements share transactions. */
import { randomBase62 } from '../../../lib/index.js'
import { StoreClosed } from '../../contract.js'
import { checkSettlement, checkWish } from '../../ledger-checks.js'
import type { LedgerStore } from '../../ledger-contract.js'
import type { DatabaseFile } from '../database-file.js'
import { describeFailure } from '../state-folder.js'
import { type AccountSums, createAccountSums } from './account-sums.js'
import { Book } from './book.js'
import { createEntries, type Entries } from './entries.js'
import { GroupCommit } from './group-commit.js'
import { createLatestTime, type LatestTime } from './latest-time.js'
import type { OwnerLocks } from './owner-locks.js'
import { createPrices } from './prices.js'
import { createReservations } from './reservations.js'
import { createSpending, type Spending } from './spending.js'

const OWNER_LENGTH = 16
/** About what a group leaves in the write-ahead log: the pages that it changed. */
const COMMIT_BYTES = 32 * 1024

/** A ledger, and its life. */
export interface OpenLedger {
  readonly ledger: LedgerStore
  /** @throws StateFolderError when it cannot be read and written, or could not when it last had to be. */
  check(): void
  /** Writes what waits first; rejects where that fails, and what had been reserved is booked by the next `recover`. */
  close(): Promise<void>
}

/** The ledger in that database; it closes the database with itself. */
export function createLedgerStore(file: DatabaseFile, locks: OwnerLocks): OpenLedger {
  const { database, checkpointer } = file
  const prices = createPrices(database)
  const parts = {
    entries: createEntries(database, prices),
    sums: createAccountSums(database),
    spending: createSpending(database),
    latest: createLatestTime(database),
  }
  const reservations = createReservations(database, prices)
  const book = new Book({ ...parts, database, locks, prices, reservations, owner: randomBase62(OWNER_LENGTH) })
  const group = new GroupCommit(book, () => checkpointer.afterWrite(COMMIT_BYTES))
  let isOpen = true
  const assertOpen = () => {
    if (!isOpen) throw new StoreClosed()
  }

  return {
    ledger: createLedger({ ...parts, book, group, assertOpen }),
    check: () => {
      file.check()
      try {
        group.assertWell()
      } catch (error) {
        throw describeFailure(file.path, error)
      }
    },
    close: async () => {
      isOpen = false
      try {
        await group.end()
        book.leave()
      } finally {
        locks.drop()
        await file.close()
      }
    },
  }
}

interface LedgerParts {
  readonly book: Book
  readonly group: GroupCommit
  readonly entries: Entries
  readonly sums: AccountSums
  readonly spending: Spending
  readonly latest: LatestTime
  /** @throws StoreClosed */
  readonly assertOpen: () => void
}

function createLedger({ book, group, entries, sums, spending, latest, assertOpen }: LedgerParts): LedgerStore {
  /** All that was settled before a question counts in its answer. */
  const settleAll = async () => {
    assertOpen()
    await group.flush()
  }
  return {
    reserve: async (wish) => {
      assertOpen()
      checkWish(wish)
      latest.note(wish.draft.at)
      return group.reserve(wish)
    },
    settle: (settlement) => {
      assertOpen()
      checkSettlement(settlement)
      latest.note(settlement.at)
      group.settle(settlement)
    },
    release: (attempt) => {
      assertOpen()
      group.release(attempt)
    },
    flush: settleAll,
    recover: async () => {
      assertOpen()
      return book.recover()
    },
    balances: async (ids) => {
      await settleAll()
      return ids.map(sums.balance)
    },
    spend: async (query) => {
      await settleAll()
      return spending.report(query)
    },
    entries: async (query) => {
      await settleAll()
      return entries.list(query)
    },
    latestTime: latest.get,
  }
}
