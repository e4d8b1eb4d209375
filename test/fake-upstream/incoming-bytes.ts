/** Lets a socket be read in pieces of the reader's choice, whatever chunks arrive. */
import type { Socket } from 'node:net'

export interface IncomingBytes {
  /** Everything up to and including the mark; undefined when the peer stops before that. */
  through(mark: Buffer): Promise<Buffer | undefined>
  /** Exactly that many bytes; undefined when the peer stops before that. */
  take(byteCount: number): Promise<Buffer | undefined>
  /** True when bytes of something were left unread when the peer stopped. */
  hasRest(): boolean
}

/** Reads from the socket from now on; bytes nobody has taken wait in memory. */
export function readFrom(socket: Socket): IncomingBytes {
  let held: Buffer[] = []
  let heldBytes = 0
  let hasEnded = false
  let wake = () => {}
  socket.on('data', (chunk: Buffer) => {
    held.push(chunk)
    heldBytes += chunk.length
    wake()
  })
  socket.on('close', () => {
    hasEnded = true
    wake()
  })

  const more = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })
  const joined = () => {
    const [only] = held
    const whole = held.length === 1 && only !== undefined ? only : Buffer.concat(held)
    held = [whole]
    return whole
  }
  const release = (byteCount: number) => {
    const whole = joined()
    held = [whole.subarray(byteCount)]
    heldBytes -= byteCount
    return whole.subarray(0, byteCount)
  }

  return {
    async through(mark) {
      for (;;) {
        const at = joined().indexOf(mark)
        if (at >= 0) return release(at + mark.length)
        if (hasEnded) return undefined
        await more()
      }
    },
    async take(byteCount) {
      while (heldBytes < byteCount) {
        if (hasEnded) return undefined
        await more()
      }
      return release(byteCount)
    },
    hasRest: () => heldBytes > 0,
  }
}
