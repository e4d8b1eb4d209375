/** The symbols that an automaton reads: a character and everything that may stand for it are one symbol. */
import { FOLD, foldCodePoint, foldedText, letterBesideLatin, REASON } from '../folding/index.js'

/** Symbols that are not letters. */
export const SYMBOL = {
  /** Of no account: separators, marks and whatever is not seen. An automaton stays where it is. */
  skip: 0,
  /** A letter that no word is written with. */
  other: 1,
} as const

const FIRST_LETTER = 2
const ASCII = 0x80
const BITS = 8
/** More symbols than this from one character are cut off. */
const MAX_SYMBOLS = 3
const PAGE_SHIFT = 8
const PAGE_SIZE = 1 << PAGE_SHIFT
const PAGES = 0x1100
/** What a cell of a page says before its character was met. */
const UNKNOWN = -1
/** What it says where the character's neighbours decide. */
const BESIDE_LATIN = -2

/** Letters in their order, each with the digits and signs that stand for it. `i` and `l` look too much alike to be two. */
const LETTERS = [
  'a4@',
  'b8',
  'c',
  'd',
  'e3',
  'f',
  'g69',
  'h',
  'il1!',
  'j',
  'k',
  'm',
  'n',
  'o0',
  'p',
  'q',
  'r',
  's5$',
  't7',
  'u',
  'v',
  'w',
  'x',
  'y',
  'z2',
] as const

/**
 * Letters of ASCII are one symbol each; every other character that occurs in the words is two, from two sets of their own, so
 * that a thousand ideographs need some sixty columns and not a thousand.
 */
export class Alphabet {
  /** How many symbols there are. */
  readonly size: number
  /** The symbol of each ASCII character. */
  readonly ascii: Uint8Array
  private readonly numbers = new Map<string, number>()
  private readonly secondSymbols: number
  private readonly pages: (Int32Array | undefined)[] = new Array(PAGES)

  /** @param words everything that will be looked for, folded */
  constructor(words: Iterable<string>) {
    this.ascii = asciiSymbols()
    for (const word of words) {
      for (const character of word) {
        if (character >= '\x80' && isWord(character))
          this.numbers.set(character, this.numbers.get(character) ?? this.numbers.size)
      }
    }
    this.secondSymbols = Math.ceil(Math.sqrt(this.numbers.size))
    const firstSymbols = this.secondSymbols === 0 ? 0 : Math.ceil(this.numbers.size / this.secondSymbols)
    this.size = FIRST_LETTER + LETTERS.length + firstSymbols + this.secondSymbols
  }

  /** The symbols of a folded word. */
  symbolsOfWord(word: string): readonly number[] {
    const symbols: number[] = []
    for (const character of word) {
      for (let rest = this.symbolsOfFolded(character); rest > 0; rest >>= BITS) symbols.push(rest & 0xff)
    }
    return symbols
  }

  /** The symbols of a code point, eight bits each, the first lowest; 0 for one of no account. */
  symbolsOf(codePoint: number, isBesideLatin: boolean): number {
    const page = this.pages[codePoint >> PAGE_SHIFT]
    const known = page?.[codePoint & (PAGE_SIZE - 1)] ?? UNKNOWN
    const symbols = known === UNKNOWN ? this.learn(codePoint) : known
    if (symbols !== BESIDE_LATIN) return symbols
    return isBesideLatin ? (this.ascii[letterBesideLatin(codePoint)] ?? 0) : this.symbolsOfFold(codePoint)
  }

  private learn(codePoint: number): number {
    const page = this.pages[codePoint >> PAGE_SHIFT] ?? new Int32Array(PAGE_SIZE).fill(UNKNOWN)
    this.pages[codePoint >> PAGE_SHIFT] = page
    const reason = (foldCodePoint(codePoint) >> FOLD.reasonShift) & FOLD.reasonBits
    const symbols = reason === REASON.besideLatin ? BESIDE_LATIN : this.symbolsOfFold(codePoint)
    page[codePoint & (PAGE_SIZE - 1)] = symbols
    return symbols
  }

  private symbolsOfFold(codePoint: number): number {
    const unit = foldCodePoint(codePoint) & FOLD.unitBits
    if (unit === FOLD.dropped) return SYMBOL.skip
    const folded = unit === FOLD.many ? foldedText(codePoint) : String.fromCharCode(unit)
    let symbols = 0
    let shift = 0
    for (const character of folded) {
      for (let rest = this.symbolsOfFolded(character); rest > 0; rest >>= BITS) {
        if (shift === MAX_SYMBOLS * BITS) return symbols
        symbols |= (rest & 0xff) << shift
        shift += BITS
      }
    }
    return symbols
  }

  private symbolsOfFolded(character: string): number {
    if (character < '\x80') return this.ascii[character.charCodeAt(0)] ?? SYMBOL.skip
    const number = this.numbers.get(character)
    if (number === undefined) return isWord(character) ? SYMBOL.other : SYMBOL.skip
    const second = FIRST_LETTER + LETTERS.length + (number % this.secondSymbols)
    const first = FIRST_LETTER + LETTERS.length + this.secondSymbols + Math.floor(number / this.secondSymbols)
    return first | (second << BITS)
  }
}

function isWord(character: string): boolean {
  return (foldCodePoint(character.codePointAt(0) ?? 0) & FOLD.isWord) !== 0
}

function asciiSymbols(): Uint8Array {
  const symbols = new Uint8Array(ASCII)
  LETTERS.forEach((letters, index) => {
    for (const letter of letters + letters.toUpperCase()) symbols[letter.charCodeAt(0)] = FIRST_LETTER + index
  })
  return symbols
}
