/** Holds each caller to so many tokens a minute: an estimate is taken before the call, and corrected to the truth after it. */
import type { ModelRequest } from '../../canonical/index.js'
import { allow, type Decision, deny, type FollowUp, type Outcome, type PreflightStage } from '../../pipeline/index.js'
import { type Bucket, bucketOf, type LimitStore, type Taken } from '../../stores/index.js'

export interface TokenLimitConfig {
  readonly tokens_per_minute?: number | null
}

export interface TokenLimitServices {
  readonly limits: LimitStore
  /** About how many tokens the request will take, before it is sent. */
  readonly estimateTokens: (request: ModelRequest) => number
}

/** No wait helps what is larger than the limit; the answer says when the limit is full again all the same. */
const MINUTE_SECONDS = 60

export function createTokenLimit(config: TokenLimitConfig, services: TokenLimitServices): PreflightStage {
  const { limits, estimateTokens } = services
  return {
    name: 'token-limit',
    onFault: 'deny',
    decide: ({ principal, request, route }) => {
      const perMinute = principal.limits?.tokensPerMinute ?? config.tokens_per_minute ?? undefined
      if (perMinute === undefined || route.costs === 'nothing') return allow()
      const counted = estimateTokens(request)
      // Nobody can read what is passed through. By its size a file would never pass; it takes the whole limit at most.
      const estimate = route.decodes ? counted : Math.min(counted, perMinute)
      if (estimate === 0) return allow()
      // Written so that what is no number is refused.
      if (!(estimate <= perMinute)) return tooLarge(estimate, perMinute)
      const bucket = bucketOf(principal, 'tokens', perMinute)
      const take = new TokenTake(limits, bucket, estimate)
      const taken = limits.take(bucket, estimate)
      return taken instanceof Promise ? taken.then((known) => take.decide(known)) : take.decide(taken)
    },
  }
}

/** `x-should-retry` keeps the vendors' clients from trying the same again. */
function tooLarge(estimate: number, perMinute: number): Decision<never> {
  return deny('rate_limited', {
    detail: `It takes about ${estimate} tokens, and the limit on tokens is ${perMinute} a minute, so it can never pass.`,
    retryAfterSeconds: MINUTE_SECONDS,
    headers: ['x-should-retry', 'false'],
  })
}

/** Tokens that were taken on an estimate. */
class TokenTake implements FollowUp {
  constructor(
    private readonly limits: LimitStore,
    private readonly bucket: Bucket,
    private readonly estimate: number,
  ) {}

  decide({ refused, retryAfterSeconds }: Taken): Decision<never> {
    if (refused === undefined) return allow(this)
    if (refused === 'unreachable') return deny('overloaded', { retryAfterSeconds })
    const detail = `The limit on tokens is ${this.bucket.perMinute} a minute.`
    return deny('rate_limited', { detail, retryAfterSeconds })
  }

  settle(outcome: Outcome): void {
    const more = tokensUsed(outcome, this.estimate) - this.estimate
    if (more !== 0 && Number.isFinite(more)) this.limits.correct(this.bucket, more)
  }
}

/** The truth as far as it is known; where it is not, no less than the estimate. */
function tokensUsed({ reach, usage, upstreamStatus = 0 }: Outcome, estimate: number): number {
  if (reach === 'none') return 0
  const { inputTokens, outputTokens } = usage
  const isReported = inputTokens !== undefined || outputTokens !== undefined
  // A provider that refuses, and reports nothing, has used nothing.
  if (!isReported) return reach === 'complete' && upstreamStatus >= 400 ? 0 : estimate
  const reported = Math.max(0, (inputTokens ?? estimate) + (outputTokens ?? 0))
  return reach === 'complete' ? reported : Math.max(reported, estimate)
}
