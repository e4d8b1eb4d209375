/** One count for all processes of a gateway: the primary holds it, and workers ask by messages, once for all that one turn of the loop brings. */
import { isRecord } from '../lib/index.js'
import type { Bucket, LimitStore, LocalLimits, Taken } from '../stores/index.js'

/** A worker waits this long for its primary, which has nothing else to do. */
const TIMEOUT_MS = 2_000

/** One end of a line between two processes. What is sent arrives in order, or the line is broken. */
export interface Channel {
  /** Calls back where the message could not be handed over. */
  send(message: object, onLost: () => void): void
  onMessage(listener: (message: unknown) => void): void
}

type Ask =
  | { readonly what: 'take'; readonly bucket: Bucket; readonly amount: number; readonly maxOpen?: number }
  | { readonly what: 'correct'; readonly bucket: Bucket; readonly amount: number }
  | { readonly what: 'release'; readonly subject: string }

/** What a worker sends, in the order in which it was asked. */
interface Asks {
  readonly limitsBatch: number
  readonly asks: readonly Ask[]
}

/** What it is answered: one for each take. */
interface Answers {
  readonly limitsBatch: number
  readonly answers: readonly Taken[]
}

/** In a worker: the limits that its primary counts. */
export function createSharedLimits(channel: Channel, timeoutMs = TIMEOUT_MS): LimitStore {
  return new SharedLimits(channel, timeoutMs)
}

/** In the primary: answers one worker out of the limits that are everybody's, until that worker has ended. */
export function serveLimits(limits: LocalLimits, channel: Channel): { readonly workerEnded: () => void } {
  const served = new ServedWorker(limits, channel)
  channel.onMessage((message) => {
    if (isAsks(message)) served.answer(message)
  })
  return { workerEnded: () => served.workerEnded() }
}

interface WaitingTake {
  readonly bucket: Bucket
  readonly amount: number
  readonly maxOpen: number | undefined
  readonly resolve: (taken: Taken) => void
}

interface Batch {
  readonly takes: readonly WaitingTake[]
  readonly timer: NodeJS.Timeout
  /** Its callers have been told that nobody answered. */
  isGivenUp: boolean
}

const UNREACHABLE: Taken = { refused: 'unreachable', remaining: 0, resetSeconds: 0, retryAfterSeconds: 1 }

class SharedLimits implements LimitStore {
  private asks: Ask[] = []
  private takes: WaitingTake[] = []
  private readonly batches = new Map<number, Batch>()
  private lastBatch = 0
  /** Nobody is made to wait for a primary that lets others wait in vain; when it answers those, it is back. */
  private isSilent = false

  constructor(
    private readonly channel: Channel,
    private readonly timeoutMs: number,
  ) {
    channel.onMessage((message) => {
      if (isAnswers(message)) this.answered(message)
    })
  }

  take(bucket: Bucket, amount: number, maxOpen?: number): Taken | Promise<Taken> {
    if (this.isSilent) return UNREACHABLE
    return new Promise((resolve) => {
      this.takes.push({ bucket, amount, maxOpen, resolve })
      this.ask({ what: 'take', bucket, amount, ...(maxOpen === undefined ? {} : { maxOpen }) })
    })
  }

  correct(bucket: Bucket, amount: number): void {
    this.ask({ what: 'correct', bucket, amount })
  }

  release(subject: string): void {
    this.ask({ what: 'release', subject })
  }

  private ask(ask: Ask): void {
    if (this.asks.length === 0) setImmediate(() => this.flush())
    this.asks.push(ask)
  }

  private flush(): void {
    const { asks, takes } = this
    this.asks = []
    this.takes = []
    this.lastBatch += 1
    const number = this.lastBatch
    if (takes.length > 0) this.batches.set(number, { takes, timer: this.patience(number), isGivenUp: false })
    const message: Asks = { limitsBatch: number, asks }
    this.channel.send(message, () => this.giveUp(number))
  }

  /** A loop that was held up itself hears what has come meanwhile before it gives up. */
  private patience(number: number): NodeJS.Timeout {
    return setTimeout(() => setImmediate(() => this.giveUp(number)), this.timeoutMs)
  }

  private answered({ limitsBatch, answers }: Answers): void {
    const batch = this.batches.get(limitsBatch)
    if (batch === undefined) return
    this.batches.delete(limitsBatch)
    clearTimeout(batch.timer)
    this.isSilent = false
    for (const [at, take] of batch.takes.entries()) {
      const taken = answers[at] ?? UNREACHABLE
      if (batch.isGivenUp) this.giveBack(take, taken)
      else take.resolve(taken)
    }
  }

  private giveUp(number: number): void {
    const batch = this.batches.get(number)
    if (batch === undefined || batch.isGivenUp) return
    batch.isGivenUp = true
    this.isSilent = true
    for (const { resolve } of batch.takes) resolve(UNREACHABLE)
  }

  /** Granted after its caller had been refused. */
  private giveBack({ bucket, amount, maxOpen }: WaitingTake, { refused }: Taken): void {
    if (refused !== undefined) return
    this.correct(bucket, -amount)
    if (maxOpen !== undefined) this.release(bucket.subject)
  }
}

class ServedWorker {
  /** The permits that the worker holds, by subject. */
  private readonly held = new Map<string, number>()
  private hasEnded = false

  constructor(
    private readonly limits: LocalLimits,
    private readonly channel: Channel,
  ) {}

  answer({ limitsBatch, asks }: Asks): void {
    const answers: Taken[] = []
    for (const ask of asks) {
      if (ask.what === 'take') answers.push(this.take(ask))
      else if (ask.what === 'correct') this.limits.correct(ask.bucket, ask.amount)
      else this.release(ask.subject)
    }
    const message: Answers = { limitsBatch, answers }
    // Whoever cannot be reached any more has ended, which is told elsewhere.
    if (answers.length > 0) this.channel.send(message, () => {})
  }

  /** Gives back what it held when it died. */
  workerEnded(): void {
    this.hasEnded = true
    for (const [subject, count] of this.held) for (let at = 0; at < count; at++) this.limits.release(subject)
    this.held.clear()
  }

  private take({ bucket, amount, maxOpen }: Ask & { what: 'take' }): Taken {
    // Its last words may be heard after its end, and nobody would give a permit back.
    if (this.hasEnded) return UNREACHABLE
    const taken = this.limits.take(bucket, amount, maxOpen)
    if (maxOpen !== undefined && taken.refused === undefined) this.hold(bucket.subject, 1)
    return taken
  }

  private release(subject: string): void {
    if (!this.held.has(subject)) return
    this.hold(subject, -1)
    this.limits.release(subject)
  }

  private hold(subject: string, more: number): void {
    const count = (this.held.get(subject) ?? 0) + more
    if (count > 0) this.held.set(subject, count)
    else this.held.delete(subject)
  }
}

/** Both ends are this program, so a message is known by its form. */
function isAsks(message: unknown): message is Asks {
  return isRecord(message) && typeof message['limitsBatch'] === 'number' && Array.isArray(message['asks'])
}

function isAnswers(message: unknown): message is Answers {
  return isRecord(message) && typeof message['limitsBatch'] === 'number' && Array.isArray(message['answers'])
}
