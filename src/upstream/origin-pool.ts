/** The way to one origin: as many connections as there are calls at once, the one used last taken first. */
import { Connection, type ConnectionOptions, type ConnectionOwner } from './connection.js'
import type { UpstreamCall, UpstreamControl, UpstreamOrigin, UpstreamSink } from './contract.js'

// One undici client for each connection, not undici's pool: a call that is given up can then close the very socket that
// is still connecting for it, and a burst of calls leaves nothing behind when its connections are gone.
export class OriginPool implements UpstreamOrigin, ConnectionOwner {
  private readonly connections = new Set<Connection>()
  private readonly idle: Connection[] = []
  private isClosed = false

  constructor(private readonly options: ConnectionOptions) {}

  send(call: UpstreamCall, sink: UpstreamSink): UpstreamControl {
    return (this.takeIdle() ?? this.open()).carry(call, sink)
  }

  freed(connection: Connection): void {
    this.idle.push(connection)
  }

  closed(connection: Connection): void {
    this.connections.delete(connection)
    const at = this.idle.indexOf(connection)
    if (at !== -1) this.idle.splice(at, 1)
  }

  /** Fails the calls that are still open; resolves when every socket is closed. */
  async close(): Promise<void> {
    this.isClosed = true
    await Promise.all([...this.connections].map((connection) => connection.close()))
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
