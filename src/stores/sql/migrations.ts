/** The tables, as the steps that led to them: a step that was released is never changed, only followed by another. */
import { StateFolderError } from '../contract.js'
import type { SqlDatabase } from './database.js'

/** Step n leads from version n to version n + 1; the version is kept in the database's `user_version`. */
const STEPS: readonly string[] = [
  `
  CREATE TABLE credentials (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    role TEXT NOT NULL,
    team TEXT,
    models TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX credentials_unrevoked_name ON credentials (name) WHERE revoked_at IS NULL;
  CREATE TABLE exchange_batches (
    seq INTEGER PRIMARY KEY,
    count INTEGER NOT NULL,
    first_id TEXT NOT NULL,
    last_id TEXT NOT NULL,
    lines TEXT NOT NULL
  ) STRICT;
  CREATE INDEX exchange_batches_ids ON exchange_batches (last_id, first_id);
  CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL CHECK (length(value) = 32)
  ) STRICT;
  `,
]

/** The tables of the newest version. */
export const TABLES = ['credentials', 'exchange_batches', 'secrets'] as const

/** Brings the database to the newest version in one transaction. Of processes that start at once, one does the work. */
export function migrate(database: SqlDatabase, path: string): void {
  if (versionOf(database, path) === STEPS.length) return
  database.durableTransaction(() => {
    // Read again: while this process waited for the lock, another may have done it.
    for (const step of STEPS.slice(versionOf(database, path))) database.execute(step)
    database.execute(`PRAGMA user_version = ${STEPS.length}`)
  })
}

function versionOf(database: SqlDatabase, path: string): number {
  const version = database.prepare('PRAGMA user_version').get()?.[0]
  if (typeof version !== 'number') throw new TypeError('the database tells no version')
  if (version > STEPS.length) {
    throw new StateFolderError(
      `The database ${path} was written by a newer headgate (version ${version}; this one knows ${STEPS.length}).`,
      'Upgrade headgate, or choose another folder with --state-dir or HEADGATE_STATE_DIR.',
    )
  }
  return version
}
