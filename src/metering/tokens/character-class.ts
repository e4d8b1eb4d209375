/** The kinds of characters that tokenizers tell apart, read from UTF-8 bytes. */

/** Neither letter nor digit nor white space: punctuation, symbols, controls. */
export const OTHER = 0
/** Upper and title case. */
export const UPPER = 1
export const LOWER = 2
/** Letters without case, such as those of Chinese and Arabic, and modifier letters. */
export const CASELESS = 3
/** Combining marks: no letters, but part of words. */
export const MARK = 4
export const NUMBER = 5
/** White space but for line ends. */
export const SPACE = 6
/** Carriage return and line feed. */
export const NEWLINE = 7

/** One code point: its kind in the lower three bits, above them its length in bytes. */
export type PackedClass = number

export const KIND_MASK = 7
export const LENGTH_SHIFT = 3

const KINDS: readonly (readonly [kind: number, pattern: RegExp])[] = [
  [NEWLINE, /[\r\n]/],
  [SPACE, /\s/],
  [NUMBER, /\p{N}/u],
  [UPPER, /[\p{Lu}\p{Lt}]/u],
  [LOWER, /\p{Ll}/u],
  [CASELESS, /\p{L}/u],
  [MARK, /\p{M}/u],
]

const PAGE_BITS = 8
const PAGE_SIZE = 1 << PAGE_BITS

/** Kinds by code point, a page of 256 at a time, each filled when somebody first writes in that alphabet. */
const pages: (Uint8Array | undefined)[] = new Array(0x110000 >> PAGE_BITS)

const ASCII = pageOf(0).map((kind) => kind | (1 << LENGTH_SHIFT))

/** The code point that begins at `at`; the bytes must be valid UTF-8, as Node encodes every string (a lone surrogate as U+FFFD). */
export function classAt(bytes: Uint8Array, at: number): PackedClass {
  const byte = bytes[at] ?? 0
  return byte < 0x80 ? (ASCII[byte] ?? 0) : wideClassAt(bytes, at, byte)
}

function wideClassAt(bytes: Uint8Array, at: number, lead: number): PackedClass {
  const second = (bytes[at + 1] ?? 0) & 0x3f
  if (lead < 0xe0) return kindOf(((lead & 0x1f) << 6) | second) | (2 << LENGTH_SHIFT)
  const third = (bytes[at + 2] ?? 0) & 0x3f
  if (lead < 0xf0) return kindOf(((lead & 0x0f) << 12) | (second << 6) | third) | (3 << LENGTH_SHIFT)
  const fourth = (bytes[at + 3] ?? 0) & 0x3f
  return kindOf(((lead & 0x07) << 18) | (second << 12) | (third << 6) | fourth) | (4 << LENGTH_SHIFT)
}

function kindOf(codePoint: number): number {
  const page = pages[codePoint >> PAGE_BITS] ?? pageOf(codePoint >> PAGE_BITS)
  return page[codePoint & (PAGE_SIZE - 1)] ?? OTHER
}

function pageOf(number: number): Uint8Array {
  const page = new Uint8Array(PAGE_SIZE)
  for (let low = 0; low < PAGE_SIZE; low++) {
    const character = String.fromCodePoint((number << PAGE_BITS) | low)
    page[low] = KINDS.find(([, pattern]) => pattern.test(character))?.[0] ?? OTHER
  }
  pages[number] = page
  return page
}
