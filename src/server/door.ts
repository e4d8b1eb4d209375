/** What is refused at the door, on the head alone: a wrong Host, another site's browser, a target that is no path. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Refusal } from '../errors.js'

export interface DoorRequest {
  /** The request target as the client sent it. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  /** Names and values in turn, as the client sent them. */
  readonly rawHeaders: readonly string[]
  /** The address of ours that the connection came in on. */
  readonly localAddress: string | undefined
  readonly isTls: boolean
}

/** The refusal, or `undefined` for a request that may come in. */
export type Door = (request: DoorRequest) => Refusal | undefined

const ALWAYS_ALLOWED = ['localhost', '127.0.0.1', '[::1]'] as const

/** Addresses are written down by every server on the way, and the query goes on to the provider. */
const CREDENTIAL = /hg_[A-Za-z0-9]{12}_[A-Za-z0-9]{43}/

/** A Host that a browser was made to believe in (DNS rebinding) is a name; the names that are ours are listed. */
export function createDoor(allowedHosts: readonly string[]): Door {
  const allowed = new Set([...ALWAYS_ALLOWED, ...allowedHosts.map((host) => hostForm(host))])
  return ({ target, headers, rawHeaders, localAddress = '', isTls }) => {
    if (!target.startsWith('/')) return { code: 'invalid_request', detail: 'The request target must be a path.' }
    if (CREDENTIAL.test(target))
      return { code: 'invalid_request', detail: 'A credential does not belong in the address.' }
    const { host } = headers
    if (host === undefined) return { code: 'invalid_request', detail: 'The Host header is missing.' }
    if (hasTwoHosts(rawHeaders)) return { code: 'invalid_request', detail: 'There is more than one Host header.' }
    const name = nameOf(host)
    if (!allowed.has(name) && (name === '' || name !== hostForm(localAddress))) return { code: 'misdirected_request' }
    return isFromAnotherSite(headers, host, isTls)
      ? { code: 'forbidden', detail: 'It comes from another site.' }
      : undefined
  }
}

/** `Origin` and `Sec-Fetch-Site` are only sent by browsers; our origin is the scheme and Host that the request itself carries. */
function isFromAnotherSite(headers: IncomingHttpHeaders, host: string, isTls: boolean): boolean {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  return origin !== undefined && origin.toLowerCase() !== `${isTls ? 'https' : 'http'}://${host.toLowerCase()}`
}

/** Node keeps the first of them, and a proxy before us may have gone by the second. */
function hasTwoHosts(rawHeaders: readonly string[]): boolean {
  let count = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (name.length === 4 && name.toLowerCase() === 'host') count++
  }
  return count > 1
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
