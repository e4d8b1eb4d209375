/** The rows of a report as CSV (RFC 4180, with line feeds), safe to open in a spreadsheet. */
import type { SpendTold } from '../../admin/index.js'

/** What a spreadsheet takes for the start of a formula. */
const FORMULA = /^[=+\-@\t\r]/
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

/** The names of the columns, then a line for each row. */
export function csvText({ rows, by }: SpendTold): string {
  const columns = [...by, 'calls', 'input_tokens', 'output_tokens', 'cost_nano_usd', 'cost_usd'] as const
  const lines = rows.map((row) => columns.map((column) => cell(row[column] ?? '')).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}

function cell(value: string | number): string {
  const text = String(value)
  const inert = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
