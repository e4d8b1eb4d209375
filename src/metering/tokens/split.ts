/**
 * Where a tokenizer cuts a text before it looks for tokens: the patterns of o200k_base and cl100k_base, as scanners over
 * UTF-8. They give exactly the pieces of the published regular expressions, without a backtracking engine: no text takes
 * more than a few looks at each byte.
 */
import {
  CASELESS,
  classAt,
  KIND_MASK,
  LENGTH_SHIFT,
  LOWER,
  MARK,
  NEWLINE,
  NUMBER,
  OTHER,
  SPACE,
  UPPER,
} from './character-class.js'

/** The end of the piece that begins at `start`; `end` is that of the text, and above `start`. */
export type Splitter = (bytes: Uint8Array, start: number, end: number) => number

const APOSTROPHE = 0x27
const BLANK = 0x20
const SLASH = 0x2f
const CARRIAGE_RETURN = 0x0d
const LINE_FEED = 0x0a
const DIGITS_OF_A_PIECE = 3

/**
 * The pattern of o200k_base, alternative by alternative:
 * a word in one of two casings, with any one character before it and an English contraction after it; one to three
 * digits; punctuation with a blank before it and line ends or slashes after it; white space up to its last line end;
 * white space but for its last character; white space.
 */
export const splitO200k: Splitter = (bytes, start, end) => {
  const packed = classAt(bytes, start)
  const kind = packed & KIND_MASK
  if (kind === NUMBER) return digitsEnd(bytes, start, end)
  const next = start + (packed >> LENGTH_SHIFT)
  const from = kind === OTHER || kind === SPACE ? next : start
  if (kind !== NEWLINE) {
    const wordEnd = casedWordEnd(bytes, from, end)
    if (wordEnd > from) return wordEnd + contractionLength(bytes, wordEnd, end)
  }
  const marksEnd = punctuationEnd(bytes, start, end)
  if (marksEnd > start) return lineEndsAndSlashesAfter(bytes, marksEnd, end)
  const spaceEnd = whiteSpaceEnd(bytes, start, end)
  const isLast = spaceEnd === end && lastLineEnd(bytes, start, end) === start
  return isLast ? end : whiteSpaceCut(bytes, start, spaceEnd)
}

/**
 * The pattern of cl100k_base: a contraction; letters of any case with any one character before them; one to three
 * digits; punctuation with a blank before it and line ends after it; white space as in o200k_base, except that the last
 * of a text is one piece.
 */
export const splitCl100k: Splitter = (bytes, start, end) => {
  const contraction = contractionLength(bytes, start, end)
  if (contraction > 0) return start + contraction
  const packed = classAt(bytes, start)
  const kind = packed & KIND_MASK
  if (kind === NUMBER) return digitsEnd(bytes, start, end)
  const from = isLetter(kind) ? start : start + (packed >> LENGTH_SHIFT)
  if (kind !== NEWLINE) {
    const lettersAt = lettersEnd(bytes, from, end)
    if (lettersAt > from) return lettersAt
  }
  const marksEnd = punctuationEnd(bytes, start, end)
  if (marksEnd > start) return lineEndsAfter(bytes, marksEnd, end)
  const spaceEnd = whiteSpaceEnd(bytes, start, end)
  return spaceEnd === end ? end : whiteSpaceCut(bytes, start, spaceEnd)
}

/**
 * The end of the longest of: letters without lower case, then letters without upper case; or letters without lower case.
 * Marks and letters without case count as both. Where upper case follows them and no lower case comes after that, the
 * pattern steps back to the last of them.
 */
function casedWordEnd(bytes: Uint8Array, start: number, end: number): number {
  let caselessEnd = start
  let at = start
  while (at < end) {
    const packed = classAt(bytes, at)
    const kind = packed & KIND_MASK
    if (kind === LOWER) return lowerEnd(bytes, at, end)
    if (kind !== UPPER && kind !== CASELESS && kind !== MARK) break
    at += packed >> LENGTH_SHIFT
    if (kind !== UPPER) caselessEnd = at
  }
  return caselessEnd > start ? caselessEnd : at
}

function lowerEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end) {
    const packed = classAt(bytes, at)
    const kind = packed & KIND_MASK
    if (kind !== LOWER && kind !== CASELESS && kind !== MARK) break
    at += packed >> LENGTH_SHIFT
  }
  return at
}

function lettersEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end) {
    const packed = classAt(bytes, at)
    if (!isLetter(packed & KIND_MASK)) break
    at += packed >> LENGTH_SHIFT
  }
  return at
}

function isLetter(kind: number): boolean {
  return kind === LOWER || kind === UPPER || kind === CASELESS
}

function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  for (let digits = 0; digits < DIGITS_OF_A_PIECE && at < end; digits++) {
    const packed = classAt(bytes, at)
    if ((packed & KIND_MASK) !== NUMBER) break
    at += packed >> LENGTH_SHIFT
  }
  return at
}

/** The end of a blank, if there is one, and the punctuation after it; `start` where there is no punctuation. */
function punctuationEnd(bytes: Uint8Array, start: number, end: number): number {
  const from = bytes[start] === BLANK ? start + 1 : start
  let at = from
  while (at < end) {
    const packed = classAt(bytes, at)
    const kind = packed & KIND_MASK
    if (kind !== OTHER && kind !== MARK) break
    at += packed >> LENGTH_SHIFT
  }
  return at > from ? at : start
}

function lineEndsAfter(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && isLineEnd(bytes[at])) at++
  return at
}

function lineEndsAndSlashesAfter(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && (isLineEnd(bytes[at]) || bytes[at] === SLASH)) at++
  return at
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === CARRIAGE_RETURN || byte === LINE_FEED
}

function whiteSpaceEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end) {
    const packed = classAt(bytes, at)
    const kind = packed & KIND_MASK
    if (kind !== SPACE && kind !== NEWLINE) break
    at += packed >> LENGTH_SHIFT
  }
  return at
}

/** White space that a text goes on after is cut after its last line end; without one, before its last character. */
function whiteSpaceCut(bytes: Uint8Array, start: number, end: number): number {
  const newlineEnd = lastLineEnd(bytes, start, end)
  if (newlineEnd > start) return newlineEnd
  let lastAt = end - 1
  while (isContinuation(bytes[lastAt])) lastAt--
  return lastAt > start ? lastAt : end
}

/** Just after the last line end; `start` where there is none. */
function lastLineEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  while (at > start && !isLineEnd(bytes[at - 1])) at--
  return at
}

/** Whether a byte goes on with a character of UTF-8. */
function isContinuation(byte: number | undefined): boolean {
  return ((byte ?? 0) & 0xc0) === 0x80
}

/** The length of an English contraction such as 's or 'LL; 0 where none stands. */
function contractionLength(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== APOSTROPHE || at + 1 >= end) return 0
  const first = (bytes[at + 1] ?? 0) | 0x20
  if (isAsciiLetter(bytes[at + 1]) && ONE_LETTER.has(first)) return 2
  if (at + 2 >= end || !isAsciiLetter(bytes[at + 1]) || !isAsciiLetter(bytes[at + 2])) return 0
  return TWO_LETTERS.has((first << 8) | (bytes[at + 2] ?? 0) | 0x20) ? 3 : 0
}

function isAsciiLetter(byte: number | undefined): boolean {
  const folded = (byte ?? 0) | 0x20
  return folded >= 0x61 && folded <= 0x7a
}

const ONE_LETTER = new Set([...'sdmt'].map((letter) => letter.charCodeAt(0)))
const TWO_LETTERS = new Set(['ll', 've', 're'].map((two) => (two.charCodeAt(0) << 8) | two.charCodeAt(1)))
