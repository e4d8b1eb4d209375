/** One entry of the catalogue, read as the prices that hold at a time; undefined where its calls cost more than tokens. */
import type { ConditionalPrice, ModelInfo, ModelPrice, TieredPrices } from '@pydantic/genai-prices'
import type { PriceSnapshot, TokenPrices } from '../../canonical/index.js'
import { completePrices, picoFromUsdPerMillion } from './token-price.js'

type Rate = number | TieredPrices

/** Rates that a token has, and those of tools, whose use a request shows before it is sent. */
const UNDERSTOOD = new Set([
  'input_mtok',
  'output_mtok',
  'cache_read_mtok',
  'cache_write_mtok',
  'cache_write_1h_mtok',
  'output_reasoning_mtok',
  'input_audio_mtok',
  'output_audio_mtok',
  'cache_audio_read_mtok',
  'web_searches_kcount',
  'storage_searches_kcount',
])

/** What a snapshot takes from an entry's prices. */
export type EntryPrices = Pick<PriceSnapshot, 'prices' | 'tiers' | 'writesCacheUnasked'>

/** The prices of an entry at a time, in milliseconds since 1970. */
export function entryPrices(model: ModelInfo, atMs: number): EntryPrices | undefined {
  const rates = dearestRates(ratesAt(model.prices, atMs))
  if ([...rates.keys()].some((name) => !UNDERSTOOD.has(name))) return undefined
  const prices = pricesAbove(rates, 0, model.id)
  if (prices === undefined) return undefined
  const starts = [...rates.values()].flatMap((rate) =>
    typeof rate === 'number' ? [] : rate.tiers.map((tier) => tier.start),
  )
  const tiers = [...new Set(starts)]
    .sort((left, right) => left - right)
    .map((above) => ({ above, prices: pricesAbove(rates, above, model.id) ?? prices }))
  return { prices, tiers, writesCacheUnasked: rates.has('cache_write_mtok') && !rates.has('cache_write_1h_mtok') }
}

/** All prices that hold on that day: the last dated one that has begun, and whichever of them depend on the hour. */
function ratesAt(prices: ModelInfo['prices'], atMs: number): readonly ModelPrice[] {
  if (!Array.isArray(prices)) return [prices]
  const holding: ModelPrice[] = []
  for (const one of prices.toReversed()) {
    if (!hasBegun(one, atMs)) continue
    holding.push(one.prices)
    if (one.constraint?.type !== 'time_of_date') break
  }
  return holding
}

function hasBegun({ constraint }: ConditionalPrice, atMs: number): boolean {
  return constraint?.type !== 'start_date' || Date.parse(constraint.start_date) <= atMs
}

/** Rate by rate the dearest: a call may begin at one hour and end at another. */
function dearestRates(all: readonly ModelPrice[]): Map<string, Rate> {
  const dearest = new Map<string, Rate>()
  for (const [name, rate] of all.flatMap((prices) => Object.entries(prices))) {
    const before = dearest.get(name)
    if (rate !== undefined && (before === undefined || baseOf(before) < baseOf(rate))) dearest.set(name, rate)
  }
  return dearest
}

function baseOf(rate: Rate): number {
  return typeof rate === 'number' ? rate : rate.base
}

/** The prices of a call whose input is one token above a threshold. */
function pricesAbove(rates: ReadonlyMap<string, Rate>, threshold: number, id: string): TokenPrices | undefined {
  const pico = (name: string) => {
    const rate = rates.get(name)
    return rate === undefined ? undefined : picoFromUsdPerMillion(usdAbove(rate, threshold))
  }
  const input = pico('input_mtok')
  const output = pico('output_mtok') ?? (id.includes('embed') ? 0 : undefined)
  if (input === undefined || output === undefined) return undefined
  const cacheReads = [pico('cache_read_mtok'), pico('cache_audio_read_mtok')].filter((rate) => rate !== undefined)
  return completePrices({
    input,
    output,
    cacheRead: cacheReads.length === 0 ? undefined : Math.max(...cacheReads),
    cacheWrite5m: pico('cache_write_mtok'),
    cacheWrite1h: pico('cache_write_1h_mtok'),
    reasoning: pico('output_reasoning_mtok'),
    audioInput: pico('input_audio_mtok'),
    audioOutput: pico('output_audio_mtok'),
  })
}

function usdAbove(rate: Rate, threshold: number): number {
  if (typeof rate === 'number') return rate
  return rate.tiers.filter((tier) => tier.start <= threshold).reduce((_, tier) => tier.price, rate.base)
}
