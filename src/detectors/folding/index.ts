/** Code points folded to their plainest form: the part of normalisation that looks at one character alone. */
export { isAsciiLetter, isBesideLatin } from './beside-latin.js'
export { FOLD, foldCodePoint, foldedText, letterBesideLatin, REASON } from './fold-code-point.js'
export { foldText } from './fold-text.js'
export { stringOfUnits } from './units.js'
