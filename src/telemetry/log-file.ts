/** The JSONL log file: appended to, private to its owner, and safe to be renamed away under a running gateway. */
import * as fs from 'node:fs'
import { LineWriter } from './line-writer.js'

/** How often the path is checked for having become another file. */
const ROTATION_CHECK_MS = 1_000

export interface ExchangeLog {
  /** Takes a line of JSON. */
  write(json: string): void
  /** Opens the path anew, as after a rotation. */
  reopen(): void
  flush(): Promise<void>
  close(): Promise<void>
}

export interface LogFileOptions {
  readonly path: string
  readonly monotonicMs: () => number
  /** Told once for each run of failures: lines that were lost, or a path that cannot be followed. Must not throw. */
  readonly onError: (error: unknown) => void
}

/** @throws when the file cannot be opened for appending. */
export function openLogFile({ path, monotonicMs, onError }: LogFileOptions): ExchangeLog {
  const file = new FollowedFile({ path, monotonicMs, onError })
  const writer = new LineWriter({ descriptor: () => file.descriptor(), onError })
  return {
    write: (json) => writer.write(json),
    reopen: () => void writer.flush().then(() => file.reopen()),
    flush: () => writer.flush(),
    close: async () => {
      await writer.flush()
      file.close()
    },
  }
}

/** The file at a path, whichever that is. Where it cannot be followed, the last one that could be opened is kept. */
class FollowedFile {
  private opened: number | undefined
  private checkedMs: number
  private isLost = false

  constructor(private readonly options: LogFileOptions) {
    this.opened = openForAppend(options.path)
    this.checkedMs = options.monotonicMs()
  }

  /** @throws once the file was closed: its number may be another file's by then. */
  descriptor(): number {
    const nowMs = this.options.monotonicMs()
    if (nowMs - this.checkedMs >= ROTATION_CHECK_MS) {
      this.checkedMs = nowMs
      this.follow((descriptor) => !isSameFile(this.options.path, descriptor))
    }
    if (this.opened === undefined) throw new Error('the log file is closed')
    return this.opened
  }

  reopen(): void {
    this.follow(() => true)
  }

  close(): void {
    if (this.opened !== undefined) fs.closeSync(this.opened)
    this.opened = undefined
  }

  private follow(isDue: (descriptor: number) => boolean): void {
    const previous = this.opened
    if (previous === undefined) return
    try {
      if (isDue(previous)) {
        this.opened = openForAppend(this.options.path)
        fs.closeSync(previous)
      }
      this.isLost = false
    } catch (error) {
      if (!this.isLost) this.options.onError(error)
      this.isLost = true
    }
  }
}

function openForAppend(path: string): number {
  return fs.openSync(path, 'a', 0o600)
}

function isSameFile(path: string, descriptor: number): boolean {
  const there = fs.statSync(path, { throwIfNoEntry: false })
  const here = fs.fstatSync(descriptor)
  return there !== undefined && there.ino === here.ino && there.dev === here.dev
}
