/** Takes an exchange through the stages of one ring, in order, until one of them ends it. */
import type { Refusal } from '../errors.js'
import type { Decision, LocalResponse } from './decision.js'
import type { DecisionRecord } from './exchange.js'
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

/** Each stage sees the value that the stages before it left. A stage that throws is taken at its `onFault`. */
export async function passRing<Input, Value>(ring: Ring<Input, Value>, trail: Trail): Promise<Passage<Value>> {
  let value = ring.initial
  for (const stage of ring.stages) {
    const startedMs = trail.nowMs()
    const pending = decideSafely(stage, ring.see(value), trail)
    const decision = pending instanceof Promise ? await pending : pending
    trail.decided(recordOf(stage.name, decision, trail.nowMs() - startedMs))
    if (decision.kind === 'respond' || decision.kind === 'deny') return decision
    if (decision.followUp !== undefined) trail.owes(stage, decision.followUp)
    if (decision.kind === 'transform') value = decision.value
  }
  return { kind: 'passed', value }
}

function decideSafely<Input, Value>(
  stage: Stage<Input, Value>,
  input: Input,
  trail: Trail,
): Decision<Value> | Promise<Decision<Value>> {
  const afterFault = (error: unknown): Decision<Value> => {
    trail.fault(stage.name, error)
    return stage.onFault === 'allow' ? { kind: 'allow' } : { kind: 'deny', refusal: { code: 'stage_fault' } }
  }
  try {
    const decision = stage.decide(input)
    return decision instanceof Promise ? decision.catch(afterFault) : decision
  } catch (error) {
    return afterFault(error)
  }
}

function recordOf(stage: string, decision: Decision<unknown>, ms: number): DecisionRecord {
  const { kind } = decision
  return kind === 'deny' ? { stage, decision: kind, code: decision.refusal.code, ms } : { stage, decision: kind, ms }
}
