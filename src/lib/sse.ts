/** Splits a stream of bytes into server-sent events without changing a byte (WHATWG HTML, section 9.2.6). */

const LF = 0x0a
const CR = 0x0d
const COLON = 0x3a
const SPACE = 0x20
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** An event's name (`message` where it has none) and data, decoded from its lines. */
export interface SseFields {
  readonly event: string
  readonly data: Buffer
}

/** A stream that holds one event larger than the limit. */
export class SseOverflow extends Error {
  constructor(readonly maxBytes: number) {
    super(`an event is larger than ${maxBytes} bytes`)
    this.name = 'SseOverflow'
  }
}

/**
 * Finds where events end, whatever the chunk boundaries and line ends. An event's bytes are handed on as soon as its blank line
 * is complete: its lines, comments and blank line included; joined together they are the stream.
 */
export class SseSplitter {
  private readonly held: Buffer[] = []
  private heldBytes = 0
  private lineIsEmpty = true
  private afterCr = false

  constructor(private readonly maxBytes: number) {}

  /** @throws SseOverflow when the event that is being collected outgrows the limit. */
  push(chunk: Buffer, onEvent: (bytes: Buffer) => void): void {
    let start = 0
    let at = 0
    while (at < chunk.length) {
      const end = this.endOfEvent(chunk, at)
      if (end < 0) break
      onEvent(this.release(chunk.subarray(start, end)))
      start = end
      at = end
    }
    if (start < chunk.length) this.hold(chunk.subarray(start))
  }

  /** The bytes of an event that was not completed; empty when the stream ended as it should. */
  rest(): Buffer {
    return this.release(Buffer.alloc(0))
  }

  /** The offset after the blank line that ends the current event, or -1 when the chunk does not hold it. */
  private endOfEvent(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]
      if (byte !== LF && byte !== CR) {
        this.lineIsEmpty = false
        this.afterCr = false
        continue
      }
      const completesCrLf = byte === LF && this.afterCr
      this.afterCr = byte === CR
      if (completesCrLf) continue
      if (!this.lineIsEmpty) {
        this.lineIsEmpty = true
        continue
      }
      // The LF of a CRLF belongs to this event if it is here; if it is still to come it opens the next one, where it means nothing.
      if (byte === CR && chunk[at + 1] === LF) {
        this.afterCr = false
        return at + 2
      }
      return at + 1
    }
    return -1
  }

  private hold(bytes: Buffer): void {
    this.heldBytes += bytes.length
    if (this.heldBytes > this.maxBytes) throw new SseOverflow(this.maxBytes)
    this.held.push(bytes)
  }

  private release(last: Buffer): Buffer {
    if (this.held.length === 0) return last
    const whole = Buffer.concat([...this.held, last])
    this.held.length = 0
    this.heldBytes = 0
    return whole
  }
}

/** Reads the fields of one event's bytes. Lines of `data` are joined with LF; other fields than `event` and `data` are passed over. */
export function readSse(bytes: Buffer): SseFields {
  const data: Buffer[] = []
  let event = ''
  eachLine(bytes, (line) => {
    const colon = line.indexOf(COLON)
    const name = colon < 0 ? line.toString('latin1') : line.toString('latin1', 0, colon)
    if (name !== 'event' && name !== 'data') return
    const value =
      colon < 0 ? line.subarray(line.length) : line.subarray(line[colon + 1] === SPACE ? colon + 2 : colon + 1)
    if (name === 'event') event = value.toString('utf8')
    else data.push(value)
  })
  return { event: event === '' ? 'message' : event, data: joinLines(data) }
}

function eachLine(bytes: Buffer, visit: (line: Buffer) => void): void {
  let start = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] !== LF && bytes[at] !== CR) continue
    if (at > start) visit(bytes.subarray(start, at))
    start = at + 1
  }
}

function joinLines(lines: readonly Buffer[]): Buffer {
  const [first, ...more] = lines
  if (first === undefined) return Buffer.alloc(0)
  return more.length === 0 ? first : Buffer.concat([first, ...more.flatMap((line) => [Buffer.from('\n'), line])])
}
