/** Keeps everything in one SQLite database, `headgate.db`, in the state folder; several processes may share it. */
import { StoreClosed, type Stores } from '../contract.js'
import { createCheckpointer } from './checkpointer.js'
import { createCredentialStore } from './credentials.js'
import { openDatabase, type SqlDatabase } from './database.js'
import { createExchangeStore } from './exchanges.js'
import { migrate, TABLES } from './migrations.js'
import { createSecretStore } from './secrets.js'
import { assertUsable, describeFailure, prepareStateFolder } from './state-folder.js'

/** Opens the database in that folder, makes both where they are missing, and brings an older database up to date. */
export function openSqliteStores(stateDir: string): Stores {
  const path = prepareStateFolder(stateDir)
  const database = openUpToDate(path)
  const checkpointer = createCheckpointer(path)
  let isOpen = true
  return {
    credentials: createCredentialStore(database),
    exchanges: createExchangeStore(database, checkpointer),
    secrets: createSecretStore(database),
    check: async () => {
      if (!isOpen) throw new StoreClosed()
      assertUsable(path)
      try {
        probe(database)
      } catch (error) {
        throw describeFailure(path, error)
      }
    },
    close: async () => {
      if (!isOpen) return
      isOpen = false
      await checkpointer.close()
      database.close()
    },
  }
}

function openUpToDate(path: string): SqlDatabase {
  let database: SqlDatabase | undefined
  try {
    database = openDatabase(path)
    migrate(database, path)
    probe(database)
    return database
  } catch (error) {
    database?.close()
    throw describeFailure(path, error)
  }
}

/** Touches every table while holding the lock of a writer, and changes nothing: finds a torn file, a lock, a read-only disk. */
function probe(database: SqlDatabase): void {
  database.transaction(() => {
    for (const table of TABLES) database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get()
  })
}
