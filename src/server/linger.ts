/** Lets a client that was refused early finish sending, so that it reads the refusal instead of a broken connection. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** What is read and thrown away at most, and for how long. */
const MAX_BYTES = 256 * 1024 * 1024
const MAX_MS = 10_000

/** How long a client may take to close a connection that we have ended. */
const CLOSE_MS = 2_000

/** Discards the rest of a body that nobody will read; breaks the connection when there is too much of it. */
export function discardRest(request: IncomingMessage): void {
  if (request.complete) return
  const { socket } = request
  let size = 0
  const giveUp = () => socket.destroy()
  const timer = setTimeout(giveUp, MAX_MS)
  const done = () => {
    clearTimeout(timer)
    socket.off('close', done)
  }
  // The request itself is not told when its client leaves, for it has been answered.
  socket.once('close', done)
  request.once('end', done)
  request.on('error', () => {})
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > MAX_BYTES) giveUp()
  })
  request.resume()
}

/** Ends our side of a connection, and gives the client a moment to read what was sent before the connection is broken. */
export function closeSoon(socket: Duplex): void {
  socket.end()
  const timer = setTimeout(() => socket.destroy(), CLOSE_MS)
  socket.once('close', () => clearTimeout(timer))
}
