/** Frames as they are cut out of an answer's bytes. */
import type { Frame } from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import { readSse, type SseFields, SseOverflow, SseSplitter } from '../lib/index.js'

/** Larger than any event that vendors send, images included. */
const MAX_EVENT_BYTES = 32 * 1024 * 1024

/** Cuts a stream into frames. */
export class FrameSplitter {
  private readonly splitter = new SseSplitter(MAX_EVENT_BYTES)

  /** @throws HeadgateError `upstream_error` for an event without an end. */
  push(chunk: Buffer, onFrame: (frame: Frame) => void): void {
    try {
      this.splitter.push(chunk, (bytes) => onFrame(new EventFrame(bytes)))
    } catch (error) {
      if (error instanceof SseOverflow)
        throw new HeadgateError({ code: 'upstream_error', detail: 'An event is too large.' })
      throw error
    }
  }

  /** The last event, where the stream ended without the blank line after it. */
  rest(): Frame | undefined {
    const bytes = this.splitter.rest()
    return bytes.length === 0 ? undefined : new EventFrame(bytes)
  }
}

/** A whole answer that is not streamed, as its only frame. */
export function bodyFrame(bytes: Buffer): Frame {
  return { bytes, event: 'body', data: () => bytes }
}

/** One run of bytes out of many; without copying where they lie side by side, as the frames of one chunk do. */
export function joinAdjacent(pieces: readonly Buffer[]): Buffer | undefined {
  const [first] = pieces
  const last = pieces.at(-1)
  if (first === undefined || last === undefined || pieces.length === 1) return first
  const isOneRun = pieces.every((piece, index) => {
    const next = pieces[index + 1]
    return next === undefined || (next.buffer === piece.buffer && next.byteOffset === piece.byteOffset + piece.length)
  })
  if (!isOneRun) return Buffer.concat(pieces)
  return Buffer.from(first.buffer, first.byteOffset, last.byteOffset + last.length - first.byteOffset)
}

/** A server-sent event; its fields are read when somebody asks. */
class EventFrame implements Frame {
  private fields: SseFields | undefined

  constructor(readonly bytes: Buffer) {}

  get event(): string {
    return this.read().event
  }

  data(): Buffer {
    return this.read().data
  }

  private read(): SseFields {
    this.fields ??= readSse(this.bytes)
    return this.fields
  }
}
