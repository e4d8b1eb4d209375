/** Finds the row that a method and a path belong to: exactly, so that no other spelling of a path means the same. */
import type { Received } from '../pipeline/index.js'
import type { Row } from './row.js'

const PARAMETER = /^\{(\w+)\}$/
/** What may stand for a parameter: nothing that servers read in different ways. */
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._:-]{1,128}$/

export interface FoundRow {
  readonly row: Row
  /** What the parameters of its path stand for. */
  readonly members: Readonly<Record<string, string>>
}

export function findRow(
  rows: readonly Row[],
  { method, path }: Pick<Received, 'method' | 'path'>,
): FoundRow | undefined {
  const segments = path.split('/')
  for (const row of rows) {
    if (row.method !== method) continue
    const members = membersOf(row.path.split('/'), segments)
    if (members !== undefined) return { row, members }
  }
  return undefined
}

function membersOf(pattern: readonly string[], segments: readonly string[]): FoundRow['members'] | undefined {
  if (pattern.length !== segments.length) return undefined
  const members: [name: string, value: string][] = []
  for (const [at, expected] of pattern.entries()) {
    const segment = segments[at] ?? ''
    const name = PARAMETER.exec(expected)?.[1]
    if (name === undefined ? expected !== segment : !SEGMENT.test(segment)) return undefined
    if (name !== undefined) members.push([name, segment])
  }
  return Object.fromEntries(members)
}
