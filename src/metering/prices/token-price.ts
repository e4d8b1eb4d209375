/** From amounts in US dollars for a million tokens, as vendors publish them, to whole pico-dollars for one. */
import type { TokenPrices } from '../../canonical/index.js'

/** What is known of a model's prices; in pico-dollars per token. */
export interface KnownPrices {
  readonly input: number
  readonly output: number
  readonly cacheRead?: number | undefined
  readonly cacheWrite5m?: number | undefined
  readonly cacheWrite1h?: number | undefined
  readonly reasoning?: number | undefined
  readonly audioInput?: number | undefined
  readonly audioOutput?: number | undefined
}

/** US dollars for a million tokens, as pico-dollars for one: exact up to nine decimals; what is finer is rounded up. */
export function picoFromUsdPerMillion(usd: number): number {
  return Math.ceil(Math.round(usd * 1e9) / 1e3)
}

/**
 * Fills in what is not known, never below the truth: input from a cache costs what other input does; writing to a cache
 * costs 1.25 times that, and twice that for an hour, as Anthropic and OpenAI have it (prompt caching pages, November 2026).
 */
export function completePrices(known: KnownPrices): TokenPrices {
  const { input, output, cacheRead = input, reasoning, audioInput, audioOutput } = known
  const cacheWrite5m = known.cacheWrite5m ?? Math.ceil(input * 1.25)
  const cacheWrite1h = known.cacheWrite1h ?? Math.max(input * 2, Math.ceil(cacheWrite5m * 1.6))
  return {
    input,
    cacheRead,
    cacheWrite5m,
    cacheWrite1h,
    output,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(audioInput === undefined ? {} : { audioInput }),
    ...(audioOutput === undefined ? {} : { audioOutput }),
  }
}
