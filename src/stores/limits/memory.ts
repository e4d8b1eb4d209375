/** Counts in this process, and answers at once: for a gateway that runs alone, and in the primary of several. */
import type { Clock } from '../../lib/index.js'
import { BucketTable, costMs, remainingIn, waitMs } from './bucket-table.js'
import type { Bucket, Counted, LimitStore, Taken } from './contract.js'

/** There are only as many credentials as the operator has made; addresses come by the million. */
const MAX_BUCKETS: Readonly<Record<Counted, number>> = {
  requests: 100_000,
  tokens: 100_000,
  'peer-requests': 10_000,
  'peer-tokens': 10_000,
  failures: 10_000,
}

/** Somebody's answer will end within this time, for all that anybody knows. */
const PERMIT_RETRY_SECONDS = 1
/** Told of a limit that lets nothing pass. */
const NEVER_RETRY_SECONDS = 3_600

/** A store that needs no waiting for. */
export interface LocalLimits extends LimitStore {
  take(bucket: Bucket, amount: number, maxOpen?: number): Taken
}

/** Fresh and empty. Goes by monotonic time only. */
export function createLocalLimits(clock: Pick<Clock, 'monotonicMs'>): LocalLimits {
  return new MemoryLimits(clock)
}

class MemoryLimits implements LocalLimits {
  private readonly tables = {
    requests: new BucketTable(MAX_BUCKETS.requests),
    tokens: new BucketTable(MAX_BUCKETS.tokens),
    'peer-requests': new BucketTable(MAX_BUCKETS['peer-requests']),
    'peer-tokens': new BucketTable(MAX_BUCKETS['peer-tokens']),
    failures: new BucketTable(MAX_BUCKETS.failures),
  } satisfies Readonly<Record<Counted, BucketTable>>
  /** By subject; ids of credentials and addresses cannot be mistaken for each other. */
  private readonly open = new Map<string, number>()

  constructor(private readonly clock: Pick<Clock, 'monotonicMs'>) {}

  take({ counted, subject, perMinute }: Bucket, amount: number, maxOpen?: number): Taken {
    const table = this.tables[counted]
    const nowMs = this.clock.monotonicMs()
    const slot = table.slotOf(subject, nowMs)
    const cost = costMs(amount, perMinute)
    const lackMs = table.lackMs(slot, nowMs)
    const waitingMs = waitMs(lackMs, cost)
    if (waitingMs > 0) return { refused: 'rate', ...standing(lackMs, perMinute, secondsToWait(waitingMs)) }
    if (maxOpen !== undefined && !this.takePermit(subject, maxOpen))
      return { refused: 'concurrency', ...standing(lackMs, perMinute, PERMIT_RETRY_SECONDS) }
    table.take(slot, cost, nowMs)
    return standing(lackMs + cost, perMinute, 0)
  }

  correct({ counted, subject, perMinute }: Bucket, amount: number): void {
    const table = this.tables[counted]
    const nowMs = this.clock.monotonicMs()
    table.take(table.slotOf(subject, nowMs), costMs(amount, perMinute), nowMs)
  }

  release(subject: string): void {
    const open = this.open.get(subject) ?? 0
    if (open > 1) this.open.set(subject, open - 1)
    else this.open.delete(subject)
  }

  private takePermit(subject: string, maxOpen: number): boolean {
    const open = this.open.get(subject) ?? 0
    if (open >= maxOpen) return false
    this.open.set(subject, open + 1)
    return true
  }
}

function standing(lackMs: number, perMinute: number, retryAfterSeconds: number): Taken {
  return { remaining: remainingIn(lackMs, perMinute), resetSeconds: Math.ceil(lackMs / 1_000), retryAfterSeconds }
}

function secondsToWait(waitingMs: number): number {
  return Number.isFinite(waitingMs) ? Math.max(1, Math.ceil(waitingMs / 1_000)) : NEVER_RETRY_SECONDS
}
