/** The head of an answer, read strictly: what two readers could understand in two ways is no answer. */
import { NOT_IN_VALUE, TOKEN } from './field-syntax.js'
import { HttpFault } from './http-fault.js'

export interface AnswerHead {
  readonly status: number
  /** HTTP/1.0, which keeps no connection unless it says so and knows no chunks. */
  readonly isOld: boolean
  /** Names and values in turn; names in lower case. A length that is told several times over stands there once. */
  readonly headers: readonly string[]
  readonly contentLength: number | undefined
  /** The values of these headers, joined by commas where there are several; '' where there are none. */
  readonly transferEncoding: string
  readonly connection: string
  readonly keepAlive: string
}

/** Twice what any provider sends. */
const MAX_HEADERS = 256

/** HTTP/1.1 200 */
const STATUS_AT = 'HTTP/1.1 '.length
const REASON_AT = STATUS_AT + 3

const [TAB, SPACE, ZERO, NINE] = [0x09, 0x20, 0x30, 0x39]

/** The spellings of the names that come with nearly every answer, so that they need neither a check nor a new string. */
const KNOWN_NAMES: ReadonlyMap<string, string> = new Map(
  [
    'Access-Control-Expose-Headers',
    'Alt-Svc',
    'Cache-Control',
    'CF-Cache-Status',
    'CF-Ray',
    'Connection',
    'Content-Encoding',
    'Content-Length',
    'Content-Type',
    'Date',
    'Keep-Alive',
    'OpenAI-Organization',
    'OpenAI-Processing-Ms',
    'OpenAI-Version',
    'Request-Id',
    'Server',
    'Set-Cookie',
    'Strict-Transport-Security',
    'Transfer-Encoding',
    'Vary',
    'Via',
    'X-Content-Type-Options',
    'X-RateLimit-Limit-Requests',
    'X-RateLimit-Limit-Tokens',
    'X-RateLimit-Remaining-Requests',
    'X-RateLimit-Remaining-Tokens',
    'X-RateLimit-Reset-Requests',
    'X-RateLimit-Reset-Tokens',
    'X-Request-Id',
  ].flatMap((name) => [[name, name.toLowerCase()] as const, [name.toLowerCase(), name.toLowerCase()] as const]),
)

/**
 * Reads the lines of a head, each of which ends with CR and LF.
 * @throws HttpFault `INVALID_ANSWER` or `HEAD_TOO_LARGE`
 */
export function readHead(text: string): AnswerHead {
  const lineEnd = text.indexOf('\r\n')
  const status = statusIn(text, lineEnd)
  const headers: string[] = []
  let contentLength: number | undefined
  let transferEncoding = ''
  let connection = ''
  let keepAlive = ''
  for (let at = lineEnd + 2; at < text.length; ) {
    const colon = text.indexOf(':', at)
    if (colon === -1) throw new HttpFault('INVALID_ANSWER')
    const name = nameOf(text.slice(at, colon))
    const end = text.indexOf('\r\n', colon)
    const value = valueIn(text, colon + 1, end)
    at = end + 2
    if (name === 'content-length') {
      const isRepeated = contentLength !== undefined
      contentLength = lengthIn(value, contentLength)
      if (isRepeated) continue
      headers.push(name, `${contentLength}`)
      continue
    }
    headers.push(name, value)
    if (headers.length > 2 * MAX_HEADERS) throw new HttpFault('HEAD_TOO_LARGE')
    if (name === 'transfer-encoding') transferEncoding = joined(transferEncoding, value)
    else if (name === 'connection') connection = joined(connection, value)
    else if (name === 'keep-alive') keepAlive = joined(keepAlive, value)
  }
  return { status, isOld: text[7] === '0', headers, contentLength, transferEncoding, connection, keepAlive }
}

function statusIn(text: string, lineEnd: number): number {
  const isWellFormed =
    (text.startsWith('HTTP/1.1 ') || text.startsWith('HTTP/1.0 ')) &&
    (lineEnd === REASON_AT || (lineEnd > REASON_AT && text.charCodeAt(REASON_AT) === SPACE)) &&
    !NOT_IN_VALUE.test(text.slice(REASON_AT, lineEnd))
  const status = isWellFormed ? digitsIn(text.slice(STATUS_AT, REASON_AT)) : 0
  if (status < 100) throw new HttpFault('INVALID_ANSWER')
  return status
}

function nameOf(text: string): string {
  const known = KNOWN_NAMES.get(text)
  if (known !== undefined) return known
  if (!TOKEN.test(text)) throw new HttpFault('INVALID_ANSWER')
  return text.toLowerCase()
}

function valueIn(text: string, from: number, to: number): string {
  let start = from
  let end = to
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  const value = text.slice(start, end)
  if (NOT_IN_VALUE.test(value)) throw new HttpFault('INVALID_ANSWER')
  return value
}

/** One length, or the same several times over; `earlier` is what a header before this one said. */
function lengthIn(value: string, earlier: number | undefined): number {
  const length = value.includes(',') ? onlyLengthIn(value.split(',')) : digitsIn(value)
  if (length < 0 || (earlier !== undefined && length !== earlier)) throw new HttpFault('INVALID_ANSWER')
  return length
}

function onlyLengthIn(values: readonly string[]): number {
  const lengths = new Set(values.map((value) => digitsIn(value.trim())))
  const [length = -1] = lengths
  return lengths.size === 1 ? length : -1
}

/** A number in decimal digits and nothing else; -1 where it is none or too large to count with. */
function digitsIn(text: string): number {
  if (text === '') return -1
  let number = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < ZERO || code > NINE) return -1
    number = number * 10 + (code - ZERO)
    if (number > Number.MAX_SAFE_INTEGER) return -1
  }
  return number
}

function joined(earlier: string, value: string): string {
  return earlier === '' ? value : `${earlier},${value}`
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}
