/** What became of exchanges, in SQLite: those that were appended together are kept in one row, which costs a fifth of a row each. */
import type { ExchangeRecord, ExchangeStore } from '../contract.js'
import type { Checkpointer } from './checkpointer.js'
import { readInteger, readText } from './columns.js'
import type { SqlDatabase } from './database.js'

/** Ids sort by time, but a batch ends in the order of endings, so the spans of batches overlap; a span says where to look. */
const SELECT_SPAN = 'SELECT lines FROM exchange_batches WHERE last_id >= ?1 AND first_id <= ?1'

/** The exchanges in that database. */
export function createExchangeStore(
  database: SqlDatabase,
  checkpointer: Pick<Checkpointer, 'afterWrite'>,
): ExchangeStore {
  const insert = database.prepare('INSERT INTO exchange_batches (count, first_id, last_id, lines) VALUES (?, ?, ?, ?)')
  const selectSpan = database.prepare(SELECT_SPAN)
  const selectNewest = database.prepare(
    'SELECT seq, lines FROM exchange_batches WHERE seq < ? ORDER BY seq DESC LIMIT 1',
  )
  const selectOldest = database.prepare('SELECT seq, count, lines FROM exchange_batches ORDER BY seq LIMIT 1')
  const selectTotal = database.prepare('SELECT coalesce(sum(count), 0) FROM exchange_batches')
  const deleteOne = database.prepare('DELETE FROM exchange_batches WHERE seq = ?')
  const shorten = database.prepare('UPDATE exchange_batches SET count = ?, lines = ? WHERE seq = ?')

  /** Takes `surplus` records off the oldest batch, and the batch itself where nothing is left; answers how many it took. */
  const dropOldest = (surplus: number): number => {
    const [seq, count, lines] = selectOldest.get() ?? [0, surplus, '']
    const dropped = Math.min(surplus, readInteger(count))
    const left = readLines(readText(lines)).slice(dropped)
    if (left.length === 0) deleteOne.run(readInteger(seq))
    else shorten.run(left.length, writeLines(left), readInteger(seq))
    return dropped
  }

  return {
    append: async (records) => {
      if (records.length === 0) return
      const ids = records.map(({ id }) => id).sort()
      const lines = writeLines(records)
      insert.run(records.length, ids[0] ?? '', ids.at(-1) ?? '', lines)
      checkpointer.afterWrite(lines.length)
    },
    find: async (id) => {
      const batches = selectSpan.all(id).map(([lines]) => readLines(readText(lines)))
      return batches.flat().find((record) => record.id === id)
    },
    latest: async (limit) => {
      const found: ExchangeRecord[] = []
      let before = Number.MAX_SAFE_INTEGER
      while (found.length < limit) {
        const row = selectNewest.get(before)
        if (row === undefined) break
        before = readInteger(row[0])
        found.push(...readLines(readText(row[1])).reverse())
      }
      return found.slice(0, limit)
    },
    prune: async (keep) => {
      database.transaction(() => {
        let surplus = readInteger(selectTotal.get()?.[0]) - keep
        while (surplus > 0) surplus -= dropOldest(surplus)
      })
      checkpointer.afterWrite(0)
    },
  }
}

/** One record a line: its id, its time, its JSON. A line end can only stand between the tokens of a JSON text, so a space may take its place. */
function writeLines(records: readonly ExchangeRecord[]): string {
  return records
    .map(({ id, time, json }) => `${id} ${time} ${json.includes('\n') ? json.replaceAll('\n', ' ') : json}`)
    .join('\n')
}

function readLines(lines: string): ExchangeRecord[] {
  return lines.split('\n').map((line) => {
    const afterId = line.indexOf(' ')
    const afterTime = line.indexOf(' ', afterId + 1)
    return {
      id: line.slice(0, afterId),
      time: Number(line.slice(afterId + 1, afterTime)),
      json: line.slice(afterTime + 1),
    }
  })
}
