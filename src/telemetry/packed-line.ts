/** A log line without its names and without what is empty: a third of the bytes, for a store that keeps one of every exchange. */
import { isRecord, tryParseJson } from '../lib/index.js'
import type { ExchangeLine } from './line.js'
import { jsonList, jsonText } from './line-json.js'

/** A JSON array: the members of a line by position; the last one holds by name what most lines leave at its empty value. */
export function packLine(line: ExchangeLine): string {
  const { tokens, ms } = line
  return (
    `["${line.time}","${line.id}",${jsonText(line.principal)},${jsonText(line.session)},${jsonText(line.dialect)},` +
    `${jsonText(line.route)},${jsonText(line.provider)},${jsonText(line.model)},${line.stream},${line.status},${jsonText(line.code)},` +
    `[${tokens.input},${tokens.output},${tokens.cache_read},${tokens.cache_write},${tokens.before},${tokens.after},${tokens.saved}],` +
    `${jsonList(line.decisions, packDecision)},${jsonList(line.attempts, packAttempt)},` +
    `[${ms.total},${ms.gateway},${ms.upstream},${ms.first_byte}]${packRare(line)}]`
  )
}

/** The line, with every name; `undefined` for text that is no packed line. Content is never packed. */
export function unpackLine(text: string): Readonly<Record<string, unknown>> | undefined {
  const parsed = tryParseJson(text)
  if (!parsed.ok || !Array.isArray(parsed.value)) return undefined
  const [time, id, principal, session, dialect, route, provider, model, stream, status, code, ...rest] = parsed.value
  const [tokens, decisions, attempts, ms, rare] = rest
  return {
    ...{ time, id, principal, session, dialect, route, provider, model, stream, status, code },
    tokens: named(['input', 'output', 'cache_read', 'cache_write', 'before', 'after', 'saved'], tokens),
    ...EMPTY,
    decisions: eachNamed(['stage', 'decision', 'code', 'ms', 'monitored'], decisions),
    attempts: eachNamed(['provider', 'code', 'ms'], attempts),
    ms: named(['total', 'gateway', 'upstream', 'first_byte'], ms),
    ...(isRecord(rare) ? rare : {}),
  }
}

const EMPTY = { cost_usd: null, transforms: [], scan: { segments: 0, bytes: 0, memoised: 0 }, masked: {} } as const

function packRare({ cost_usd, transforms, scan, masked }: ExchangeLine): string {
  const isEmpty = cost_usd === null && transforms.length === 0 && scan.segments === 0 && scan.bytes === 0
  if (isEmpty && scan.memoised === 0 && Object.keys(masked).length === 0) return ''
  return `,${JSON.stringify({ cost_usd, transforms, scan, masked })}`
}

function packDecision({ stage, decision, code, ms, monitored }: ExchangeLine['decisions'][number]): string {
  return `[${jsonText(stage)},"${decision}",${jsonText(code)},${ms},${monitored}]`
}

function packAttempt({ provider, code, ms }: ExchangeLine['attempts'][number]): string {
  return `[${jsonText(provider)},${jsonText(code)},${ms}]`
}

function named(names: readonly string[], values: unknown): Readonly<Record<string, unknown>> {
  const list: readonly unknown[] = Array.isArray(values) ? values : []
  return Object.fromEntries(names.map((name, at) => [name, list[at]]))
}

function eachNamed(names: readonly string[], lists: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(lists) ? lists.map((values) => named(names, values)) : []
}
