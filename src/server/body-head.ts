/** What a request's head says of its body, and what is refused by that alone. */
import type { IncomingMessage } from 'node:http'
import { HeadgateError } from '../errors.js'
import { tooLarge } from './body-limits.js'
import { canDecompress } from './decompress.js'

/** Whether the head announces a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || announcedBytes(headers) > 0
}

/** The length that the head announces; 0 where it announces none. */
export function announcedBytes(headers: IncomingMessage['headers']): number {
  return Number(headers['content-length'] ?? 0)
}

/** The content coding, in lower case. */
export function contentEncoding({ headers }: IncomingMessage): string {
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase()
  return encoding === '' ? 'identity' : encoding
}

/** @throws HeadgateError `payload_too_large`, `unsupported_encoding` */
export function checkBodyHead(request: IncomingMessage, maxBytes: number, mustBeJson: boolean): void {
  const { headers } = request
  if (announcedBytes(headers) > maxBytes) throw tooLarge(maxBytes)
  if ((headers['transfer-encoding'] ?? 'chunked').toLowerCase() !== 'chunked') {
    throw unsupported('The transfer-encoding is not supported.')
  }
  const encoding = contentEncoding(request)
  if (encoding !== 'identity' && !canDecompress(encoding)) throw unsupported('The content-encoding is not supported.')
  if (mustBeJson && !isJsonType(headers['content-type'])) {
    throw unsupported('The content-type must be application/json in UTF-8.')
  }
}

function unsupported(detail: string): HeadgateError {
  return new HeadgateError({ code: 'unsupported_encoding', detail })
}

/** JSON is UTF-8 (RFC 8259, section 8.1); another `charset`, or two, would be read differently by different parsers. */
function isJsonType(header: string | undefined): boolean {
  const [type = '', ...parameters] = (header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (type !== 'application/json' && !/^application\/[a-z0-9.-]+\+json$/.test(type)) return false
  return (
    parameters.length <= 1 &&
    parameters.every((parameter) => /^charset="?utf-?8"?$/.test(parameter) || parameter === '')
  )
}
