/** One call of one provider: resolves when the head of its answer is known, and holds what follows until somebody reads. */
import type { HeadgateError } from '../errors.js'
import type { UpstreamCall, UpstreamControl, UpstreamOrigin, UpstreamSink } from './contract.js'
import { type BodyReader, canDecompress, decompressing } from './decompress.js'
import { answerHeaders, headerOf } from './outbound-headers.js'

/** A call that ended before the head of an answer came. */
export class AttemptFailed extends Error {
  constructor(
    readonly refusal: HeadgateError,
    /** False only where it is certain that no byte of the request left. */
    readonly sent: boolean,
  ) {
    super(refusal.message)
    this.name = 'AttemptFailed'
  }
}

/** An answer whose head is known. */
export interface AttemptAnswer {
  readonly status: number
  readonly headers: readonly string[]
  readonly contentType: string
  readonly contentLength?: number
  read(reader: BodyReader): void
  pause(): void
  resume(): void
  abort(): void
}

export interface AttemptOptions {
  /** The body will be read as frames, so compression must come off. */
  readonly decodes: boolean
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal
}

/** @throws AttemptFailed, or the signal's reason when the client leaves first. */
export function attempt(origin: UpstreamOrigin, call: UpstreamCall, options: AttemptOptions): Promise<AttemptAnswer> {
  const { signal, decodes } = options
  return new Promise((resolve, reject) => {
    const leave = () => {
      control.abort()
      reject(signal.reason)
    }
    const body = new HeldBody()
    const sink: UpstreamSink = {
      head: (status, headers) => {
        signal.removeEventListener('abort', leave)
        const answer = answerOf(status, headers, decodes)
        resolve({ ...answer, ...wayOf(body, control, answer.compression) })
      },
      data: (chunk) => body.data(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)),
      end: () => body.end(),
      fail: (refusal, sent) => {
        signal.removeEventListener('abort', leave)
        // After the head this rejects nothing any more; before it, nobody reads the body.
        reject(new AttemptFailed(refusal, sent))
        body.fail(refusal)
      },
    }
    const control: UpstreamControl = origin.send(call, sink)
    signal.addEventListener('abort', leave, { once: true })
  })
}

function answerOf(status: number, headers: readonly string[], decodes: boolean) {
  const encoding = headerOf(headers, 'content-encoding').toLowerCase()
  const compression = decodes && canDecompress(encoding) ? encoding : undefined
  const length = Number(headerOf(headers, 'content-length') || Number.NaN)
  return {
    status,
    headers: answerHeaders(headers, compression !== undefined),
    contentType: headerOf(headers, 'content-type').toLowerCase(),
    compression,
    ...(compression === undefined && Number.isSafeInteger(length) ? { contentLength: length } : {}),
  }
}

function wayOf(body: HeldBody, control: UpstreamControl, compression: string | undefined) {
  return {
    read: (reader: BodyReader) => body.read(compression === undefined ? reader : decompressing(compression, reader)),
    pause: () => control.pause(),
    resume: () => control.resume(),
    abort: () => control.abort(),
  }
}

/** Chunks that came in the same tick as the head wait here for their reader. */
class HeldBody implements BodyReader {
  private held: (() => void)[] = []
  private reader: BodyReader | undefined

  read(reader: BodyReader): void {
    this.reader = reader
    for (const push of this.held) push()
    this.held = []
  }

  data(chunk: Buffer): void {
    this.push((reader) => reader.data(chunk))
  }

  end(): void {
    this.push((reader) => reader.end())
  }

  fail(error: Error): void {
    this.push((reader) => reader.fail(error))
  }

  private push(act: (reader: BodyReader) => void): void {
    const { reader } = this
    if (reader !== undefined) act(reader)
    else this.held.push(() => this.reader && act(this.reader))
  }
}
