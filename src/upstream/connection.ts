/** One connection to a provider: kept alive between calls, and carrying one call at a time. */
import type { Socket } from 'node:net'
import { Client, errors } from 'undici'
import type { Connector, Opening } from '../lib/index.js'
import type { UpstreamCall, UpstreamSink } from './contract.js'
import { type Line, OpenCall } from './open-call.js'

export interface ConnectionOptions {
  readonly origin: string
  readonly connector: Connector
  readonly firstByteMs: number
  readonly idleMs: number
}

/** Who hears that a connection may carry another call, and that it never will again. */
export interface ConnectionOwner {
  freed(connection: Connection): void
  closed(connection: Connection): void
}

/** The head of an answer may be this large; what a provider sends is a tenth of it. */
const MAX_HEAD_BYTES = 32 * 1024

/** How long an idle connection is kept where the provider does not say; shorter than most providers keep theirs. */
const KEEP_ALIVE_MS = 30_000

export class Connection implements Line {
  private readonly client: Client
  private readonly firstByteTimer: NodeJS.Timeout
  private readonly idleTimer: NodeJS.Timeout
  private opening: Opening | undefined
  private socket: Socket | undefined
  private call: OpenCall | undefined
  private isPaused = false
  private closing: Promise<void> | undefined

  constructor(
    options: ConnectionOptions,
    private readonly owner: ConnectionOwner,
  ) {
    this.client = new Client(options.origin, {
      pipelining: 1,
      allowH2: false,
      maxHeaderSize: MAX_HEAD_BYTES,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // Both silences are timed here: undici would count the time in which nothing is read because of us.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (target, report) => {
        this.opening = options.connector(target, (error, socket) => {
          this.opening = undefined
          if (error !== null) return report(error, null)
          this.watch(socket)
          report(null, socket)
        })
      },
    })
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
    return this.closing === undefined && socket !== undefined && !socket.destroyed && socket.writableLength === 0
  }

  carry({ method, path, headers, body }: UpstreamCall, sink: UpstreamSink): OpenCall {
    const call = new OpenCall(this, sink)
    this.call = call
    // undici would let a whole URL stand in the request line.
    if (path.startsWith('/')) this.client.dispatch({ method, path, headers: headers.slice(), body }, call)
    else call.onError(new errors.InvalidArgumentError())
    return call
  }

  startFirstByteTimer(): void {
    this.firstByteTimer.refresh()
  }

  startIdleTimer(): void {
    this.idleTimer.refresh()
  }

  pause(): void {
    this.isPaused = true
  }

  resume(): void {
    if (!this.isPaused) return
    this.isPaused = false
    this.firstByteTimer.refresh()
    this.idleTimer.refresh()
    // Later, because undici's parser must not be entered from one of its own pushes.
    queueMicrotask(() => this.isPaused || this.socket?.emit('readable'))
  }

  release(): void {
    this.isPaused = false
    this.call = undefined
    // Later, so that undici has done with this answer before the next request comes.
    queueMicrotask(() => {
      if (this.isReady) this.owner.freed(this)
      else this.close()
    })
  }

  /** Closes the socket at once, made or in the making; resolves when it is closed. */
  close(): Promise<void> {
    this.closing ??= this.tearDown()
    return this.closing
  }

  private tearDown(): Promise<void> {
    clearTimeout(this.firstByteTimer)
    clearTimeout(this.idleTimer)
    this.owner.closed(this)
    return new Promise((resolve) => {
      this.client.destroy(resolve)
      this.opening?.destroy()
    })
  }

  private watch(socket: Socket): void {
    this.socket = socket
    // Pausing undici itself would end the process when a provider that announced `connection: close` hangs up meanwhile
    // (a failed assertion in an event handler), so what is held back is what undici reads.
    const read = socket.read.bind(socket)
    socket.read = (size) => (this.isPaused ? null : read(size))
    // undici takes a reset for the regular end of an answer that has no length, so it must not hear of it first.
    socket.on('error', (error) => this.call?.socketFailed(error))
    socket.once('close', () => {
      if (this.call === undefined) this.close()
    })
  }
}
