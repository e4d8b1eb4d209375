/** What an attempt is taken to have used: refunded only where that is certain, and where in doubt the dearer reading. */
import type { Usage } from '../../canonical/index.js'
import type { Outcome } from '../../pipeline/index.js'

/** `unknown`: nobody can tell, so it may have been everything that was asked for. */
export type Used =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'usage'; readonly usage: Usage; readonly how: 'reported' | 'counted' }
  | { readonly kind: 'unknown' }

/** What was seen of an attempt from here. */
export interface Sight {
  /** All of the request, by our own count. */
  readonly inputTokens: () => number
  /** What came of the answer, by our own count. */
  readonly outputTokens: () => number
  /** False where the call asks for no output, so that a report without any is whole. */
  readonly generates: boolean
  /** The model may have been paid for thoughts that no answer shows. */
  readonly mayHideOutput: boolean
}

const NOTHING: Used = { kind: 'nothing' }
const UNKNOWN: Used = { kind: 'unknown' }

/** Answers in which a provider says that it did not begin: it refused the request, or was too busy for it (529 is Anthropic's). */
const OVERLOADED = [503, 529] as const

export function usedBy(outcome: Outcome, sight: Sight): Used {
  const { reach, usage, upstreamStatus } = outcome
  if (reach === 'none') return NOTHING
  if (reach === 'sent' || upstreamStatus === undefined) return UNKNOWN
  const isReported = isWhole(usage, sight.generates)
  if (upstreamStatus >= 400 && !isReported) return didNotBegin(upstreamStatus) ? NOTHING : counted(usage, sight, 0)
  if (reach === 'complete' && isReported) return { kind: 'usage', usage, how: 'reported' }
  return sight.mayHideOutput ? UNKNOWN : counted(usage, sight, sight.outputTokens())
}

function didNotBegin(status: number): boolean {
  return status < 500 || OVERLOADED.some((busy) => busy === status)
}

/** The input in full; of the output what was counted here or said there, whichever is more. */
function counted(usage: Usage, sight: Sight, outputTokens: number): Used {
  const inputTokens = usage.inputTokens ?? sight.inputTokens()
  const most = Math.max(usage.outputTokens ?? 0, outputTokens)
  return { kind: 'usage', usage: { ...usage, inputTokens, outputTokens: most }, how: 'counted' }
}

/** True for a report that says everything that is charged for. */
export function isWhole({ inputTokens, outputTokens }: Usage, generates: boolean): boolean {
  return inputTokens !== undefined && (outputTokens !== undefined || !generates)
}
