/** Looks for a member in the bytes of a frame without reading them as JSON. */

const COLON = 0x3a
const QUOTE = 0x22
const FIRST_OF_NULL = 0x6e

/** A search for one member. Says false only where no member of that name holds anything but null, as every chunk of some streams does. */
export function memberSearch(name: string): (bytes: Buffer) => boolean {
  // Without its quote, which begins every other word of a frame: the search goes from one first byte to the next.
  const word = Buffer.from(`${name}"`)
  return (bytes) => {
    for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) {
      if (bytes[at - 1] === QUOTE && !isNull(bytes, at + word.length)) return true
    }
    return false
  }
}

function isNull(bytes: Buffer, afterName: number): boolean {
  const colon = skipSpace(bytes, afterName)
  return bytes[colon] === COLON && bytes[skipSpace(bytes, colon + 1)] === FIRST_OF_NULL
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from
  while (isSpace(bytes[at])) at++
  return at
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}
