/** Lays rows out in columns for a terminal: plain text, each column as wide as its widest cell. */

const GAP = '  '

/** Lines without a line end; the last column is left ragged. Cells are in the order of `header`. */
export function tableLines(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [header, ...rows].map((cells) => cells.map(printable))
  const widths = header.map((_, column) => Math.max(...all.map((cells) => widthOf(cells[column] ?? ''))))
  return all.map((cells) => cells.map((cell, column) => padded(cell, widths[column] ?? 0)).join(GAP).trimEnd())
}

/** Pairs of a name and a value, the values in one column, each line indented. */
export function factLines(facts: readonly (readonly [name: string, value: string])[]): string[] {
  const width = Math.max(...facts.map(([name]) => widthOf(name)))
  return facts.map(([name, value]) => `  ${padded(name, width)}${GAP}${printable(value)}`)
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(width - widthOf(cell))
}

function widthOf(cell: string): number {
  return Array.from(cell).length
}

/** What came from outside may hold control characters; none of them reaches a terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
