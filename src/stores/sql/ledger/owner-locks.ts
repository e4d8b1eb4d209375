/**
 * Tells which processes that reserved money are still alive. Each holds a lock on a file of its own, which the operating system
 * drops at its death, however it dies. A process number would not do: another process may have it by now.
 */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { createOwnFile, makeFolder } from '../state-folder.js'

const SUFFIX = '.lock'

export interface OwnerLocks {
  /** Takes the lock of that owner for this process, and keeps it until `drop` or death. */
  take(owner: string): void
  /** True while a process holds that lock, and where nobody can tell: money of the living must not be booked. */
  isHeld(owner: string): boolean
  /** Every owner that left a file, held or not. */
  owners(): readonly string[]
  /** Lets go of what this process holds. */
  drop(): void
  /** Deletes the file of an owner whose lock nobody holds. */
  forget(owner: string): void
}

/** The locks in that folder. Those who take one and those who look do it inside a transaction on the ledger, so that they never meet halfway. */
export function createOwnerLocks(folder: string): OwnerLocks {
  const pathOf = (owner: string) => join(folder, owner + SUFFIX)
  let held: Database.Database | undefined
  return {
    take: (owner) => {
      if (held !== undefined) return
      makeFolder(folder)
      createOwnFile(pathOf(owner))
      held = lock(pathOf(owner))
    },
    isHeld: (owner) => {
      try {
        // SQLite would make a file that is missing.
        if (statSync(pathOf(owner), { throwIfNoEntry: false }) === undefined) return false
        lock(pathOf(owner)).close()
        return false
      } catch {
        return true
      }
    },
    owners: () => filesIn(folder).flatMap((file) => (file.endsWith(SUFFIX) ? file.slice(0, -SUFFIX.length) : [])),
    drop: () => {
      held?.close()
      held = undefined
    },
    forget: (owner) => rmSync(pathOf(owner), { force: true }),
  }
}

function filesIn(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder)
}

/** SQLite's own lock on an empty database: it works alike on every system, and nothing is ever written. */
function lock(path: string): Database.Database {
  const connection = new Database(path, { timeout: 0 })
  try {
    // Otherwise a journal would lie beside it, and stay there after a sudden death.
    connection.exec('PRAGMA journal_mode = MEMORY')
    connection.exec('BEGIN EXCLUSIVE')
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}
