/** Takes the chunks of a body apart (RFC 9112, section 7.1): data is passed on as it lies, all else is bounded and dropped. */
import { isValueByte } from './field-syntax.js'
import { HttpFault } from './http-fault.js'

/** `…_lf`: the line's CR was read. `line`: before a line of trailers or the last, empty one. */
type State =
  | 'size'
  | 'extension'
  | 'size_lf'
  | 'data'
  | 'data_cr'
  | 'data_lf'
  | 'line'
  | 'trailer'
  | 'trailer_lf'
  | 'last_lf'
  | 'complete'

/** Nobody is known to send any. */
const MAX_EXTENSION_BYTES = 1024
const MAX_TRAILER_BYTES = 32 * 1024

const CR = 0x0d
const LF = 0x0a
const SEMICOLON = 0x3b

export class ChunkedBody {
  private state: State = 'size'
  /** Of this chunk: the size as far as it was read, then what is missing of the data. */
  private remaining = 0
  private hasSize = false
  /** Extensions of this chunk, or trailers of the body. */
  private droppedBytes = 0

  get isComplete(): boolean {
    return this.state === 'complete'
  }

  /** Makes ready for the body of another answer. */
  begin(): void {
    this.expectSize()
  }

  /** Reads no further, not even what it was given already. */
  stop(): void {
    this.state = 'complete'
  }

  /**
   * Reads `bytes` from `from` on, and says where it stopped: at the end of them or of the body.
   * @throws HttpFault `INVALID_ANSWER`
   */
  read(bytes: Buffer, from: number, sink: { data(chunk: Buffer): void }): number {
    let at = from
    while (at < bytes.length && this.state !== 'complete') {
      if (this.state === 'data') {
        const end = Math.min(bytes.length, at + this.remaining)
        this.remaining -= end - at
        if (this.remaining === 0) this.state = 'data_cr'
        sink.data(bytes.subarray(at, end))
        at = end
      } else {
        this.state = this.after(bytes[at] ?? 0)
        at++
      }
    }
    return at
  }

  /** The state after a byte that is not data. */
  private after(byte: number): State {
    switch (this.state) {
      case 'size':
        return this.afterSizeByte(byte)
      case 'extension':
        return byte === CR ? 'size_lf' : this.dropped('extension', byte, MAX_EXTENSION_BYTES)
      case 'size_lf':
        this.droppedBytes = 0
        return expected(byte, LF, this.remaining === 0 ? 'line' : 'data')
      case 'data_cr':
        return expected(byte, CR, 'data_lf')
      case 'data_lf':
        this.expectSize()
        return expected(byte, LF, 'size')
      case 'line':
        return byte === CR ? 'last_lf' : this.dropped('trailer', byte, MAX_TRAILER_BYTES)
      case 'trailer':
        return byte === CR ? 'trailer_lf' : this.dropped('trailer', byte, MAX_TRAILER_BYTES)
      case 'trailer_lf':
        return expected(byte, LF, 'line')
      default:
        return expected(byte, LF, 'complete')
    }
  }

  private expectSize(): void {
    this.state = 'size'
    this.remaining = 0
    this.hasSize = false
    this.droppedBytes = 0
  }

  private afterSizeByte(byte: number): State {
    const digit = hexDigit(byte)
    if (digit === -1) {
      if (!this.hasSize || (byte !== CR && byte !== SEMICOLON)) throw new HttpFault('INVALID_ANSWER')
      return byte === CR ? 'size_lf' : 'extension'
    }
    this.hasSize = true
    this.remaining = this.remaining * 16 + digit
    if (this.remaining > Number.MAX_SAFE_INTEGER) throw new HttpFault('INVALID_ANSWER')
    // Zeros before a size are digits like any other, but not without end.
    return this.dropped('size', byte, MAX_EXTENSION_BYTES)
  }

  private dropped(state: State, byte: number, maxBytes: number): State {
    this.droppedBytes += 1
    if (this.droppedBytes > maxBytes || !isValueByte(byte)) throw new HttpFault('INVALID_ANSWER')
    return state
  }
}

function expected(byte: number, due: number, next: State): State {
  if (byte !== due) throw new HttpFault('INVALID_ANSWER')
  return next
}

/** The value of a hexadecimal digit, -1 for any other byte. */
function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
