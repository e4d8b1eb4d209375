/** What models cost. */
export { type Catalogue, loadCatalogue } from './catalogue.js'
export type { PriceOverride } from './config.js'
export { catalogueAge, createPrices, overridden, type Prices, type PricesParts } from './prices.js'
