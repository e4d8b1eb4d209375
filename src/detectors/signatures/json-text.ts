/** The text that a JSON parser will read out of bytes, with the way back to them. */
import { type Decoded, DecodedText, readUtf8, WIDTH_UNIT } from '../views/index.js'

const BACKSLASH = 0x5c
const LETTER_U = 0x75
const ESCAPE_WIDTH = 6
const HIGH_SURROGATES = 0x36
const LOW_SURROGATES = 0x37
const SIMPLE: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, b: 0x08, f: 0x0c }

/** One character as JSON writes it: its code point, and how many bytes it takes. */
export interface JsonCharacter {
  readonly codePoint: number
  readonly width: number
}

/** Reads an escape at a backslash. What is no valid escape is read as the backslash alone: a parser will refuse the body anyway. */
export function readEscape(bytes: Uint8Array, at: number): JsonCharacter {
  const kind = bytes[at + 1] ?? 0
  if (kind !== LETTER_U) return { codePoint: SIMPLE[String.fromCharCode(kind)] ?? kind, width: 2 }
  const unit = readHex(bytes, at + 2)
  if (unit === undefined) return { codePoint: BACKSLASH, width: 1 }
  if (
    unit >> 10 !== HIGH_SURROGATES ||
    bytes[at + ESCAPE_WIDTH] !== BACKSLASH ||
    bytes[at + ESCAPE_WIDTH + 1] !== LETTER_U
  ) {
    return { codePoint: unit, width: ESCAPE_WIDTH }
  }
  const low = readHex(bytes, at + ESCAPE_WIDTH + 2)
  if (low === undefined || low >> 10 !== LOW_SURROGATES) return { codePoint: unit, width: ESCAPE_WIDTH }
  return { codePoint: 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff), width: 2 * ESCAPE_WIDTH }
}

/** The text of some bytes of a JSON body. Escapes are read wherever they stand. */
export function readJsonText(bytes: Uint8Array): Decoded {
  const decoded = new DecodedText(bytes.length)
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0
    if (byte === BACKSLASH) {
      const { codePoint, width } = readEscape(bytes, at)
      decoded.push(codePoint, at, at + width)
      at += width
    } else if (byte < 0x80) {
      decoded.push(byte, at, at + 1)
      at++
    } else {
      const read = readUtf8(bytes, at)
      const width = Math.floor(read / WIDTH_UNIT)
      decoded.push(read % WIDTH_UNIT, at, at + width)
      at += width
    }
  }
  return decoded.finish('json')
}

function readHex(bytes: Uint8Array, at: number): number | undefined {
  let value = 0
  for (let index = at; index < at + 4; index++) {
    const digit = HEX_VALUES[bytes[index] ?? 0] ?? -1
    if (digit < 0) return undefined
    value = value * 16 + digit
  }
  return value
}

const HEX_VALUES = hexValues()

function hexValues(): Int8Array {
  const values = new Int8Array(0x100).fill(-1)
  for (let value = 0; value < 16; value++) {
    values[value.toString(16).charCodeAt(0)] = value
    values[value.toString(16).toUpperCase().charCodeAt(0)] = value
  }
  return values
}
