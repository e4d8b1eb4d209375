/** Slows a peer that keeps presenting wrong credentials: a token bucket per peer, in bounded memory. */
import { isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Clock } from '../../lib/index.js'

const BURST = 20
const REFILL_MS = 3_000
const MAX_PEERS = 10_000

interface Bucket {
  tokens: number
  atMs: number
}

export interface FailureLimit {
  /** Notes a failure; answers 0 while the peer is within its limit, else the seconds it should wait. */
  record(address: string): number
}

export function createFailureLimit(clock: Clock): FailureLimit {
  const buckets = new Map<string, Bucket>()
  return {
    record(address) {
      const nowMs = clock.monotonicMs()
      const peer = networkOf(address)
      const bucket = refilled(buckets.get(peer), nowMs)
      // Re-inserted, so that the map's order is the order of use and its first entry the one to forget.
      buckets.delete(peer)
      buckets.set(peer, bucket)
      if (buckets.size > MAX_PEERS) forgetOldest(buckets)
      if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * REFILL_MS) / 1_000)
      bucket.tokens -= 1
      return 0
    },
  }
}

function refilled(bucket: Bucket | undefined, nowMs: number): Bucket {
  if (bucket === undefined) return { tokens: BURST, atMs: nowMs }
  return { tokens: Math.min(BURST, bucket.tokens + (nowMs - bucket.atMs) / REFILL_MS), atMs: nowMs }
}

/** Whoever has one address of IPv6 commands its whole /64, so that is one peer. */
function networkOf(address: string): string {
  return isIPv6(address) ? ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':') : address
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  const oldest = buckets.keys().next()
  if (!oldest.done) buckets.delete(oldest.value)
}
