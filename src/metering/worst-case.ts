/** The most that a call can cost before it is made, and the other way round: how long an answer a sum of money pays for. */
import type { CacheWrites, NanoUsd, PriceSnapshot, TokenPrices } from '../canonical/index.js'
import { priceOfKind, type TokenKind } from './cost.js'

/** A call that has not been made. */
export interface Prospect {
  /** An upper bound of the input tokens, everything included. */
  readonly inputTokens: number
  /** How many answers are asked for; each may be as long as the bound. */
  readonly answers: number
  readonly cacheWrites: CacheWrites
  readonly price: PriceSnapshot
}

/** The cost where every input token is of the dearest kind that can occur, and every answer as long as `outputTokens`. */
export function worstCase(prospect: Prospect & { readonly outputTokens: number }): NanoUsd {
  const { inputTokens, outputTokens, answers } = prospect
  const { input, output } = dearestPrices(prospect)
  const picoUsd = inputTokens * input + outputTokens * answers * output
  if (Number.isSafeInteger(picoUsd)) return Math.ceil(picoUsd / PICO_PER_NANO)
  const exact = BigInt(inputTokens) * BigInt(input) + BigInt(outputTokens) * BigInt(answers) * BigInt(output)
  const nano = (exact + 999n) / 1_000n
  return nano > MOST_SAFE ? Number.MAX_SAFE_INTEGER : Number(nano)
}

/** The largest `outputTokens` whose worst case is not above `leftNanoUsd`; 0 where not even one token of output fits. */
export function affordableOutput(prospect: Prospect & { readonly leftNanoUsd: NanoUsd }): number {
  const { inputTokens, leftNanoUsd, answers } = prospect
  const { input, output } = dearestPrices(prospect)
  const left = BigInt(leftNanoUsd) * 1_000n - BigInt(inputTokens) * BigInt(input)
  if (left < 0n) return 0
  const perToken = BigInt(answers) * BigInt(output)
  if (perToken === 0n) return Number.MAX_SAFE_INTEGER
  const tokens = left / perToken
  return tokens > MOST_SAFE ? Number.MAX_SAFE_INTEGER : Number(tokens)
}

const PICO_PER_NANO = 1_000
const MOST_SAFE = BigInt(Number.MAX_SAFE_INTEGER)
const OUTPUT_KINDS: readonly TokenKind[] = ['output', 'reasoning', 'audioOutput']

/** Pico-dollars for a token of the dearest kind, at the dearest of the prices that so much input can come to. */
function dearestPrices(prospect: Prospect): { input: number; output: number } {
  const { price, inputTokens } = prospect
  const reachable = price.tiers.filter(({ above }) => inputTokens > above).map(({ prices }) => prices)
  const all = reachable.length === 0 ? [price.prices] : [price.prices, ...reachable]
  const kinds = inputKinds(prospect)
  return { input: dearest(all, kinds), output: dearest(all, OUTPUT_KINDS) }
}

function inputKinds({ cacheWrites, price }: Prospect): readonly TokenKind[] {
  const always: readonly TokenKind[] = ['input', 'cacheRead', 'audioInput']
  if (cacheWrites === '1h') return [...always, 'cacheWrite5m', 'cacheWrite1h']
  return cacheWrites === '5m' || price.writesCacheUnasked ? [...always, 'cacheWrite5m'] : always
}

function dearest(prices: readonly TokenPrices[], kinds: readonly TokenKind[]): number {
  let most = 0
  for (const one of prices) {
    for (const kind of kinds) most = Math.max(most, priceOfKind(one, kind))
  }
  return most
}
