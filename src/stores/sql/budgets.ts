/** Budget rules in SQLite. */
import { isRecord, parseJson, systemClock } from '../../lib/index.js'
import { BUDGET_SUBJECTS, BUDGET_WINDOWS, type BudgetRule, type BudgetStore } from '../contract.js'
import { readInteger, readOneOf, readText } from './columns.js'
import type { SqlDatabase, SqlRow } from './database.js'

/** How long the version is believed: what another process changes holds here a moment later. */
const BELIEVED_MS = 500

const COLUMNS = 'id, match, limit_nano_usd, window, timezone, created_at'
/** An update leaves the rule its place in the list. */
const PUT = `INSERT INTO budgets (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
  match = excluded.match, limit_nano_usd = excluded.limit_nano_usd, window = excluded.window,
  timezone = excluded.timezone, created_at = excluded.created_at`

/** The rules in that database. */
export function createBudgetStore(database: SqlDatabase): BudgetStore {
  const put = database.prepare(PUT)
  const remove = database.prepare('DELETE FROM budgets WHERE id = ?')
  const selectAll = database.prepare(`SELECT ${COLUMNS} FROM budgets ORDER BY seq`)
  const selectVersion = database.prepare('SELECT version FROM budgets_version')
  const raiseVersion = database.prepare('UPDATE budgets_version SET version = version + 1')

  let version = 0
  let readAtMs = Number.NEGATIVE_INFINITY
  /** A limit on money must not come undone by a loss of power. */
  const change = (work: () => number): number => {
    readAtMs = Number.NEGATIVE_INFINITY
    return database.durableTransaction(() => {
      raiseVersion.run()
      return work()
    })
  }
  return {
    put: async (rule) => {
      change(() => put.run(...writeRule(rule)))
    },
    remove: async (id) => change(() => remove.run(id)) === 1,
    list: async () => selectAll.all().map(readRule),
    version: () => {
      const nowMs = systemClock.monotonicMs()
      if (nowMs - readAtMs > BELIEVED_MS) {
        version = readInteger(selectVersion.get()?.[0])
        readAtMs = nowMs
      }
      return version
    },
  }
}

function writeRule({ id, match, limitNanoUsd, window, timezone, createdAt }: BudgetRule) {
  return [id, JSON.stringify(match), limitNanoUsd, window, timezone, createdAt]
}

function readRule([id, match, limitNanoUsd, window, timezone, createdAt]: SqlRow): BudgetRule {
  return {
    id: readText(id),
    match: readMatch(readText(match)),
    limitNanoUsd: readInteger(limitNanoUsd),
    window: readOneOf(BUDGET_WINDOWS, window),
    timezone: readText(timezone),
    createdAt: readInteger(createdAt),
  }
}

/** A rule whose match cannot be understood whole fails: with a part of it gone, it would hold down other calls than it was made for. */
function readMatch(json: string): BudgetRule['match'] {
  const match = parseJson(json)
  const members = isRecord(match) ? Object.entries(match) : [['', undefined]]
  return Object.fromEntries(members.map(([subject, name]) => [readOneOf(BUDGET_SUBJECTS, subject), readText(name)]))
}
