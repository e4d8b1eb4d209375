/** Lays rows out in columns for a terminal: plain text, each column as wide as its widest cell. */

const GAP = '  '
/** What a column of figures holds; such a column is set to the right. */
const FIGURE = /^[\d.,]*$/

/** Lines without a line end. Cells are in the order of `header`; the last column is left ragged. */
export function tableLines(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map(printable))
  const columns = header.map((name, at) =>
    columnOf(
      name,
      cells.map((row) => row[at] ?? ''),
    ),
  )
  return [header, ...cells].map((row) =>
    columns
      .map((column, at) => padded(row[at] ?? '', column))
      .join(GAP)
      .trimEnd(),
  )
}

/** Pairs of a name and a value, the values in one column, each line indented. */
export function factLines(facts: readonly (readonly [name: string, value: string])[]): string[] {
  return tableLines(['', ''], facts)
    .map((line) => `  ${line}`)
    .slice(1)
}

interface Column {
  readonly width: number
  readonly isFigures: boolean
}

function columnOf(name: string, cells: readonly string[]): Column {
  const isFigures = cells.every((cell) => FIGURE.test(cell)) && cells.some((cell) => cell !== '')
  return { width: Math.max(...[name, ...cells].map(widthOf)), isFigures }
}

function padded(cell: string, { width, isFigures }: Column): string {
  const room = ' '.repeat(width - widthOf(cell))
  return isFigures ? room + cell : cell + room
}

function widthOf(cell: string): number {
  return Array.from(cell).length
}

/** What came from outside may hold control characters; none of them reaches a terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
