/** Takes the compression off an answer that came compressed although none was asked for, so that its frames can be read. */
import * as zlib from 'node:zlib'
import { HeadgateError } from '../errors.js'

export interface BodyReader {
  data(chunk: Buffer): void
  end(): void
  fail(error: Error): void
}

const DECOMPRESSORS: Readonly<Record<string, () => zlib.Gunzip | zlib.BrotliDecompress>> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  deflate: () => zlib.createInflate(),
  br: () => zlib.createBrotliDecompress(),
}

/** Whether an answer in that content coding can be read. */
export function canDecompress(encoding: string): boolean {
  return Object.hasOwn(DECOMPRESSORS, encoding)
}

/** A reader of compressed chunks that hands the plain ones to `reader`. */
export function decompressing(encoding: string, reader: BodyReader): BodyReader {
  const stream = DECOMPRESSORS[encoding]?.()
  if (stream === undefined) throw new RangeError('this encoding cannot be decompressed')
  stream.on('data', (chunk: Buffer) => reader.data(chunk))
  stream.on('end', () => reader.end())
  stream.on('error', () =>
    reader.fail(new HeadgateError({ code: 'upstream_error', detail: 'The answer is not well compressed.' })),
  )
  return {
    data: (chunk) => {
      stream.write(chunk)
      // Without this the decompressor would hold an event back until its window is full.
      stream.flush()
    },
    end: () => stream.end(),
    fail: (error) => {
      stream.removeAllListeners('end')
      reader.fail(error)
    },
  }
}
