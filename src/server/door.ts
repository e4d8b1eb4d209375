/** What is refused at the door, on the head alone: a wrong Host, another site's browser, a target that is no path. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Refusal } from '../errors.js'

export interface DoorRequest {
  /** The request target as the client sent it. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  /** The address of ours that the connection came in on. */
  readonly localAddress: string | undefined
  readonly isTls: boolean
}

/** The refusal, or `undefined` for a request that may come in. */
export type Door = (request: DoorRequest) => Refusal | undefined

const ALWAYS_ALLOWED = ['localhost', '127.0.0.1', '[::1]'] as const

/** A Host that a browser was made to believe in (DNS rebinding) is a name; the names that are ours are listed. */
export function createDoor(allowedHosts: readonly string[]): Door {
  const allowed = new Set([...ALWAYS_ALLOWED, ...allowedHosts.map((host) => hostForm(host))])
  return ({ target, headers, localAddress, isTls }) => {
    if (!target.startsWith('/')) return { code: 'invalid_request', detail: 'The request target must be a path.' }
    const { host } = headers
    if (host === undefined) return { code: 'invalid_request', detail: 'The Host header is missing.' }
    const name = nameOf(host)
    if (!allowed.has(name) && name !== hostForm(localAddress ?? '')) return { code: 'misdirected_request' }
    return isFromAnotherSite(headers, host, isTls)
      ? { code: 'forbidden', detail: 'It comes from another site.' }
      : undefined
  }
}

/** An `Origin` is only sent by browsers; ours is the scheme and Host that the request itself carries. */
function isFromAnotherSite(headers: IncomingHttpHeaders, host: string, isTls: boolean): boolean {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return true
  return origin !== undefined && origin.toLowerCase() !== `${isTls ? 'https' : 'http'}://${host.toLowerCase()}`
}

/** A Host without its port, in lower case. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '')
}

/** An address or name as it stands in a Host header: IPv6 in brackets, IPv4 without the mapping of a dual-stack socket. */
function hostForm(host: string): string {
  const plain = host.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')
  return plain.includes(':') && !plain.startsWith('[') ? `[${plain}]` : plain
}
