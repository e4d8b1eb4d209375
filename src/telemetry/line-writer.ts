/** Writes lines to a file descriptor in batches, in order, off the event loop. */
import * as fs from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { LineBuffer } from './line-buffer.js'

/** Lines wait this long for company; a lone line is still written within a blink. */
const FLUSH_AFTER_MS = 50
/** So much is written at once without waiting for more. */
const FLUSH_AT_BYTES = 256 * 1024
/** While the disk does not keep up, lines beyond this many bytes are given up. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024
/** A pipe whose reader does not keep up is asked again this often, and given up after that many times without progress. */
const PIPE_FULL = { retryMs: 10, maxTries: 100 } as const

const LINE_END = 0x0a

/** Where lines go. */
export interface LineTarget {
  /** Asked before each batch, so that a rotated file can be followed. */
  descriptor(): number
  /** Told of lines that could not be written, once for each run of failures. Must not throw. */
  onError(error: unknown): void
  /** A write holds whole lines and no more bytes than that, but for a line that is longer. */
  readonly maxWriteBytes?: number
}

export class LineWriter {
  private readonly waiting = new LineBuffer()
  private timer: NodeJS.Timeout | undefined
  private writing: Promise<void> = Promise.resolve()
  private isWriting = false
  private isFailing = false
  private isInMidLine = false

  constructor(private readonly target: LineTarget) {}

  /** Takes a line without its line end. */
  write(line: string): void {
    if (this.waiting.size > MAX_WAITING_BYTES) {
      this.failed(new RangeError('more lines wait than may'))
      return
    }
    this.waiting.add(line)
    if (this.waiting.size >= FLUSH_AT_BYTES && !this.isWriting) void this.flush()
    else this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS)
  }

  /** Resolves when every line taken so far has been written, or has failed to be. */
  flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    this.writing = this.writing.then(() => this.writeBatch())
    return this.writing
  }

  private async writeBatch(): Promise<void> {
    if (this.waiting.size === 0) return
    this.isWriting = true
    const lines = this.waiting.take()
    try {
      // After a write that stopped in mid-line the next line must not become a part of it.
      await this.writeAll(this.isInMidLine ? Buffer.concat([Buffer.from('\n'), lines]) : lines)
      this.isFailing = false
    } catch (error) {
      this.failed(error)
    } finally {
      this.isWriting = false
    }
  }

  private async writeAll(bytes: Buffer): Promise<void> {
    const descriptor = this.target.descriptor()
    const { maxWriteBytes = Number.POSITIVE_INFINITY } = this.target
    let written = 0
    while (written < bytes.length) {
      written += await writeSome(descriptor, bytes.subarray(written, endOfLines(bytes, written, maxWriteBytes)))
      this.isInMidLine = bytes[written - 1] !== LINE_END
    }
  }

  private failed(error: unknown): void {
    if (!this.isFailing) this.target.onError(error)
    this.isFailing = true
  }
}

/** Where the last line ends that begins at `from` or later and fits; the end of the first one where not even that fits. */
function endOfLines(bytes: Buffer, from: number, maxBytes: number): number {
  if (bytes.length - from <= maxBytes) return bytes.length
  const last = bytes.lastIndexOf(LINE_END, from + maxBytes - 1)
  return (last >= from ? last : bytes.indexOf(LINE_END, from)) + 1
}

async function writeSome(descriptor: number, bytes: Buffer): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      return await writeOnce(descriptor, bytes)
    } catch (error) {
      if (!isPipeFull(error) || tries === PIPE_FULL.maxTries) throw error
      await wait(PIPE_FULL.retryMs)
    }
  }
}

function writeOnce(descriptor: number, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.write(descriptor, bytes, 0, (error, count) => (error ? reject(error) : resolve(count)))
  })
}

function isPipeFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN'
}
