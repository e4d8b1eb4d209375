/** The JSONL log file: appended to, private to its owner, and safe to be renamed away under a running gateway. */
import * as fs from 'node:fs'
import type { ExchangeLine } from './line.js'
import { LineWriter } from './line-writer.js'

/** How often the path is checked for having become another file. */
const ROTATION_CHECK_MS = 1_000

export interface ExchangeLog {
  write(line: ExchangeLine): void
  /** Opens the path anew, as after a rotation. */
  reopen(): void
  flush(): Promise<void>
  close(): Promise<void>
}

export interface LogFileOptions {
  readonly path: string
  readonly monotonicMs: () => number
  readonly onError: (error: unknown) => void
}

/** @throws when the file cannot be opened for appending. */
export function openLogFile({ path, monotonicMs, onError }: LogFileOptions): ExchangeLog {
  let descriptor = openForAppend(path)
  let checkedMs = monotonicMs()

  const reopen = (): void => {
    const previous = descriptor
    descriptor = openForAppend(path)
    fs.closeSync(previous)
  }
  const followRotation = (): void => {
    if (monotonicMs() - checkedMs < ROTATION_CHECK_MS) return
    checkedMs = monotonicMs()
    if (!isSameFile(path, descriptor)) reopen()
  }
  const writer = new LineWriter({
    descriptor: () => {
      followRotation()
      return descriptor
    },
    onError,
  })
  return {
    write: (line) => writer.write(JSON.stringify(line)),
    reopen: () => void writer.flush().then(reopen).catch(onError),
    flush: () => writer.flush(),
    close: async () => {
      await writer.flush()
      fs.closeSync(descriptor)
    },
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
