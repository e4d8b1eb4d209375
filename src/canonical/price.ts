/** What a model's tokens cost, as it was known when a call was priced. It is data, and goes into the ledger as it is. */

/** Prices of one token in millionths of a millionth of a US dollar (pico-dollars); safe integers. 37,500 is 0.0375 USD a million. */
export interface TokenPrices {
  readonly input: number
  /** Input read from the provider's cache. */
  readonly cacheRead: number
  /** Input written to the provider's cache, to be kept for five minutes or as long as the vendor keeps it unasked. */
  readonly cacheWrite5m: number
  /** Input written to be kept for an hour. */
  readonly cacheWrite1h: number
  readonly output: number
  /** Output that is reasoning; absent where it costs what other output costs. */
  readonly reasoning?: number
  /** Absent where audio costs what text costs, or the model takes none. */
  readonly audioInput?: number
  readonly audioOutput?: number
}

export type PriceSnapshot = {
  /** The package of prices, or the configuration. */
  readonly source: 'catalogue' | 'override'
  /** Which of its entries this is. */
  readonly entry: string
  /** The version of the catalogue; absent for an override. */
  readonly version?: string
  readonly prices: TokenPrices
  /** Prices of the whole call where its input has more tokens than `above`; in rising order. */
  readonly tiers: readonly { readonly above: number; readonly prices: TokenPrices }[]
  /** The vendor writes to its cache without being asked to, so that any input may cost what a write costs. */
  readonly writesCacheUnasked: boolean
  /** The most output tokens of one answer; absent where nobody says. */
  readonly maxOutputTokens?: number
  /** The most tokens that the model takes and gives in one call; absent where nobody says. */
  readonly contextTokens?: number
}
