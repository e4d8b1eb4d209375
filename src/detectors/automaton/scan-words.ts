/** Runs an automaton over a text. */

import { isBesideLatin } from '../folding/index.js'
import { SYMBOL } from './alphabet.js'
import type { WordAutomaton } from './word-automaton.js'

const FIRST_OTHER = 0x80
const BITS = 8
const SYMBOL_BITS = 0xff

/**
 * Called for every word found, with where it ends: the offset in the text after its last letter, and the number of letters
 * (symbols) of the text up to there, by which distances are measured that separators do not change.
 */
export type VisitWord = (word: number, end: number, letters: number) => void

/** Visits the words in a text in the order of their ends; of those that end together the longest first. */
export function scanWords(text: string, automaton: WordAutomaton, visit: VisitWord): void {
  const { next, firstAccepting, alphabet } = automaton
  const { ascii } = alphabet
  const { length } = text
  let state = 0
  let letters = 0
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < FIRST_OTHER) {
      const symbol = ascii[unit] ?? SYMBOL.skip
      if (symbol === SYMBOL.skip) continue
      state = next[state + symbol] ?? 0
      letters++
      if (state >= firstAccepting) visitAll(automaton, state, { end: at + 1, letters, visit })
      continue
    }
    const codePoint = text.codePointAt(at) ?? 0
    const width = codePoint > 0xffff ? 2 : 1
    for (let rest = alphabet.symbolsOf(codePoint, isBesideLatin(text, at, width)); rest > 0; rest >>= BITS) {
      state = next[state + (rest & SYMBOL_BITS)] ?? 0
      letters++
      if (state >= firstAccepting) visitAll(automaton, state, { end: at + width, letters, visit })
    }
    at += width - 1
  }
}

interface Visit {
  readonly end: number
  readonly letters: number
  readonly visit: VisitWord
}

function visitAll(automaton: WordAutomaton, state: number, { end, letters, visit }: Visit): void {
  automaton.eachWord(state, (word) => visit(word, end, letters))
}
