/** A database of ours on disk: opened, brought up to date, looked at, and closed, with what goes wrong said to its owner. */
import { type Checkpointer, createCheckpointer } from './checkpointer.js'
import { openDatabase, type SqlDatabase } from './database.js'
import { migrate, type Schema } from './migrations.js'
import { assertUsable, describeFailure } from './state-folder.js'

export interface DatabaseFile {
  readonly path: string
  readonly database: SqlDatabase
  readonly checkpointer: Checkpointer
  /** @throws StateFolderError when it cannot be read and written. */
  check(): void
  close(): Promise<void>
}

export interface DatabaseFileOptions {
  readonly schema: Schema
  readonly pageBytes: number
}

/** @throws StateFolderError */
export function openDatabaseFile(path: string, options: DatabaseFileOptions): DatabaseFile {
  const database = openUpToDate(path, options)
  const checkpointer = createCheckpointer(path)
  return {
    path,
    database,
    checkpointer,
    check: () => {
      assertUsable(path)
      try {
        probe(database, options.schema)
      } catch (error) {
        throw describeFailure(path, error)
      }
    },
    close: async () => {
      await checkpointer.close()
      database.close()
    },
  }
}

function openUpToDate(path: string, { schema, pageBytes }: DatabaseFileOptions): SqlDatabase {
  let database: SqlDatabase | undefined
  try {
    database = openDatabase(path, pageBytes)
    migrate(database, path, schema)
    probe(database, schema)
    return database
  } catch (error) {
    database?.close()
    throw describeFailure(path, error)
  }
}

/** Touches every table while holding the lock of a writer, and changes nothing: finds a torn file, a lock, a read-only disk. */
function probe(database: SqlDatabase, { tables }: Schema): void {
  database.transaction(() => {
    for (const table of tables) database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get()
  })
}
