/** Finds the head of an answer in what a socket reads, in whatever pieces it comes. */
import { HttpFault } from './http-fault.js'

/** The head of an answer may be this large; what a provider sends is a tenth of it. */
export const MAX_HEAD_BYTES = 32 * 1024

const HEAD_END = Buffer.from('\r\n\r\n')
const BEGINNING = Buffer.from('HTTP/1.')
const CR = 0x0d
const LF = 0x0a

export class HeadBytes {
  /** Where in the last chunk the head ended. */
  end = 0
  /** What came of a head that is not complete. */
  private held: Buffer | undefined
  private heldBytes = 0

  /**
   * Takes what comes in `chunk` from `at` on: the lines of a head, each with its end, or undefined while it is not complete.
   * @throws HttpFault `HEAD_TOO_LARGE` or `INVALID_ANSWER`
   */
  take(chunk: Buffer, at: number): string | undefined {
    if (this.held !== undefined) return this.takeMore(this.held, chunk, at)
    const end = chunk.indexOf(HEAD_END, at)
    if (end === -1) return this.takeMore(Buffer.allocUnsafe(MAX_HEAD_BYTES), chunk, at)
    if (end + HEAD_END.length - at > MAX_HEAD_BYTES) throw new HttpFault('HEAD_TOO_LARGE')
    this.end = end + HEAD_END.length
    return chunk.toString('latin1', at, end + 2)
  }

  /** Forgets what came so far. */
  drop(): void {
    this.held = undefined
    this.heldBytes = 0
  }

  private takeMore(held: Buffer, chunk: Buffer, at: number): string | undefined {
    const before = this.heldBytes
    this.held = held
    this.heldBytes += chunk.copy(held, before, at)
    const found = held.subarray(0, this.heldBytes).indexOf(HEAD_END, Math.max(0, before - HEAD_END.length + 1))
    if (found === -1) {
      checkBeginning(held, before, this.heldBytes)
      if (this.heldBytes === MAX_HEAD_BYTES) throw new HttpFault('HEAD_TOO_LARGE')
      return undefined
    }
    this.end = at + found + HEAD_END.length - before
    this.drop()
    return held.toString('latin1', 0, found + 2)
  }
}

/** What is no HTTP, or ends its lines otherwise, may never come to an end. */
function checkBeginning(held: Buffer, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const byte = held[at]
    const isOdd = at < BEGINNING.length ? byte !== BEGINNING[at] : byte === LF && held[at - 1] !== CR
    if (isOdd) throw new HttpFault('INVALID_ANSWER')
  }
}
