/** What a model costs: by the configuration, else by the catalogue, else not known. */
import type { PriceSnapshot } from '../../canonical/index.js'
import { type Clock, Lru } from '../../lib/index.js'
import { CATALOGUE_EDITION, type Catalogue } from './catalogue.js'
import type { PriceOverride } from './config.js'
import { completePrices, picoFromUsdPerMillion } from './token-price.js'

export interface Prices {
  /** Undefined where the price is not known; nothing is ever guessed. The model is named as the request names it. */
  priceOf(provider: string, model: string): PriceSnapshot | undefined
}

export interface PricesParts {
  readonly catalogue: Catalogue
  /** By `model` or `provider/model`; the latter wins. */
  readonly overrides: Readonly<Record<string, PriceOverride>>
  readonly clock: Pick<Clock, 'now'>
}

const DAY_MS = 86_400_000
/** Clients choose the names of models; so many are remembered. */
const REMEMBERED_MODELS = 1_000

/** Prices as of the current day, each worked out once. */
export function createPrices({ catalogue, overrides, clock }: PricesParts): Prices {
  const written = new Map(Object.entries(overrides))
  let day = -1
  let known = new Lru<string, { readonly price: PriceSnapshot | undefined }>(REMEMBERED_MODELS)
  const find = (provider: string, model: string) => {
    const listed = catalogue.find(provider, model, clock.now())
    const override = written.get(`${provider}/${model}`) ?? written.get(model)
    return override === undefined ? listed : overridden(override, model, listed)
  }
  return {
    priceOf(provider, model) {
      const today = Math.floor(clock.now() / DAY_MS)
      if (today !== day) known = new Lru(REMEMBERED_MODELS)
      day = today
      const key = `${provider}/${model}`
      const remembered = known.get(key)
      if (remembered !== undefined) return remembered.price
      const price = find(provider, model)
      known.set(key, { price })
      return price
    },
  }
}

/** The price that somebody has written down; limits that they left out are those of the catalogue. */
export function overridden(override: PriceOverride, entry: string, listed?: PriceSnapshot): PriceSnapshot {
  const { cache_read_usd_per_mtok: cacheRead, cache_write_usd_per_mtok: cacheWrite } = override
  const maxOutputTokens = override.max_output_tokens ?? listed?.maxOutputTokens
  const contextTokens = override.context_tokens ?? listed?.contextTokens
  return {
    source: 'override',
    entry,
    prices: completePrices({
      input: picoFromUsdPerMillion(override.input_usd_per_mtok),
      output: picoFromUsdPerMillion(override.output_usd_per_mtok),
      cacheRead: cacheRead === undefined ? undefined : picoFromUsdPerMillion(cacheRead),
      cacheWrite5m: cacheWrite === undefined ? undefined : picoFromUsdPerMillion(cacheWrite),
    }),
    tiers: [],
    writesCacheUnasked: cacheWrite !== undefined,
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(contextTokens === undefined ? {} : { contextTokens }),
  }
}

/** How old the catalogue is at a time, in milliseconds since 1970. */
export function catalogueAge(nowMs: number): { version: string; publishedAt: string; days: number } {
  const days = Math.floor((nowMs - Date.parse(CATALOGUE_EDITION.publishedAt)) / DAY_MS)
  return { ...CATALOGUE_EDITION, days: Math.max(0, days) }
}
