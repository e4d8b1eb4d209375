/** Splits a stream of bytes into server-sent events without changing a byte (WHATWG HTML, section 9.2.6). */

const LF = 0x0a
const CR = 0x0d
const COLON = 0x3a
const SPACE = 0x20
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const DATA = Buffer.from('data')
const EVENT = Buffer.from('event')
const LINE_END = Buffer.from([LF])
const EMPTY = Buffer.alloc(0)

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
  /** Room for the beginning of an event; doubles, so that an event in chunks of one byte costs no more than its bytes. */
  private held = EMPTY
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
    return this.release(EMPTY)
  }

  /** The offset after the blank line that ends the current event, or -1 when the chunk does not hold it. */
  private endOfEvent(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const lineEnd = nextLineEnd(chunk, at)
      if (lineEnd > at) {
        this.lineIsEmpty = false
        this.afterCr = false
        at = lineEnd
      }
      if (at === chunk.length) return -1
      const byte = chunk[at]
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
    const size = this.heldBytes + bytes.length
    if (size > this.maxBytes) throw new SseOverflow(this.maxBytes)
    if (size > this.held.length) {
      const larger = Buffer.allocUnsafe(Math.max(size, this.held.length * 2))
      this.held.copy(larger, 0, 0, this.heldBytes)
      this.held = larger
    }
    bytes.copy(this.held, this.heldBytes)
    this.heldBytes = size
  }

  private release(last: Buffer): Buffer {
    if (this.heldBytes === 0) return last
    const whole = Buffer.concat([this.held.subarray(0, this.heldBytes), last])
    this.held = EMPTY
    this.heldBytes = 0
    return whole
  }
}

/** The offset of the next LF or CR, or the chunk's length. */
function nextLineEnd(chunk: Buffer, from: number): number {
  let at = from
  for (; at < chunk.length; at++) {
    const byte = chunk[at] ?? 0
    if (byte <= CR && (byte === CR || byte === LF)) break
  }
  return at
}

/**
 * Reads the fields of one event's bytes. Lines of `data` are joined with LF; other fields than `event` and `data` are passed over.
 * A last line without an end is read as well: there is one only where a stream broke off, and it may hold the usage.
 */
export function readSse(bytes: Buffer): SseFields {
  const data: Buffer[] = []
  let event = ''
  let start = startsWith(bytes, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0
  while (start < bytes.length) {
    const end = endOfLine(bytes, start)
    const line = { start, end }
    if (isField(bytes, line, DATA)) data.push(valueIn(bytes, line, DATA))
    else if (isField(bytes, line, EVENT)) event = valueIn(bytes, line, EVENT).toString()
    start = end + 1
  }
  return { event: event === '' ? 'message' : event, data: joinLines(data) }
}

/** A line without its end. */
interface Line {
  readonly start: number
  readonly end: number
}

function endOfLine(bytes: Buffer, start: number): number {
  let at = start
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++
  return at
}

/** A line is a field with that name if the name is all of it, or all that stands before its first colon. */
function isField(bytes: Buffer, { start, end }: Line, name: Buffer): boolean {
  const after = start + name.length
  return after <= end && startsWith(bytes, start, name) && (after === end || bytes[after] === COLON)
}

function valueIn(bytes: Buffer, { start, end }: Line, name: Buffer): Buffer {
  const colon = start + name.length
  return bytes.subarray(Math.min(end, colon + (bytes[colon + 1] === SPACE ? 2 : 1)), end)
}

function startsWith(bytes: Buffer, start: number, prefix: Buffer): boolean {
  for (let at = 0; at < prefix.length; at++) {
    if (bytes[start + at] !== prefix[at]) return false
  }
  return true
}

function joinLines(lines: readonly Buffer[]): Buffer {
  const [first, ...more] = lines
  if (first === undefined) return EMPTY
  return more.length === 0 ? first : Buffer.concat([first, ...more.flatMap((line) => [LINE_END, line])])
}
