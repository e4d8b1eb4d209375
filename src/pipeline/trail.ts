/** What one exchange leaves behind on its way: decisions, attempts, marks in time, and everything that is still owed. */
import type { Clock } from '../lib/index.js'
import type { FollowUp } from './decision.js'
import type { AttemptRecord, DecisionRecord, Outcome, Timings } from './exchange.js'

/** Called with the place and the error of a fault; must not throw. */
export type FaultReporter = (place: string, error: unknown) => void

export class Trail {
  readonly decisions: DecisionRecord[] = []
  readonly attempts: AttemptRecord[] = []
  private readonly owed: { readonly stage: string; readonly followUp: FollowUp }[] = []
  private bodyMs = 0
  private upstreamMs = 0
  private upstreamSinceMs: number | undefined
  private firstByteMs: number | undefined

  constructor(
    private readonly clock: Clock,
    private readonly startedMs: number,
    private readonly onFault: FaultReporter,
  ) {}

  nowMs(): number {
    return this.clock.monotonicMs()
  }

  decided(record: DecisionRecord, followUp: FollowUp | undefined): void {
    this.decisions.push(record)
    if (followUp !== undefined) this.owed.push({ stage: record.stage, followUp })
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

  timings(): Timings {
    this.upstreamEnds()
    const total = this.nowMs() - this.startedMs
    const gateway = Math.max(0, total - this.bodyMs - this.upstreamMs)
    const firstByte = this.firstByteMs === undefined ? {} : { firstByte: this.firstByteMs }
    return { total, gateway, upstream: this.upstreamMs, ...firstByte }
  }

  /** What the stages want to do to the answer: last in, first out. */
  responseFollowUps(): readonly NonNullable<FollowUp['response']>[] {
    return this.owed.flatMap(({ followUp }) => followUp.response ?? []).reverse()
  }

  /** Settles everything that is owed, last in, first out. A second call finds nothing left. */
  async settle(outcome: Outcome): Promise<void> {
    for (let owed = this.owed.pop(); owed !== undefined; owed = this.owed.pop()) {
      try {
        await owed.followUp.settle?.(outcome)
      } catch (error) {
        this.fault(owed.stage, error)
      }
    }
  }
}
