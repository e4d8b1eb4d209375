/** Text written in base64, base32 or hexadecimal, alone or in prose, in one piece or cut into pieces by white space. */
import { type Decoded, DecodedText, type Transform } from './decoded.js'
import { type Blob, findBlobs, KIND } from './find-blobs.js'
import { readUtf8, WIDTH_UNIT } from './utf8.js'

/** So much of a blob is decoded to see whether it is text. */
const SAMPLE_BYTES = 24
const MIN_TEXT_BYTES = 6
const BASE64_PHASES = 4
const BYTE_BITS = 8
const SPACE = 0x20
const DELETE = 0x7f
const REPLACEMENT = 0xfffd
const WHITE_SPACE: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d])
/** Bytes of the widest character of UTF-8. */
const MAX_WIDTH = 4
/** More than any symbol leaves over. */
const HELD_BITS = 0xfff

interface Encoding {
  readonly transform: Transform
  readonly kind: number
  readonly bits: number
  readonly values: Int8Array
}

const ENCODINGS: readonly Encoding[] = [
  { transform: 'hex', kind: KIND.hex, bits: 4, values: valuesOf(['0123456789abcdef', '0123456789ABCDEF']) },
  {
    transform: 'base32',
    kind: KIND.base32,
    bits: 5,
    values: valuesOf(['ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 'abcdefghijklmnopqrstuvwxyz234567']),
  },
  {
    transform: 'base64',
    kind: KIND.base64,
    bits: 6,
    values: valuesOf([
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
    ]),
  },
]

/** Every blob that is text when it is decoded. */
export function* decodeBlobs(text: string): Generator<Decoded> {
  for (const blob of findBlobs(text)) {
    const decoded = decodeBlob(text, blob)
    if (decoded !== undefined) yield decoded
  }
}

function decodeBlob(text: string, blob: Blob): Decoded | undefined {
  const sample = new Uint8Array(SAMPLE_BYTES)
  for (const encoding of ENCODINGS) {
    if ((blob.kinds & encoding.kind) === 0) continue
    const phases = encoding.kind === KIND.base64 ? BASE64_PHASES : 1
    for (let phase = 0; phase < phases; phase++) {
      const reading = { text, blob, encoding, phase }
      if (isText(sample.subarray(0, readBytes(reading, { bytes: sample })))) return readText(reading)
    }
  }
  return undefined
}

interface Reading {
  readonly text: string
  readonly blob: Blob
  readonly encoding: Encoding
  /** Symbols that are left out at the beginning, for a blob that something else runs into. */
  readonly phase: number
}

interface Bytes {
  readonly bytes: Uint8Array
  /** Where each byte begins and ends in the text, for whom it matters. */
  readonly from?: Uint32Array
  readonly to?: Uint32Array
}

/** Decodes until the bytes are full or the blob ends; returns how many bytes there are. */
function readBytes({ text, blob, encoding: { bits, values }, phase }: Reading, { bytes, from, to }: Bytes): number {
  let length = 0
  let held = 0
  let heldBits = 0
  let first = blob.start
  for (let at = blob.start, skipped = 0; at < blob.end && length < bytes.length; at++) {
    const value = values[text.charCodeAt(at)] ?? -1
    if (value < 0 || skipped++ < phase) continue
    if (heldBits === 0) first = at
    held = ((held << bits) | value) & HELD_BITS
    heldBits += bits
    if (heldBits < BYTE_BITS) continue
    heldBits -= BYTE_BITS
    bytes[length] = held >> heldBits
    if (from !== undefined) from[length] = first
    if (to !== undefined) to[length] = at + 1
    first = at
    length++
  }
  return length
}

/** Whether bytes are text, in whichever script. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length < MIN_TEXT_BYTES) return false
  for (let at = 0; at < bytes.length; ) {
    const read = readUtf8(bytes, at)
    const codePoint = read % WIDTH_UNIT
    // A sample may end within a character.
    if (codePoint === REPLACEMENT) return at > bytes.length - MAX_WIDTH
    if (codePoint === DELETE || (codePoint < SPACE && !WHITE_SPACE.has(codePoint))) return false
    at += Math.floor(read / WIDTH_UNIT)
  }
  return true
}

function readText(reading: Reading): Decoded {
  const room = (reading.blob.symbols * reading.encoding.bits) >> 3
  const bytes = new Uint8Array(room)
  const from = new Uint32Array(room)
  const to = new Uint32Array(room)
  const length = readBytes(reading, { bytes, from, to })
  const decoded = new DecodedText(length)
  for (let at = 0; at < length; ) {
    const read = readUtf8(bytes, at)
    const width = Math.floor(read / WIDTH_UNIT)
    decoded.push(read % WIDTH_UNIT, from[at] ?? 0, to[at + width - 1] ?? 0)
    at += width
  }
  return decoded.finish(reading.encoding.transform)
}

function valuesOf(alphabets: readonly string[]): Int8Array {
  const values = new Int8Array(0x80).fill(-1)
  for (const alphabet of alphabets)
    [...alphabet].forEach((symbol, value) => {
      values[symbol.charCodeAt(0)] = value
    })
  return values
}
