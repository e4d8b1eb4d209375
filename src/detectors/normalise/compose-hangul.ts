/** Puts Korean syllables together that were written as their letters (The Unicode Standard, section 3.12). */
import type { UnitBuffer } from './unit-buffer.js'

const FIRST_SYLLABLE = 0xac00
const SYLLABLES = 11_172
const LEADING = { first: 0x1100, count: 19 }
const VOWEL = { first: 0x1161, count: 21 }
/** One before the first trailing letter, so that 0 stands for none. */
const TRAILING = { first: 0x11a7, count: 28 }

/** Joins a letter to the syllable that the buffer ends with; false if it belongs to none. */
export function composeHangul(buffer: UnitBuffer, unit: number): boolean {
  if (unit < VOWEL.first || unit >= TRAILING.first + TRAILING.count) return false
  const syllable = joined(buffer.last, unit)
  if (syllable === undefined) return false
  buffer.replaceLast(syllable)
  return true
}

function joined(last: number, unit: number): number | undefined {
  const leading = last - LEADING.first
  const vowel = unit - VOWEL.first
  if (leading >= 0 && leading < LEADING.count && vowel >= 0 && vowel < VOWEL.count) {
    return FIRST_SYLLABLE + (leading * VOWEL.count + vowel) * TRAILING.count
  }
  const open = last - FIRST_SYLLABLE
  const trailing = unit - TRAILING.first
  const isOpen = open >= 0 && open < SYLLABLES && open % TRAILING.count === 0
  return isOpen && trailing > 0 && trailing < TRAILING.count ? last + trailing : undefined
}
