/** Answers connections on which no request could be parsed: smuggling attempts, oversized or slow heads, bytes that are not HTTP. */
import type { Duplex } from 'node:stream'
import type { ErrorCode, Refusal } from '../errors.js'
import type { Gateway } from '../gateway.js'
import { newExchangeId } from '../lib/index.js'
import type { Peer } from '../pipeline/index.js'
import { socketSink } from './socket-sink.js'

const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'client_timeout',
}

/** Refuses in the dialect that the request line, as far as it came, belongs to; and writes it down like any refusal. */
export function refuseConnection(gateway: Gateway, error: Error, socket: Duplex, peer: Peer): void {
  if (!socket.writable || isGone(error)) {
    socket.destroy()
    return
  }
  const code = codeOf(error)
  const refusal: Refusal = { code: CODES[code] ?? 'invalid_request', detail: detailOf(code) }
  const { method, path, head } = requestLine(error)
  const time = gateway.clock.now()
  const received = {
    id: newExchangeId(time),
    time,
    startedMs: gateway.clock.monotonicMs(),
    peer,
    method,
    path,
    query: '',
    headers: {},
    route: gateway.resolveRoute({ method, path, hasHeader: (name) => head.includes(`\n${name}:`) }),
    signal: new AbortController().signal,
    readBody: () => Promise.resolve(Buffer.alloc(0)),
  }
  void gateway.pipeline.refuse(received, socketSink(socket), refusal)
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
  return 'It is not well-formed HTTP/1.1.'
}

/** Node hands over the bytes that it could not parse; of them only the shape of the request line is looked at. */
function requestLine(error: Error): { readonly method: string; readonly path: string; readonly head: string } {
  const raw = 'rawPacket' in error && error.rawPacket instanceof Uint8Array ? error.rawPacket : new Uint8Array()
  const head = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, 4_096)).toString('latin1').toLowerCase()
  const [, method = '', path = ''] = /^([a-z]{1,16}) (\/[^ ?]{0,256})/.exec(head) ?? []
  return { method: method.toUpperCase(), path, head }
}
