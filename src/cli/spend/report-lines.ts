/** The report for a terminal: a table of what was spent, and one of the budgets. */
import type { SpendTold, StandingsTold } from '../../admin/index.js'
import { tableLines } from '../table.js'

type Standing = StandingsTold['budgets'][number]

const BUDGET_HEADER = ['BUDGET', 'LIMIT', 'SPENT', 'RESERVED', 'LEFT', 'RESETS', 'FORECAST'] as const

export function reportLines(spend: SpendTold, standings: readonly Standing[]): readonly string[] {
  return [...spendLines(spend), ...budgetLines(standings)]
}

function spendLines({ from, to, by, rows, total, more_rows }: SpendTold): readonly string[] {
  const heading = `Spent from ${from} to ${to} (UTC days), in US dollars`
  if (total.calls === 0) return [heading, '  nothing']
  const header = [...by.map((dimension) => dimension.toUpperCase()), 'CALLS', 'TOKENS IN', 'TOKENS OUT', 'COST']
  const named = rows.map((row) => [...by.map((dimension) => row[dimension] ?? '-'), ...figures(row)])
  const sum = [...by.map((_, at) => (at === 0 ? 'total' : '')), ...figures(total)]
  const note = more_rows ? ['  There are more rows; the total holds them too.'] : []
  return [heading, ...indented(tableLines(header, [...named, sum])), ...note]
}

function figures({ calls, input_tokens, output_tokens, cost_usd }: SpendTold['total']): readonly string[] {
  return [String(calls), String(input_tokens), String(output_tokens), cost_usd]
}

function budgetLines(standings: readonly Standing[]): readonly string[] {
  if (standings.length === 0) return ['', 'No budget is in force.']
  return ['', 'Budgets in force, in US dollars', ...indented(tableLines(BUDGET_HEADER, standings.map(rowOf)))]
}

function rowOf(standing: Standing): readonly string[] {
  const { limit_usd, committed_usd, reserved_usd, left_usd, resets_at, forecast_usd } = standing
  const resets = resets_at === null ? 'never' : `${resets_at.slice(0, 16).replace('T', ' ')}Z`
  return [nameOf(standing), limit_usd, committed_usd, reserved_usd, left_usd, resets, forecast_usd ?? '']
}

function nameOf({ bearer, window, timezone }: Standing): string {
  const who = Object.entries(bearer).map(([subject, name]) => `${subject} ${name}`)
  const span = window === 'total' ? 'in total' : `each ${window}`
  return `${who.length === 0 ? 'everything' : who.join(', ')}, ${span}${timezone === 'UTC' ? '' : ` (${timezone})`}`
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`)
}
