/** The only home of randomness: exchange ids, random bytes and random text. */
import { randomBytes as cryptoRandomBytes, randomFillSync } from 'node:crypto'

const CROCKFORD_BASE32 = '0123456789abcdefghjkmnpqrstvwxyz'
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const TIME_CHARACTERS = 10
const RANDOM_CHARACTERS = 16

/** Drawing 4 KiB at once makes the system's generator a small part of an id's price. */
const pool = Buffer.alloc(4096)
let poolOffset = pool.length

const idCharacters = Buffer.alloc(TIME_CHARACTERS + RANDOM_CHARACTERS)
let idTimeMs = -1

/** A 26-character id in the layout of a ULID, lower case: 48 bits of time, then 80 random bits; ids of later milliseconds sort later. */
export function newExchangeId(nowMs: number): string {
  if (nowMs !== idTimeMs) writeTime(nowMs)
  if (poolOffset === pool.length) refillPool()
  for (let index = TIME_CHARACTERS; index < idCharacters.length; index += 1) {
    idCharacters[index] = CROCKFORD_BASE32.charCodeAt(pool.readUInt8(poolOffset) & 31)
    poolOffset += 1
  }
  return idCharacters.toString('latin1')
}

/** `byteCount` bytes that nobody can foretell. */
export function randomBytes(byteCount: number): Buffer {
  return cryptoRandomBytes(byteCount)
}

/** Random letters and digits, each of the 62 equally likely: 5.95 bits a character. */
export function randomBase62(length: number): string {
  let text = ''
  while (text.length < length) {
    for (const byte of cryptoRandomBytes(length - text.length)) {
      // 248 is the largest multiple of 62 in a byte; what lies above would favour the first characters.
      if (byte < 248) text += BASE62.charAt(byte % 62)
    }
  }
  return text
}

function writeTime(nowMs: number): void {
  let rest = nowMs
  for (let index = TIME_CHARACTERS - 1; index >= 0; index -= 1) {
    idCharacters[index] = CROCKFORD_BASE32.charCodeAt(rest % 32)
    rest = Math.floor(rest / 32)
  }
  idTimeMs = nowMs
}

/** The pool's length is a multiple of what one id takes, so it is used up exactly. */
function refillPool(): void {
  randomFillSync(pool)
  poolOffset = 0
}
