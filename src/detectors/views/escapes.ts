/** Characters written as escapes: of URLs, of JSON and programs, of HTML. */
import { type Decoded, DecodedText, type Transform } from './decoded.js'
import { readEntity } from './entities.js'
import { readUtf8, WIDTH_UNIT } from './utf8.js'

/** Plain text that is kept around an escape, so that a word of which only a letter is escaped is whole. */
const MARGIN = 64

interface Notation {
  readonly transform: Transform
  /** What every escape begins with: a text without it costs one look. */
  readonly sign: string
  /** Takes a bounded number of characters, and can be read in one way only. */
  readonly pattern: RegExp
  /** Pushes what an escape stands for; false if it stands for nothing. */
  decode(written: string, start: number, into: DecodedText): boolean
}

const NOTATIONS: readonly Notation[] = [
  { transform: 'percent', sign: '%', pattern: /(?:%[0-9a-f]{2}){1,512}/gi, decode: decodePercent },
  {
    transform: 'json',
    sign: '\\',
    pattern: /\\(?:u[0-9a-f]{4}|u\{[0-9a-f]{1,6}\}|x[0-9a-f]{2}|[nrtbf"'\\/])/gi,
    decode: decodeBackslash,
  },
  { transform: 'html', sign: '&', pattern: /&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});?/gi, decode: decodeEntity },
]

/** Every stretch of the text that holds escapes, with the plain text around them. */
export function* decodeEscapes(text: string): Generator<Decoded> {
  for (const notation of NOTATIONS) if (text.includes(notation.sign)) yield* decodeNotation(text, notation)
}

function* decodeNotation(text: string, { transform, pattern, decode }: Notation): Generator<Decoded> {
  let stretch: Stretch | undefined
  for (const { 0: written, index } of text.matchAll(pattern)) {
    if (stretch !== undefined && index > stretch.end + MARGIN) {
      if (stretch.holdsAny) yield stretch.finish(transform)
      stretch = undefined
    }
    stretch ??= new Stretch(text, index)
    stretch.take(index, written.length, (into) => decode(written, index, into))
  }
  if (stretch?.holdsAny) yield stretch.finish(transform)
}

/** Escapes near each other, and the text between them. */
class Stretch {
  /** Where the last escape ends. */
  end: number
  /** False while all that looked like an escape stood for nothing. */
  holdsAny = false
  private readonly decoded = new DecodedText()

  constructor(
    private readonly text: string,
    firstEscape: number,
  ) {
    this.end = Math.max(0, firstEscape - MARGIN)
  }

  take(at: number, width: number, decode: (into: DecodedText) => boolean): void {
    this.decoded.copy(this.text, this.end, at)
    this.end = at + width
    if (decode(this.decoded)) this.holdsAny = true
    else this.decoded.copy(this.text, at, this.end)
  }

  finish(transform: Transform): Decoded {
    this.decoded.copy(this.text, this.end, Math.min(this.text.length, this.end + MARGIN))
    return this.decoded.finish(transform)
  }
}

function decodePercent(written: string, start: number, into: DecodedText): boolean {
  const bytes = Buffer.from(written.replaceAll('%', ''), 'hex')
  for (let at = 0; at < bytes.length; ) {
    const read = readUtf8(bytes, at)
    const width = Math.floor(read / WIDTH_UNIT)
    into.push(read % WIDTH_UNIT, start + at * 3, start + (at + width) * 3)
    at += width
  }
  return true
}

function decodeBackslash(written: string, start: number, into: DecodedText): boolean {
  const kind = written.charAt(1)
  const isNumber = written.length > 2
  const codePoint = isNumber
    ? Number.parseInt(written.replace(/[^0-9a-f]+/gi, ''), 16)
    : (SIMPLE[kind] ?? kind).charCodeAt(0)
  if (codePoint > 0x10ffff) return false
  into.push(codePoint, start, start + written.length)
  return true
}

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: ' ' }

function decodeEntity(written: string, start: number, into: DecodedText): boolean {
  const codePoint = readEntity(written)
  if (codePoint === undefined) return false
  into.push(codePoint, start, start + written.length)
  return true
}
