/** A process as the ledger sees one, for tests: it can die like one that is killed, without a process to kill. */
import type { LedgerStore } from '../../index.js'
import { openDatabaseFile } from '../database-file.js'
import { prepareStateFolder } from '../state-folder.js'
import { createLedgerStore } from './ledger-store.js'
import { createOwnerLocks } from './owner-locks.js'
import { SCHEMA } from './tables.js'

export interface MortalProcess {
  readonly ledger: LedgerStore
  check(): void
  close(): Promise<void>
  /** What the system does at a `kill -9`: what is in memory is gone, and so are the locks. */
  die(): void
}

/** Opens the ledger of that folder as one more process would. */
export function openMortalProcess(stateDir: string): MortalProcess {
  const paths = prepareStateFolder(stateDir)
  const file = openDatabaseFile(paths.ledger, { schema: SCHEMA, pageBytes: 4_096 })
  const locks = createOwnerLocks(paths.owners)
  const die = () => {
    file.database.close()
    locks.drop()
  }
  return { ...createLedgerStore(file, locks), die }
}
