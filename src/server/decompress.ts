/** Takes the content coding off a request's body, within the same cap as the body itself. */
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { HeadgateError } from '../errors.js'
import { tooLarge } from './body-limits.js'

type Decompress = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>

const DECOMPRESS: Readonly<Record<string, Decompress>> = {
  gzip: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  'x-gzip': promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  deflate: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate),
  br: promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress),
  ...zstdWhereNodeHasIt(),
}

/** Whether a body in that content coding can be read. */
export function canDecompress(encoding: string): boolean {
  return Object.hasOwn(DECOMPRESS, encoding)
}

/** @throws HeadgateError `payload_too_large`, `invalid_request` */
export async function decompress(bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  try {
    // Above the cap zlib stops: what a small body could grow to is never allocated.
    return (await DECOMPRESS[encoding]?.(bytes, { maxOutputLength: maxBytes })) ?? Buffer.alloc(0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes)
    throw new HeadgateError({ code: 'invalid_request', detail: 'The body is not well compressed.' })
  }
}

function zstdWhereNodeHasIt(): Readonly<Record<string, Decompress>> {
  const zstd = 'zstdDecompress' in zlib ? zlib.zstdDecompress : undefined
  if (typeof zstd !== 'function') return {}
  return {
    zstd: (bytes, options) =>
      new Promise((resolve, reject) => {
        zstd(bytes, options, (error: Error | null, plain: Buffer) => (error ? reject(error) : resolve(plain)))
      }),
  }
}
