/**
 * An upper bound of the tokens of a text for models whose tokenizer is not public: each character weighs what it costs at
 * most, by its kind and by what stands before it. One look at each character; how the weights were found, and how
 * far above the truth they are, stands in docs/guides/tokens-and-prices.md.
 */
import { FORMER_AT_START, FORMER_NAMES, KIND_BITS, KIND_OF_UNIT, NEXT_FORMER } from './bound-kinds.js'
import { BOUND_WEIGHTS, WEIGHT_OF_A_TEXT } from './bound-weights.js'

const THOUSANDTHS = 1_000
/** The most that the bound was over the tokens of any text of the calibration is 8.5. */
const BOUND_OVER_LEAST = 16
const WEIGHTS = weightsByPair()

/** At least the tokens of the text, for `scale` 1 those of Claude up to 4.6; never more than its bytes, which no tokenizer exceeds. */
export function boundTokens(text: string, scale: number): number {
  let sum = 0
  let former = FORMER_AT_START
  for (let at = 0; at < text.length; at++) {
    const pair = (former << KIND_BITS) | (KIND_OF_UNIT[text.charCodeAt(at)] ?? 0)
    sum += WEIGHTS[pair] ?? 0
    former = NEXT_FORMER[pair] ?? 0
  }
  if (text === '') return 0
  const bound = Math.ceil((sum / THOUSANDTHS + WEIGHT_OF_A_TEXT) * scale)
  return bound < text.length ? bound : Math.min(bound, Buffer.byteLength(text))
}

/** At most the tokens of a text, for any model: of ordinary texts the bound is at most five times the tokens, of runs of blanks more. */
export function leastTokens(text: string): number {
  return Math.floor(Math.max(0, boundTokens(text, 1) - WEIGHT_OF_A_TEXT) / BOUND_OVER_LEAST)
}

/** Thousandths of a token for every pair. */
function weightsByPair(): Int32Array {
  const weights = new Int32Array(1 << (2 * KIND_BITS))
  for (const [former, name] of FORMER_NAMES.entries()) {
    const row = BOUND_WEIGHTS[name]?.split(' ') ?? []
    for (const [latter, weight] of row.entries()) weights[(former << KIND_BITS) | latter] = Number(weight)
  }
  return weights
}
