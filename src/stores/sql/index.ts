/** Keeps everything in the state folder: money in `ledger.db`, all else in `headgate.db`; several processes may share them. */
import { StoreClosed, type Stores } from '../contract.js'
import { createBudgetStore } from './budgets.js'
import { createCredentialStore } from './credentials.js'
import { type DatabaseFile, openDatabaseFile } from './database-file.js'
import { createExchangeStore } from './exchanges.js'
import { openLedger } from './ledger/index.js'
import type { OpenLedger } from './ledger/ledger-store.js'
import { createSecretStore } from './secrets.js'
import { prepareStateFolder, type StatePaths } from './state-folder.js'
import { SCHEMA } from './tables.js'

/** Records come by the batch, tens of kilobytes each: larger pages are fewer writes. */
const PAGE_BYTES = 16_384

/** Opens the databases in that folder, makes what is missing, and brings older ones up to date. */
export function openSqliteStores(stateDir: string): Stores {
  const paths = prepareStateFolder(stateDir)
  const file = openDatabaseFile(paths.main, { schema: SCHEMA, pageBytes: PAGE_BYTES })
  const { database, checkpointer } = file
  const money = openLedgerBeside(file, paths)
  let isOpen = true
  return {
    credentials: createCredentialStore(database),
    exchanges: createExchangeStore(database, checkpointer),
    secrets: createSecretStore(database),
    budgets: createBudgetStore(database),
    ledger: money.ledger,
    check: async () => {
      if (!isOpen) throw new StoreClosed()
      file.check()
      money.check()
    },
    close: async () => {
      if (!isOpen) return
      isOpen = false
      try {
        await money.close()
      } finally {
        await file.close()
      }
    },
  }
}

function openLedgerBeside(file: DatabaseFile, paths: StatePaths): OpenLedger {
  try {
    return openLedger(paths)
  } catch (error) {
    void file.close()
    throw error
  }
}
