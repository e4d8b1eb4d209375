/** Finds where the plain run of a JSON string ends, four bytes at a time. */

const QUOTE = 0x22
const BACKSLASH = 0x5c
const FIRST_PRINTABLE = 0x20
const BYTES_PER_WORD = 4
const WORD_SHIFT = 2
const BITS_PER_BYTE = 8
const BYTE_SHIFT = 3
const HIGHEST_BIT = 31

const EACH_BYTE = 0x01010101
const HIGH_BITS = 0x80808080 | 0
const QUOTES = QUOTE * EACH_BYTE
const BACKSLASHES = BACKSLASH * EACH_BYTE
const PRINTABLES = FIRST_PRINTABLE * EACH_BYTE

/** Elsewhere the first byte is not the lowest, so there every byte is looked at alone. */
const IS_LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

/** Below, seeing the bytes as words costs more than it saves. */
const WORTH_WORDS_BYTES = 256
const NO_WORDS = new Int32Array(0)

/** The bytes of one text, also seen as words. */
export class PlainRuns {
  private readonly words: Int32Array
  /** Bytes before the first whole word in memory. */
  private readonly skew: number

  constructor(private readonly bytes: Uint8Array) {
    const { buffer, byteOffset, length } = bytes
    this.skew = -byteOffset & (BYTES_PER_WORD - 1)
    const isWorthIt = IS_LITTLE_ENDIAN && length >= WORTH_WORDS_BYTES
    this.words = isWorthIt
      ? new Int32Array(buffer, byteOffset + this.skew, (length - this.skew) >> WORD_SHIFT)
      : NO_WORDS
  }

  /** The offset of the first quote, backslash or control character at or after `from`; the length of the text where there is none. */
  end(from: number): number {
    const { words, skew } = this
    if (from < skew) return this.endByByte(from)
    const place = from - skew
    let word = place >> WORD_SHIFT
    if (word >= words.length) return this.endByByte(from)
    // The bytes before `from` are filled with ones, which end nothing.
    let ends = endsIn((words[word] ?? 0) | ((1 << ((place & (BYTES_PER_WORD - 1)) * BITS_PER_BYTE)) - 1))
    while (ends === 0) {
      word++
      if (word >= words.length) return this.endByByte(skew + word * BYTES_PER_WORD)
      ends = endsIn(words[word] ?? 0)
    }
    return skew + word * BYTES_PER_WORD + ((HIGHEST_BIT - Math.clz32(ends & -ends)) >> BYTE_SHIFT)
  }

  private endByByte(from: number): number {
    const { bytes } = this
    let at = from
    while (at < bytes.length && !endsRun(bytes[at] ?? 0)) at++
    return at
  }
}

function endsRun(byte: number): boolean {
  return byte < FIRST_PRINTABLE || byte === QUOTE || byte === BACKSLASH
}

/**
 * The high bit of each byte that ends a run; bits above the lowest may be wrong. A byte is less than n exactly if taking n from
 * it sets its high bit, and it did not have that bit before; it equals n if it differs from it by less than 1.
 */
function endsIn(word: number): number {
  const quotes = word ^ QUOTES
  const backslashes = word ^ BACKSLASHES
  const control = (word - PRINTABLES) & ~word
  return (control | ((quotes - EACH_BYTE) & ~quotes) | ((backslashes - EACH_BYTE) & ~backslashes)) & HIGH_BITS
}
