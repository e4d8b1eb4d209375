/** What became of exchanges, in SQLite, in the order in which they ended. */
import type { ExchangeRecord, ExchangeStore } from '../contract.js'
import type { Checkpointer } from './checkpointer.js'
import { readInteger, readText } from './columns.js'
import type { SqlDatabase, SqlRow } from './database.js'

/** The exchanges in that database. */
export function createExchangeStore(
  database: SqlDatabase,
  checkpointer: Pick<Checkpointer, 'afterWrite'>,
): ExchangeStore {
  const insert = database.prepare('INSERT INTO exchanges (id, time, json) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING')
  const selectOne = database.prepare('SELECT id, time, json FROM exchanges WHERE id = ?')
  const selectLatest = database.prepare('SELECT id, time, json FROM exchanges ORDER BY seq DESC LIMIT ?')
  // Rows go in at the end and out at the beginning, so `seq` has no gaps and the count is exact.
  const deleteOldest = database.prepare('DELETE FROM exchanges WHERE seq <= (SELECT max(seq) FROM exchanges) - ?')

  return {
    append: async (records) => {
      database.transaction(() => {
        for (const { id, time, json } of records) insert.run(id, time, json)
      })
      checkpointer.afterWrite()
    },
    find: async (id) => {
      const row = selectOne.get(id)
      return row === undefined ? undefined : readRecord(row)
    },
    latest: async (limit) => selectLatest.all(limit).map(readRecord),
    prune: async (keep) => {
      deleteOldest.run(keep)
      checkpointer.afterWrite()
    },
  }
}

function readRecord([id, time, json]: SqlRow): ExchangeRecord {
  return { id: readText(id), time: readInteger(time), json: readText(json) }
}
