/** One form for everything that looks, reads or is spelt the same. */
import { foldInto } from './fold-into.js'
import { joinSpacedLetters } from './join-spaced-letters.js'
import { needsNothing } from './needs-nothing.js'
import { findPatterns, LEET, SPACED } from './pattern.js'
import { readLeet } from './read-leet.js'
import { NO_SIGNS, type Signs } from './signs.js'
import { UnitBuffer } from './unit-buffer.js'

/** A part of a text, in UTF-16 offsets, the end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * A text in its plainest form: small letters without accents, look-alikes as Latin letters, one space or line break
 * between words, nothing invisible, s p a c e d words joined, l33t read.
 */
export interface NormalisedText {
  readonly text: string
  readonly signs: Signs
  /** The part of the original text that a part of this text stands for. */
  origin(start: number, end: number): Span
}

/** Linear in the text, whatever it holds, and never throws. Plain ASCII costs one look at each character. */
export function normalise(text: string): NormalisedText {
  if (needsNothing(text)) return { text: text.toLowerCase(), signs: NO_SIGNS, origin: itself }
  const buffer = new UnitBuffer(text.length)
  const signs = foldInto(buffer, text)
  const patterns = findPatterns(buffer.units.subarray(0, buffer.length))
  const spaced = (patterns & SPACED) !== 0 ? joinSpacedLetters(buffer) : 0
  const leet = spaced > 0 || (patterns & LEET) !== 0 ? readLeet(buffer) : 0
  return { text: buffer.toString(), signs: { ...signs, spaced, leet }, origin: originIn(text, buffer.offsets()) }
}

function itself(start: number, end: number): Span {
  return { start, end }
}

function originIn(text: string, offsets: Uint32Array): (start: number, end: number) => Span {
  return (start, end) => {
    const first = offsets[start] ?? text.length
    if (end <= start) return { start: first, end: first }
    const last = offsets[end - 1] ?? text.length
    const width = (text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1
    return { start: first, end: Math.min(last + width, text.length) }
  }
}
