/** Where a word that an automaton found begins, and whether it stands there as a word of its own. */
import { FOLD, foldCodePoint, isBesideLatin } from '../folding/index.js'
import type { Alphabet } from './alphabet.js'

/** A word with more than this between its letters is not read as one. */
const MAX_WIDTH_PER_LETTER = 12
const LOW_LINE = 0x5f
const BITS = 8

/** Where the last `letters` symbols before an offset begin; undefined if they are strewn too far to be read as a word. */
export function wordStart(
  alphabet: Alphabet,
  text: string,
  { end, letters }: { end: number; letters: number },
): number | undefined {
  const limit = Math.max(0, end - letters * MAX_WIDTH_PER_LETTER)
  let missing = letters
  let at = end
  while (missing > 0 && at > limit) {
    at -= isLowSurrogate(text, at - 1) ? 2 : 1
    missing -= symbolsAt(alphabet, text, at)
  }
  return missing > 0 ? undefined : at
}

/** True if a letter or digit stands just before. A low line joins words to one name: `test_ignore_…` is a name, `_ignore_` is stressed. */
export function isWordBefore(text: string, start: number): boolean {
  let at = start - 1
  while (text.charCodeAt(at) === LOW_LINE && start - at < MAX_WIDTH_PER_LETTER) at--
  return isWordAt(text, isLowSurrogate(text, at) ? at - 1 : at)
}

/** True if a letter or digit stands just after. */
export function isWordAfter(text: string, end: number): boolean {
  let at = end
  while (text.charCodeAt(at) === LOW_LINE && at - end < MAX_WIDTH_PER_LETTER) at++
  return isWordAt(text, at)
}

function isWordAt(text: string, at: number): boolean {
  const codePoint = text.codePointAt(at)
  return at >= 0 && codePoint !== undefined && (foldCodePoint(codePoint) & FOLD.isWord) !== 0
}

function symbolsAt(alphabet: Alphabet, text: string, at: number): number {
  const codePoint = text.codePointAt(at) ?? 0
  const isBeside = isBesideLatin(text, at, codePoint > 0xffff ? 2 : 1)
  let symbols = 0
  for (let rest = alphabet.symbolsOf(codePoint, isBeside); rest > 0; rest >>= BITS) symbols++
  return symbols
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
