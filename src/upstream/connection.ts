/** One connection to a provider: kept alive between calls, and carrying one call at a time. */
import type { Socket } from 'node:net'
import type { Connector, Opening } from '../lib/index.js'
import { AnswerReader, HttpFault, writeRequest } from './http1/index.js'
import type { Line, OpenCall } from './open-call.js'

/** Who hears that a connection may carry another call, and that it never will again. */
export interface ConnectionOwner {
  freed(connection: Connection): void
  closed(connection: Connection): void
}

export interface ConnectionOptions {
  /** Where to connect to. */
  readonly target: { readonly protocol: string; readonly hostname: string; readonly port: string }
  readonly connector: Connector
  readonly firstByteMs: number
  readonly idleMs: number
}

export class Connection implements Line {
  private readonly reader = new AnswerReader()
  private readonly firstByteTimer: NodeJS.Timeout
  private readonly idleTimer: NodeJS.Timeout
  private keepAliveTimer: NodeJS.Timeout | undefined
  private keepAliveMs = 0
  private opening: Opening | undefined
  private socket: Socket | undefined
  private call: OpenCall | undefined
  private isPaused = false
  private isClosed = false

  constructor(
    private readonly options: ConnectionOptions,
    private readonly owner: ConnectionOwner,
  ) {
    // Started anew by every request and every chunk, which costs less than a timer for each.
    this.firstByteTimer = setTimeout(
      () => this.isPaused || this.call?.firstByteIsOverdue(),
      options.firstByteMs,
    ).unref()
    this.idleTimer = setTimeout(() => this.isPaused || this.call?.nextByteIsOverdue(), options.idleMs).unref()
  }

  /** True when the next call would not have to connect. */
  get isReady(): boolean {
    const { socket } = this
    // A provider that answers before it has read the whole request is likely to hang up on the next one.
    return !this.isClosed && socket?.writable === true && socket.writableLength === 0 && this.reader.keptAliveMs > 0
  }

  carry(call: OpenCall): void {
    this.call = call
    call.carriedBy(this)
    if (this.isClosed) call.fail(new HttpFault('CLOSING'))
    else if (this.socket === undefined) this.connect(call)
    else this.write(this.socket, call)
  }

  startFirstByteTimer(): void {
    this.firstByteTimer.refresh()
  }

  startIdleTimer(): void {
    this.idleTimer.refresh()
  }

  pause(): void {
    this.isPaused = true
    this.socket?.pause()
  }

  resume(): void {
    if (!this.isPaused) return
    this.isPaused = false
    this.firstByteTimer.refresh()
    this.idleTimer.refresh()
    this.socket?.resume()
  }

  release(): void {
    this.call = undefined
    if (!this.isReady) {
      this.close()
      return
    }
    // An idle connection must hear when the provider closes it.
    this.resume()
    this.startKeepAliveTimer(this.reader.keptAliveMs)
    this.owner.freed(this)
  }

  /** Closes the socket at once, made or in the making, and fails the call that it carries. */
  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    // Before what becomes of the socket can fail it; a call that closes its own connection has its failure already.
    this.call?.fail(new HttpFault('CLOSING'))
    clearTimeout(this.firstByteTimer)
    clearTimeout(this.idleTimer)
    clearTimeout(this.keepAliveTimer)
    this.owner.closed(this)
    this.reader.drop()
    this.opening?.destroy()
    this.socket?.destroy()
  }

  /** Resolves when a connection that was told to close is closed. */
  whenClosed(): Promise<void> {
    const { socket } = this
    if (socket === undefined || socket.closed) return Promise.resolve()
    return new Promise((resolve) => socket.once('close', () => resolve()))
  }

  private connect(call: OpenCall): void {
    const { connector, target } = this.options
    this.opening = connector(target, (error, socket) => {
      this.opening = undefined
      if (error === null) this.use(socket, call)
      else call.fail(error)
    })
  }

  private use(socket: Socket, call: OpenCall): void {
    this.socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.reader.read(chunk)
      // What comes unasked is the answer to no call.
      if (this.call === undefined && this.reader.keptAliveMs === 0) this.close()
    })
    socket.on('end', () => {
      this.reader.finish()
      this.close()
    })
    socket.on('error', (error) => this.end(error))
    socket.on('close', () => this.end(new HttpFault('ENDED')))
    if (this.isPaused) socket.pause()
    // Nothing was asked for yet.
    if (socket.readableLength > 0) call.fail(new HttpFault('INVALID_ANSWER'))
    else this.write(socket, call)
  }

  private write(socket: Socket, call: OpenCall): void {
    this.reader.expect(call.request.method, call)
    call.leaves()
    writeRequest(socket, call.requestHead, call.request.body)
  }

  private end(error: Error): void {
    this.call?.fail(error)
    this.close()
  }

  private startKeepAliveTimer(ms: number): void {
    if (ms === this.keepAliveMs) {
      this.keepAliveTimer?.refresh()
      return
    }
    clearTimeout(this.keepAliveTimer)
    this.keepAliveMs = ms
    this.keepAliveTimer = setTimeout(() => this.call ?? this.close(), ms).unref()
  }
}
