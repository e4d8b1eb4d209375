/** A request on its way out: its head, written so that nothing in it can be read as something else, and its bytes. */
import type { Socket } from 'node:net'
import type { UpstreamCall } from '../contract.js'
import { NOT_IN_PATH, NOT_IN_VALUE, TOKEN } from './field-syntax.js'
import { HttpFault } from './http-fault.js'

/** Up to this size a copy of the body costs less than a second write. */
const MAX_COPIED_BYTES = 16 * 1024

/** Says where the request ends or what becomes of its connection, so only this file writes it. */
const OURS: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'expect',
])

/** Their servers may wait for a body where no length is told (RFC 9110, section 8.6). */
const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

/**
 * The head of a request to `authority` (host and port, as a URL has them), one byte for each character.
 * @throws HttpFault `INVALID_REQUEST`
 */
export function requestHead({ method, path, headers, body }: UpstreamCall, authority: string): string {
  // A whole URL in the request line would be a request to a proxy.
  if (!TOKEN.test(method) || !path.startsWith('/') || NOT_IN_PATH.test(path)) throw new HttpFault('INVALID_REQUEST')
  let head = `${method} ${path} HTTP/1.1\r\nhost: ${authority}\r\nconnection: keep-alive\r\n`
  for (let at = 0; at < headers.length; at += 2) head += headerLine(headers[at] ?? '', headers[at + 1] ?? '')
  const hasLength = body !== null || WITH_BODY.has(method)
  return hasLength ? `${head}content-length: ${body?.length ?? 0}\r\n\r\n` : `${head}\r\n`
}

function headerLine(name: string, value: string): string {
  if (!TOKEN.test(name) || NOT_IN_VALUE.test(value) || OURS.has(name.toLowerCase()))
    throw new HttpFault('INVALID_REQUEST')
  return `${name}: ${value}\r\n`
}

/** Hands a request to the socket, in one packet where it is small. */
export function writeRequest(socket: Socket, head: string, body: Uint8Array | null): void {
  if (body === null || body.length === 0) {
    socket.write(head, 'latin1')
    return
  }
  if (body.length <= MAX_COPIED_BYTES) {
    const bytes = Buffer.allocUnsafe(head.length + body.length)
    bytes.write(head, 'latin1')
    bytes.set(body, head.length)
    socket.write(bytes)
    return
  }
  socket.cork()
  socket.write(head, 'latin1')
  socket.write(body)
  socket.uncork()
}
