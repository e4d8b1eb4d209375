/** Takes an exchange through the stages of one ring, in order, until one of them ends it. */
import type { Refusal } from '../errors.js'
import type { Decision, LocalResponse } from './decision.js'
import type { Stage } from './stage.js'
import type { Trail } from './trail.js'

/** How a ring ended: passed with its value, answered by a stage, or refused. */
export type Passage<Value> =
  | { readonly kind: 'passed'; readonly value: Value }
  | { readonly kind: 'respond'; readonly response: LocalResponse }
  | { readonly kind: 'deny'; readonly refusal: Refusal }

/** One ring's stages, and how a stage's input is made from the value as it now stands. */
export interface Ring<Input, Value> {
  readonly stages: readonly Stage<Input, Value>[]
  readonly initial: Value
  readonly see: (value: Value) => Input
}

/**
 * Each stage sees the value that the stages before it left. A stage that throws is taken at its `onFault`.
 * Answers at once when every stage does, which spares the common exchange most of its promises.
 */
export function passRing<Input, Value>(
  ring: Ring<Input, Value>,
  trail: Trail,
): Passage<Value> | Promise<Passage<Value>> {
  return new Pass(ring, trail).from(0)
}

class Pass<Input, Value> {
  private value: Value
  /** When the stage whose turn it is began: where the one before it ended. */
  private sinceMs: number

  constructor(
    private readonly ring: Ring<Input, Value>,
    private readonly trail: Trail,
  ) {
    this.value = ring.initial
    this.sinceMs = trail.nowMs()
  }

  from(first: number): Passage<Value> | Promise<Passage<Value>> {
    const { stages } = this.ring
    for (let at = first; at < stages.length; at++) {
      const stage = stages[at]
      if (stage === undefined) break
      const decision = this.decide(stage)
      if (decision instanceof Promise) {
        return decision.then((made) => this.take(stage, made) ?? this.from(at + 1))
      }
      const ended = this.take(stage, decision)
      if (ended !== undefined) return ended
    }
    return { kind: 'passed', value: this.value }
  }

  private decide(stage: Stage<Input, Value>): Decision<Value> | Promise<Decision<Value>> {
    try {
      const decision = stage.decide(this.ring.see(this.value))
      return decision instanceof Promise ? decision.catch((error) => this.afterFault(stage, error)) : decision
    } catch (error) {
      return this.afterFault(stage, error)
    }
  }

  private afterFault(stage: Stage<Input, Value>, error: unknown): Decision<Value> {
    this.trail.fault(stage.name, error)
    return stage.onFault === 'allow' ? { kind: 'allow' } : { kind: 'deny', refusal: { code: 'stage_fault' } }
  }

  /** Notes the decision; answers with the passage where it ends the ring. */
  private take(stage: Stage<Input, Value>, decision: Decision<Value>): Passage<Value> | undefined {
    const { kind } = decision
    const code = kind === 'deny' ? decision.refusal.code : undefined
    const nowMs = this.trail.nowMs()
    this.trail.decided({ stage: stage.name, decision: kind, code, ms: nowMs - this.sinceMs })
    this.sinceMs = nowMs
    if (kind === 'respond' || kind === 'deny') return decision
    if (decision.followUp !== undefined) this.trail.owes(stage, decision.followUp)
    if (kind === 'transform') this.value = decision.value
    return undefined
  }
}
