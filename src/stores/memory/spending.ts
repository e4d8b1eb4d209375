/** What was spent by day and subject, in memory. */
import {
  type LedgerEntry,
  SPEND_SUBJECTS,
  type SpendDimension,
  type SpendQuery,
  type SpendReport,
  type SpendRow,
  type SpendSubject,
  type SpendSums,
} from '../ledger-contract.js'
import { dayOf, dayText } from '../spend-days.js'

const MAX_ROWS = 10_000
const NOTHING: SpendSums = { calls: 0, inputTokens: 0, outputTokens: 0, costNanoUsd: 0 }

type Names = Readonly<Partial<Record<SpendDimension, string>>>
/** The sums of all entries that bear the same names. */
interface Row {
  readonly names: Names
  readonly sums: SpendSums
}

export interface Spending {
  add(entry: LedgerEntry): void
  report(query: SpendQuery): SpendReport
}

export function createSpending(): Spending {
  const rows: Rows = new Map()
  return {
    add: (entry) => {
      const { at, tokens, costNanoUsd } = entry
      const sums = { calls: 1, inputTokens: tokens.input, outputTokens: tokens.output, costNanoUsd }
      addTo(rows, { names: { day: dayText(dayOf(at)), ...pick(entry, SPEND_SUBJECTS) }, sums })
    },
    report: ({ from, to, by, where = {}, limit = MAX_ROWS }) => {
      const [first, last] = [dayText(dayOf(from)), dayText(dayOf(to))]
      const found = [...rows.values()].filter(
        ({ names }) =>
          isWithin(names.day ?? '', first, last) &&
          SPEND_SUBJECTS.every((subject) => where[subject] === undefined || where[subject] === names[subject]),
      )
      const total = found.reduce((sum, { sums }) => plus(sum, sums), NOTHING)
      if (by.length === 0) return { rows: [], total }
      const grouped: Rows = new Map()
      for (const { names, sums } of found) addTo(grouped, { names: pick(names, by), sums })
      const told = [...grouped.values()].sort(byDayThenCost).slice(0, limit)
      return { rows: told.map(({ names, sums }): SpendRow => ({ ...names, ...sums })), total }
    },
  }
}

type Rows = Map<string, Row>

function addTo(rows: Rows, { names, sums }: Row): void {
  const key = JSON.stringify(names)
  rows.set(key, { names, sums: plus(rows.get(key)?.sums ?? NOTHING, sums) })
}

/** Always in the same order of dimensions, so that equal names are equal texts. */
function pick(names: Names, wanted: readonly SpendDimension[]): Names {
  const dimensions: readonly (SpendSubject | 'day')[] = ['day', ...SPEND_SUBJECTS]
  return Object.fromEntries(
    dimensions.flatMap((dimension) => {
      const name = names[dimension]
      return name === undefined || !wanted.includes(dimension) ? [] : [[dimension, name]]
    }),
  )
}

function plus(one: SpendSums, other: SpendSums): SpendSums {
  return {
    calls: one.calls + other.calls,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    costNanoUsd: one.costNanoUsd + other.costNanoUsd,
  }
}

function isWithin(day: string, first: string, last: string): boolean {
  return first <= day && day <= last
}

function byDayThenCost(one: Row, other: Row): number {
  const [day, otherDay] = [one.names.day ?? '', other.names.day ?? '']
  if (day !== otherDay) return day < otherDay ? -1 : 1
  return other.sums.costNanoUsd - one.sums.costNanoUsd
}
