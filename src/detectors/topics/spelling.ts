/** Whether a place in a text really spells a keyword, after an automaton has found that it may. */
import { normalise } from '../normalise/index.js'

const LETTER = /\p{L}/u
const NOT_WORD = /[^\p{L}\p{N}]+/gu
/** What neither is a letter or digit nor may stand for one. */
const NOT_SPELLING = /[^\p{L}\p{N}@$!]+/gu

/**
 * For an automaton, digits are letters and letters that look alike are one. Here a letter has to be that letter; a digit or a
 * sign may stand for a letter, unless nearly all of them do; and a space may stand only between words, or between all letters.
 */
export function spells(found: string, keyword: string): boolean {
  const plain = normalise(found).text
  const wanted = normalise(keyword).text.replace(NOT_WORD, '')
  return isSameWord(plain.replace(NOT_SPELLING, ''), wanted) && (isSpacedLike(plain, keyword) || isSpacedOut(plain))
}

function isSameWord(found: string, wanted: string): boolean {
  if (found.length !== wanted.length) return false
  let letters = 0
  for (let at = 0; at < found.length; at++) {
    const isLetter = LETTER.test(found.charAt(at))
    if (isLetter) letters++
    const mayStandFor = !isLetter && LETTER.test(wanted.charAt(at))
    if (found.charAt(at) !== wanted.charAt(at) && !mayStandFor) return false
  }
  return letters * 2 >= wanted.length || found === wanted
}

/** Separators stand where the keyword has them, or are left out. */
function isSpacedLike(plain: string, keyword: string): boolean {
  const allowed = new Set(breaksIn(normalise(keyword).text.split(NOT_WORD)))
  return breaksIn(plain.split(NOT_SPELLING)).every((place) => allowed.has(place))
}

/** After how many letters each word but the last one ends. */
function breaksIn(words: readonly string[]): readonly number[] {
  let letters = 0
  return words.slice(0, -1).map((word) => {
    letters += word.length
    return letters
  })
}

function isSpacedOut(plain: string): boolean {
  const words = plain.split(NOT_SPELLING)
  return words.length > 2 && words.every((word) => word.length <= 1)
}
