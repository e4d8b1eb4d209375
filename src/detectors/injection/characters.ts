/** What the injection models see of a character: its class, and the letter that it counts as. */

export const SKIPPED = 0
export const SPACE = 1
export const NEWLINE = 2
export const LETTER = 3
export const DIGIT = 4
/** A letter of a script that writes no space between words: each is a token. */
export const UNSPACED = 5
export const PUNCTUATION = 6

const CODES = 0x10000
const LINE_FEED = 0x0a
const COMBINING_MARKS = /^\p{M}+$/u
const LETTERS = /^[\p{L}\p{M}\p{Lm}]/u
const DIGITS = /^\p{Nd}/u
const INVISIBLE = /^[\p{Cf}\p{Cc}\p{Variation_Selector}]/u

/** Scripts without spaces: Thai and Lao, Burmese, Khmer, kana, Han and its compatibility forms. */
const UNSPACED_RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x0e00, 0x0eff],
  [0x1000, 0x109f],
  [0x1780, 0x17ff],
  [0x3040, 0x30ff],
  [0x3400, 0x9fff],
  [0xf900, 0xfaff],
]

/** Where letters have case or a compatibility form; all other characters stand for themselves. */
const FOLDED_RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x0000, 0x058f],
  [0x0600, 0x06ff],
  [0x1e00, 0x1fff],
  [0x2000, 0x218f],
  [0xff00, 0xffef],
]

export interface CharacterTable {
  readonly classes: Uint8Array
  readonly folded: Uint16Array
  /** One where the character is a capital. */
  readonly capitals: Uint8Array
}

let table: CharacterTable | undefined

/** The table for every UTF-16 unit, made at the first use in a few milliseconds. */
export function characterTable(): CharacterTable {
  table ??= makeTable()
  return table
}

function makeTable(): CharacterTable {
  const classes = new Uint8Array(CODES)
  const folded = new Uint16Array(CODES)
  const capitals = new Uint8Array(CODES)
  for (let code = 0; code < CODES; code += 1) folded[code] = code
  for (const [first, last] of FOLDED_RANGES) {
    for (let code = first; code <= last; code += 1) {
      folded[code] = fold(code)
      capitals[code] = isCapital(code) ? 1 : 0
    }
  }
  for (let code = 0; code < CODES; code += 1) classes[code] = classOf(folded[code] ?? code)
  for (const [first, last] of UNSPACED_RANGES) classes.fill(UNSPACED, first, last + 1)
  return { classes, folded, capitals }
}

/** Without case, width and accents, where that is one unit. */
function fold(code: number): number {
  const plain = String.fromCharCode(code).normalize('NFKD').toLowerCase()
  const letter = plain.charCodeAt(0)
  const isOne = plain.length === 1 || COMBINING_MARKS.test(plain.slice(1))
  return isOne ? letter : code
}

function isCapital(code: number): boolean {
  const character = String.fromCharCode(code)
  return character !== character.toLowerCase()
}

function classOf(code: number): number {
  if (code === LINE_FEED) return NEWLINE
  const character = String.fromCharCode(code)
  if (/\s/.test(character)) return SPACE
  // Marks of Latin, Greek and Cyrillic carry no meaning that the letters do not; vowel signs of Indic scripts are letters.
  if (INVISIBLE.test(character) || (code >= 0x300 && code <= 0x36f)) return SKIPPED
  if (LETTERS.test(character) || isHalfOfPair(code)) return LETTER
  return DIGITS.test(character) ? DIGIT : PUNCTUATION
}

function isHalfOfPair(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff
}
