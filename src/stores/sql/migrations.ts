/** Brings a database to its newest version: the tables are kept as the steps that led to them. */
import { StateFolderError } from '../contract.js'
import type { SqlDatabase } from './database.js'

/** What a database holds. */
export interface Schema {
  /** SQL. Step n leads from version n to version n + 1; one that was released is never changed, only followed by another. */
  readonly steps: readonly string[]
  /** The tables of the newest version. */
  readonly tables: readonly string[]
}

/** One transaction does it all; the version is kept in the database's `user_version`. Of processes that start at once, one does the work. */
export function migrate(database: SqlDatabase, path: string, { steps }: Schema): void {
  if (versionOf(database, path, steps.length) === steps.length) return
  database.durableTransaction(() => {
    // Read again: while this process waited for the lock, another may have done it.
    for (const step of steps.slice(versionOf(database, path, steps.length))) database.execute(step)
    database.execute(`PRAGMA user_version = ${steps.length}`)
  })
}

function versionOf(database: SqlDatabase, path: string, newest: number): number {
  const version = database.prepare('PRAGMA user_version').get()?.[0]
  if (typeof version !== 'number') throw new TypeError('the database tells no version')
  if (version > newest) {
    throw new StateFolderError(
      `The database ${path} was written by a newer headgate (version ${version}; this one knows ${newest}).`,
      'Upgrade headgate, or choose another folder with --state-dir or HEADGATE_STATE_DIR.',
    )
  }
  return version
}
