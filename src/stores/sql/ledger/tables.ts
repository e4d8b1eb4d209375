/** The tables of `ledger.db`. */
import type { Schema } from '../migrations.js'

export const SCHEMA: Schema = {
  tables: ['accounts', 'reservations', 'entries', 'prices', 'spend', 'progress'],
  steps: [
    `
    CREATE TABLE accounts (
      id TEXT PRIMARY KEY,
      committed INTEGER NOT NULL,
      reserved INTEGER NOT NULL CHECK (reserved >= 0),
      window_ends_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX accounts_window ON accounts (window_ends_at) WHERE window_ends_at IS NOT NULL;

    CREATE TABLE reservations (
      id TEXT NOT NULL,
      attempt INTEGER NOT NULL,
      at INTEGER NOT NULL,
      key TEXT,
      key_id TEXT,
      team TEXT,
      user TEXT,
      session TEXT,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      price TEXT,
      owner TEXT NOT NULL,
      reserved INTEGER NOT NULL CHECK (reserved >= 0),
      accounts TEXT NOT NULL,
      PRIMARY KEY (id, attempt)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE entries (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      attempt INTEGER NOT NULL,
      at INTEGER NOT NULL,
      key TEXT,
      key_id TEXT,
      team TEXT,
      user TEXT,
      session TEXT,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      price TEXT,
      input INTEGER NOT NULL,
      cache_read INTEGER NOT NULL,
      cache_write_5m INTEGER NOT NULL,
      cache_write_1h INTEGER NOT NULL,
      image_input INTEGER NOT NULL,
      audio_input INTEGER NOT NULL,
      output INTEGER NOT NULL,
      reasoning INTEGER NOT NULL,
      audio_output INTEGER NOT NULL,
      cost INTEGER NOT NULL CHECK (cost >= 0),
      how TEXT NOT NULL,
      reserved INTEGER NOT NULL,
      accounts TEXT NOT NULL,
      UNIQUE (id, attempt)
    ) STRICT;
    CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
    CREATE TRIGGER entries_last BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;

    CREATE TABLE prices (
      id TEXT PRIMARY KEY,
      json TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER prices_stay BEFORE UPDATE ON prices BEGIN SELECT RAISE(ABORT, 'prices are never changed'); END;
    CREATE TRIGGER prices_last BEFORE DELETE ON prices BEGIN SELECT RAISE(ABORT, 'prices are never deleted'); END;

    CREATE TABLE spend (
      day INTEGER NOT NULL,
      key TEXT NOT NULL,
      team TEXT NOT NULL,
      user TEXT NOT NULL,
      session TEXT NOT NULL,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      calls INTEGER NOT NULL,
      input_tokens INTEGER NOT NULL,
      output_tokens INTEGER NOT NULL,
      cost INTEGER NOT NULL,
      PRIMARY KEY (day, key, team, user, session, provider, model)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE progress (
      latest_time INTEGER NOT NULL,
      summed_to INTEGER NOT NULL
    ) STRICT;
    INSERT INTO progress VALUES (0, 0);
    `,
  ],
}
