/** Random secrets in SQLite, by name; the first process that asks for one makes it for all. */
import { randomBytes } from '../../lib/index.js'
import type { SecretStore } from '../contract.js'
import { readBytes } from './columns.js'
import type { SqlDatabase } from './database.js'

const SECRET_BYTES = 32

/** The secrets in that database. */
export function createSecretStore(database: SqlDatabase): SecretStore {
  const insert = database.prepare('INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING')
  const select = database.prepare('SELECT value FROM secrets WHERE name = ?')
  const make = (name: string) =>
    database.durableTransaction(() => {
      insert.run(name, randomBytes(SECRET_BYTES))
      return select.get(name)
    })
  return {
    getOrCreate: async (name) => readBytes((select.get(name) ?? make(name))?.[0]),
  }
}
