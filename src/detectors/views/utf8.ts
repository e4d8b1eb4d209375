/** Reads UTF-8 one character at a time, from bytes that may be anything. */

const REPLACEMENT = 0xfffd
const CONTINUATION_BITS = 6

/** The code point at an offset, with the number of its bytes above it: `width * 2^21 + codePoint`. What is no UTF-8 is one byte wide. */
export const WIDTH_UNIT = 2 ** 21

export function readUtf8(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return WIDTH_UNIT + first
  const width = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  let codePoint = first & (0xff >> (width + 1))
  for (let index = 1; index < width; index++) {
    const byte = bytes[at + index] ?? 0
    if (byte >> CONTINUATION_BITS !== 2) return WIDTH_UNIT + REPLACEMENT
    codePoint = (codePoint << CONTINUATION_BITS) | (byte & 0x3f)
  }
  const isValid =
    first >= 0xc2 && codePoint >= (SMALLEST[width - 1] ?? 0) && codePoint <= 0x10ffff && codePoint >> 11 !== 27
  return isValid ? width * WIDTH_UNIT + codePoint : WIDTH_UNIT + REPLACEMENT
}

/** The smallest code point that needs two, three and four bytes. */
const SMALLEST: readonly number[] = [0, 0x80, 0x800, 0x10000]
