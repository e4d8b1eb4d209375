/**
 * The money ledger in SQLite, in a database of its own: its commits are small and many, and no other store waits for them.
 *
 * What is committed survives the death of the process. A loss of power may take the transactions since the last checkpoint
 * with it, in their order, so that sums, reservations and entries go on agreeing with each other; what it took was the
 * newest spending, which the budgets then do not know of.
 */
import { openDatabaseFile } from '../database-file.js'
import type { StatePaths } from '../state-folder.js'
import { createLedgerStore, type OpenLedger } from './ledger-store.js'
import { createOwnerLocks } from './owner-locks.js'
import { SCHEMA } from './tables.js'

/** Rows are small and few pages change with each commit, so small pages are fewer bytes. */
const PAGE_BYTES = 4_096

/** @throws StateFolderError */
export function openLedger({ ledger, owners }: Pick<StatePaths, 'ledger' | 'owners'>): OpenLedger {
  const file = openDatabaseFile(ledger, { schema: SCHEMA, pageBytes: PAGE_BYTES })
  return createLedgerStore(file, createOwnerLocks(owners))
}
