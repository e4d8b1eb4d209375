/**
 * Token buckets in bounded memory. A bucket is one number, the time at which it will be full again: it is full from then
 * on, half full half a minute before, and empty a minute before.
 *
 * A bucket that is full says no more than one that never was, so only such are forgotten, and whoever floods the table
 * with addresses buys no debt off. Where all are in use, those who come on top share a bucket until some have filled.
 */

/** From empty to full, whatever the limit. */
const REFILL_MS = 60_000

/** Rounding of sums of floating point must not cost the last of a bucket; a microsecond's refill is next to nothing. */
const TOLERANCE_MS = 0.001

/** So many are looked at for one that can be forgotten, so that a newcomer costs no more in a table of any size. */
const PROBES = 16

/** The bucket of all who found no room. */
const SHARED = 0

export class BucketTable {
  private readonly slots = new Map<string, number>()
  private readonly subjects: string[] = ['']
  private readonly fullAtMs: number[] = [Number.NEGATIVE_INFINITY]
  private hand = SHARED

  constructor(private readonly maxBuckets: number) {}

  /** The subject's bucket, good until the next call. */
  slotOf(subject: string, nowMs: number): number {
    return this.slots.get(subject) ?? this.assign(subject, nowMs)
  }

  /** Milliseconds until the bucket is full: 0 when it is, more than a minute when it is in debt. */
  lackMs(slot: number, nowMs: number): number {
    return Math.max(0, (this.fullAtMs[slot] ?? nowMs) - nowMs)
  }

  /** Takes what refills in that time; what is below zero is put back, and what would run over is lost. */
  take(slot: number, costMs: number, nowMs: number): void {
    this.fullAtMs[slot] = nowMs + this.lackMs(slot, nowMs) + costMs
  }

  private assign(subject: string, nowMs: number): number {
    const slot = this.subjects.length <= this.maxBuckets ? this.subjects.length : this.forgetFull(nowMs)
    if (slot === SHARED) return SHARED
    this.slots.set(subject, slot)
    this.subjects[slot] = subject
    // No fuller than the shared one, on which the same subject may have drawn until now.
    this.fullAtMs[slot] = this.fullAtMs[SHARED] ?? nowMs
    return slot
  }

  /** The slot of a full bucket that was found and forgotten. */
  private forgetFull(nowMs: number): number {
    for (let probe = 0; probe < PROBES; probe++) {
      this.hand = (this.hand % this.maxBuckets) + 1
      if (this.lackMs(this.hand, nowMs) > 0) continue
      this.slots.delete(this.subjects[this.hand] ?? '')
      return this.hand
    }
    return SHARED
  }
}

/** What an amount costs of a bucket, as the time in which it refills. */
export function costMs(amount: number, perMinute: number): number {
  return amount === 0 ? 0 : (amount * REFILL_MS) / perMinute
}

/** Milliseconds until so much can be had of a bucket that lacks so much: 0 for now; not finite for never. */
export function waitMs(lackMs: number, cost: number): number {
  const waitingMs = lackMs + cost - REFILL_MS
  // Written so that what is no number has to wait for ever.
  return waitingMs <= TOLERANCE_MS ? 0 : cost <= REFILL_MS ? waitingMs : Number.POSITIVE_INFINITY
}

/** The whole number that is left in a bucket that lacks so much. */
export function remainingIn(lackMs: number, perMinute: number): number {
  return Math.max(0, Math.floor(((REFILL_MS - lackMs + TOLERANCE_MS) / REFILL_MS) * perMinute))
}
