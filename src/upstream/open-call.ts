/** One call under way: turns what its connection reads into pushes, and makes sure that nothing follows the last one. */
import type { HeadgateError } from '../errors.js'
import type { UpstreamCall, UpstreamControl, UpstreamSink } from './contract.js'
import { tooSlow, toRefusal } from './failure.js'
import { type AnswerListener, HttpFault, requestHead } from './http1/index.js'

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

/** `waiting`: no byte has left; `sent`: no head has come; `failing`: the last push is on its way. */
type Phase = 'waiting' | 'sent' | 'answering' | 'failing' | 'done'

export class OpenCall implements UpstreamControl, AnswerListener {
  /** The head of the request as it will be written; '' until it is encoded. */
  requestHead = ''
  private phase: Phase = 'waiting'
  private line: Line | undefined
  private isPaused = false

  constructor(
    readonly request: UpstreamCall,
    private readonly sink: UpstreamSink,
  ) {}

  /** False when it is given up, or its last push is on its way. */
  get isOpen(): boolean {
    return this.phase !== 'failing' && this.phase !== 'done'
  }

  /** Writes the head for that host and port; a request that cannot be written fails, and false is returned. */
  encode(authority: string): boolean {
    try {
      this.requestHead = requestHead(this.request, authority)
      return true
    } catch (error) {
      if (!(error instanceof HttpFault)) throw error
      this.fail(error)
      return false
    }
  }

  carriedBy(line: Line): void {
    this.line = line
    if (this.isPaused) line.pause()
  }

  leaves(): void {
    this.phase = 'sent'
    this.line?.startFirstByteTimer()
  }

  head(status: number, headers: readonly string[]): void {
    if (this.phase !== 'sent') return
    this.phase = 'answering'
    this.line?.startIdleTimer()
    this.sink.head(status, headers)
  }

  data(chunk: Buffer): void {
    if (this.phase !== 'answering') return
    this.line?.startIdleTimer()
    this.sink.data(chunk)
  }

  end(): void {
    if (this.phase !== 'answering') return
    this.phase = 'done'
    this.line?.release()
    this.sink.end()
  }

  fail(error: Error): void {
    this.failWith((phase) => toRefusal(error, phase === 'answering'))
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
    this.line?.close()
  }

  pause(): void {
    if (!this.isOpen) return
    this.isPaused = true
    this.line?.pause()
  }

  resume(): void {
    if (!this.isOpen) return
    this.isPaused = false
    this.line?.resume()
  }

  private failWith(refusalIn: (phase: Phase) => HeadgateError): void {
    if (!this.isOpen) return
    const { phase } = this
    this.phase = 'failing'
    this.line?.close()
    const refusal = refusalIn(phase)
    // Later, because the caller may not have its control in hand yet.
    queueMicrotask(() => {
      if (this.phase !== 'failing') return
      this.phase = 'done'
      this.sink.fail(refusal, phase !== 'waiting')
    })
  }
}
