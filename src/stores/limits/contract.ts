/** What counts requests, tokens and open requests, and says when it is enough; every one passes the same suite (contract.suite.ts). */

/** What is counted, and of whom. Each has a table of its own, so that nobody crowds out others by another way. */
export const COUNTED = ['requests', 'tokens', 'peer-requests', 'peer-tokens', 'failures'] as const
export type Counted = (typeof COUNTED)[number]

/** A bucket holds what may be taken at once, and is filled evenly, within a minute from empty to full. */
export interface Bucket {
  readonly counted: Counted
  /** Whose it is: the id of a credential, or the network of a peer. */
  readonly subject: string
  /** What it holds when it is full. Lowered or raised, the same part of it stays filled. */
  readonly perMinute: number
}

/** What became of an attempt to take something, and how the bucket stands after it. */
export interface Taken {
  /** Absent where all was granted. `unreachable`: whoever counts did not answer, and nothing may be granted. */
  readonly refused?: 'rate' | 'concurrency' | 'unreachable'
  /** What is left, a whole number; 0 for a bucket in debt. */
  readonly remaining: number
  /** Whole seconds until the bucket is full. */
  readonly resetSeconds: number
  /** Whole seconds, at least 1, until the same may be had; 0 where it was granted. */
  readonly retryAfterSeconds: number
}

export interface LimitStore {
  /**
   * Takes so much from a bucket and, with `maxOpen`, one of that many permits of its subject: all of it or nothing.
   * More than a full bucket holds is never granted. At once where it can be: every request asks. Never rejects.
   */
  take(bucket: Bucket, amount: number, maxOpen?: number): Taken | Promise<Taken>
  /** Takes so much more, whatever is there, and be it into debt; what is below zero is put back. */
  correct(bucket: Bucket, amount: number): void
  /** Gives a permit back that was taken with `maxOpen`. */
  release(subject: string): void
}
