/** One connection to SQLite: prepared statements with typed rows, transactions, and an end after which nothing answers. */
import Database from 'libsql'
import { StoreClosed } from '../contract.js'

/** How long a write waits for another process to finish its own. */
const BUSY_TIMEOUT_MS = 5000

/**
 * A commit that finds this much in the write-ahead log moves it into the database itself. Only the last resort: the
 * checkpointer does it much earlier, and not on the event loop.
 */
const LAST_RESORT_BYTES = 64 * 1024 * 1024

export type SqlValue = string | number | Uint8Array | null
/** The columns in the order of the SELECT. */
export type SqlRow = readonly unknown[]

/** A statement, compiled once. Every `?` takes one value each time: one left out would keep its value of the last call. */
export interface SqlStatement {
  get(...values: readonly SqlValue[]): SqlRow | undefined
  all(...values: readonly SqlValue[]): readonly SqlRow[]
  /** The number of rows that were changed. */
  run(...values: readonly SqlValue[]): number
}

export interface SqlDatabase {
  prepare(sql: string): SqlStatement
  /** Runs SQL text of our own; never holds a value. */
  execute(sql: string): void
  /** All of the work or none, alone among the writers of all processes. Survives the death of the process. */
  transaction<T>(work: () => T): T
  /** The same, but throws at once, as `isBusy` tells, while another process writes: waiting would hold up the event loop. */
  transactionAtOnce<T>(work: () => T): T
  /** The same as `transaction`, and on disk before it returns: survives a loss of power. For what is rare and must not come undone. */
  durableTransaction<T>(work: () => T): T
  close(): void
}

/** Opens a file as a database in write-ahead mode. Only a new database takes the size of its pages. Throws what SQLite says. */
export function openDatabase(path: string, pageBytes: number): SqlDatabase {
  const connection = new Database(path, { timeout: BUSY_TIMEOUT_MS })
  connection.pragma(`page_size = ${pageBytes}`)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = NORMAL')
  connection.pragma('foreign_keys = ON')
  connection.pragma(`wal_autocheckpoint = ${LAST_RESORT_BYTES / pageBytes}`)
  // Once its pages are moved the log is cut off, so that its size on disk is its true length.
  connection.pragma('journal_size_limit = 0')

  let isOpen = true
  // libsql lets a prepared statement go on after its connection was closed, so each call is guarded here.
  const opened = () => {
    if (!isOpen) throw new StoreClosed()
    return connection
  }
  let busyTimeoutMs = BUSY_TIMEOUT_MS
  const transactionWithin = <T>(timeoutMs: number, work: () => T): T => {
    if (timeoutMs !== busyTimeoutMs) opened().exec(`PRAGMA busy_timeout = ${timeoutMs}`)
    busyTimeoutMs = timeoutMs
    return runTransaction(opened(), work)
  }
  return {
    prepare: (sql) => guardStatement(opened().prepare(sql), opened),
    execute: (sql) => {
      opened().exec(sql)
    },
    transaction: (work) => transactionWithin(BUSY_TIMEOUT_MS, work),
    transactionAtOnce: (work) => transactionWithin(0, work),
    durableTransaction: (work) => {
      opened().exec('PRAGMA synchronous = FULL')
      try {
        return transactionWithin(BUSY_TIMEOUT_MS, work)
      } finally {
        connection.exec('PRAGMA synchronous = NORMAL')
      }
    },
    close: () => {
      if (!isOpen) return
      isOpen = false
      closeTidily(connection)
    },
  }
}

/** True when another process was writing, and waiting would help. */
export function isBusy(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY')
  )
}

function guardStatement(statement: Database.Statement<unknown[]>, assertOpen: () => unknown): SqlStatement {
  // Rows as objects would carry a field of libsql's own, and their blobs change type between get and all.
  const rows = statement.reader ? statement.raw() : statement
  return {
    get: (...values) => {
      assertOpen()
      const row = rows.get(values)
      return row === undefined ? undefined : asRow(row)
    },
    all: (...values) => {
      assertOpen()
      return rows.all(values).map(asRow)
    },
    run: (...values) => {
      assertOpen()
      return rows.run(values).changes
    },
  }
}

function runTransaction<T>(connection: Database.Database, work: () => T): T {
  connection.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    connection.exec('COMMIT')
    return result
  } catch (error) {
    // Some failures, a full disk among them, have rolled back already.
    if (connection.inTransaction) connection.exec('ROLLBACK')
    throw error
  }
}

/**
 * Moves what is in the write-ahead log into the database, so that the next start finds little to read. `PASSIVE` waits for
 * nobody. A failure leaves the log as it is, and the next start reads it, so it is no reason to fail a close.
 */
function closeTidily(connection: Database.Database): void {
  try {
    connection.pragma('wal_checkpoint(PASSIVE)')
  } catch {
  } finally {
    connection.close()
  }
}

function asRow(row: unknown): SqlRow {
  if (!Array.isArray(row)) throw new TypeError('SQLite answered with something that is no row')
  return row
}
