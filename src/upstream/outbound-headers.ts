/** Which of a client's headers a provider sees, and which of a provider's headers a client sees. */
import { CREDENTIAL_HEADERS, ownCredentialHeaders } from '../canonical/index.js'

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** Meant for one connection only (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
] as const

/** Not passed on: the connection's own, credentials (added back where they belong), and what tells of the client's network. */
const STAYS_WITH_US: ReadonlySet<string> = new Set([
  ...HOP_BY_HOP,
  ...CREDENTIAL_HEADERS,
  'host',
  'expect',
  'content-length',
  'content-encoding',
  'accept-encoding',
  'cookie',
  'origin',
  'referer',
  'proxy-authorization',
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
])

const STAYS_PREFIXES = ['x-headgate-', 'x-forwarded-', 'sec-', 'cf-'] as const

/**
 * Of a provider's answer: the connection's own, what binds a browser to another site, names that are ours, and where to go
 * instead: a client that followed would show its gateway credential there.
 */
const NOT_FOR_CLIENTS: ReadonlySet<string> = new Set([
  ...HOP_BY_HOP,
  'content-length',
  'date',
  'server',
  'set-cookie',
  'set-cookie2',
  'location',
  'refresh',
  'alt-svc',
  'strict-transport-security',
  'content-security-policy',
  'clear-site-data',
  'proxy-authenticate',
  'www-authenticate',
  'report-to',
  'nel',
])

const NOT_FOR_CLIENTS_PREFIXES = ['x-headgate-', 'ratelimit-', 'access-control-'] as const

/** Headers for the provider: the client's harmless ones, and its own provider credential or else `authorization`. */
export function outboundHeaders(incoming: Headers, authorization: readonly string[]): string[] {
  const outbound: string[] = []
  const listed = connectionListed(incoming['connection'])
  for (const name in incoming) {
    const value = incoming[name]
    if (value === undefined || STAYS_WITH_US.has(name) || hasPrefix(name, STAYS_PREFIXES) || listed?.has(name)) continue
    outbound.push(name, typeof value === 'string' ? value : value.join(', '))
  }
  const own = ownCredentialHeaders(incoming)
  outbound.push(...(own.length > 0 ? own : authorization), 'accept-encoding', 'identity')
  return outbound
}

/** The headers of an answer that a client may see. `content-encoding` goes when the body was decompressed. */
export function answerHeaders(headers: readonly string[], isDecompressed: boolean): string[] {
  const shown: string[] = []
  const listed = connectionListed(headerOf(headers, 'connection'))
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] ?? ''
    if (NOT_FOR_CLIENTS.has(name) || hasPrefix(name, NOT_FOR_CLIENTS_PREFIXES) || listed?.has(name)) continue
    if (name === 'content-encoding' && isDecompressed) continue
    shown.push(name, headers[at + 1] ?? '')
  }
  return shown
}

/** The last value of a header in a flat list; '' where it is missing. */
export function headerOf(headers: readonly string[], name: string): string {
  for (let at = headers.length - 2; at >= 0; at -= 2) if (headers[at] === name) return headers[at + 1] ?? ''
  return ''
}

function hasPrefix(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix))
}

/** Either side may name further headers that are meant for one connection only. */
function connectionListed(connection: Headers[string]): ReadonlySet<string> | undefined {
  if (typeof connection !== 'string' || ['', 'keep-alive', 'close'].includes(connection)) return undefined
  return new Set(
    connection
      .toLowerCase()
      .split(',')
      .map((token) => token.trim()),
  )
}
