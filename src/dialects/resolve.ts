/** Finds the route of a request by its method and path, and the wire format by its route. */
import type { Dialect, DialectRoute, RouteCost } from '../canonical/index.js'

/** What a route is chosen by. */
export interface RouteQuery {
  readonly method: string
  /** The path as the client spelled it, without the query. */
  readonly path: string
  readonly hasHeader: (name: string) => boolean
}

export interface ResolvedRoute {
  readonly pattern: string
  /** `protected` for every path that no dialect has a route for. */
  readonly surface: 'data' | 'protected'
  readonly dialect: Dialect
  readonly decodes: boolean
  readonly parameter: string
  readonly costs: RouteCost
}

interface FamilyMark {
  readonly header: string
  readonly family: string
}

interface Row {
  readonly dialect: Dialect
  readonly route: DialectRoute
  /** The pattern up to its parameter, and after it. */
  readonly prefix: string
  readonly suffix: string
  readonly takesParameter: boolean
}

const PARAMETER = /\{\w+\}/

/** What the log shows for a path that is no route. */
const UNKNOWN_PATTERN = '(none)'

export function createResolver(dialects: readonly Dialect[], marks: readonly FamilyMark[]) {
  const rows = dialects.flatMap((dialect) => dialect.routes.map((route) => rowOf(dialect, route)))
  const [anyDialect] = dialects
  if (anyDialect === undefined) throw new RangeError('there must be a dialect')
  const exact = groupBy(rows.filter((row) => !row.takesParameter))
  const prefixed = rows.filter((row) => row.takesParameter)
  const patterns = new Set(rows.filter((row) => !row.takesParameter).map(({ route }) => route.pattern))

  return (query: RouteQuery): ResolvedRoute => {
    const family = marks.find(({ header }) => query.hasHeader(header))?.family
    const matching =
      exact.get(`${query.method} ${query.path}`) ??
      prefixed.filter((row) => matches(row, query) && !isDisguise(query.path, patterns))
    const row = matching.find(({ dialect }) => dialect.family === family) ?? matching[0]
    if (row === undefined) return unknownRoute(dialects.find((dialect) => dialect.family === family) ?? anyDialect)
    const parameter = parameterOf(row, query.path)
    const { dialect, route } = row
    const { pattern, costs } = route
    return { pattern, surface: 'data', dialect, decodes: dialect.hasBody, parameter, costs }
  }
}

function unknownRoute(dialect: Dialect): ResolvedRoute {
  return { pattern: UNKNOWN_PATTERN, surface: 'protected', dialect, decodes: false, parameter: '', costs: 'unknown' }
}

function rowOf(dialect: Dialect, route: DialectRoute): Row {
  const [prefix = '', suffix = ''] = route.pattern.split(PARAMETER)
  return { dialect, route, prefix, suffix, takesParameter: prefix !== route.pattern }
}

function groupBy(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.route.method} ${row.route.pattern}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return groups
}

function matches({ route, prefix, suffix }: Row, { method, path }: RouteQuery): boolean {
  if (route.method !== method || !path.startsWith(prefix) || !path.endsWith(suffix)) return false
  const parameter = between(path, prefix, suffix)
  // Within a pattern a parameter is one segment; a provider may take an escaped slash for a slash.
  const isOneSegment = suffix === '' || !/[/%]/.test(parameter)
  return parameter !== '' && isOneSegment && isPlain(path)
}

function between(path: string, prefix: string, suffix: string): string {
  return path.slice(prefix.length, Math.max(prefix.length, path.length - suffix.length))
}

/**
 * Only paths that mean the same to every server: no dot segments, empty segments, backslashes, path parameters or control
 * characters, in clear or percent-encoded; otherwise a path could climb out of the provider's own prefix.
 */
function isPlain(path: string): boolean {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return false
  }
  const segments = decoded.split('/').slice(1)
  return (
    !/[\\;%\p{Cc}]/u.test(decoded) && segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  )
}

/**
 * Another spelling of a route that is read: a provider that takes it for the same would be reached by a request that
 * nobody here has looked at.
 */
function isDisguise(path: string, patterns: ReadonlySet<string>): boolean {
  const plain = decodeURIComponent(path).toLowerCase().split('/').map(withoutTrailingDots).join('/')
  return plain !== path && patterns.has(plain)
}

/** Without the dots and spaces that some file systems, and servers on them, leave out. */
function withoutTrailingDots(segment: string): string {
  let end = segment.length
  while (end > 0 && '. '.includes(segment.charAt(end - 1))) end--
  return segment.slice(0, end)
}

function parameterOf(row: Row, path: string): string {
  return row.takesParameter ? decodeURIComponent(between(path, row.prefix, row.suffix)) : ''
}
