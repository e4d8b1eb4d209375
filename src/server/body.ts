/** Reads a request's body: checked before the first byte, capped while it comes in, decompressed within the same cap. */
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { HeadgateError } from '../errors.js'

export interface BodyLimits {
  readonly maxBytes: number
  /** The longest pause between two pieces of a body. */
  readonly idleMs: number
}

const EMPTY = Buffer.alloc(0)

/** Bodies that are being read or answered, over all connections; one that would pass it is refused before it is read. */
const MAX_BUFFERED_BYTES = 512 * 1024 * 1024

type Decompress = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>

const DECOMPRESS: Readonly<Record<string, Decompress>> = {
  gzip: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  'x-gzip': promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  deflate: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate),
  br: promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress),
  ...zstdWhereNodeHasIt(),
}

/** Counts the bytes of bodies in memory. */
export class BodyBudget {
  private used = 0

  /** @throws HeadgateError `overloaded` when there is no room. */
  take(bytes: number): () => void {
    if (this.used + bytes > MAX_BUFFERED_BYTES) throw new HeadgateError({ code: 'overloaded', retryAfterSeconds: 1 })
    this.used += bytes
    let isHeld = true
    return () => {
      if (isHeld) this.used -= bytes
      isHeld = false
    }
  }
}

/** Whether the head announces a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** What the head announces, in bytes; the cap where it does not say. */
export function announcedBytes({ headers }: IncomingMessage, limits: BodyLimits): number {
  const length = headers['content-length']
  return length === undefined ? limits.maxBytes : Math.min(Number(length), limits.maxBytes)
}

/** Refuses by the head alone. @throws HeadgateError `payload_too_large`, `unsupported_encoding` */
export function checkBodyHead({ headers }: IncomingMessage, limits: BodyLimits, mustBeJson: boolean): void {
  if (Number(headers['content-length'] ?? 0) > limits.maxBytes) throw tooLarge(limits)
  const encoding = encodingOf(headers['content-encoding'])
  if (encoding !== 'identity' && !Object.hasOwn(DECOMPRESS, encoding)) {
    throw new HeadgateError({ code: 'unsupported_encoding', detail: 'The content-encoding is not supported.' })
  }
  if (mustBeJson && !isJsonType(headers['content-type'])) {
    throw new HeadgateError({
      code: 'unsupported_encoding',
      detail: 'The content-type must be application/json in UTF-8.',
    })
  }
}

/** The whole body, plain. @throws HeadgateError `payload_too_large`, `client_timeout`, `invalid_request` */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  if (!hasBody(request)) return EMPTY
  const bytes = await collect(request, limits)
  const encoding = encodingOf(request.headers['content-encoding'])
  return encoding === 'identity' ? bytes : decompress(bytes, encoding, limits)
}

function collect(request: IncomingMessage, { maxBytes, idleMs }: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const idle = setTimeout(() => fail(new HeadgateError({ code: 'client_timeout' })), idleMs)
    const stop = () => {
      clearTimeout(idle)
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose)
    }
    const fail = (error: Error) => {
      stop()
      // A stream without an `error` listener would take the process down when the client then breaks off.
      request.on('error', () => {})
      reject(error)
    }
    const onData = (chunk: Buffer) => {
      idle.refresh()
      size += chunk.length
      if (size > maxBytes) fail(tooLarge({ maxBytes }))
      else chunks.push(chunk)
    }
    const onEnd = () => {
      stop()
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size))
    }
    const onClose = () => fail(new HeadgateError({ code: 'invalid_request', detail: 'The body ended too early.' }))
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
  })
}

async function decompress(bytes: Buffer, encoding: string, limits: BodyLimits): Promise<Buffer> {
  try {
    // Above the cap zlib stops: what a small body could grow to is never allocated.
    return (await DECOMPRESS[encoding]?.(bytes, { maxOutputLength: limits.maxBytes })) ?? EMPTY
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limits)
    throw new HeadgateError({ code: 'invalid_request', detail: 'The body is not well compressed.' })
  }
}

function tooLarge({ maxBytes }: Pick<BodyLimits, 'maxBytes'>): HeadgateError {
  return new HeadgateError({ code: 'payload_too_large', detail: `The limit is ${maxBytes} bytes.` })
}

function encodingOf(header: string | undefined): string {
  const encoding = (header ?? 'identity').trim().toLowerCase()
  return encoding === '' ? 'identity' : encoding
}

/** JSON is UTF-8 (RFC 8259, section 8.1); another `charset`, or two, would be read differently by different parsers. */
function isJsonType(header: string | undefined): boolean {
  const [type = '', ...parameters] = (header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (type !== 'application/json' && !/^application\/[a-z0-9.-]+\+json$/.test(type)) return false
  return (
    parameters.length <= 1 &&
    parameters.every((parameter) => /^charset="?utf-?8"?$/.test(parameter) || parameter === '')
  )
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
