/** Tells strings that hold no words by their looks: tokens, base64 of something binary, plain names of members. */
import { isAscii, isUtf8 } from 'node:buffer'
import type { JsonDocument } from '../lib/index.js'

const MAX_NAME_LENGTH = 40
const MAX_NAME_DIGITS = 6

/** Longer than any id that vendors give out; what is longer may be a sentence without spaces. */
const MAX_TOKEN_LENGTH = 256
const MAX_ESCAPE_LENGTH = 6

/** An id, a type, a name or a reference; not what has spaces, and not an e-mail address. */
const TOKEN = /^[\w.:/+=|,$#~-]*$/
const IN_TOKEN = new Uint8Array(256).map((_, byte) => (byte < 0x80 && TOKEN.test(String.fromCharCode(byte)) ? 1 : 0))

const IN_NAME = 1
const DIGIT = 2
const NAME_CLASS = new Uint8Array(128).map((_, code) => {
  const character = String.fromCharCode(code)
  if (/\d/.test(character)) return DIGIT
  return /[\w$-]/.test(character) ? IN_NAME : 0
})

const SPACE = 0x20
const UNBROKEN = /^[!-~]*$/
const BASE64 = /^[\w+/=-]*$/
const MEDIA_HEAD = /^data:[\w./+-]*(?:;[\w./+=-]*)*?;base64,/
const MEDIA_HEAD_LENGTH = 256

/** Characters of base64 that are decoded to see what they are; some PDF files begin with a hundred bytes of text. */
const PROBE_LENGTH = 1024

/** True for the name of a member that any API could have; not for prose, addresses, numbers or keys. */
export function isPlainName(name: string): boolean {
  if (name.length > MAX_NAME_LENGTH) return false
  let digits = 0
  for (let at = 0; at < name.length; at++) {
    const kind = NAME_CLASS[name.charCodeAt(at)] ?? 0
    if (kind === 0) return false
    if (kind === DIGIT) digits++
  }
  return digits <= MAX_NAME_DIGITS
}

/** True for a string that can be an id, a type or a name. */
export function isToken(document: JsonDocument, node: number): boolean {
  const { bytes } = document
  const start = document.start(node) + 1
  const end = document.end(node) - 1
  if (document.isEscaped(node))
    return end - start <= MAX_TOKEN_LENGTH * MAX_ESCAPE_LENGTH && isTokenText(document.text(node))
  if (end - start > MAX_TOKEN_LENGTH) return false
  for (let at = start; at < end; at++) {
    if (IN_TOKEN[bytes[at] ?? 0] === 0) return false
  }
  return true
}

function isTokenText(text: string): boolean {
  return text.length <= MAX_TOKEN_LENGTH && TOKEN.test(text)
}

/** True for base64 of something that is not text. */
export function isEncoded(document: JsonDocument, node: number): boolean {
  const content = contentOf(document, node)
  return content !== undefined && isBase64OfBinary(content)
}

/** True for a `data:` URL with base64 of something that is not text, and for such base64 alone. */
export function isEncodedMedia(document: JsonDocument, node: number): boolean {
  const content = contentOf(document, node)
  if (content === undefined) return false
  const head = MEDIA_HEAD.exec(content.toString('latin1', 0, MEDIA_HEAD_LENGTH))?.[0] ?? ''
  return isBase64OfBinary(content.subarray(head.length))
}

/** The string's bytes, where none of them separates words; `undefined` otherwise. */
function contentOf(document: JsonDocument, node: number): Buffer | undefined {
  if (document.isEscaped(node)) {
    const text = document.text(node)
    return UNBROKEN.test(text) ? Buffer.from(text) : undefined
  }
  const content = document.bytes.subarray(document.start(node) + 1, document.end(node) - 1)
  return content.includes(SPACE) || !isAscii(content) ? undefined : content
}

/** Judged by its beginning: a vendor that decodes it finds at its end what belongs to that beginning. */
function isBase64OfBinary(content: Buffer): boolean {
  const head = content.toString('latin1', 0, PROBE_LENGTH)
  return head === '' || (BASE64.test(head) && !isText(Buffer.from(head, 'base64')))
}

/** True for the beginning of a text: UTF-8, but for a last character that may be cut, without control characters. */
function isText(bytes: Buffer): boolean {
  const isWhole = [0, 1, 2, 3].some((cut) => isUtf8(bytes.subarray(0, Math.max(0, bytes.length - cut))))
  return isWhole && bytes.every((byte) => byte >= SPACE || byte === 0x09 || byte === 0x0a || byte === 0x0d)
}
