/** Carries a provider's answer to the client, frame by frame, and reads on the way what it says of tokens and errors. */
import { type Dialect, type Frame, type FrameFilter, mergeUsage, type Usage } from '../canonical/index.js'
import { HeadgateError, type Refusal } from '../errors.js'
import type { Answered, AnswerSink, Outcome, Received, UpstreamAnswer } from './exchange.js'
import { bodyFrame, FrameSplitter, joinAdjacent } from './frames.js'
import { REQUEST_ID_HEADER, sendRefusal } from './local-answer.js'
import type { Trail } from './trail.js'

/** The largest answer that is collected because it is not a stream. */
const MAX_COLLECTED_BYTES = 128 * 1024 * 1024

export interface Relay {
  readonly received: Received
  readonly sink: AnswerSink
  readonly answered: Answered
  readonly answer: UpstreamAnswer
  /** In the order in which a frame passes them. */
  readonly filters: readonly FrameFilter[]
  readonly trail: Trail
  readonly keepsText: boolean
}

/** How the answer ended, with what it said. */
export interface Relayed extends Outcome {
  readonly answerText?: string
}

/** Resolves when the client has been sent the last byte, or has left, or the provider has failed. */
export function relay(parts: Relay): Promise<Relayed> {
  const { answered, answer } = parts
  if (answered.stream && answered.route.decodes) return new StreamRelay(parts).done
  if (answered.route.decodes && isJson(answer)) return new BodyRelay(parts).done
  return new RawRelay(parts).done
}

function isJson(answer: UpstreamAnswer): boolean {
  return answer.contentType.includes('json')
}

/** What the frames of an answer say, as they go by. */
class Listener {
  usage: Usage = {}
  sawError = false
  private readonly texts: string[] = []

  constructor(
    private readonly dialect: Dialect,
    private readonly keepsText: boolean,
  ) {}

  hear(frame: Frame): void {
    if (!this.keepsText && !this.dialect.isNotable(frame)) return
    for (const event of this.dialect.decodeResponse(frame)) {
      if (event.type === 'usage') this.usage = mergeUsage(this.usage, event.usage)
      else if (event.type === 'error') this.sawError = true
      else if (event.type === 'text' && this.keepsText) this.texts.push(event.text)
    }
  }

  text(): { readonly answerText?: string } {
    return this.keepsText ? { answerText: this.texts.join('') } : {}
  }
}

/** What the three ways of relaying share: the head, the end, and a client that leaves. */
class Relaying {
  readonly listener: Listener
  readonly done: Promise<Relayed>
  private finish: (relayed: Relayed) => void = () => {}
  private isOver = false

  constructor(readonly parts: Relay) {
    const { answered, answer, received, keepsText } = parts
    this.listener = new Listener(answered.route.dialect, keepsText)
    this.done = new Promise((resolve) => {
      this.finish = resolve
    })
    const leave = () => {
      if (this.isOver) return
      answer.abort()
      parts.sink.abort()
      this.over({ status: 499, code: 'client_closed' })
    }
    if (received.signal.aborted) leave()
    else received.signal.addEventListener('abort', leave, { once: true })
  }

  head(more: readonly string[] = []): void {
    const { sink, answer, received, trail } = this.parts
    sink.head(answer.status, [...answer.headers, REQUEST_ID_HEADER, received.id, ...more])
    trail.firstByte()
  }

  write(bytes: Buffer | undefined): void {
    const { sink, answer } = this.parts
    if (bytes === undefined || bytes.length === 0 || this.isOver) return
    if (sink.write(bytes)) return
    answer.pause()
    sink.onDrain(() => answer.resume())
  }

  over(how: { readonly status: number; readonly code?: string }): void {
    if (this.isOver) return
    this.isOver = true
    this.parts.trail.upstreamEnds()
    this.finish({ ...how, usage: this.listener.usage, ...this.listener.text() })
  }

  /** The outcome of an answer that arrived whole. */
  complete(): void {
    const { status } = this.parts.answer
    this.over(this.listener.sawError ? { status, code: 'upstream_error' } : { status })
  }

  filtered(frame: Frame): readonly Frame[] {
    return pass([frame], this.parts.filters)
  }

  /** What the filters held back, each one's remainder passing those after it. */
  heldBack(): readonly Frame[] {
    const { filters } = this.parts
    return filters.flatMap((filter, index) => pass(filter.end(), filters.slice(index + 1)))
  }
}

function pass(frames: readonly Frame[], filters: readonly FrameFilter[]): readonly Frame[] {
  return filters.reduce((passing, filter) => passing.flatMap((frame) => filter.frame(frame)), frames)
}

/** A stream of events: each goes on as soon as it is complete; an event that never completes is not passed on. */
class StreamRelay {
  readonly done: Promise<Relayed>
  private readonly relaying: Relaying
  private readonly splitter = new FrameSplitter()

  constructor(parts: Relay) {
    this.relaying = new Relaying(parts)
    this.done = this.relaying.done
    this.relaying.head()
    parts.answer.read({
      data: (chunk) => this.data(chunk),
      end: () => this.end(),
      fail: (error) => this.fail(error),
    })
  }

  private data(chunk: Buffer): void {
    const passed: Buffer[] = []
    try {
      this.splitter.push(chunk, (frame) => this.take(frame, passed))
    } catch (error) {
      this.parts.answer.abort()
      this.fail(error)
      return
    }
    this.relaying.write(joinAdjacent(passed))
  }

  private take(frame: Frame, passed: Buffer[]): void {
    this.relaying.listener.hear(frame)
    if (this.parts.filters.length === 0) passed.push(frame.bytes)
    else for (const { bytes } of this.relaying.filtered(frame)) passed.push(bytes)
  }

  private end(): void {
    const passed: Buffer[] = []
    const rest = this.splitter.rest()
    if (rest !== undefined) this.take(rest, passed)
    for (const { bytes } of this.relaying.heldBack()) passed.push(bytes)
    this.parts.sink.end(joinAdjacent(passed))
    this.relaying.complete()
  }

  private fail(error: unknown): void {
    const { sink, received, answer } = this.parts
    const refusal = refusalOf(error)
    sink.end(received.route.dialect.encodeStreamError(refusal, received.id))
    this.relaying.over({ status: answer.status, code: refusal.code })
  }

  private get parts(): Relay {
    return this.relaying.parts
  }
}

/** An answer that is not streamed: collected whole before its head is sent, so that a provider that breaks off is a clean 502. */
class BodyRelay {
  readonly done: Promise<Relayed>
  private readonly relaying: Relaying
  private readonly chunks: Buffer[] = []
  private size = 0

  constructor(parts: Relay) {
    this.relaying = new Relaying(parts)
    this.done = this.relaying.done
    parts.answer.read({
      data: (chunk) => this.data(chunk),
      end: () => this.end(),
      fail: (error) => this.refuse(refusalOf(error)),
    })
  }

  private data(chunk: Buffer): void {
    this.size += chunk.length
    this.chunks.push(chunk)
    if (this.size <= MAX_COLLECTED_BYTES) return
    this.relaying.parts.answer.abort()
    this.refuse({ code: 'upstream_error', detail: 'The answer is too large.' })
  }

  private end(): void {
    const { sink } = this.relaying.parts
    const [only] = this.chunks
    const frame = bodyFrame(this.chunks.length === 1 && only ? only : Buffer.concat(this.chunks))
    this.relaying.listener.hear(frame)
    const passed = [...this.relaying.filtered(frame), ...this.relaying.heldBack()].map(({ bytes }) => bytes)
    const body = joinAdjacent(passed) ?? Buffer.alloc(0)
    this.relaying.head(['content-length', String(body.length)])
    sink.end(body)
    this.relaying.complete()
  }

  private refuse(refusal: Refusal): void {
    const { received, sink } = this.relaying.parts
    this.relaying.over(sendRefusal(received, sink, refusal))
  }
}

/** An answer that is not read: files, audio, routes that are passed through. */
class RawRelay {
  readonly done: Promise<Relayed>

  constructor(parts: Relay) {
    const relaying = new Relaying(parts)
    const { answer, sink } = parts
    this.done = relaying.done
    relaying.head(answer.contentLength === undefined ? [] : ['content-length', String(answer.contentLength)])
    answer.read({
      data: (chunk) => relaying.write(chunk),
      end: () => {
        sink.end()
        relaying.complete()
      },
      fail: (error) => {
        sink.abort()
        relaying.over({ status: answer.status, code: refusalOf(error).code })
      },
    })
  }
}

function refusalOf(error: unknown): Refusal {
  return error instanceof HeadgateError ? error : { code: 'upstream_error' }
}
