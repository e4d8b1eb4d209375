/** Writes lines to a file descriptor in batches, in order, off the event loop. */
import * as fs from 'node:fs'

/** Lines wait this long for company; a lone line is still written within a blink. */
const FLUSH_AFTER_MS = 20
/** While the disk does not keep up, lines beyond this many bytes are dropped and counted. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024

/** Where lines go; `open` is asked before each batch, so that a rotated file can be followed. */
export interface LineTarget {
  descriptor(): number
  /** Told of a failed write, once for each run of failures. */
  onError(error: unknown): void
}

export class LineWriter {
  private waiting: string[] = []
  private waitingBytes = 0
  private timer: NodeJS.Timeout | undefined
  private writing: Promise<void> = Promise.resolve()
  private failing = false
  private dropped = 0

  constructor(private readonly target: LineTarget) {}

  /** Takes a line without its line end. */
  write(line: string): void {
    if (this.waitingBytes > MAX_WAITING_BYTES) {
      this.dropped++
      return
    }
    this.waiting.push(line)
    this.waitingBytes += line.length
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS)
  }

  /** Resolves when every line taken so far has been written, or has failed to be. */
  flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    this.writing = this.writing.then(() => this.writeBatch())
    return this.writing
  }

  /** Lines that were given up since the start. */
  get droppedLines(): number {
    return this.dropped
  }

  private async writeBatch(): Promise<void> {
    if (this.waiting.length === 0) return
    const lines = this.waiting
    this.waiting = []
    this.waitingBytes = 0
    try {
      await writeAll(this.target.descriptor(), Buffer.from(`${lines.join('\n')}\n`))
      this.failing = false
    } catch (error) {
      this.dropped += lines.length
      if (!this.failing) this.target.onError(error)
      this.failing = true
    }
  }
}

async function writeAll(descriptor: number, bytes: Buffer): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    written += await new Promise<number>((resolve, reject) => {
      fs.write(descriptor, bytes, written, (error, count) => (error ? reject(error) : resolve(count)))
    })
  }
}
