/** Finds where a text looks like base64, base32 or hexadecimal: in one piece, or cut into pieces by white space. */

/** Shorter blobs hold nothing worth finding. */
const MIN_SYMBOLS = 16
const MIN_PIECE = 2
/** Between two pieces: white space, commas and colons. */
const MAX_SEPARATORS = 2
/** Capitals in a row that words hardly have. */
const MANY_CAPITALS = 4

/** What a character may be part of, one bit each. */
export const KIND = { hex: 1, base32: 2, base64: 4, lower: 8, upper: 16, digit: 32, separator: 64 } as const

const ASCII = 0x80
const KINDS = kindsOfAscii()

/** A stretch of a text, all of whose symbols may be of one encoding. */
export interface Blob {
  readonly start: number
  readonly end: number
  /** Characters that are no separators. */
  readonly symbols: number
  /** The encodings that all of them may be of: bits of `KIND`. */
  readonly kinds: number
}

export function findBlobs(text: string): readonly Blob[] {
  const finder = new BlobFinder(text)
  let start = -1
  let kinds = 0
  let seen = 0
  let capitals = 0
  let isOdd = false
  for (let at = 0; at < text.length; at++) {
    const kind = kindOf(text.charCodeAt(at))
    if ((kind & KIND.base64) === 0) {
      if (start >= 0) finder.take(start, at, isOdd ? kinds | ODD : kinds)
      start = -1
      continue
    }
    if (start < 0) {
      start = at
      kinds = kind
      seen = 0
      capitals = 0
      isOdd = false
    }
    kinds &= kind
    capitals = (kind & KIND.upper) === 0 ? 0 : capitals + 1
    if ((kind & KIND.digit) !== 0 || (capitals > 0 && (seen & KIND.lower) !== 0) || capitals === MANY_CAPITALS)
      isOdd = true
    seen |= kind
  }
  if (start >= 0) finder.take(start, text.length, isOdd ? kinds | ODD : kinds)
  return finder.finish()
}

/** Set with the kinds of a piece that words do not look like. */
const ODD = 128

/** Puts pieces together that may be one blob. */
class BlobFinder {
  private readonly blobs: Blob[] = []
  private start = 0
  private end = Number.NEGATIVE_INFINITY
  private symbols = 0
  private width = 0
  private kinds = 0
  private isOdd = false

  constructor(private readonly text: string) {}

  take(start: number, end: number, kinds: number): void {
    const width = end - start
    const isOdd = (kinds & ODD) !== 0
    if (width < MIN_PIECE) return
    if (start - this.end <= MAX_SEPARATORS && this.fits(end, width, isOdd) && this.isSeparated(start)) {
      this.symbols += width
      this.kinds &= kinds
      this.isOdd ||= isOdd
    } else {
      this.close()
      this.start = start
      this.symbols = width
      this.width = width
      this.kinds = kinds
      this.isOdd = isOdd
    }
    this.end = end
  }

  finish(): readonly Blob[] {
    this.close()
    return this.blobs
  }

  private close(): void {
    const { start, end, symbols, kinds } = this
    if (this.isOdd && symbols >= MIN_SYMBOLS) this.blobs.push({ start, end, symbols, kinds })
  }

  /** Pieces are all as long as the first, but for the last; or of any length, if they look like no words. */
  private fits(end: number, width: number, isOdd: boolean): boolean {
    const isLast = width < this.width && this.symbols > this.width && this.kindAt(end) !== KIND.separator
    return width === this.width || (isOdd && this.isOdd) || isLast
  }

  private kindAt(at: number): number {
    return at < this.text.length ? kindOf(this.text.charCodeAt(at)) : 0
  }

  private isSeparated(start: number): boolean {
    for (let at = this.end; at < start; at++) {
      if ((kindOf(this.text.charCodeAt(at)) & KIND.separator) === 0) return false
    }
    return true
  }
}

function kindOf(unit: number): number {
  return unit < ASCII ? (KINDS[unit] ?? 0) : 0
}

function kindsOfAscii(): Uint8Array {
  const kinds = new Uint8Array(ASCII)
  for (let unit = 0; unit < kinds.length; unit++) {
    const character = String.fromCharCode(unit)
    kinds[unit] =
      (/[0-9a-f]/i.test(character) ? KIND.hex : 0) |
      (/[a-z2-7]/i.test(character) ? KIND.base32 : 0) |
      (/[a-z0-9+/_-]/i.test(character) ? KIND.base64 : 0) |
      (/[a-z]/.test(character) ? KIND.lower : 0) |
      (/[A-Z]/.test(character) ? KIND.upper : 0) |
      (/[0-9]/.test(character) ? KIND.digit : 0) |
      (/[\s,:]/.test(character) ? KIND.separator : 0)
  }
  return kinds
}
