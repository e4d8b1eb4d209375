/**
 * Moves the write-ahead log into the database before it grows large, off the event loop. SQLite would do it inside a commit,
 * and its fsync would hold the loop for 18 ms at p99; libsql's other interface runs it on a thread of its own.
 */
import { statSync } from 'node:fs'
import type AsyncDatabase from 'libsql/promise'

const MAX_LOG_BYTES = 4 * 1024 * 1024
/** The log is at least as long as what was written to it, so a look costs nothing worth naming. */
const LOOK_EVERY_BYTES = 256 * 1024

export interface Checkpointer {
  /** To be called after something was written, with its size: now and then looks at the length of the log, and begins to move it where it is long. */
  afterWrite(bytes: number): void
  /** Waits for what is under way. */
  close(): Promise<void>
}

/** A checkpointer for the database at that path; it opens its connection when it is first needed. */
export function createCheckpointer(databasePath: string): Checkpointer {
  const logPath = `${databasePath}-wal`
  let connection: AsyncDatabase | undefined
  let running: Promise<void> | undefined
  let sinceLook = LOOK_EVERY_BYTES

  const checkpointIfLong = async () => {
    try {
      const bytes = statSync(logPath, { throwIfNoEntry: false })?.size ?? 0
      if (bytes < MAX_LOG_BYTES) return
      connection ??= await connect(databasePath)
      await connection.exec('PRAGMA wal_checkpoint(PASSIVE)')
    } catch {
      // Another process may be at it, or the disk be full: nothing is lost, the next batch tries again.
    }
  }
  return {
    afterWrite: (written) => {
      sinceLook += written
      if (sinceLook < LOOK_EVERY_BYTES) return
      sinceLook = 0
      running ??= checkpointIfLong().finally(() => {
        running = undefined
      })
    },
    close: async () => {
      await running
      connection?.close()
    },
  }
}

async function connect(databasePath: string): Promise<AsyncDatabase> {
  const { default: Database } = await import('libsql/promise')
  return new Database(databasePath, {})
}
