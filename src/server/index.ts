/** HTTP in and out: listens, serves, drains. */
import { X509Certificate } from 'node:crypto'
import * as fs from 'node:fs'
import * as http from 'node:http'
import * as https from 'node:https'
import * as net from 'node:net'
import type { Gateway } from '../gateway.js'
import type { Config } from '../schema.js'
import { BrokenConnections } from './connection-error.js'
import { createDoor } from './door.js'
import { createPeerReader } from './peer.js'
import { Exchanges } from './serve.js'

export {
  isWorker,
  leaveSignalsToPrimary,
  limitsOfPrimary,
  startWorkers,
  takeOrders,
  WorkerFailed,
  type Workers,
} from './workers.js'

export interface Listening {
  /** `http://127.0.0.1:8787` */
  readonly url: string
  readonly port: number
  /**
   * Stops accepting, lets open exchanges finish, and settles everything.
   * False when time ran out and connections had to be broken; everything has been settled then too.
   */
  drain(timeoutMs: number): Promise<boolean>
  /** Breaks every connection. */
  closeNow(): void
}

/** Why the gateway cannot listen, in a sentence for the operator. */
export class ListenError extends Error {
  constructor(
    message: string,
    /** True where the configuration is wrong rather than the machine busy. */
    readonly isConfiguration: boolean,
  ) {
    super(message)
    this.name = 'ListenError'
  }
}

const MAX_HEAD_BYTES = 32 * 1024
const TIMEOUT_CHECK_MS = 500

/** @throws ListenError */
export async function listen(config: Config, gateway: Gateway): Promise<Listening> {
  const { server: settings, security } = config
  const isTls = settings.tls !== undefined
  const peerOf = createPeerReader(settings.trusted_proxies)
  const exchanges = new Exchanges({
    gateway,
    door: createDoor([settings.host, ...settings.allowed_hosts]),
    peerOf,
    limits: { maxBytes: security.max_payload_size_kb * 1_024, idleMs: settings.timeouts.body_idle_seconds * 1_000 },
    isTls,
  })
  const server = createServer(config)
  // Node would leave out what comes after 2,000 headers, and nobody would have looked at it; the head's size is bounded.
  server.maxHeadersCount = 0
  const broken = new BrokenConnections({ gateway, exchanges, peerOf })
  server.on('request', (request, response) => exchanges.handle(request, response))
  server.on('checkContinue', (request, response) => exchanges.handle(request, response, true))
  // Other expectations mean nothing to us, which RFC 9110 (section 10.1.1) allows.
  server.on('checkExpectation', (request, response) => exchanges.handle(request, response))
  server.on('connect', (request, socket) => broken.refuseTunnel(request, socket))
  server.on('clientError', (error, socket) => broken.refuse(error, socket))
  const port = await bind(server, settings.host, settings.port)
  return {
    url: listeningUrl(settings, port),
    port,
    drain: (timeoutMs) => drain(server, exchanges, timeoutMs),
    closeNow: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function createServer(config: Config): http.Server | https.Server {
  const { timeouts, tls } = config.server
  const options = {
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: timeouts.head_seconds * 1_000,
    // A body may take as long as it keeps coming; its pauses are timed where it is read.
    requestTimeout: 0,
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    keepAliveTimeout: 75_000,
    // A missing Host is refused by the door, in the caller's dialect.
    requireHostHeader: false,
    noDelay: true,
  }
  if (tls === undefined) return http.createServer(options)
  try {
    return https.createServer({
      ...options,
      cert: fs.readFileSync(tls.cert_file),
      key: fs.readFileSync(tls.key_file),
      minVersion: `TLSv${tls.min_version}`,
      ...(tls.client_ca_file === undefined
        ? {}
        : { ca: readAuthorities(tls.client_ca_file), requestCert: true, rejectUnauthorized: true }),
    })
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new ListenError(
      `server.tls: the certificate or key cannot be used (${reason}); give readable PEM files that belong together.`,
      true,
    )
  }
}

/** Node takes a file without a certificate for no authority at all, and then refuses every client. */
function readAuthorities(file: string): Buffer {
  const pem = fs.readFileSync(file)
  new X509Certificate(pem)
  return pem
}

function bind(server: http.Server | https.Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(bindProblem(error, host, port), false)),
    )
    server.listen({ host, port }, () => {
      const address = server.address()
      resolve(isAddressInfo(address) ? address.port : port)
    })
  })
}

function bindProblem({ code }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `server.port: ${port} on ${host} is in use; stop the other program, or choose another with --port.`
  if (code === 'EACCES') return `server.port: ${port} may not be bound by this user; choose one above 1023 with --port.`
  if (code === 'EADDRNOTAVAIL') return `server.host: ${host} is no address of this machine; choose another with --host.`
  return `server.host, server.port: cannot listen on ${host} port ${port} (${code ?? 'unknown'}).`
}

function isAddressInfo(address: net.AddressInfo | string | null): address is net.AddressInfo {
  return typeof address === 'object' && address !== null
}

/** Where a gateway with these settings listens, once its port is known. */
export function listeningUrl({ host, tls }: Config['server'], port: number): string {
  return `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function drain(server: http.Server | https.Server, exchanges: Exchanges, timeoutMs: number): Promise<boolean> {
  // Not Node's `close` for HTTP: it breaks every connection whose answer has been written, read or not. A connection that
  // is idle now may stay until the end; a request on it is refused as draining.
  net.Server.prototype.close.call(server)
  const settled = exchanges.drain()
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs)
  })
  const inTime = await Promise.race([settled.then(() => true), timeout])
  clearTimeout(timer)
  // Breaking what is left aborts its exchanges, and each of them then settles what it owes.
  server.closeAllConnections()
  await settled
  return inTime
}
