/** Answers connections on which nothing more can be parsed: smuggling attempts, oversized or slow heads, bytes that are not HTTP. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ErrorCode, HeadgateError, type Refusal } from '../errors.js'
import type { Gateway } from '../gateway.js'
import { Leaving, newExchangeId } from '../lib/index.js'
import { closeSoon } from './linger.js'
import type { PeerReader } from './peer.js'
import type { Exchanges, Incoming } from './serve.js'
import { socketSink } from './socket-sink.js'

const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'client_timeout',
}

/** What is known of a request that never became one. */
interface RequestLine {
  readonly method: string
  readonly path: string
  readonly hasHeader: (name: string) => boolean
}

export interface BrokenConnectionsParts {
  readonly gateway: Gateway
  readonly exchanges: Exchanges
  readonly peerOf: PeerReader
}

/** Sees to it that each broken connection is answered once, after the requests before, and written down like any refusal. */
export class BrokenConnections {
  /** Node reports every further packet on a connection that is already given up. */
  private readonly seen = new WeakSet<Duplex>()

  constructor(private readonly parts: BrokenConnectionsParts) {}

  /** For bytes that are not HTTP, and for heads that are too large or too slow. */
  refuse(error: Error, socket: Duplex): void {
    if (isGone(error)) {
      socket.destroy()
      return
    }
    if (this.seen.has(socket)) return
    this.seen.add(socket)
    const answer = () => this.answer(requestLine(error), refusalOf(error), socket)
    const incoming = this.parts.exchanges.latestOn(socket)
    if (incoming === undefined || incoming.response.writableFinished) finishedBefore(incoming, socket, answer)
    else if (incoming.request.complete) incoming.response.once('close', answer)
    else breakOffBody(incoming, socket)
  }

  /** For CONNECT: this is no proxy of that kind. */
  refuseTunnel({ method = '', headers }: IncomingMessage, socket: Duplex): void {
    // Node takes its own listener off before it hands the socket over; an error without one ends the process.
    socket.on('error', () => {})
    const line = { method, path: '', hasHeader: (name: string) => headers[name] !== undefined }
    this.answer(line, { code: 'invalid_request', detail: 'The request target must be a path.' }, socket)
  }

  private answer({ method, path, hasHeader }: RequestLine, refusal: Refusal, socket: Duplex): void {
    if (!socket.writable) {
      socket.destroy()
      return
    }
    const { gateway, peerOf } = this.parts
    const time = gateway.clock.now()
    const received = {
      id: newExchangeId(time),
      time,
      startedMs: gateway.clock.monotonicMs(),
      peer: peerOf(remoteAddress(socket), undefined),
      method,
      path,
      query: '',
      headers: {},
      route: gateway.resolveRoute({ method, path, hasHeader }),
      signal: new Leaving(),
      readBody: () => Promise.resolve(Buffer.alloc(0)),
    }
    void gateway.pipeline.refuse(received, socketSink(socket), refusal)
  }
}

/** The rest of a body that was refused early is nobody's request; anything else is. */
function finishedBefore(incoming: Incoming | undefined, socket: Duplex, answer: () => void): void {
  if (incoming === undefined || incoming.request.complete) answer()
  else closeSoon(socket)
}

/** The bytes belong to a body that an exchange is waiting for, so that exchange refuses them. */
function breakOffBody({ response, body }: Incoming, socket: Duplex): void {
  if (response.headersSent) {
    response.once('close', () => closeSoon(socket))
    return
  }
  response.shouldKeepAlive = false
  body.breakOff(new HeadgateError({ code: 'invalid_request', detail: NOT_HTTP }))
}

const NOT_HTTP = 'It is not well-formed HTTP/1.1.'

function refusalOf(error: Error): Refusal {
  const code = codeOf(error)
  return { code: CODES[code] ?? 'invalid_request', detail: detailOf(code) }
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function isGone(error: Error): boolean {
  return codeOf(error) === 'ECONNRESET' || codeOf(error) === 'EPIPE'
}

function detailOf(code: string): string {
  if (code === 'HPE_HEADER_OVERFLOW') return 'The limit is 32768 bytes.'
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'The head did not arrive in time.'
  return NOT_HTTP
}

function remoteAddress(socket: Duplex): string | undefined {
  return 'remoteAddress' in socket && typeof socket.remoteAddress === 'string' ? socket.remoteAddress : undefined
}

/** Node hands over the bytes that it could not parse; of them only the shape of the request line is looked at. */
function requestLine(error: Error): RequestLine {
  const raw = 'rawPacket' in error && error.rawPacket instanceof Uint8Array ? error.rawPacket : new Uint8Array()
  const head = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, 4_096)).toString('latin1')
  const [, method = '', path = ''] = /^([A-Z]{1,16}) (\/[^ ?]{0,256})/.exec(head) ?? []
  const lower = head.toLowerCase()
  return { method, path, hasHeader: (name) => lower.includes(`\n${name}:`) }
}
