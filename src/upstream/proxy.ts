/** The way through a proxy: which one serves a target, and how a tunnel through it is opened. */
import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { ConnectError, type OpenSocket } from '../lib/index.js'

/** What the proxy variables say, as strings; an empty one says nothing. */
export interface ProxySettings {
  readonly http?: string
  readonly https?: string
  /** Hosts reached without a proxy: names with their subdomains, addresses, ranges, each with or without a port, or `*`. */
  readonly noProxy?: string
}

/** A proxy's address that cannot be used; the message does not repeat it, because it may hold a password. */
export class ProxyAddressError extends Error {
  constructor(readonly variable: 'http_proxy' | 'https_proxy') {
    super(`${variable} is not an http:// or https:// address`)
    this.name = 'ProxyAddressError'
  }
}

/** The proxy for a target, or undefined where the way is straight. */
export type FindProxy = (target: URL) => URL | undefined

/** @throws ProxyAddressError */
export function createFindProxy({ http = '', https = '', noProxy = '' }: ProxySettings): FindProxy {
  const plain = proxyUrl(http, 'http_proxy')
  const secure = proxyUrl(https, 'https_proxy')
  const exceptions = noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
  return (target) => {
    const proxy = target.protocol === 'https:' ? secure : plain
    return proxy === undefined || exceptions.some((entry) => covers(entry, target)) ? undefined : proxy
  }
}

/** Opens tunnels by CONNECT; the proxy looks up the names. */
export function openThrough(proxy: URL): OpenSocket {
  const request = proxy.protocol === 'https:' ? requestSecure : requestPlain
  return ({ hostname, port }, report) => {
    const authority = `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port}`
    const asking = request({
      method: 'CONNECT',
      host: bare(proxy.hostname),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      path: authority,
      headers: { host: authority, ...credentials(proxy) },
      agent: false,
    })
    asking.on('error', (error) => report(error, null))
    asking.on('connect', ({ statusCode = 0 }, socket, head) => {
      socket.on('error', (error) => report(error, null))
      if (statusCode < 200 || statusCode > 299) return void socket.destroy(refusedWith(statusCode))
      socket.setNoDelay(true).setKeepAlive(true, 60_000)
      if (head.length > 0) socket.unshift(head)
      report(null, socket)
    })
    return asking.end()
  }
}

function refusedWith(status: number): ConnectError {
  return new ConnectError(status === 407 ? 'PROXY_AUTHENTICATION' : 'PROXY_REFUSED')
}

function credentials({ username, password }: URL): Record<string, string> {
  if (username === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

function proxyUrl(value: string, variable: ProxyAddressError['variable']): URL | undefined {
  if (value === '') return undefined
  const address = value.includes('://') ? value : `http://${value}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw new ProxyAddressError(variable)
  return url
}

function covers(entry: string, target: URL): boolean {
  const host = bare(target.hostname)
  if (entry === '*') return true
  if (ipaddr.isValidCIDR(entry)) return isIP(host) !== 0 && isWithin(host, entry)
  const [, name = entry, port] = isIP(entry) === 6 ? [] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? [])
  if (port !== undefined && port !== (target.port || (target.protocol === 'https:' ? '443' : '80'))) return false
  const domain = bare(name).replace(/^\*?\./, '')
  return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`))
}

function isWithin(address: string, range: string): boolean {
  const parsed = ipaddr.parse(address)
  const [network, bits] = ipaddr.parseCIDR(range)
  return parsed.kind() === network.kind() && parsed.match(network, bits)
}

/** A host without what only a URL needs: brackets, and the dot that ends a full name. */
function bare(host: string): string {
  return host.replace(/^\[|\]$|\.$/g, '')
}
