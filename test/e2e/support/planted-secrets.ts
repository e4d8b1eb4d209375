/** Secrets that a test hides in requests, and the search for them in everything that was written down, however it is spelled. */
import { randomBytes } from 'node:crypto'

/** Secrets by the place where each was hidden. */
export interface Garden {
  /** A new secret: only letters and digits, so that it survives in every place. The same name is the same secret. */
  plant(place: string): string
  /** The places whose secrets stand in the bytes, each with the spelling in which it was found. */
  findIn(bytes: Uint8Array): readonly string[]
  readonly size: number
}

/** A garden with nothing in it. */
export function createGarden(): Garden {
  const planted = new Map<string, string>()
  return {
    plant(place) {
      const secret = planted.get(place) ?? `zq${randomBytes(15).toString('hex')}`
      planted.set(place, secret)
      return secret
    },
    findIn(bytes) {
      const text = Buffer.from(bytes).toString('latin1')
      const lower = text.toLowerCase()
      return [...planted].flatMap(([place, secret]) =>
        Object.entries(spellings(secret))
          .filter(([, spelled]) => text.includes(spelled) || lower.includes(spelled.toLowerCase()))
          .map(([name]) => `${place} (${name})`),
      )
    },
    get size() {
      return planted.size
    },
  }
}

/** As it is, URL-encoded, JSON-escaped, in hexadecimal, and in base64 wherever in the encoded text it may begin. */
function spellings(secret: string): Readonly<Record<string, string>> {
  const bytes = [...Buffer.from(secret)]
  const hex = (byte: number) => byte.toString(16).padStart(2, '0')
  return {
    clear: secret,
    reversed: [...secret].reverse().join(''),
    'URL-encoded': bytes.map((byte) => `%${hex(byte)}`).join(''),
    'JSON-escaped': bytes.map((byte) => `\\u00${hex(byte)}`).join(''),
    hexadecimal: bytes.map(hex).join(''),
    'UTF-16': secret.split('').join('\0'),
    ...Object.fromEntries([0, 1, 2].map((offset) => [`base64 at ${offset}`, base64Core(secret, offset)])),
  }
}

/** What base64 makes of the secret behind `offset` bytes of something else: without the ends that its neighbours share. */
function base64Core(secret: string, offset: number): string {
  const encoded = Buffer.from(' '.repeat(offset) + secret).toString('base64')
  const first = Math.ceil((offset * 8) / 6)
  const whole = Math.floor(((offset + secret.length) * 8) / 6)
  return encoded.slice(first, whole)
}
