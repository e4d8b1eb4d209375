/** Hashes, keyed fingerprints and a comparison that does not tell by its duration. */
import { createHmac, hash, timingSafeEqual } from 'node:crypto'

/** Hexadecimal digits of a fingerprint: enough to tell callers apart, too few to stand for the text. */
const FINGERPRINT_DIGITS = 16

/** SHA-256, 32 bytes; text is hashed as UTF-8. */
export function sha256(data: Uint8Array | string): Buffer {
  return hash('sha256', data, 'buffer')
}

/** A short name for a text that must not be written down; without the key nobody can test guesses against it. */
export function fingerprint(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex').slice(0, FINGERPRINT_DIGITS)
}

/** True when both hold the same bytes; takes the same time wherever they differ. Only the length may be learnt. */
export function isEqualInConstantTime(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}
