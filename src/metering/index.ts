/** Metering: what models cost, how many tokens a text has, what a call has cost and what it can cost at most. */
export { type Cost, type CostLine, costOf, type TokenKind } from './cost.js'
export { type BodyToBound, type InputToBound, inputBound, looseInputBound } from './input-bound.js'
export { createMeter, type Meter, type MeterOptions } from './meter.js'
export {
  type Catalogue,
  catalogueAge,
  createPrices,
  loadCatalogue,
  overridden,
  type PriceOverride,
  type Prices,
  type PricesParts,
} from './prices/index.js'
export { createTokenizers, type TokenCounter, type Tokenizers } from './tokens/index.js'
export { affordableOutput, type Prospect, worstCase } from './worst-case.js'
