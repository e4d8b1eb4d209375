/** What one exchange leaves behind on its way: decisions, attempts, marks in time, and everything that is still owed. */
import type { FrameFilter } from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import type { Clock } from '../lib/index.js'
import type { AnswerHead, FollowUp } from './decision.js'
import type { Answered, AttemptRecord, Cost, DecisionRecord, Outcome, Timings } from './exchange.js'
import type { Stage } from './stage.js'

/** Called with the place and the error of a fault; must not throw. */
export type FaultReporter = (place: string, error: unknown) => void

/** Whose debt it is, and what a fault of that stage means. */
type Debtor = Pick<Stage<never, unknown>, 'name' | 'onFault'>

export class Trail {
  readonly decisions: DecisionRecord[] = []
  readonly attempts: AttemptRecord[] = []
  private readonly owed: { readonly stage: Debtor; readonly followUp: FollowUp }[] = []
  private bodyMs = 0
  private upstreamMs = 0
  private upstreamSinceMs: number | undefined
  private firstByteMs: number | undefined
  private booked: Cost | undefined

  constructor(
    private readonly clock: Clock,
    private readonly startedMs: number,
    private readonly onFault: FaultReporter,
  ) {}

  nowMs(): number {
    return this.clock.monotonicMs()
  }

  decided(record: DecisionRecord): void {
    this.decisions.push(record)
  }

  owes(stage: Debtor, followUp: FollowUp): void {
    this.owed.push({ stage, followUp })
  }

  fault(place: string, error: unknown): void {
    this.onFault(place, error)
  }

  waitedForBody(sinceMs: number): void {
    this.bodyMs += this.nowMs() - sinceMs
  }

  upstreamBegins(): void {
    this.upstreamSinceMs = this.nowMs()
  }

  upstreamEnds(): void {
    if (this.upstreamSinceMs === undefined) return
    this.upstreamMs += this.nowMs() - this.upstreamSinceMs
    this.upstreamSinceMs = undefined
  }

  firstByte(): void {
    this.firstByteMs ??= this.nowMs() - this.startedMs
  }

  /** As things stand now; for the exchange as a whole, when its last byte has gone and before it is settled. */
  timings(): Timings {
    this.upstreamEnds()
    const total = this.nowMs() - this.startedMs
    const gateway = Math.max(0, total - this.bodyMs - this.upstreamMs)
    return { total, gateway, upstream: this.upstreamMs, firstByte: this.firstByteMs }
  }

  /**
   * What the stages owe the answer: last in, first out.
   * @throws HeadgateError `stage_fault` when a stage that protects cannot say.
   */
  answerFilters(answered: Answered): readonly FrameFilter[] {
    return this.owed.toReversed().flatMap(({ stage, followUp }) => {
      try {
        return followUp.response?.(answered) ?? []
      } catch (error) {
        this.fault(stage.name, error)
        if (stage.onFault === 'deny') throw new HeadgateError({ code: 'stage_fault' })
        return []
      }
    })
  }

  /** What the stages have to say in the head of an answer; one that cannot say it is passed over. */
  answerHeaders(head: AnswerHead): readonly string[] {
    const headers: string[] = []
    for (const { stage, followUp } of this.owed) {
      if (followUp.headers === undefined) continue
      try {
        headers.push(...followUp.headers(head))
      } catch (error) {
        this.fault(stage.name, error)
      }
    }
    return headers
  }

  /** What the exchange was found to have cost when it was settled. */
  get cost(): Cost | undefined {
    return this.booked
  }

  get owesAnything(): boolean {
    return this.owed.length > 0
  }

  /** Settles everything that is owed, last in, first out. A second call finds nothing left. */
  async settle(outcome: Outcome): Promise<void> {
    for (let owed = this.owed.pop(); owed !== undefined; owed = this.owed.pop()) {
      try {
        const settled = owed.followUp.settle?.(outcome)
        const cost = settled instanceof Promise ? await settled : settled
        this.booked = cost ?? this.booked
      } catch (error) {
        this.fault(owed.stage.name, error)
      }
    }
  }
}
