/** Cheap looks at bytes that may have to be decoded before they can be read. */

const NUMBER_SIGN = 0x23
const BACKSLASH = 0x5c
const SEMICOLON = 0x3b
const LETTER_U = 0x75
const ZERO = 0x30
const MAX_ENTITY = 10

const HEX = 1
const LOWER = 2
const UPPER = 4
const DIGIT = 8
const ESCAPED = 16
const KINDS = kindsOfBytes()

/** A percent sign before two hexadecimal digits. */
export function isPercentEscape(bytes: Uint8Array, at: number): boolean {
  return is(bytes[at + 1], HEX) && is(bytes[at + 2], HEX)
}

/** An ampersand before a number, or before a name and a semicolon. */
export function isEntity(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] === NUMBER_SIGN) return true
  for (let index = at + 1; index < at + MAX_ENTITY && is(bytes[index], LOWER | UPPER); index++) {
    if (bytes[index + 1] === SEMICOLON) return true
  }
  return false
}

/** A backslash of the text itself before what makes an escape of it; or an escape for ASCII, which nothing needs. */
export function isInnerEscape(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1]
  if (next === BACKSLASH) return is(bytes[at + 2], ESCAPED) || bytes[at + 2] === BACKSLASH
  return next === LETTER_U && bytes[at + 2] === ZERO && bytes[at + 3] === ZERO
}

/** Letters and digits in a row that are no word and no name: what base64, base32 and hexadecimal look like. */
export function isLikeBlob(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  let capitals = 0
  let digits = 0
  let hex = 0
  for (let at = start; at < end; at++) {
    const kind = KINDS[bytes[at] ?? 0] ?? 0
    if ((kind & UPPER) !== 0) capitals++
    if ((kind & DIGIT) !== 0) digits++
    if ((kind & HEX) !== 0) hex++
  }
  if (hex === length) return digits > 0
  // A name of several words has fewer capitals.
  return capitals * 4 >= length || digits * 8 >= length || (digits > 0 && capitals * 8 >= length)
}

function is(byte: number | undefined, kinds: number): boolean {
  return ((KINDS[byte ?? 0] ?? 0) & kinds) !== 0
}

function kindsOfBytes(): Uint8Array {
  const kinds = new Uint8Array(0x100)
  for (let byte = 0; byte < 0x80; byte++) {
    const character = String.fromCharCode(byte)
    kinds[byte] =
      (/[0-9a-f]/i.test(character) ? HEX : 0) |
      (/[a-z]/.test(character) ? LOWER : 0) |
      (/[A-Z]/.test(character) ? UPPER : 0) |
      (/[0-9]/.test(character) ? DIGIT : 0) |
      (/[uxnrt"']/.test(character) ? ESCAPED : 0)
  }
  return kinds
}
