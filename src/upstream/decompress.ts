/** Takes the compression off an answer that came compressed although none was asked for, so that its frames can be read. */
import * as zlib from 'node:zlib'
import { HeadgateError } from '../errors.js'

/** Takes the chunks of a body, then `end` or `fail` once. */
export interface BodyReader {
  data(chunk: Buffer): void
  end(): void
  fail(error: Error): void
}

/** Takes compressed chunks and hands the plain ones on; what it hands on can be held up, or given up. */
export interface Decompression extends BodyReader {
  pause(): void
  resume(): void
  /** Nothing more is handed on. */
  abort(): void
}

const DECOMPRESSORS: ReadonlyMap<string, () => zlib.Gunzip | zlib.BrotliDecompress> = new Map([
  ['gzip', () => zlib.createGunzip()],
  ['x-gzip', () => zlib.createGunzip()],
  ['deflate', () => zlib.createInflate()],
  ['br', () => zlib.createBrotliDecompress()],
])

const NOTHING = Buffer.alloc(0)

/** Whether an answer in that content coding can be read. */
export function canDecompress(encoding: string): boolean {
  return DECOMPRESSORS.has(encoding)
}

/** The way of a body in that content coding to its reader. What is not well compressed fails as `upstream_error`. */
export function decompressing(encoding: string, reader: BodyReader): Decompression {
  const stream = DECOMPRESSORS.get(encoding)?.()
  if (stream === undefined) throw new RangeError('this encoding cannot be decompressed')
  stream.on('data', (chunk: Buffer) => reader.data(chunk))
  stream.on('end', () => reader.end())
  stream.on('error', () => reader.fail(notWellCompressed()))
  return {
    data: (chunk) => void stream.write(chunk),
    end: () => void stream.end(),
    fail: (error) => {
      // An empty write comes through after all chunks before it, so what did arrive is handed on first.
      stream.write(NOTHING, (broken) => {
        if (broken) return
        stream.read()
        stream.destroy()
        reader.fail(error)
      })
    },
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    abort: () => void stream.destroy(),
  }
}

function notWellCompressed(): HeadgateError {
  return new HeadgateError({ code: 'upstream_error', detail: 'The answer is not well compressed.' })
}
