/** The way to one origin: as many connections as there are calls at once, the one used last taken first. */
import { Connection, type ConnectionOptions, type ConnectionOwner } from './connection.js'
import type { UpstreamCall, UpstreamControl, UpstreamOrigin, UpstreamSink } from './contract.js'
import { OpenCall } from './open-call.js'

export interface OriginPoolOptions extends ConnectionOptions {
  /** Host and port, as the `host` header tells them. */
  readonly authority: string
}

export class OriginPool implements UpstreamOrigin, ConnectionOwner {
  private readonly connections = new Set<Connection>()
  private readonly idle: Connection[] = []
  /** Connections whose answer is complete, until all is read that came in with it. */
  private readonly settling: Connection[] = []
  /** Calls that take one of those rather than open another. */
  private readonly waiting: OpenCall[] = []
  private isClosed = false

  constructor(private readonly options: OriginPoolOptions) {}

  send(request: UpstreamCall, sink: UpstreamSink): UpstreamControl {
    const call = new OpenCall(request, sink)
    if (call.encode(this.options.authority)) this.assign(call)
    return call
  }

  /**
   * What a provider sent beyond the end of an answer would be read as the answer to the next call. So the connection is
   * idle only when the event loop has handed over all that the socket holds; if there was more, it is closed by then.
   */
  freed(connection: Connection): void {
    if (this.settling.push(connection) === 1) setImmediate(() => this.settle())
  }

  closed(connection: Connection): void {
    this.connections.delete(connection)
    remove(this.idle, connection)
    remove(this.settling, connection)
  }

  /** Fails the calls that are still open; resolves when every socket is closed. */
  async close(): Promise<void> {
    this.isClosed = true
    const connections = [...this.connections]
    for (const connection of connections) connection.close()
    await Promise.all(connections.map((connection) => connection.whenClosed()))
  }

  private assign(call: OpenCall): void {
    const connection = this.takeIdle()
    if (connection !== undefined) connection.carry(call)
    else if (this.waiting.length < this.settling.length) this.waiting.push(call)
    else this.open().carry(call)
  }

  private settle(): void {
    this.idle.push(...this.settling.splice(0))
    for (const call of this.waiting.splice(0)) if (call.isOpen) this.assign(call)
  }

  private takeIdle(): Connection | undefined {
    for (let connection = this.idle.pop(); connection !== undefined; connection = this.idle.pop()) {
      if (connection.isReady) return connection
      connection.close()
    }
    return undefined
  }

  private open(): Connection {
    const connection = new Connection(this.options, this)
    this.connections.add(connection)
    // A closed connection fails its call, which is what a call after the end deserves.
    if (this.isClosed) connection.close()
    return connection
  }
}

function remove(list: Connection[], connection: Connection): void {
  const at = list.indexOf(connection)
  if (at !== -1) list.splice(at, 1)
}
