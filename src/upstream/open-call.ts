/** One call under way: turns what undici reports into pushes, and makes sure that nothing follows the last one. */
import type { Dispatcher } from 'undici'
import type { HeadgateError } from '../errors.js'
import type { UpstreamControl, UpstreamSink } from './contract.js'
import { tooSlow, toRefusal } from './failure.js'

/** What a call needs of the connection that carries it. */
export interface Line {
  /** The request is being written: the provider has its time for the first byte from now on. */
  startFirstByteTimer(): void
  /** The provider was heard: it has its time for the next byte from now on. */
  startIdleTimer(): void
  pause(): void
  resume(): void
  /** The answer is complete, and another call may follow. */
  release(): void
  close(): void
}

/** `queued`: no byte has left; `sent`: no head has come; `failing`: the last push is on its way. */
type Phase = 'queued' | 'sent' | 'answering' | 'failing' | 'done'

/**
 * undici's older handler is the one that its HTTP/1.1 client calls; the newer one is wrapped around it, and parses each
 * head into an object that nobody here reads, for a tenth of the cost of a call.
 */
export class OpenCall implements UpstreamControl, Dispatcher.DispatchHandler {
  private phase: Phase = 'queued'

  constructor(
    private readonly line: Line,
    private readonly sink: UpstreamSink,
  ) {}

  onConnect(): void {
    this.phase = 'sent'
    this.line.startFirstByteTimer()
  }

  onHeaders(status: number, rawHeaders: readonly Buffer[]): boolean {
    if (this.phase !== 'sent' || status < 200) return true
    this.phase = 'answering'
    this.line.startIdleTimer()
    this.sink.head(status, flatHeaders(rawHeaders))
    return true
  }

  onData(chunk: Buffer): boolean {
    if (this.phase !== 'answering') return true
    this.line.startIdleTimer()
    this.sink.data(chunk)
    return true
  }

  onComplete(): void {
    if (this.phase !== 'answering') return
    this.phase = 'done'
    this.line.release()
    this.sink.end()
  }

  onError(error: Error): void {
    this.failWith((phase) => toRefusal(error, phase === 'answering'))
  }

  /** The socket failed; a call of which nothing was written yet is left to undici, which connects anew for it. */
  socketFailed(error: Error): void {
    if (this.phase !== 'queued') this.onError(error)
  }

  firstByteIsOverdue(): void {
    if (this.phase === 'sent') this.failWith(() => tooSlow(false))
  }

  nextByteIsOverdue(): void {
    if (this.phase === 'answering') this.failWith(() => tooSlow(true))
  }

  abort(): void {
    if (this.phase === 'done') return
    this.phase = 'done'
    this.line.close()
  }

  pause(): void {
    if (this.isOpen()) this.line.pause()
  }

  resume(): void {
    if (this.isOpen()) this.line.resume()
  }

  private isOpen(): boolean {
    return this.phase !== 'failing' && this.phase !== 'done'
  }

  private failWith(refusalIn: (phase: Phase) => HeadgateError): void {
    if (!this.isOpen()) return
    const { phase } = this
    this.phase = 'failing'
    this.line.close()
    const refusal = refusalIn(phase)
    // Later, because the caller may not have its control in hand yet.
    queueMicrotask(() => {
      if (this.phase !== 'failing') return
      this.phase = 'done'
      this.sink.fail(refusal, phase !== 'queued')
    })
  }
}

function flatHeaders(raw: readonly Buffer[]): string[] {
  return raw.map((part, index) => (index % 2 === 0 ? part.toString('latin1').toLowerCase() : part.toString('latin1')))
}
