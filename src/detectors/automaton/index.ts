/** Many words looked for at once, however they are spelt. */
export { Alphabet, SYMBOL } from './alphabet.js'
export { scanWords, type VisitWord } from './scan-words.js'
export { WordAutomaton } from './word-automaton.js'
export { isWordAfter, isWordBefore, wordStart } from './word-bounds.js'
