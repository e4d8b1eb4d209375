/** Holds each caller to so many requests a minute and so many at a time, before a byte of a body is read. */
import { allow, type Decision, deny, type FollowUp, type IngressStage } from '../../pipeline/index.js'
import { type Bucket, bucketOf, type LimitStore, type Taken } from '../../stores/index.js'

export interface RequestLimitConfig {
  readonly requests_per_minute: number
  readonly max_concurrent?: number | null
}

export function createRequestLimit(config: RequestLimitConfig, limits: LimitStore): IngressStage {
  return {
    name: 'request-limit',
    onFault: 'deny',
    decide: ({ principal }) => {
      if (principal === undefined) return deny('unauthenticated')
      const bucket = bucketOf(principal, 'requests', principal.limits?.requestsPerMinute ?? config.requests_per_minute)
      const maxOpen = principal.limits?.maxConcurrent ?? config.max_concurrent ?? undefined
      const admission = new Admission(limits, bucket, maxOpen)
      // Both or neither: what is refused for one of them costs nothing of the other.
      const taken = limits.take(bucket, 1, maxOpen)
      return taken instanceof Promise ? taken.then((known) => admission.decide(known)) : admission.decide(taken)
    },
  }
}

/** A request at the gate, and what is owed once it has passed. */
class Admission implements FollowUp {
  private taken: Taken | undefined

  constructor(
    private readonly limits: LimitStore,
    private readonly bucket: Bucket,
    private readonly maxOpen: number | undefined,
  ) {}

  decide(taken: Taken): Decision<never> {
    const { refused, retryAfterSeconds } = taken
    this.taken = taken
    if (refused === undefined) return allow(this)
    if (refused === 'unreachable') return deny('overloaded', { retryAfterSeconds })
    const detail =
      refused === 'rate'
        ? `The limit on requests is ${this.bucket.perMinute} a minute.`
        : `The limit on concurrency is ${this.maxOpen} at a time.`
    return deny('rate_limited', { detail, retryAfterSeconds, headers: this.headers() })
  }

  /** As the bucket stood when this request had been taken from it. */
  headers(): readonly string[] {
    const { remaining = 0, resetSeconds = 0 } = this.taken ?? {}
    return [
      'ratelimit-limit',
      String(this.bucket.perMinute),
      'ratelimit-remaining',
      String(remaining),
      'ratelimit-reset',
      String(resetSeconds),
    ]
  }

  settle(): void {
    if (this.maxOpen !== undefined) this.limits.release(this.bucket.subject)
  }
}
