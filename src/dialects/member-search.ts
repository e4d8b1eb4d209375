/** Looks for a member in the bytes of a frame without reading them as JSON. */

const COLON = 0x3a
const FIRST_OF_NULL = 0x6e

/** A search for one member. Says false only where no member of that name holds anything but null, as every chunk of some streams does. */
export function memberSearch(name: string): (bytes: Buffer) => boolean {
  const quoted = Buffer.from(`"${name}"`)
  return (bytes) => {
    for (let at = bytes.indexOf(quoted); at >= 0; at = bytes.indexOf(quoted, at + 1)) {
      if (!isNull(bytes, at + quoted.length)) return true
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
