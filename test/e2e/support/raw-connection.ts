/** A client that speaks HTTP by hand: a test decides which bytes go out, how fast answers are read, and how it leaves. */
import { connect, type Socket } from 'node:net'
import { waitUntil } from './gateway.js'

export interface RawConnection {
  readonly socket: Socket
  send(content: string | Uint8Array): void
  /** Everything that has come so far, one character for each byte. */
  received(): string
  /** Resolves when the text has come. */
  untilReceived(text: string): Promise<void>
  /** Resolves when the other side has closed the connection. */
  readonly closed: Promise<void>
  /** Breaks the connection off (RST). */
  reset(): void
}

/** Connects to a port of 127.0.0.1. */
export function connectRaw(port: number): Promise<RawConnection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => resolve(rawConnection(socket)))
    socket.once('error', reject)
  })
}

/** Reads and writes by hand on an open socket. */
export function rawConnection(socket: Socket): RawConnection {
  let text = ''
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
  })
  // What tests do to connections ends in errors; `close` follows each of them.
  socket.on('error', () => {})
  return {
    socket,
    send: (content) => void socket.write(content),
    received: () => text,
    untilReceived: (wanted) => waitUntil(() => text.includes(wanted)),
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
    reset: () => void socket.resetAndDestroy(),
  }
}
