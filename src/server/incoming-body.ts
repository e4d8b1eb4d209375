/** Reads a request's body: capped while it comes in, decompressed within the same cap. */
import type { IncomingMessage } from 'node:http'
import { HeadgateError } from '../errors.js'
import type { BodyShare } from './body-budget.js'
import { announcedBytes, contentEncoding } from './body-head.js'
import { type BodyLimits, tooLarge } from './body-limits.js'
import { decompress } from './decompress.js'

/** The body of one request. */
export class IncomingBody {
  private broken: HeadgateError | undefined
  private fail: ((error: HeadgateError) => void) | undefined

  constructor(
    private readonly request: IncomingMessage,
    private readonly limits: BodyLimits,
  ) {}

  /** What came cannot be parsed as a body: whoever reads it, now or later, is told so. */
  breakOff(error: HeadgateError): void {
    this.broken = error
    this.fail?.(error)
  }

  /** The whole body, plain; `share` already holds what the head announced. @throws HeadgateError `payload_too_large`, `client_timeout`, `invalid_request`, `overloaded` */
  read(share: BodyShare): Promise<Buffer> {
    const encoding = contentEncoding(this.request)
    const arriving = this.collect(share)
    return encoding === 'identity' ? arriving : arriving.then((bytes) => this.plain(bytes, encoding, share))
  }

  private async plain(bytes: Buffer, encoding: string, share: BodyShare): Promise<Buffer> {
    const plain = await decompress(bytes, encoding, this.limits.maxBytes)
    share.resize(plain.length)
    return plain
  }

  private collect(share: BodyShare): Promise<Buffer> {
    const { request, limits } = this
    return new Promise((resolve, reject) => {
      const arriving = new ArrivingBody(request, { share, limits }, (outcome) => {
        this.fail = undefined
        if (outcome instanceof HeadgateError) reject(outcome)
        else resolve(outcome)
      })
      this.fail = (error) => arriving.fail(error)
      if (this.broken !== undefined) arriving.fail(this.broken)
      else if (request.destroyed) arriving.fail(endedEarly())
      else arriving.listen()
    })
  }
}

/** A body while it comes in; tells once how that ended. */
class ArrivingBody {
  private readonly chunks: Buffer[] = []
  private size = 0
  private isOver = false
  private idle: NodeJS.Timeout | undefined

  constructor(
    private readonly request: IncomingMessage,
    private readonly bounds: { readonly share: BodyShare; readonly limits: BodyLimits },
    private readonly tell: (outcome: Buffer | HeadgateError) => void,
  ) {}

  listen(): void {
    if (this.request.complete) {
      this.takeAtOnce()
      return
    }
    const broke = () => {
      if (!this.isOver) this.fail(endedEarly())
    }
    this.request.on('data', (chunk: Buffer) => this.take(chunk))
    this.request.on('end', () => this.end())
    this.request.on('close', broke)
    // It stays for good: a stream without one would take the process down when the client breaks off later.
    this.request.on('error', broke)
    this.idle = setTimeout(() => this.fail(new HeadgateError({ code: 'client_timeout' })), this.bounds.limits.idleMs)
  }

  /** Most bodies have come whole by now, in the packet of their head: nothing more is to be heard of them. */
  private takeAtOnce(): void {
    const bytes: unknown = this.request.read()
    if (bytes instanceof Buffer) this.take(bytes)
    this.end()
  }

  fail(error: HeadgateError): void {
    this.over(error)
  }

  private take(chunk: Buffer): void {
    if (this.isOver) return
    const { share, limits } = this.bounds
    this.idle?.refresh()
    this.size += chunk.length
    this.chunks.push(chunk)
    try {
      if (this.size > limits.maxBytes) throw tooLarge(limits.maxBytes)
      if (this.size > announcedBytes(this.request.headers)) share.resize(this.size)
    } catch (error) {
      this.over(error instanceof HeadgateError ? error : endedEarly())
    }
  }

  private end(): void {
    const { chunks } = this
    const [only] = chunks
    this.over(chunks.length === 1 && only ? only : Buffer.concat(chunks, this.size))
  }

  private over(outcome: Buffer | HeadgateError): void {
    if (this.isOver) return
    this.isOver = true
    clearTimeout(this.idle)
    this.tell(outcome)
  }
}

/** The refusal of a body whose client left before its end. */
export function endedEarly(): HeadgateError {
  return new HeadgateError({ code: 'invalid_request', detail: 'The body ended too early.' })
}
