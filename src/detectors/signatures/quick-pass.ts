/** The first look at a JSON body: which of its bytes have to be decoded and scanned as text. */
import { SYMBOL } from '../automaton/index.js'
import { isAsciiLetter } from '../folding/index.js'
import { readUtf8, WIDTH_UNIT } from '../views/index.js'
import type { SignatureSet } from './compile.js'
import { readEscape } from './json-text.js'
import { PhraseMatcher } from './phrase-matcher.js'
import { isEntity, isInnerEscape, isLikeBlob, isPercentEscape } from './suspect.js'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const PERCENT = 0x25
const AMPERSAND = 0x26
const FIRST_OTHER = 0x80
const BYTES = 0x100
/** In the place of a symbol: a byte that takes more than one look. */
const SPECIAL = 0xff
const BITS = 8
const SYMBOL_BITS = 0xff
/** Letters and digits in a row: shorter ones are words. */
const LONG_RUN = 14
/** Pieces of the same length in a row, and the letters in them: fewer are words. */
const EVEN_PIECES = 3
const EVEN_LETTERS = 16
/** Text that is looked at before a phrase that begins in an earlier string. */
const BEFORE_BYTES = 1024

/** Bytes of a body, the end exclusive. */
export interface Region {
  readonly start: number
  readonly end: number
}

/**
 * Runs the automaton over all bytes, reading escapes as the parser will. Strings are not told apart: a phrase may begin in one
 * and end in the next, as the parts of one message do.
 */
export class QuickPass {
  private at = 0
  private state = 0
  private letters = 0
  private isInString = false
  private stringStart = 0
  /** Just after the last byte that was neither letter nor digit. */
  private runStart = 0
  /** How long the last run was, and how many of the same length came one after another. */
  private runLength = 0
  private evenPieces = 0
  /** Where the string, or what was before it, begins to need a closer look; -1 while it does not. */
  private suspectFrom = -1
  private readonly symbols: Uint8Array
  private readonly regions: Region[] = []
  private readonly matcher: PhraseMatcher

  constructor(
    private readonly set: SignatureSet,
    private readonly bytes: Uint8Array,
  ) {
    this.matcher = new PhraseMatcher(set, ({ first }) => this.suspect(first.end))
    this.symbols = new Uint8Array(BYTES).fill(SPECIAL, FIRST_OTHER)
    this.symbols.set(set.automaton.alphabet.ascii)
    for (const byte of [QUOTE, BACKSLASH, PERCENT, AMPERSAND]) this.symbols[byte] = SPECIAL
  }

  /** Takes the bytes up to an offset. */
  advance(end: number): void {
    const { bytes, symbols, set } = this
    const { next, firstAccepting } = set.automaton
    let { at, state, letters, runStart } = this
    while (at < end) {
      const symbol = symbols[bytes[at] ?? 0] ?? SPECIAL
      if (symbol === SYMBOL.skip) {
        if (at > runStart) this.endRun(runStart, at)
        at++
        runStart = at
      } else if (symbol !== SPECIAL) {
        state = next[state + symbol] ?? 0
        letters++
        at++
        if (state >= firstAccepting) this.visit(state, at, letters)
      } else {
        if (at > runStart) this.endRun(runStart, at)
        this.state = state
        this.letters = letters
        at += this.takeSpecial(at)
        state = this.state
        letters = this.letters
        runStart = at
      }
    }
    this.at = at
    this.state = state
    this.letters = letters
    this.runStart = runStart
  }

  /** The regions to look at, in their order, those that overlap put together. */
  finish(): readonly Region[] {
    const { length } = this.bytes
    if (length > this.runStart) this.endRun(this.runStart, length)
    this.close(length)
    return this.regions
  }

  private endRun(start: number, end: number): void {
    const length = end - start
    this.evenPieces = length === this.runLength ? this.evenPieces + 1 : 1
    this.runLength = length
    const isCut = this.evenPieces >= EVEN_PIECES && this.evenPieces * length >= EVEN_LETTERS && length > 1
    if ((length >= LONG_RUN || isCut) && this.suspectFrom < 0 && isLikeBlob(this.bytes, start, end)) this.suspect(end)
  }

  /** Takes a byte that takes more than one look; returns how many bytes there were to it. */
  private takeSpecial(at: number): number {
    const { bytes } = this
    switch (bytes[at]) {
      case QUOTE:
        this.turn(at)
        return 1
      case PERCENT:
        if (isPercentEscape(bytes, at)) this.suspect(at)
        return 1
      case AMPERSAND:
        if (isEntity(bytes, at)) this.suspect(at)
        return 1
      case BACKSLASH: {
        if (isInnerEscape(bytes, at)) this.suspect(at)
        const { codePoint, width } = readEscape(bytes, at)
        this.feed(codePoint, at, width)
        return width
      }
      default: {
        const read = readUtf8(bytes, at)
        const width = Math.floor(read / WIDTH_UNIT)
        this.feed(read % WIDTH_UNIT, at, width)
        return width
      }
    }
  }

  private feed(codePoint: number, at: number, width: number): void {
    const { bytes, set } = this
    const { next, firstAccepting, alphabet } = set.automaton
    const isBeside = isAsciiLetter(bytes[at - 1] ?? 0) || isAsciiLetter(bytes[at + width] ?? 0)
    for (let rest = alphabet.symbolsOf(codePoint, isBeside); rest > 0; rest >>= BITS) {
      this.state = next[this.state + (rest & SYMBOL_BITS)] ?? 0
      this.letters++
      if (this.state >= firstAccepting) this.visit(this.state, at + width, this.letters)
    }
  }

  private visit(state: number, end: number, letters: number): void {
    this.set.automaton.eachWord(state, (word) => {
      if (word >= this.set.firstTelltale) this.suspect(end)
      else this.matcher.found(word, end, letters)
    })
  }

  /** A quotation mark: a string begins or ends. */
  private turn(at: number): void {
    if (this.isInString) this.close(at)
    else this.stringStart = at + 1
    this.isInString = !this.isInString
  }

  private suspect(from: number): void {
    const start = from > this.stringStart ? this.stringStart : Math.max(0, from - BEFORE_BYTES)
    this.suspectFrom = this.suspectFrom < 0 ? start : Math.min(this.suspectFrom, start)
  }

  private close(end: number): void {
    if (this.suspectFrom < 0) return
    const last = this.regions.at(-1)
    if (last !== undefined && this.suspectFrom <= last.end) this.regions.splice(-1, 1, { start: last.start, end })
    else this.regions.push({ start: this.suspectFrom, end })
    this.suspectFrom = -1
  }
}
