/** Loaded before a foreign server that would listen on every address: keeps it to loopback, on a free port, and reports that port. */
import { Server } from 'node:net'

const listen = Server.prototype.listen

Object.defineProperty(Server.prototype, 'listen', {
  value(this: Server, ...args: readonly unknown[]): Server {
    this.once('listening', () => process.send?.(this.address()))
    const done = args.find((arg) => typeof arg === 'function')
    if (done !== undefined) this.once('listening', () => Reflect.apply(done, this, []))
    return listen.call(this, { port: 0, host: '127.0.0.1' })
  },
})
process.on('disconnect', () => process.exit())
