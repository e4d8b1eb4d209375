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
    const announced = announcedBytes(request.headers)
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = []
      let size = 0
      const stop = () => {
        clearTimeout(idle)
        this.fail = undefined
        request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose)
      }
      const fail = (error: unknown) => {
        stop()
        // A stream without an `error` listener would take the process down when the client then breaks off.
        request.on('error', () => {})
        reject(error)
      }
      const onData = (chunk: Buffer) => {
        idle.refresh()
        size += chunk.length
        chunks.push(chunk)
        try {
          if (size > limits.maxBytes) throw tooLarge(limits.maxBytes)
          if (size > announced) share.resize(size)
        } catch (error) {
          fail(error)
        }
      }
      const onEnd = () => {
        stop()
        resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size))
      }
      const onClose = () => fail(endedEarly())
      const idle = setTimeout(() => fail(new HeadgateError({ code: 'client_timeout' })), limits.idleMs)
      this.fail = fail
      if (this.broken !== undefined) fail(this.broken)
      else if (request.destroyed) onClose()
      else request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
    })
  }
}

/** The refusal of a body whose client left before its end. */
export function endedEarly(): HeadgateError {
  return new HeadgateError({ code: 'invalid_request', detail: 'The body ended too early.' })
}
