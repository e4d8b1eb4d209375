/** A connection on which a test writes exactly the bytes it wants, and reads the answers one by one. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { readFrom } from '../../fake-upstream/incoming-bytes.js'
import { readBody } from '../../fake-upstream/recorded-request.js'

/** An answer as it stood on the wire. */
export interface WireAnswer {
  readonly status: number
  /** By lower-case name; values of a repeated name are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** Without its transfer coding. */
  readonly body: Buffer
}

export interface Wire {
  /** Text is sent as Latin-1: one byte per character. */
  write(bytes: string | Uint8Array): void
  /** Ends our side. */
  end(): void
  /** The next answer, interim ones included; fails when the connection closes before it is whole. */
  answer(): Promise<WireAnswer>
  /** Settles when the gateway has closed the connection; true when it did so in good order. */
  readonly closed: Promise<boolean>
  destroy(): void
}

/** A request whose every part is the test's own. */
export interface WireRequest {
  readonly method?: string
  readonly path: string
  /** Beside host and content-length, which are added where they are missing. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** Connects to a port of 127.0.0.1. */
export async function openWire(port: number): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let wasBroken = false
  socket.on('error', () => {
    wasBroken = true
  })
  const closed = new Promise<boolean>((resolve) => {
    socket.once('end', () => resolve(true))
    socket.once('close', () => resolve(!wasBroken))
  })
  const incoming = readFrom(socket)
  return {
    write: (bytes) => void socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
    end: () => void socket.end(),
    answer: async () => {
      const head = await incoming.through(Buffer.from('\r\n\r\n'))
      assert.ok(head, 'the connection closed before the head of an answer')
      const { status, headers } = parseHead(head.toString('latin1'))
      const body = await readBody({ method: '', target: '', rawHeaders: [], headers }, incoming)
      assert.ok(body, 'the connection closed before the end of an answer')
      return { status, headers, body }
    },
    closed,
    destroy: () => void socket.destroy(),
  }
}

/** The bytes of a request. */
export function requestBytes({ method = 'GET', path, headers = {}, body = '' }: WireRequest): Buffer {
  const content = Buffer.from(body)
  const framing = 'transfer-encoding' in headers || content.length === 0 ? {} : { 'content-length': content.length }
  const lines = Object.entries({ host: 'localhost', ...framing, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return Buffer.concat([
    Buffer.from(`${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`, 'latin1'),
    content,
  ])
}

/** One request on a connection of its own, and its answer. */
export async function call(port: number, request: WireRequest): Promise<WireAnswer> {
  const wire = await openWire(port)
  wire.write(requestBytes(request))
  const answer = await wire.answer()
  wire.destroy()
  return answer
}

function parseHead(head: string): Pick<WireAnswer, 'status' | 'headers'> {
  const [statusLine = '', ...lines] = head.slice(0, -4).split('\r\n')
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine) ?? []
  assert.ok(status, `a status line: ${statusLine}`)
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return { status: Number(status), headers }
}
