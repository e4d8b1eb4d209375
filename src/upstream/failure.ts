/** Turns what the network says into a refusal that names no address, path, header or content. */
import { type ErrorCode, HeadgateError } from '../errors.js'
import { ConnectError } from '../lib/index.js'

const NOT_CONNECTED: Readonly<Record<string, string>> = {
  ADDRESS_NOT_ALLOWED: 'Its address is not allowed: set providers.<name>.allow_private where a private one is meant.',
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was reset.',
  EPIPE: 'The connection was reset.',
  ENOTFOUND: 'Its name was not found.',
  EAI_AGAIN: 'Its name could not be looked up.',
  EHOSTUNREACH: 'There is no way to its address.',
  ENETUNREACH: 'There is no way to its address.',
  EMFILE: 'The gateway has too many open files.',
  ENFILE: 'The gateway has too many open files.',
  PROXY_REFUSED: 'The proxy refused the connection.',
  PROXY_AUTHENTICATION: 'The proxy asks for credentials.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its TLS certificate is for another name.',
  CERT_HAS_EXPIRED: 'Its TLS certificate has expired.',
  CERT_NOT_YET_VALID: 'Its TLS certificate is not valid yet.',
}

const UNTRUSTED = /^(CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_)/
const TLS = /^(ERR_SSL_|ERR_TLS_|EPROTO$)/

const BROKEN: Readonly<Record<string, string>> = {
  UND_ERR_HEADERS_OVERFLOW: 'The head of its answer is too large.',
  UND_ERR_DESTROYED: 'The gateway is closing.',
  UND_ERR_INVALID_ARG: 'The request is not valid HTTP.',
  UND_ERR_NOT_SUPPORTED: 'The request is not valid HTTP.',
}

const LENGTH_MISMATCH = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'

/** The refusal for a call that failed; `isAnswering` once the head of the answer was seen. */
export function toRefusal(error: Error, isAnswering: boolean): HeadgateError {
  if (error instanceof ConnectError) return notConnected(error.reason)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const known = BROKEN[code]
  if (known !== undefined) return refusal('upstream_error', known)
  return refusal('upstream_error', isAnswering ? brokenOff(error, code) : withoutAnswer(error, code))
}

function brokenOff(error: Error, code: string): string {
  if (code === LENGTH_MISMATCH) return 'Its answer is shorter than its content-length.'
  return isNotHttp(error) ? 'Its answer is not valid HTTP.' : 'It broke off in mid-answer.'
}

function withoutAnswer(error: Error, code: string): string {
  // Before there is an answer to measure, this is what undici says of a head that contradicts itself.
  if (code === LENGTH_MISMATCH || isNotHttp(error)) return 'Its answer is not valid HTTP.'
  return 'It closed the connection without an answer.'
}

/** undici's parser has no code for it, and calls an answer a bad one that came unasked or that switches protocols. */
function isNotHttp({ name, message }: Error): boolean {
  return (name === 'HTTPParserError' && !message.includes('EOF')) || message.startsWith('bad ')
}

/** The refusal for a provider that kept silent for too long. */
export function tooSlow(isAnswering: boolean): HeadgateError {
  return refusal('upstream_timeout', isAnswering ? 'It fell silent in mid-answer.' : 'It did not begin its answer.')
}

function notConnected(reason: string): HeadgateError {
  if (reason === 'CONNECT_TIMEOUT' || reason === 'ETIMEDOUT')
    return refusal('upstream_timeout', 'There was no connection in time.')
  return refusal('upstream_error', NOT_CONNECTED[reason] ?? notSecured(reason))
}

function notSecured(reason: string): string {
  if (UNTRUSTED.test(reason)) return 'Its TLS certificate is not trusted.'
  return TLS.test(reason) ? 'There was no agreement on TLS.' : 'There was no connection.'
}

function refusal(code: ErrorCode, detail: string): HeadgateError {
  return new HeadgateError({ code, detail })
}
