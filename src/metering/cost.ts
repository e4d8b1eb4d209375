/** What a call has cost, by the tokens of each kind that its provider reported; whole numbers throughout, rounded up once. */
import type { NanoUsd, PriceSnapshot, TokenPrices, Usage } from '../canonical/index.js'

/** The kinds of tokens that have a price of their own. */
export type TokenKind = keyof TokenPrices

/** So many tokens of one kind, at one price. */
export interface CostLine {
  readonly kind: TokenKind
  readonly tokens: number
  readonly picoUsdPerToken: number
}

export interface Cost {
  readonly nanoUsd: NanoUsd
  /** The arithmetic: their sum is the cost, but for the rounding. Kinds without tokens are left out. */
  readonly lines: readonly CostLine[]
}

const PICO_PER_NANO = 1_000

/**
 * The cost of a report. Reports that contradict themselves are read as the dearer of what they may mean: where parts are more
 * than their whole, the whole is taken to leave them out, and is added to them; numbers below zero are nought, fractions count
 * as whole tokens.
 */
export function costOf(usage: Usage, price: PriceSnapshot): Cost {
  const tokens = tokensByKind(usage)
  const prices = pricesFor(
    price,
    sum([tokens.input, tokens.cacheRead, tokens.cacheWrite5m, tokens.cacheWrite1h, tokens.audioInput]),
  )
  const lines = KINDS.flatMap((kind) => {
    const picoUsdPerToken = priceOfKind(prices, kind)
    return tokens[kind] === 0 ? [] : [{ kind, tokens: tokens[kind], picoUsdPerToken }]
  })
  return { nanoUsd: nanoUsdOf(lines), lines }
}

/** The prices that hold for a call with so much input, all of it counted. */
export function pricesFor(price: PriceSnapshot, inputTokens: number): TokenPrices {
  return price.tiers.findLast(({ above }) => inputTokens > above)?.prices ?? price.prices
}

/** The price of a kind; where it has none of its own, that of what it is part of. */
export function priceOfKind(prices: TokenPrices, kind: TokenKind): number {
  if (kind === 'reasoning' || kind === 'audioOutput') return prices[kind] ?? prices.output
  if (kind === 'audioInput') return prices.audioInput ?? prices.input
  return prices[kind]
}

/** Thousandths of the sum, rounded up; no larger than the largest safe integer. */
export function nanoUsdOf(lines: readonly Omit<CostLine, 'kind'>[]): NanoUsd {
  let picoUsd = 0
  for (const { tokens, picoUsdPerToken } of lines) picoUsd += tokens * picoUsdPerToken
  if (Number.isSafeInteger(picoUsd)) return Math.ceil(picoUsd / PICO_PER_NANO)
  let exact = 0n
  for (const { tokens, picoUsdPerToken } of lines) exact += BigInt(tokens) * BigInt(picoUsdPerToken)
  const nano = (exact + 999n) / 1_000n
  return nano > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(nano)
}

const KINDS: readonly TokenKind[] = [
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'audioInput',
  'output',
  'reasoning',
  'audioOutput',
]

/** Every token in one kind. */
function tokensByKind(usage: Usage): Record<TokenKind, number> {
  const cacheRead = whole(usage.cacheReadTokens)
  const cacheWrite1h = whole(usage.cacheWrite1hTokens)
  const cacheWrite5m = withoutParts(usage.cacheWriteTokens, [cacheWrite1h])
  const audioInput = whole(usage.audioInputTokens)
  const reasoning = whole(usage.reasoningTokens)
  const audioOutput = whole(usage.audioOutputTokens)
  return {
    input: withoutParts(usage.inputTokens, [cacheRead, cacheWrite5m, cacheWrite1h, audioInput]),
    cacheRead,
    cacheWrite5m,
    cacheWrite1h,
    audioInput,
    output: withoutParts(usage.outputTokens, [reasoning, audioOutput]),
    reasoning,
    audioOutput,
  }
}

/** What is left of a whole that includes its parts; all of it where it cannot include them. */
function withoutParts(reported: number | undefined, parts: readonly number[]): number {
  const total = whole(reported)
  const included = sum(parts)
  return included > total ? total : total - included
}

function whole(tokens: number | undefined): number {
  if (tokens === undefined || !(tokens > 0)) return 0
  return Math.min(Math.ceil(tokens), Number.MAX_SAFE_INTEGER)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
