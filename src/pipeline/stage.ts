/** A step that an exchange passes, and the five rings that fix what a step sees and may change. */
import type { FrameFilter, ModelRequest, Principal } from '../canonical/index.js'
import type { Decision } from './decision.js'
import type { Answered, Arriving, Candidate, Decoded, Finished, Routed } from './exchange.js'

/** `Input` is what the ring lets a stage see, `Value` the one thing it may change. */
export interface Stage<Input, Value> {
  /** The folder's name; it is the stage's name in logs and metrics. */
  readonly name: string
  /** What a thrown error means: `deny` for everything that protects. */
  readonly onFault: 'deny' | 'allow'
  decide(input: Input): Decision<Value> | Promise<Decision<Value>>
}

export type IngressStage = Stage<Arriving, Principal>
export type PreflightStage = Stage<Decoded, ModelRequest>
export type RoutingStage = Stage<Routed, readonly Candidate[]>
export type PostflightStage = Stage<Answered, readonly FrameFilter[]>

/** Runs after the client has its bytes; it can change nothing, and its faults only reach the log. */
export interface BackgroundStage {
  readonly name: string
  finished(exchange: Finished): void | Promise<void>
}

/** All stages, ring by ring, in the order of events. */
export interface Stages {
  /** Run on the head alone, before a byte of the body is read. */
  readonly ingress: readonly IngressStage[]
  readonly preflight: readonly PreflightStage[]
  readonly routing: readonly RoutingStage[]
  readonly postflight: readonly PostflightStage[]
  readonly background: readonly BackgroundStage[]
}
