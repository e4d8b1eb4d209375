/** One keep-alive connection of the load generator: a raw socket that sends prepared bytes and times what comes back. */
import { connect, type Socket } from 'node:net'
import { ResponseReader } from './response-reader.js'

/** How one request ended; status 0 stands for a connection that broke. */
export interface Outcome {
  readonly status: number
  readonly bodyBytes: number
  readonly firstByteMs: number
  readonly totalMs: number
}

const READ_BUFFER_BYTES = 64 * 1024

/** What is read is looked at before anything else happens, so all sockets can share one buffer. */
const readBuffer = Buffer.alloc(READ_BUFFER_BYTES)

export class Connection {
  private readonly reader = new ResponseReader()
  private socket: Socket | undefined
  private settle: ((outcome: Outcome) => void) | undefined
  private sentAtMs = 0
  private firstByteMs = 0

  constructor(private readonly port: number) {}

  /** Sends the parts as one request. Never rejects; a broken connection is an outcome, and the next request opens another. */
  exchange(parts: readonly Buffer[]): Promise<Outcome> {
    return new Promise((resolve) => {
      this.settle = resolve
      this.firstByteMs = 0
      this.reader.reset()
      this.socket ??= this.open()
      const { socket } = this
      this.sentAtMs = performance.now()
      socket.cork()
      for (const part of parts) socket.write(part)
      socket.uncork()
    })
  }

  close(): void {
    this.socket?.destroy()
  }

  private open(): Socket {
    const onread = { buffer: readBuffer, callback: (length: number) => this.receive(length) }
    const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true, onread })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.lose(socket))
    return socket
  }

  private receive(length: number): boolean {
    const { reader } = this
    if (this.settle === undefined) {
      this.close()
      return false
    }
    reader.read(readBuffer.subarray(0, length))
    if (this.firstByteMs === 0 && reader.bodyBytes > 0) this.firstByteMs = performance.now() - this.sentAtMs
    if (reader.isDone) this.finish({ status: reader.status, bodyBytes: reader.bodyBytes })
    else if (reader.isBroken) this.close()
    return true
  }

  private lose(socket: Socket): void {
    if (this.socket !== socket) return
    this.socket = undefined
    this.finish({ status: 0, bodyBytes: 0 })
  }

  private finish(ended: Pick<Outcome, 'status' | 'bodyBytes'>): void {
    const { settle, firstByteMs, sentAtMs } = this
    this.settle = undefined
    settle?.({ ...ended, firstByteMs, totalMs: performance.now() - sentAtMs })
  }
}
