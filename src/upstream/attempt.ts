/** One call of one provider: resolves when the head of its answer is known, and holds what follows until somebody reads. */
import { HeadgateError } from '../errors.js'
import type { LeaveSignal } from '../lib/index.js'
import { AnswerBody } from './answer-body.js'
import type { UpstreamCall, UpstreamOrigin, UpstreamSink } from './contract.js'
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
  readonly contentLength?: number | undefined
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
  return new Promise((resolve, reject) => {
    const { signal } = options
    if (signal.aborted) reject(signal.reason)
    else new Attempt(options, { resolve, reject }).begin(origin, call)
  })
}

interface Promised {
  resolve(answer: AttemptAnswer): void
  reject(reason: unknown): void
}

const UNREADABLE = new HeadgateError({
  code: 'upstream_error',
  detail: 'The answer is in a content coding that was not asked for.',
})

/** What the provider pushes, and the answer that it becomes once its head is there. */
class Attempt implements UpstreamSink, AttemptAnswer {
  status = 0
  headers: readonly string[] = []
  contentType = ''
  contentLength: number | undefined
  private compression: string | undefined
  private readonly body = new AnswerBody()
  private readonly leave = (): void => {
    this.body.abort()
    // Means nothing once the head was there.
    this.promised.reject(this.options.signal.reason)
  }

  constructor(
    private readonly options: AttemptOptions,
    private readonly promised: Promised,
  ) {}

  begin(origin: UpstreamOrigin, call: UpstreamCall): void {
    this.options.signal.addEventListener('abort', this.leave)
    this.body.controlledBy(origin.send(call, this))
  }

  head(status: number, headers: readonly string[]): void {
    const encoding = headerOf(headers, 'content-encoding').toLowerCase()
    if (this.options.decodes && encoding !== '' && encoding !== 'identity') {
      if (!canDecompress(encoding)) {
        this.refuse(UNREADABLE)
        return
      }
      this.compression = encoding
    }
    const length = Number(headerOf(headers, 'content-length') || Number.NaN)
    this.status = status
    this.headers = answerHeaders(headers, this.compression !== undefined)
    this.contentType = headerOf(headers, 'content-type').toLowerCase()
    if (this.compression === undefined && Number.isSafeInteger(length)) this.contentLength = length
    this.promised.resolve(this)
  }

  /** What cannot be read cannot be judged either, so it goes to nobody. */
  private refuse(refusal: HeadgateError): void {
    this.options.signal.removeEventListener('abort', this.leave)
    this.body.abort()
    this.promised.reject(new AttemptFailed(refusal, true))
  }

  data(chunk: Uint8Array): void {
    this.body.data(chunk instanceof Buffer ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length))
  }

  end(): void {
    this.options.signal.removeEventListener('abort', this.leave)
    this.body.end()
  }

  fail(refusal: HeadgateError, sent: boolean): void {
    this.options.signal.removeEventListener('abort', this.leave)
    this.promised.reject(new AttemptFailed(refusal, sent))
    this.body.fail(refusal)
  }

  read(reader: BodyReader): void {
    this.body.read(reader, this.compression)
  }

  pause(): void {
    this.body.pause()
  }

  resume(): void {
    this.body.resume()
  }

  abort(): void {
    this.body.abort()
  }
}
