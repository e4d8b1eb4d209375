/** Carries a provider's answer to the client, frame by frame, and reads on the way what it says of tokens and errors. */
import { type Dialect, type Frame, type FrameFilter, mergeUsage, type Usage } from '../canonical/index.js'
import { type ErrorCode, HeadgateError, type Refusal } from '../errors.js'
import type { AnswerEnd, Answered, AnswerSink, Received, UpstreamAnswer } from './exchange.js'
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
export interface Relayed extends AnswerEnd {
  /** True when the provider's answer arrived whole. */
  readonly isComplete?: boolean
  readonly answerText?: string
}

/** Resolves when the client has been sent the last byte, or has left, or the provider has failed. Never rejects. */
export function relay(parts: Relay): Promise<Relayed> {
  const relaying = new Relaying(parts)
  return relaying.begin(wayFor(relaying))
}

function wayFor(relaying: Relaying): Way {
  const { route, stream } = relaying.parts.answered
  if (!route.decodes) return rawWay(relaying)
  // Whatever else a provider calls its answer, it passes the filters.
  return stream ? new StreamWay(relaying) : new BodyWay(relaying)
}

/** One of the three ways in which an answer can go to the client. What it throws ends the answer as a fault. */
interface Way {
  /** Before the first byte; a way that collects has nothing to do yet. */
  open?(): void
  data(chunk: Buffer): void
  end(): void
  /** The answer cannot be completed, and its head is out. */
  breakOff(refusal: Refusal): void
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
    for (const event of this.dialect.decodeResponse(frame, this.keepsText ? 'all' : 'usage')) {
      if (event.type === 'usage') this.usage = mergeUsage(this.usage, event.usage)
      else if (event.type === 'error') this.sawError = true
      else if (event.type === 'text' && this.keepsText) this.texts.push(event.text)
    }
  }

  text(): { readonly answerText?: string } {
    return this.keepsText ? { answerText: this.texts.join('') } : {}
  }
}

/** What the ways share: the head, the end, faults, a client that is slow, and one that leaves. */
class Relaying {
  readonly listener: Listener
  private readonly done: Promise<Relayed>
  private finish: (relayed: Relayed) => void = () => {}
  private isOver = false
  private isPaused = false
  private headIsOut = false

  constructor(readonly parts: Relay) {
    this.listener = new Listener(parts.answered.route.dialect, parts.keepsText)
    this.done = new Promise((resolve) => {
      this.finish = resolve
    })
  }

  begin(way: Way): Promise<Relayed> {
    const { answer, received } = this.parts
    received.signal.addEventListener('abort', () => this.leave())
    this.safely(way, () => {
      way.open?.()
      answer.read({
        data: (chunk) => this.safely(way, () => way.data(chunk)),
        end: () => this.safely(way, () => way.end()),
        fail: (error) => this.safely(way, () => this.breakOff(way, refusalOf(error, 'upstream_error'))),
      })
    })
    return this.done
  }

  /** `usage` where the whole answer is known before its head goes out. */
  head(more: readonly string[] = [], usage?: Usage): void {
    const { sink, answer, received, trail } = this.parts
    const { status } = answer
    const headers = [...answer.headers, ...trail.answerHeaders({ status, usage }), REQUEST_ID_HEADER, received.id]
    sink.head(status, [...headers, ...more])
    this.headIsOut = true
    trail.firstByte()
  }

  write(bytes: Buffer | undefined): void {
    const { sink, answer } = this.parts
    if (bytes === undefined || bytes.length === 0) return
    if (sink.write(bytes) || this.isPaused) return
    this.isPaused = true
    answer.pause()
    sink.onDrain(() => {
      this.isPaused = false
      answer.resume()
    })
  }

  over(how: { readonly status: number; readonly code?: string; readonly isComplete?: boolean }): void {
    if (this.isOver) return
    this.isOver = true
    this.parts.trail.upstreamEnds()
    this.finish(Object.assign(how, { usage: this.listener.usage }, this.listener.text()))
  }

  /** The outcome of an answer that arrived whole. */
  complete(): void {
    const { status } = this.parts.answer
    const isError = status >= 400 || this.listener.sawError
    this.over(isError ? { status, code: 'upstream_error', isComplete: true } : { status, isComplete: true })
  }

  filtered(frame: Frame): readonly Frame[] {
    return pass([frame], this.parts.filters)
  }

  /** What the filters held back, each one's remainder passing those after it. */
  heldBack(): readonly Frame[] {
    const { filters } = this.parts
    return filters.flatMap((filter, index) => pass(filter.end(), filters.slice(index + 1)))
  }

  private leave(): void {
    if (this.isOver) return
    this.parts.answer.abort()
    this.parts.sink.abort()
    this.over({ status: 499, code: 'client_closed' })
  }

  /** Nothing happens once it is over; and what a filter or the client's end of the line throws never leaves an exchange open. */
  private safely(way: Way, act: () => void): void {
    if (this.isOver) return
    try {
      act()
    } catch (error) {
      this.fault(error)
      this.parts.answer.abort()
      this.breakOff(way, refusalOf(error, 'stage_fault'))
    }
  }

  /** Before the head is out there can still be a clean refusal. */
  private breakOff(way: Way, refusal: Refusal): void {
    const { sink, answer } = this.parts
    try {
      if (this.headIsOut) {
        way.breakOff(refusal)
        this.over({ status: answer.status, code: refusal.code })
      } else this.over(sendRefusal(this.parts, refusal))
    } catch (error) {
      this.fault(error)
      sink.abort()
      this.over({ status: answer.status, code: refusal.code })
    }
  }

  private fault(error: unknown): void {
    if (!(error instanceof HeadgateError)) this.parts.trail.fault('answer', error)
  }
}

/** Most frames pass most filters as they are, one by one. */
function pass(frames: readonly Frame[], filters: readonly FrameFilter[]): readonly Frame[] {
  let passing = frames
  for (const filter of filters) {
    const [only] = passing
    passing = passing.length === 1 && only ? filter.frame(only) : passing.flatMap((frame) => filter.frame(frame))
  }
  return passing
}

const BLANK_LINE = Buffer.from('\n\n')

/** A stream of events: each goes on as soon as it is complete; an event that never completes is not passed on. */
class StreamWay implements Way {
  private readonly splitter = new FrameSplitter()

  constructor(private readonly relaying: Relaying) {}

  open(): void {
    this.relaying.head()
  }

  data(chunk: Buffer): void {
    const passed: Buffer[] = []
    try {
      this.splitter.push(chunk, (frame) => this.take(frame, passed))
    } finally {
      // Also when an event failed: those before it are the client's.
      this.relaying.write(joinAdjacent(passed))
    }
  }

  end(): void {
    const passed: Buffer[] = []
    const rest = this.splitter.rest()
    if (rest !== undefined) this.take(rest, passed)
    const heldBack = this.relaying.heldBack().map(({ bytes }) => bytes)
    // An event without its blank line would run into the next one.
    const between = passed.length > 0 && heldBack.length > 0 ? [BLANK_LINE] : []
    this.relaying.parts.sink.end(joinAdjacent([...passed, ...between, ...heldBack]))
    this.relaying.complete()
  }

  breakOff(refusal: Refusal): void {
    const { sink, received } = this.relaying.parts
    sink.end(received.route.dialect.encodeStreamError(refusal, received.id))
  }

  private take(frame: Frame, passed: Buffer[]): void {
    const { relaying } = this
    relaying.listener.hear(frame)
    if (relaying.parts.filters.length === 0) passed.push(frame.bytes)
    else for (const { bytes } of relaying.filtered(frame)) passed.push(bytes)
  }
}

/** An answer that is not streamed: collected whole before its head is sent, so that a provider that breaks off is a clean 502. */
class BodyWay implements Way {
  private readonly chunks: Buffer[] = []
  private size = 0

  constructor(private readonly relaying: Relaying) {}

  data(chunk: Buffer): void {
    this.size += chunk.length
    if (this.size > MAX_COLLECTED_BYTES)
      throw new HeadgateError({ code: 'upstream_error', detail: 'The answer is too large.' })
    this.chunks.push(chunk)
  }

  end(): void {
    const { relaying, chunks } = this
    const [only] = chunks
    const frame = bodyFrame(chunks.length === 1 && only ? only : Buffer.concat(chunks))
    relaying.listener.hear(frame)
    const passed = [...relaying.filtered(frame), ...relaying.heldBack()].map(({ bytes }) => bytes)
    const body = joinAdjacent(passed) ?? Buffer.alloc(0)
    relaying.head(['content-length', String(body.length)], relaying.listener.usage)
    relaying.parts.sink.end(body)
    relaying.complete()
  }

  breakOff(): void {
    this.relaying.parts.sink.abort()
  }
}

/** An answer on a route that is passed through: files, audio, whatever it is. No filter sees it. */
function rawWay(relaying: Relaying): Way {
  const { answer, sink } = relaying.parts
  return {
    open: () =>
      relaying.head(answer.contentLength === undefined ? [] : ['content-length', String(answer.contentLength)]),
    data: (chunk) => relaying.write(chunk),
    end: () => {
      sink.end()
      relaying.complete()
    },
    breakOff: () => sink.abort(),
  }
}

function refusalOf(error: unknown, otherwise: ErrorCode): Refusal {
  return error instanceof HeadgateError ? error : { code: otherwise }
}
