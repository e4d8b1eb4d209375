/** Where the budgets in force stand now: spent, reserved, left, when they reset, and what their windows will have come to. */
import type { NanoUsd } from '../canonical/index.js'
import { type Budget, RuleBook, Windows } from '../stages/index.js'
import { BUDGET_SUBJECTS, type BudgetRule } from '../stores/index.js'
import type { OperatorServices } from './row.js'

type Names = BudgetRule['match']

/** One sum that a budget holds down, as it stands. */
export interface Standing {
  /** Absent for a budget of the configuration. */
  readonly id?: string
  /** As the budget was written; `*` gives each name a sum of its own. */
  readonly match: Names
  /** Whose sum it is: as `match`, with names in the place of `*` where anybody has spent. */
  readonly bearer: Names
  readonly window: Budget['window']
  readonly timezone: string
  readonly limitNanoUsd: NanoUsd
  readonly committedNanoUsd: NanoUsd
  readonly reservedNanoUsd: NanoUsd
  readonly leftNanoUsd: NanoUsd
  /** Milliseconds since the Unix epoch; both are absent where the window has no end. */
  readonly startsAt?: number
  readonly resetsAt?: number
  /** What the window will have come to if it goes on like this; absent in its first tenth and where it has no end. */
  readonly forecastNanoUsd?: NanoUsd
}

type Services = Pick<OperatorServices, 'ledger' | 'budgets' | 'configured' | 'clock'>
type Rule = Budget & { readonly id?: string }

const EACH = '*'
/** Of a budget for each name, those that spent most. */
const MAX_NAMES = 100
/** Before that share of the window has passed, nobody can tell. */
const TOO_EARLY = 0.1

/** Those of the configuration first, each in the order in which it was written or made. */
export async function standings(services: Services): Promise<readonly Standing[]> {
  const rules: readonly Rule[] = [...services.configured, ...(await services.budgets.list())]
  // A clock that was set back opens no window again that has been spent.
  const nowMs = Math.max(services.clock.now(), services.ledger.latestTime())
  const windows = new Windows()
  const told = await Promise.all(rules.map((rule) => standingsOf(rule, services, { nowMs, windows })))
  return told.flat()
}

interface Time {
  readonly nowMs: number
  readonly windows: Windows
}

async function standingsOf(rule: Rule, { ledger }: Services, { nowMs, windows }: Time): Promise<readonly Standing[]> {
  const { id, match, window, timezone, limitNanoUsd } = rule
  const { startsAt, endsAt } = windows.at(window, timezone, nowMs)
  const bearers = await bearersOf(match, ledger, { from: startsAt, to: nowMs })
  const book = new RuleBook([rule])
  const ids = bearers.map((bearer) => book.accountsOf({ key: '', ...bearer }, nowMs)[0]?.account.id ?? '')
  const balances = await ledger.balances(ids)
  return bearers.map((bearer, at) => {
    const { committedNanoUsd = 0, reservedNanoUsd = 0 } = balances[at] ?? {}
    const leftNanoUsd = Math.max(0, limitNanoUsd - committedNanoUsd - reservedNanoUsd)
    const sum = { limitNanoUsd, committedNanoUsd, reservedNanoUsd, leftNanoUsd }
    const told = { ...(id === undefined ? {} : { id }), match, bearer, window, timezone, ...sum }
    if (endsAt === undefined) return told
    const passed = (nowMs - startsAt) / (endsAt - startsAt)
    return { ...told, startsAt, resetsAt: endsAt, ...forecast(committedNanoUsd, passed) }
  })
}

function forecast(committedNanoUsd: NanoUsd, passed: number): Pick<Standing, 'forecastNanoUsd'> {
  if (passed < TOO_EARLY) return {}
  return { forecastNanoUsd: Math.min(Math.round(committedNanoUsd / Math.min(passed, 1)), Number.MAX_SAFE_INTEGER) }
}

/** Whoever has spent on the days of the window; where that is nobody yet, the budget as it was written. */
async function bearersOf(
  match: Names,
  ledger: Services['ledger'],
  days: { readonly from: number; readonly to: number },
): Promise<readonly Names[]> {
  const open = BUDGET_SUBJECTS.filter((subject) => match[subject] === EACH)
  if (open.length === 0) return [match]
  const where = Object.fromEntries(Object.entries(match).filter(([, name]) => name !== EACH))
  const { rows } = await ledger.spend({ ...days, by: open, where, limit: MAX_NAMES })
  const found = rows.filter((row) => open.every((subject) => row[subject] !== undefined))
  if (found.length === 0) return [match]
  return found.map((row) => ({ ...where, ...Object.fromEntries(open.map((subject) => [subject, row[subject] ?? ''])) }))
}
