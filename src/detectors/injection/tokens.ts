/**
 * Cuts text into tokens and each token into hashed features: what the injection models count.
 *
 * A word gives its character n-grams, itself, and itself with the words and the punctuation before it. Everything is written into arrays
 * that the caller keeps, so that reading allocates nothing; a slice has a fixed length, so that the arrays have one.
 */
import {
  type CharacterTable,
  characterTable,
  DIGIT,
  LETTER,
  NEWLINE,
  PUNCTUATION,
  SKIPPED,
  UNSPACED,
} from './characters.js'
import {
  type ConceptTable,
  conceptOfStem,
  conceptOfWord,
  conceptTable,
  EMPTY_HASH,
  NO_CONCEPT,
  nextHash,
} from './concept-table.js'

/** The longest slice of text that one reading takes, in UTF-16 units. */
export const SLICE_UNITS = 4096
/** Letters of a word that are looked at: a longer run is no word, and the rest says nothing. */
const WORD_UNITS = 20
const SHORTEST_GRAM = 2
const LONGEST_GRAM = 5
/** No character gives more features than a word of one letter does. */
const FEATURES_PER_UNIT = 12
const PRIME = 0x01000193
const EDGE = 0x5e
const ZERO = 0x30

/** What keeps kinds of features apart that are made of the same characters. */
const GRAM = 0x2c1b3c6d
const PAIR = 0x7feb352d
const TRIPLE = 0x3c6ef372
const GAP = 0x1b873593
const CAPITALS = 0x68e31da4
const MARKED = 0x52dce729
const MARK = 0x165667b1
const CONCEPT = 0x27d4eb2f
const NEAR = 0x1a85ec53
const FAR = 0x38495ab5
const CHAIN = 0x5d588b65

/** Concepts that stand further apart than so many words say nothing about each other. */
const CONCEPT_REACH = 12
const NEAR_WORDS = 3
const CONCEPTS_KEPT = 4

export interface Tokens {
  count: number
  /** Where each token begins and ends in the text. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** The features of token k are those from `firsts[k]` up to `firsts[k + 1]`. */
  readonly firsts: Int32Array
  readonly features: Int32Array
}

export function makeTokens(): Tokens {
  return {
    count: 0,
    starts: new Int32Array(SLICE_UNITS),
    ends: new Int32Array(SLICE_UNITS),
    firsts: new Int32Array(SLICE_UNITS + 1),
    features: new Int32Array(SLICE_UNITS * FEATURES_PER_UNIT),
  }
}

/** Reads at most SLICE_UNITS from `from` and returns where it stopped: the end of the text, or a place between two words where there is one. */
export function readTokens(text: string, from: number, into: Tokens): number {
  return new Reader(text, from, into).read()
}

class Reader {
  readonly #text: string
  readonly #table: CharacterTable = characterTable()
  readonly #concepts: ConceptTable = conceptTable()
  readonly #into: Tokens
  readonly #word = new Uint16Array(WORD_UNITS + 2)
  #place: number
  readonly #end: number
  #written = 0
  /** The last two words, and the mark directly before the next one. */
  #last = 0
  #lastButOne = 0
  #mark = 0
  /** The latest concepts, the last one first, and at which word each stood. */
  readonly #kept = new Int32Array(CONCEPTS_KEPT)
  readonly #keptAt = new Int32Array(CONCEPTS_KEPT)
  #words = 0

  constructor(text: string, from: number, into: Tokens) {
    this.#text = text
    this.#into = into
    this.#place = from
    this.#end = sliceEnd(text, from)
  }

  read(): number {
    const { classes } = this.#table
    this.#into.count = 0
    while (this.#place < this.#end) {
      const kind = classes[this.#text.charCodeAt(this.#place)]
      if (kind === LETTER || kind === DIGIT) this.#readWord()
      else if (kind === UNSPACED) this.#readUnspaced()
      else if (kind === PUNCTUATION || kind === NEWLINE) this.#readMarks()
      else this.#place += 1
    }
    this.#into.firsts[this.#into.count] = this.#written
    return this.#end
  }

  #readWord(): void {
    const { classes, folded, capitals: capitalLetters } = this.#table
    const word = this.#word
    const start = this.#place
    let length = 0
    let capitals = 0
    let hash = EMPTY_HASH
    let concept = NO_CONCEPT
    let isOnlyDigits = true
    for (; this.#place < this.#end; this.#place += 1) {
      const code = this.#text.charCodeAt(this.#place)
      const kind = classes[code]
      if (kind === SKIPPED) continue
      if (kind !== LETTER && kind !== DIGIT) break
      const letter = kind === DIGIT ? ZERO : (folded[code] ?? code)
      if (kind === LETTER) isOnlyDigits = false
      capitals += capitalLetters[code] ?? 0
      // A number counts as one nought, however long it is.
      if (isOnlyDigits && length === 1) continue
      if (length < WORD_UNITS) {
        length += 1
        word[length] = letter
        hash = nextHash(hash, letter)
        if (length > 1) concept = conceptOfStem(this.#concepts, hash) || concept
      }
    }
    this.#open(start, this.#place)
    this.#addGrams(length)
    this.#addWord(mix(hash), capitals > 1 && capitals >= length)
    this.#words += 1
    this.#addConcept(conceptOfWord(this.#concepts, hash) || concept)
  }

  #addGrams(length: number): void {
    const word = this.#word
    word[0] = EDGE
    word[length + 1] = EDGE
    const last = length + 1
    for (let first = 0; first <= last; first += 1) {
      let hash = Math.imul(GRAM ^ (word[first] ?? 0), PRIME)
      const stop = Math.min(last, first + LONGEST_GRAM - 1)
      for (let place = first + 1; place <= stop; place += 1) {
        hash = Math.imul(hash ^ (word[place] ?? 0), PRIME)
        if (place - first + 1 >= SHORTEST_GRAM) this.#add(hash)
      }
    }
  }

  #addWord(word: number, isCapitals: boolean): void {
    this.#add(word)
    if (isCapitals) this.#add(word ^ CAPITALS)
    if (this.#mark !== 0) this.#add(Math.imul(this.#mark ^ word, MARKED))
    if (this.#last !== 0) {
      const pair = Math.imul(this.#last, PAIR) ^ word
      this.#add(pair)
      if (this.#lastButOne !== 0) {
        this.#add(Math.imul(this.#lastButOne, TRIPLE) ^ pair)
        this.#add(Math.imul(this.#lastButOne, GAP) ^ word)
      }
    }
    this.#lastButOne = this.#last
    this.#last = word
    this.#mark = 0
  }

  /** One character of an unspaced script, with up to four of the same run before it. */
  #readUnspaced(): void {
    const { classes, folded } = this.#table
    this.#open(this.#place, this.#place + 1)
    let hash = EMPTY_HASH
    let concept = NO_CONCEPT
    const first = Math.max(this.#place - LONGEST_GRAM + 1, 0)
    for (let place = this.#place; place >= first; place -= 1) {
      const code = this.#text.charCodeAt(place)
      if (classes[code] !== UNSPACED) break
      hash = nextHash(hash, folded[code] ?? code)
      concept = conceptOfStem(this.#concepts, hash) || concept
      this.#add(hash)
    }
    this.#last = 0
    this.#lastButOne = 0
    this.#mark = 0
    this.#place += 1
    this.#words += 1
    this.#addConcept(concept)
  }

  /** A concept counts by itself, with each of the few before it, and as the end of a chain of three. */
  #addConcept(concept: number): void {
    if (concept === NO_CONCEPT) return
    const kept = this.#kept
    const keptAt = this.#keptAt
    this.#add(Math.imul(CONCEPT ^ concept, PRIME))
    for (let place = 0; place < CONCEPTS_KEPT; place += 1) {
      const before = kept[place] ?? NO_CONCEPT
      const apart = this.#words - (keptAt[place] ?? 0)
      if (before === NO_CONCEPT || apart > CONCEPT_REACH) break
      this.#add(Math.imul((apart <= NEAR_WORDS ? NEAR : FAR) ^ ((before << 8) | concept), PRIME))
      if (place === 1) this.#add(Math.imul(CHAIN ^ ((before << 16) | ((kept[0] ?? 0) << 8) | concept), PRIME))
    }
    kept.copyWithin(1, 0, CONCEPTS_KEPT - 1)
    keptAt.copyWithin(1, 0, CONCEPTS_KEPT - 1)
    kept[0] = concept
    keptAt[0] = this.#words
  }

  /** A run of one mark: "###" says more than "#", and a longer run no more than that. */
  #readMarks(): void {
    const start = this.#place
    const code = this.#text.charCodeAt(start)
    while (this.#place < this.#end && this.#text.charCodeAt(this.#place) === code) this.#place += 1
    const mark = Math.imul(MARK ^ (this.#table.folded[code] ?? code), PRIME) ^ Math.min(this.#place - start, 3)
    this.#open(start, this.#place)
    this.#add(mark)
    if (this.#mark !== 0) this.#add(Math.imul(this.#mark ^ mark, MARKED))
    this.#mark = mark
  }

  #open(start: number, end: number): void {
    const { count, starts, ends, firsts } = this.#into
    starts[count] = start
    ends[count] = end
    firsts[count] = this.#written
    this.#into.count = count + 1
  }

  #add(hash: number): void {
    this.#into.features[this.#written] = mix(hash)
    this.#written += 1
  }
}

function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return once ^ (once >>> 13)
}

/** At most a slice on; back to the last space where one is near, so that no word is cut in two. */
function sliceEnd(text: string, from: number): number {
  const end = from + SLICE_UNITS
  if (end >= text.length) return text.length
  const space = text.slice(end - 2 * WORD_UNITS, end).lastIndexOf(' ')
  return space === -1 ? end : end - 2 * WORD_UNITS + space
}
