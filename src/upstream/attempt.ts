/** One call of one provider: resolves when the head of its answer is known, and holds what follows until somebody reads. */
import type { HeadgateError } from '../errors.js'
import type { LeaveSignal } from '../lib/index.js'
import { AnswerBody } from './answer-body.js'
import type { UpstreamCall, UpstreamOrigin } from './contract.js'
import { type BodyReader, canDecompress } from './decompress.js'
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
  /** Aborted when the client leaves; the call is then broken off, whether its answer has begun or not. */
  readonly signal: LeaveSignal
}

/** @throws AttemptFailed, or the signal's reason when the client leaves first. */
export function attempt(origin: UpstreamOrigin, call: UpstreamCall, options: AttemptOptions): Promise<AttemptAnswer> {
  const { signal, decodes } = options
  return new Promise((resolve, reject) => {
    const body = new AnswerBody()
    const leave = () => {
      body.abort()
      // Means nothing once the head was there.
      reject(signal.reason)
    }
    const over = () => signal.removeEventListener('abort', leave)
    if (signal.aborted) return leave()
    signal.addEventListener('abort', leave)
    const control = origin.send(call, {
      head: (status, headers) => {
        const { compression, ...head } = headOf(status, headers, decodes)
        resolve({ ...head, ...wayOf(body, compression) })
      },
      data: (chunk) => body.data(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)),
      end: () => {
        over()
        body.end()
      },
      fail: (refusal, sent) => {
        over()
        reject(new AttemptFailed(refusal, sent))
        body.fail(refusal)
      },
    })
    body.controlledBy(control)
  })
}

function headOf(status: number, headers: readonly string[], decodes: boolean) {
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

function wayOf(body: AnswerBody, compression: string | undefined) {
  return {
    read: (reader: BodyReader) => body.read(reader, compression),
    pause: () => body.pause(),
    resume: () => body.resume(),
    abort: () => body.abort(),
  }
}
