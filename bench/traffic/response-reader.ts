/** Reads HTTP/1.1 responses with the least possible work: the status, and the length of the body with its framing taken off. */

const END_OF_HEAD = '\r\n\r\n'
const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const SEMICOLON = 59

type State =
  | 'head'
  | 'counted'
  | 'chunk-size'
  | 'chunk-extension'
  | 'chunk-data'
  | 'chunk-end'
  | 'trailer'
  | 'done'
  | 'broken'

export class ResponseReader {
  status = 0
  bodyBytes = 0
  private state: State = 'head'
  private held: Buffer = Buffer.alloc(0)
  private remaining = 0
  private trailerLine = 0

  get isDone(): boolean {
    return this.state === 'done'
  }

  /** True for a response whose framing is not understood; its connection is of no further use. */
  get isBroken(): boolean {
    return this.state === 'broken'
  }

  /** Makes ready for the next response of the same connection. */
  reset(): void {
    this.status = 0
    this.bodyBytes = 0
    this.state = 'head'
    this.remaining = 0
  }

  /** The bytes are looked at now and not kept, but for an unfinished head. */
  read(bytes: Buffer): void {
    let at = this.state === 'head' ? this.readHead(bytes) : 0
    if (this.state === 'counted') at = this.readCounted(bytes, at)
    while (at < bytes.length && this.state !== 'done' && this.state !== 'broken') at = this.readChunked(bytes, at)
    if (at < bytes.length) this.state = 'broken'
  }

  /** Where the body begins in `bytes`. */
  private readHead(bytes: Buffer): number {
    const heldBytes = this.held.length
    const all = heldBytes === 0 ? bytes : Buffer.concat([this.held, bytes])
    const end = all.indexOf(END_OF_HEAD)
    if (end < 0) {
      this.held = Buffer.from(all)
      return bytes.length
    }
    this.held = Buffer.alloc(0)
    this.begin(all.toString('latin1', 0, end).toLowerCase())
    return end + END_OF_HEAD.length - heldBytes
  }

  private begin(head: string): void {
    this.status = Number(head.slice(9, 12))
    const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1]
    if (length !== undefined) {
      this.remaining = Number(length)
      this.state = this.remaining === 0 ? 'done' : 'counted'
    } else {
      this.state = /\r\ntransfer-encoding: *chunked/.test(head) ? 'chunk-size' : 'broken'
    }
  }

  private readCounted(bytes: Buffer, from: number): number {
    const at = this.take(bytes, from)
    if (this.remaining === 0) this.state = 'done'
    return at
  }

  private take(bytes: Buffer, from: number): number {
    const taken = Math.min(this.remaining, bytes.length - from)
    this.remaining -= taken
    this.bodyBytes += taken
    return from + taken
  }

  private readChunked(bytes: Buffer, at: number): number {
    if (this.state !== 'chunk-data') {
      this.readFraming(bytes[at] ?? 0)
      return at + 1
    }
    const next = this.take(bytes, at)
    if (this.remaining === 0) this.state = 'chunk-end'
    return next
  }

  private readFraming(byte: number): void {
    if (this.state === 'trailer') {
      if (byte !== LINE_FEED) this.trailerLine += byte === CARRIAGE_RETURN ? 0 : 1
      else if (this.trailerLine === 0) this.state = 'done'
      else this.trailerLine = 0
    } else if (byte === LINE_FEED) {
      this.endFramingLine()
    } else if (this.state === 'chunk-size') {
      this.readSize(byte)
    }
  }

  private endFramingLine(): void {
    if (this.state === 'chunk-end') {
      this.state = 'chunk-size'
    } else {
      this.trailerLine = 0
      this.state = this.remaining === 0 ? 'trailer' : 'chunk-data'
    }
  }

  private readSize(byte: number): void {
    if (byte === CARRIAGE_RETURN) return
    const digit = Number.parseInt(String.fromCharCode(byte), 16)
    if (byte === SEMICOLON) this.state = 'chunk-extension'
    else if (Number.isNaN(digit)) this.state = 'broken'
    else this.remaining = this.remaining * 16 + digit
  }
}
