/** One form for everything that looks, reads or is spelt the same, with the way back to the text it came from. */
export { type NormalisedText, normalise, type Span } from './normalise.js'
export { NO_SIGNS, type Signs } from './signs.js'
