/** Finds the route of a request by its method and path, and the wire format by its route. */
import type { Dialect, DialectRoute } from '../canonical/index.js'

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
}

interface FamilyMark {
  readonly header: string
  readonly family: string
}

interface Row {
  readonly dialect: Dialect
  readonly route: DialectRoute
  /** The pattern up to its parameter. */
  readonly prefix: string
  readonly takesParameter: boolean
}

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
    return { pattern: route.pattern, surface: 'data', dialect, decodes: dialect.hasBody, parameter }
  }
}

function unknownRoute(dialect: Dialect): ResolvedRoute {
  return { pattern: UNKNOWN_PATTERN, surface: 'protected', dialect, decodes: false, parameter: '' }
}

function rowOf(dialect: Dialect, route: DialectRoute): Row {
  const brace = route.pattern.indexOf('{')
  return {
    dialect,
    route,
    prefix: brace < 0 ? route.pattern : route.pattern.slice(0, brace),
    takesParameter: brace >= 0,
  }
}

function groupBy(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.route.method} ${row.route.pattern}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return groups
}

function matches(row: Row, { method, path }: RouteQuery): boolean {
  return row.route.method === method && path.length > row.prefix.length && path.startsWith(row.prefix) && isPlain(path)
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
  return row.takesParameter ? decodeURIComponent(path.slice(row.prefix.length)) : ''
}
