/** One part of the demo: what is sent, and what must come of it. */
import type { Post } from './client.js'

/** What became of a part. */
export interface Outcome {
  readonly behaved: boolean
  /** In a few words. */
  readonly happened: string
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly ms: number
}

export interface DemoSession {
  readonly post: Post
  /** A gateway credential. */
  readonly credential: string
  /** Another, which has a budget. */
  readonly cappedCredential: string
}

export interface Part {
  readonly name: string
  readonly sent: string
  /** Absent for what the product has not yet. */
  readonly play?: (session: DemoSession) => Promise<Outcome>
}

/** The figure, as a member that is left out where there is none. */
export function tokens(input: unknown, output: unknown): Pick<Outcome, 'inputTokens' | 'outputTokens'> {
  return {
    ...(typeof input === 'number' ? { inputTokens: input } : {}),
    ...(typeof output === 'number' ? { outputTokens: output } : {}),
  }
}
