/** Reads requests off a socket, strictly, so that a test sees every byte that a client under test puts on the wire. */
import type { IncomingBytes } from './incoming-bytes.js'

/** A request as it stood on the wire. */
export interface RecordedRequest {
  readonly method: string
  /** The request target: path and query, as written. */
  readonly target: string
  /** Names and values in turn, as written and in their order. */
  readonly rawHeaders: readonly string[]
  /** By lower-case name; values of a repeated name are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** Without its transfer coding; a content coding is left as it is. */
  readonly body: Buffer
  /** Counts connections from 1: requests with the same number came over the same one. */
  readonly connection: number
  /** True when the peer went away before the script had ended; false once it has ended. Settles in every case. */
  readonly closedByPeer: Promise<boolean>
}

/** What is known once the head is in. */
export type RequestHead = Pick<RecordedRequest, 'method' | 'target' | 'rawHeaders' | 'headers'>

/** Something the peer sent that HTTP/1.1 forbids. */
export class Violation extends Error {}

const HEAD_END = Buffer.from('\r\n\r\n')
const LINE_END = Buffer.from('\r\n')

/** The next request's head, or undefined when the peer sends no more. */
export async function readHead(incoming: IncomingBytes): Promise<RequestHead | undefined> {
  const head = await incoming.through(HEAD_END)
  if (head === undefined) return undefined
  const [requestLine = '', ...lines] = head.toString('latin1').slice(0, -4).split('\r\n')
  const match = /^([A-Z]+) (\S+) HTTP\/1\.1$/.exec(requestLine)
  if (match === null) throw new Violation('the request line is malformed')
  const rawHeaders = lines.flatMap(splitHeader)
  return { method: match[1] ?? '', target: match[2] ?? '', rawHeaders, headers: joinHeaders(rawHeaders) }
}

/** The body that follows the head, or undefined when the peer went away in the middle of it. */
export async function readBody({ headers }: RequestHead, incoming: IncomingBytes): Promise<Buffer | undefined> {
  const length = headers['content-length']
  const coding = headers['transfer-encoding']
  if (length !== undefined && coding !== undefined) throw new Violation('the body is framed twice')
  if (coding !== undefined && coding !== 'chunked') throw new Violation('the transfer coding is unknown')
  if (coding !== undefined) return readChunks(incoming)
  if (length === undefined) return Buffer.alloc(0)
  if (!/^\d+$/.test(length)) throw new Violation('the content-length is malformed')
  return incoming.take(Number(length))
}

async function readChunks(incoming: IncomingBytes): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  for (;;) {
    const sizeLine = await incoming.through(LINE_END)
    if (sizeLine === undefined) return undefined
    const size = /^([0-9a-f]+)(;.*)?\r\n$/i.exec(sizeLine.toString('latin1'))?.[1]
    if (size === undefined) throw new Violation('a chunk size is malformed')
    if (Number.parseInt(size, 16) === 0) break
    const chunk = await incoming.take(Number.parseInt(size, 16))
    const lineEnd = await incoming.take(LINE_END.length)
    if (chunk === undefined || lineEnd === undefined) return undefined
    if (!lineEnd.equals(LINE_END)) throw new Violation('a chunk is longer than its size')
    chunks.push(chunk)
  }
  for (;;) {
    const trailer = await incoming.through(LINE_END)
    if (trailer === undefined) return undefined
    if (trailer.equals(LINE_END)) return Buffer.concat(chunks)
  }
}

function splitHeader(line: string): readonly [string, string] {
  const match = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*$/.exec(line)
  if (match === null) throw new Violation('a header line is malformed')
  return [match[1] ?? '', match[2] ?? '']
}

function joinHeaders(rawHeaders: readonly string[]): Readonly<Record<string, string>> {
  const headers = new Map<string, string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    const value = rawHeaders[at + 1] ?? ''
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return Object.fromEntries(headers)
}
