/** Reads digits and signs as the letters that they stand for, in words where they stand between letters. */
import { PART, partOf } from './pattern.js'
import type { UnitBuffer } from './unit-buffer.js'

const MAX_WORD = 24
/** A hash or an identifier of hexadecimal digits, and not a word. */
const MIN_HEX = 6
const LETTER_X = 0x78
const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
}
const LETTER_OF = letterTable()

/** How many units were read as letters. */
export function readLeet(buffer: UnitBuffer): number {
  let read = 0
  let start = 0
  for (let at = 0; at <= buffer.length; at++) {
    if (at < buffer.length && partOf(buffer.units[at] ?? 0) !== PART.separator) continue
    if (at - start > 2 && at - start <= MAX_WORD && isLeetWord(buffer, start, at)) read += readWord(buffer, start, at)
    start = at + 1
  }
  return read
}

function isLeetWord(buffer: UnitBuffer, start: number, end: number): boolean {
  let hexDigits = 0
  let isBetween = false
  let lastLetter = -1
  for (let at = start; at < end; at++) {
    const unit = buffer.units[at] ?? 0
    const part = partOf(unit)
    if (part === PART.digit) return false
    if (part === PART.letter) {
      if (lastLetter >= 0 && at - lastLetter > 1) isBetween = true
      lastLetter = at
    }
    if (isDigit(unit) || (unit >= 0x61 && unit <= 0x66) || (unit === LETTER_X && at === start + 1)) hexDigits++
  }
  return isBetween && !(hexDigits === end - start && hexDigits >= MIN_HEX)
}

function readWord(buffer: UnitBuffer, start: number, end: number): number {
  let read = 0
  for (let at = start; at < end; at++) {
    const letter = LETTER_OF[buffer.units[at] ?? 0] ?? 0
    // A sign at the edge of a word is punctuation.
    const isEdge = at === start || at === end - 1
    if (letter === 0 || (isEdge && !isDigit(buffer.units[at] ?? 0))) continue
    buffer.units[at] = letter
    read++
  }
  return read
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

function letterTable(): Uint8Array {
  const table = new Uint8Array(0x80)
  for (const [sign, letter] of Object.entries(LETTERS)) table[sign.charCodeAt(0)] = letter.charCodeAt(0)
  return table
}
