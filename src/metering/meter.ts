/** Prices and tokens together, as the stages ask for them. */
import type { ModelRequest, PriceSnapshot } from '../canonical/index.js'
import type { Clock } from '../lib/index.js'
import { inputBound, looseInputBound } from './input-bound.js'
import { createPrices, loadCatalogue, type PriceOverride } from './prices/index.js'
import { createTokenizers } from './tokens/index.js'

export interface Meter {
  /** Undefined where the price is not known. */
  priceOf(provider: string, model: string): PriceSnapshot | undefined
  /**
   * No provider counts more tokens of input; undefined where the request does not show what it holds, or what it asks for
   * is not known.
   */
  inputBound(request: ModelRequest, price: PriceSnapshot | undefined): number | undefined
  /** The same without a look at the text: several times as much, found at once. */
  looseInputBound(request: ModelRequest, price: PriceSnapshot | undefined): number | undefined
  /** The tokens of a text by the model's own tokenizer where that is public, otherwise no fewer than the model counts. */
  countTokens(model: string, text: string): number
  /** The tokens of a text by the model's own tokenizer where that is public, otherwise no more than the model counts. */
  leastTokens(model: string, text: string): number
  /** Loads the public tokenizers, which otherwise happens when a model of theirs is first called. */
  warm(): Promise<void>
}

export interface MeterOptions {
  /** Prices that somebody has written down, by `model` or `provider/model`. */
  readonly overrides: Readonly<Record<string, PriceOverride>>
  readonly clock: Pick<Clock, 'now'>
}

/** Reads the catalogue of prices: some 50 ms. */
export async function createMeter(options: MeterOptions): Promise<Meter> {
  const prices = createPrices({ ...options, catalogue: await loadCatalogue() })
  const tokenizers = createTokenizers()
  return {
    priceOf: (provider, model) => prices.priceOf(provider, model),
    inputBound(request, price) {
      const demand = request.facts.demand?.()
      if (demand === undefined) return undefined
      const model = request.facts.model ?? ''
      return inputBound({
        demand,
        texts: textsOf(request),
        bodyBytes: request.encode().length,
        model,
        counter: tokenizers.forModel(model),
        contextTokens: price?.contextTokens,
      })
    },
    looseInputBound(request, price) {
      const { facts } = request
      const demand = facts.demand?.()
      if (demand === undefined) return undefined
      const { model = '' } = facts
      return looseInputBound({ demand, bodyBytes: request.encode().length, model, contextTokens: price?.contextTokens })
    },
    countTokens: (model, text) => tokenizers.forModel(model).upperBound(text),
    leastTokens: (model, text) => tokenizers.forModel(model).lowerBound(text),
    warm: () => tokenizers.warm(),
  }
}

function* textsOf(request: ModelRequest): Iterable<string> {
  for (const segment of request.segments()) yield request.text(segment)
}
