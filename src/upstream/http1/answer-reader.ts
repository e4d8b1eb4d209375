/** Reads the answers that come over one connection, one for each request, and pushes them on as they come. Knows no socket. */
import { type AnswerHead, readHead } from './answer-head.js'
import { ChunkedBody } from './chunked-body.js'
import { framingOf, keptAliveMs } from './framing.js'
import { HeadBytes } from './head-bytes.js'
import { HttpFault } from './http-fault.js'

/** Hears of one answer: `head` once, `data` any number of times, then `end` or `fail` once. `fail` may come first. */
export interface AnswerListener {
  /** Headers are names and values in turn; names in lower case. */
  head(status: number, headers: readonly string[]): void
  /** A part of what was read, not a copy. */
  data(chunk: Buffer): void
  end(): void
  fail(fault: HttpFault): void
}

/** `idle`: no answer is due; `complete`: one was read, and its listener is about to hear so. */
type State = 'idle' | 'head' | 'counted' | 'chunked' | 'until_close' | 'complete'

/** More than a patient provider sends while it works on a long answer. */
const MAX_INTERIM_ANSWERS = 1000

const NOBODY: AnswerListener = { head: () => {}, data: () => {}, end: () => {}, fail: () => {} }

export class AnswerReader {
  /** How long the connection may wait for another request, in ms; 0 where it can carry none. */
  keptAliveMs = 0
  private state: State = 'idle'
  private listener = NOBODY
  private method = ''
  private interimAnswers = 0
  /** What is missing of a body whose bytes are counted. */
  private remaining = 0
  private readonly headBytes = new HeadBytes()
  private readonly chunks = new ChunkedBody()

  /** What comes next is the answer to a request by that method. */
  expect(method: string, listener: AnswerListener): void {
    this.state = 'head'
    this.method = method
    this.listener = listener
    this.interimAnswers = 0
  }

  /** Takes what came. Bytes that belong to no answer that is due are dropped, and nothing can follow them. */
  read(chunk: Buffer): void {
    try {
      let at = 0
      while (at < chunk.length && this.state !== 'idle' && this.state !== 'complete') at = this.readPart(chunk, at)
      if (at < chunk.length) this.keptAliveMs = 0
    } catch (error) {
      if (!(error instanceof HttpFault)) throw error
      this.fail(error)
      return
    }
    if (this.state === 'complete') this.end()
  }

  /** The other side will send no more. */
  finish(): void {
    this.keptAliveMs = 0
    if (this.state === 'until_close') this.end()
    else if (this.state !== 'idle') this.fail(new HttpFault(this.state === 'counted' ? 'CUT_SHORT' : 'ENDED'))
  }

  /** Nobody waits for an answer any more; nothing follows. */
  drop(): void {
    this.keptAliveMs = 0
    this.state = 'idle'
    this.listener = NOBODY
    this.headBytes.drop()
    this.chunks.stop()
  }

  private readPart(chunk: Buffer, at: number): number {
    if (this.state === 'head') {
      const text = this.headBytes.take(chunk, at)
      if (text === undefined) return chunk.length
      const { end } = this.headBytes
      const answer = readHead(text)
      if (answer.status < 200) this.passOver(answer)
      else this.begin(answer)
      return end
    }
    if (this.state === 'chunked') return this.readChunks(chunk, at)
    return this.state === 'counted' ? this.readCounted(chunk, at) : this.readAll(chunk, at)
  }

  private begin(head: AnswerHead): void {
    const framing = framingOf(head, this.method)
    this.keptAliveMs = framing === 'until_close' ? 0 : keptAliveMs(head)
    if (typeof framing === 'number') {
      this.remaining = framing
      this.state = framing === 0 ? 'complete' : 'counted'
    } else {
      this.state = framing
      this.chunks.begin()
    }
    this.listener.head(head.status, head.headers)
  }

  /** An interim answer has no body, and one that switches protocols was not asked for. */
  private passOver({ status, contentLength, transferEncoding }: AnswerHead): void {
    this.interimAnswers += 1
    const isOdd = status === 101 || contentLength !== undefined || transferEncoding !== ''
    if (isOdd || this.interimAnswers > MAX_INTERIM_ANSWERS) throw new HttpFault('INVALID_ANSWER')
  }

  private readCounted(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.remaining)
    this.remaining -= end - at
    // Before the push, in which the reader may be told to drop all.
    if (this.remaining === 0) this.state = 'complete'
    this.listener.data(at === 0 && end === chunk.length ? chunk : chunk.subarray(at, end))
    return end
  }

  private readChunks(chunk: Buffer, at: number): number {
    const end = this.chunks.read(chunk, at, this.listener)
    if (this.state === 'chunked' && this.chunks.isComplete) this.state = 'complete'
    return end
  }

  private readAll(chunk: Buffer, at: number): number {
    this.listener.data(at === 0 ? chunk : chunk.subarray(at))
    return chunk.length
  }

  private end(): void {
    const { listener } = this
    this.state = 'idle'
    this.listener = NOBODY
    listener.end()
  }

  private fail(fault: HttpFault): void {
    const { listener } = this
    this.drop()
    listener.fail(fault)
  }
}
