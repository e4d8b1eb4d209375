/** The experiment behind the choice of HTTP layer: one server, and three ways to send a request on to the upstream. */
import type { ComparisonPlan } from './comparison.js'
import type { TargetName } from './targets/index.js'

/** The yardstick is the way by undici's `dispatch`. */
export const HTTP_LAYER_TARGETS: readonly TargetName[] = ['direct', 'yardstick', 'undici-request', 'http-request']

export const HTTP_LAYER_PLAN: ComparisonPlan = {
  rounds: 5,
  sizes: ['1kb'],
  warmUpMs: 2000,
  saturationMs: 1500,
  rateMs: 1200,
  streamsMs: 2500,
  saturationOnly: [],
  everySecondRound: [],
}
