/** The tables of `headgate.db`. */
import type { Schema } from './migrations.js'

export const SCHEMA: Schema = {
  tables: ['credentials', 'exchange_batches', 'secrets', 'budgets', 'budgets_version'],
  steps: [
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
    `
    ALTER TABLE credentials ADD COLUMN user TEXT;
    ALTER TABLE credentials ADD COLUMN requests_per_minute INTEGER;
    ALTER TABLE credentials ADD COLUMN tokens_per_minute INTEGER;
    ALTER TABLE credentials ADD COLUMN max_concurrent INTEGER;
    CREATE TABLE budgets (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      match TEXT NOT NULL,
      limit_nano_usd INTEGER NOT NULL,
      window TEXT NOT NULL,
      timezone TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE budgets_version (version INTEGER NOT NULL) STRICT;
    INSERT INTO budgets_version VALUES (0);
    `,
  ],
}
