/** Opens connections to public addresses only: judges the name, every address it resolves to, and the one really connected to. */
import { lookup as systemLookup } from 'node:dns'
import { connect, isIP, isIPv4, isIPv6, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import ipaddr from 'ipaddr.js'

/** A connection that could not be made. Nothing of it names a host, an address or a path. */
export class ConnectError extends Error {
  constructor(
    /** Node's own code where it has one, or `ADDRESS_NOT_ALLOWED`, `CONNECT_TIMEOUT`, `ABANDONED`. */
    readonly reason: string,
  ) {
    super(`no connection: ${reason}`)
    this.name = 'ConnectError'
  }
}

/** Something under way that can be given up at once. */
export interface Opening {
  destroy(): void
}

/** Reports once: an open socket, or why there is none. */
export type ReportOpen = (...outcome: [error: null, socket: Socket] | [error: Error, socket: null]) => void

/** Where to connect to, in the parts of a URL, but with no brackets around an address; a port of '' is the protocol's own. */
export interface ConnectTarget {
  readonly protocol: string
  readonly hostname: string
  readonly port: string
}

/** Connects to a target by an attempt that can be given up. */
export type Connector = (target: ConnectTarget, report: ReportOpen) => Opening

/** Opens a stream of bytes to a host, straight or through a proxy, and reports once; TLS comes on top of it later. */
export type OpenSocket = (target: { readonly hostname: string; readonly port: number }, report: ReportOpen) => Opening

export interface ConnectorOptions {
  /** True where the operator said that this host may be private. */
  readonly allowPrivate: boolean
  /** For everything together: name look-up, TCP, proxy, TLS. */
  readonly timeoutMs: number
}

/** Connects straight to the host; unless `allowPrivate`, only to plain global unicast addresses. */
export function createGuardedConnector(options: ConnectorOptions & { readonly lookup?: LookupFunction }): Connector {
  const { allowPrivate, timeoutMs, lookup = systemLookup } = options
  return createConnector(openDirectly(allowPrivate, lookup), { allowPrivate, timeoutMs })
}

/** Connects by `open`, and speaks TLS on what it opened where the protocol asks for it. Every failure is a ConnectError. */
export function createConnector(open: OpenSocket, { allowPrivate, timeoutMs }: ConnectorOptions): Connector {
  const secure = createSecure()
  return ({ hostname, port, protocol }, callback) => {
    const isSecure = protocol === 'https:'
    const attempt = new Attempt(callback, timeoutMs)
    const reportSecure: ReportOpen = (error, socket) => (error === null ? attempt.succeed(socket) : attempt.fail(error))
    const report: ReportOpen = (error, socket) => {
      if (error !== null) return attempt.fail(error)
      if (!isSecure) return attempt.succeed(socket)
      attempt.follow(socket)
      secure(socket, hostname, reportSecure)
    }
    if (allowPrivate || mayBePublic(hostname)) {
      attempt.follow(open({ hostname, port: Number(port) || (isSecure ? 443 : 80) }, report))
    } else {
      queueMicrotask(() => attempt.fail(new ConnectError('ADDRESS_NOT_ALLOWED')))
    }
    return attempt
  }
}

/** One attempt to connect: reports once, in time, and leaves no socket behind that nobody waits for. */
class Attempt implements Opening {
  private opening: Opening | undefined
  private isSettled = false
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly callback: ReportOpen,
    timeoutMs: number,
  ) {
    this.timer = setTimeout(() => this.fail(new ConnectError('CONNECT_TIMEOUT')), timeoutMs)
  }

  /** Names what is to be closed if the attempt fails from now on. */
  follow(opening: Opening): void {
    this.opening = opening
  }

  succeed(socket: Socket): void {
    if (this.isSettled) return void socket.destroy()
    this.settle()
    this.callback(null, socket)
  }

  fail(error: Error): void {
    if (this.isSettled) return
    this.settle()
    this.opening?.destroy()
    this.callback(toConnectError(error), null)
  }

  destroy(): void {
    this.fail(new ConnectError('ABANDONED'))
  }

  private settle(): void {
    this.isSettled = true
    clearTimeout(this.timer)
  }
}

/** TLS on an open socket; the next connection to the same host resumes the session of the last one. */
function createSecure() {
  let session: Buffer | undefined
  return (socket: Socket, hostname: string, report: ReportOpen): void => {
    const secured = connectTls({
      socket,
      host: hostname,
      servername: isIP(hostname) === 0 ? hostname : '',
      ALPNProtocols: ['http/1.1'],
      ...(session === undefined ? {} : { session }),
    })
    // A resumed session is not asked for its name again, so only one whose certificate was found good is kept.
    secured.on('session', (fresh) => {
      if (secured.authorized) session = fresh
    })
    secured.once('secureConnect', () => report(null, secured))
    secured.on('error', (error) => report(error, null))
  }
}

const SOCKET_OPTIONS = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000, highWaterMark: 64 * 1024 }

function openDirectly(allowPrivate: boolean, lookup: LookupFunction): OpenSocket {
  const guardedLookup = allowPrivate ? lookup : onlyPublic(lookup)
  return ({ hostname, port }, report) => {
    const socket = connect({ ...SOCKET_OPTIONS, host: hostname, port, lookup: guardedLookup })
    socket.once('connect', () => {
      // What counts is where the socket ended up, whatever the look-up said.
      if (allowPrivate || isPublicAddress(socket.remoteAddress ?? '')) report(null, socket)
      else socket.destroy(new ConnectError('ADDRESS_NOT_ALLOWED'))
    })
    socket.on('error', (error) => report(error, null))
    return socket
  }
}

/** A look-up that forgets every address that is not public, and fails when none remains. */
function onlyPublic(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, [])
      const entries = typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found
      const allowed = entries.filter(({ address }) => isPublicAddress(address))
      const [first] = allowed
      if (first === undefined) callback(new ConnectError('ADDRESS_NOT_ALLOWED'), [])
      else if (options.all === true) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }
}

/** Names that mean this machine or this network everywhere. */
const PRIVATE_NAME = /(^|\.)(localhost|local|internal)\.?$/

/** False for an address that is not public, in any spelling, and for a name that never is; other names are judged when they resolve. */
export function mayBePublic(hostname: string): boolean {
  // A URL parser knows every spelling of an address: 2130706433, 0x7f.1, 127.1 and 127.0.0.1 are one.
  const url = `http://${isIPv6(hostname) ? `[${hostname}]` : hostname}/`
  if (!URL.canParse(url)) return false
  const canonical = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return isIP(canonical) === 0 ? !PRIVATE_NAME.test(canonical) : isPublicAddress(canonical)
}

/** Addresses that lie in public ranges, but answer with the secrets of the machine that asks. */
const METADATA_SERVICES = new Set(['168.63.129.16'])

/** True for plain global unicast only; an IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) is refused, not unwrapped. */
export function isPublicAddress(address: string): boolean {
  if (METADATA_SERVICES.has(address)) return false
  if (isIPv4(address)) return ipaddr.IPv4.parse(address).range() === 'unicast'
  if (!isIPv6(address) || address.includes('%')) return false
  const parsed = ipaddr.IPv6.parse(address)
  return isGlobalBlock(parsed) && parsed.range() === 'unicast'
}

/** 2000::/3 is all that is handed out so far; what lies outside is reserved, local or a transition mechanism. */
function isGlobalBlock({ parts: [first = 0] }: ipaddr.IPv6): boolean {
  return (first & 0xe000) === 0x2000
}

function toConnectError(error: Error): ConnectError {
  if (error instanceof ConnectError) return error
  return new ConnectError('code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN')
}
