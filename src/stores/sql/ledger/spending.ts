/** What was spent by day and subject: entries are summed up now and then, so that a year is told without reading a million of them. */
import {
  SPEND_SUBJECTS,
  type SpendDimension,
  type SpendQuery,
  type SpendReport,
  type SpendRow,
  type SpendSums,
} from '../../ledger-contract.js'
import { dayOf, dayText } from '../../spend-days.js'
import { readInteger, readText } from '../columns.js'
import type { SqlDatabase, SqlRow } from '../database.js'

const MAX_ROWS = 10_000
const DAY_MS = 86_400_000

const SUBJECT_COLUMNS = 'key, team, user, session, provider, model'
const COLUMNS = `day, ${SUBJECT_COLUMNS}, calls, input_tokens, output_tokens, cost`
/** Entries that are not summed up yet, as rows of sums. An absent subject is the empty text: two NULLs would never be the same row. */
const RECENT = `
  SELECT at / ${DAY_MS} AS day, coalesce(key, '') AS key, coalesce(team, '') AS team, coalesce(user, '') AS user,
    coalesce(session, '') AS session, provider, model,
    count(*) AS calls, sum(input) AS input_tokens, sum(output) AS output_tokens, sum(cost) AS cost
  FROM entries WHERE seq > (SELECT summed_to FROM progress) GROUP BY 1, 2, 3, 4, 5, 6, 7`
const SUM_UP = `
  INSERT INTO spend (${COLUMNS}) SELECT * FROM (${RECENT}) WHERE true
  ON CONFLICT (day, ${SUBJECT_COLUMNS}) DO UPDATE SET
    calls = calls + excluded.calls, input_tokens = input_tokens + excluded.input_tokens,
    output_tokens = output_tokens + excluded.output_tokens, cost = cost + excluded.cost`
const SUMS =
  'coalesce(sum(calls), 0), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cost), 0)'

export interface Spending {
  /** Sums up the entries that came since; part of a transaction. */
  sumUp(): void
  report(query: SpendQuery): SpendReport
}

/** Spending in that database. */
export function createSpending(database: SqlDatabase): Spending {
  const insertSums = database.prepare(SUM_UP)
  const moveOn = database.prepare('UPDATE progress SET summed_to = coalesce((SELECT max(seq) FROM entries), 0)')

  return {
    sumUp: () => {
      insertSums.run()
      moveOn.run()
    },
    report: ({ from, to, by, where = {}, limit = MAX_ROWS }) => {
      const named = SPEND_SUBJECTS.flatMap((subject) => {
        const name = where[subject]
        return name === undefined ? [] : [{ subject, name }]
      })
      const scope = `FROM (SELECT ${COLUMNS} FROM spend UNION ALL ${RECENT}) WHERE day BETWEEN ? AND ?${named.map(({ subject }) => ` AND ${subject} = ?`).join('')}`
      const values = [dayOf(from), dayOf(to), ...named.map(({ name }) => name)]
      const total = readSums(database.prepare(`SELECT ${SUMS} ${scope}`).get(...values) ?? [])
      const dimensions = [...new Set(by)]
      if (dimensions.length === 0) return { rows: [], total }
      const rows = database.prepare(
        `SELECT ${SUMS}, ${dimensions} ${scope} GROUP BY ${dimensions} ${orderOf(dimensions)}`,
      )
      return { rows: rows.all(...values, limit).map((row) => readRow(row, dimensions)), total }
    },
  }
}

function orderOf(dimensions: readonly SpendDimension[]): string {
  const byDay = dimensions.includes('day') ? 'day, ' : ''
  return `ORDER BY ${byDay}sum(cost) DESC, ${dimensions} LIMIT ?`
}

function readRow(row: SqlRow, dimensions: readonly SpendDimension[]): SpendRow {
  const names = dimensions.map((dimension, index) => {
    const value = row[index + 4]
    return [dimension, dimension === 'day' ? dayText(readInteger(value)) : readText(value)] as const
  })
  return { ...Object.fromEntries(names.filter(([, name]) => name !== '')), ...readSums(row) }
}

function readSums([calls, inputTokens, outputTokens, cost]: SqlRow): SpendSums {
  return {
    calls: readInteger(calls),
    inputTokens: readInteger(inputTokens),
    outputTokens: readInteger(outputTokens),
    costNanoUsd: readInteger(cost),
  }
}
