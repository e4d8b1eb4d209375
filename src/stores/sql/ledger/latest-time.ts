/** The latest time that was ever given to the ledger, by any process and over restarts. */
import { readInteger } from '../columns.js'
import type { SqlDatabase } from '../database.js'

/** Written down in steps, since a second late is early enough for windows of an hour: a write for each group would cost a page. */
const STEP_MS = 1_000

export interface LatestTime {
  note(timeMs: number): void
  /** As far as this process knows. */
  get(): number
  /** Part of a transaction: learns from other processes, and tells them. */
  exchange(): void
}

export function createLatestTime(database: SqlDatabase): LatestTime {
  const select = database.prepare('SELECT latest_time FROM progress')
  const update = database.prepare('UPDATE progress SET latest_time = ?')
  const read = () => readInteger(select.get()?.[0])
  let latestMs = read()
  return {
    note: (timeMs) => {
      latestMs = Math.max(latestMs, timeMs)
    },
    get: () => latestMs,
    exchange: () => {
      const keptMs = read()
      if (keptMs + STEP_MS <= latestMs) update.run(latestMs)
      latestMs = Math.max(latestMs, keptMs)
    },
  }
}
