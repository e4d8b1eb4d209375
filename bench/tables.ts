/** The tables of a report, in Markdown that also reads well in a terminal. */
import {
  type Comparison,
  type Machine,
  MODES,
  type ResultOf,
  SIZE_NAMES,
  type Soak,
  type StreamRow,
  type TurnRow,
} from './results.js'

type Cell = string | number | null

/** Below this share of a core at saturation something other than the target was the limit. */
const SATURATED_SHARE = 0.9

/** One table for each size and mode. */
export function caseTables({ cases }: Comparison): string {
  const header = [
    'target',
    'CPU µs/request',
    '× yardstick',
    'requests/s',
    'p50 ms',
    'p99 ms',
    'first byte p50 ms',
    'p99 ms',
  ]
  const sections = SIZE_NAMES.flatMap((size) =>
    MODES.map((mode) => {
      const rows = cases.filter((row) => row.size === size && row.mode === mode)
      const body = rows.map((row) => [
        row.target,
        fixed(row.cpuUs, 0),
        fixed(row.cpuRatio, 2),
        throughput(row.perSecond, row.coreShare),
        fixed(row.totalP50Ms, 2),
        fixed(row.totalP99Ms, 2),
        fixed(row.firstByteP50Ms, 2),
        fixed(row.firstByteP99Ms, 2),
      ])
      return rows.length === 0 ? [] : [`### ${sizeLabel(size)}, ${mode}`, table(header, body)]
    }),
  )
  return sections.flat().join('\n\n')
}

export function streamTable(streams: readonly StreamRow[]): string {
  const header = ['target', 'first byte p50 ms', 'p99 ms', 'added p50 ms', 'added p99 ms', 'CPU µs/stream']
  const body = streams.map((row) => [
    row.target,
    fixed(row.firstByteP50Ms, 2),
    fixed(row.firstByteP99Ms, 2),
    fixed(row.addedP50Ms, 2),
    fixed(row.addedP99Ms, 2),
    fixed(row.cpuUs, 0),
  ])
  return table(header, body)
}

export function memoryTable({ memory }: Comparison): string {
  return table(
    ['target', 'resident MB'],
    memory.map(({ target, residentMb }) => [target, fixed(residentMb, 0)]),
  )
}

export function turnTable(turns: readonly TurnRow[]): string {
  const body = turns.map((row) => [
    `${row.bodyBytes / 1024} KB`,
    row.target,
    fixed(row.cpuUs, 0),
    fixed(row.cpuRatio, 2),
  ])
  return table(['conversation', 'target', 'CPU µs/turn', '× yardstick'], body)
}

export function soakTable({ residentMb, heapMb, collectedHeapMb }: Soak): string {
  const row = (name: string, { first, last }: Soak['heapMb']) => [
    name,
    fixed(first, 1),
    fixed(last, 1),
    fixed(last / first, 2),
  ]
  return table(
    ['MB', 'first quarter', 'last quarter', 'last ÷ first'],
    [row('resident', residentMb), row('heap in use', heapMb), row('heap after a full collection', collectedHeapMb)],
  )
}

export function failureTable(failures: ResultOf<'soak'>['failures']): string {
  if (failures.length === 0) return 'Every answer had the expected status and length.'
  const body = failures.map(({ target, during, status, length, connection }) => [
    target,
    during,
    status,
    length,
    connection,
  ])
  return `**Some answers were wrong; the figures of these targets are not to be trusted.**\n\n${table(
    ['target', 'during', 'wrong status', 'wrong length', 'no answer'],
    body,
  )}`
}

export function machineLine({ processor, cores, memoryGb, kernel, node, pinned, commit, startedAt }: Machine): string {
  const places = pinned ? 'processes pinned to cores' : 'processes not pinned to cores'
  return `${processor}, ${cores} cores, ${memoryGb} GB, ${kernel}, Node ${node}, ${places}; commit ${commit}, ${startedAt}`
}

export function absentLines({ absent }: Comparison): string {
  return absent.map(({ name, absentBecause }) => `${name} takes no part: ${absentBecause}.`).join('\n')
}

export function table(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => (cell === null ? '–' : String(cell))))
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => pad(cell, widths, column)).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [...cells.slice(0, 1).map(line), rule, ...cells.slice(1).map(line)].join('\n')
}

export function fixed(value: number | null, digits: number): string | null {
  return value === null ? null : value.toFixed(digits)
}

function pad(cell: string, widths: readonly number[], column: number): string {
  const width = widths[column] ?? 0
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}

/** A target whose core was not busy could do more than was asked of it. */
function throughput(perSecond: number | null, coreShare: number | null): string | null {
  if (perSecond === null) return null
  return `${coreShare !== null && coreShare < SATURATED_SHARE ? '≥ ' : ''}${Math.round(perSecond).toLocaleString('en-US')}`
}

function sizeLabel(size: string): string {
  return size.replace('kb', ' KB')
}
