/** Turns what the network says into a refusal that names no address, path, header or content. */
import { type ErrorCode, HeadgateError } from '../errors.js'
import { ConnectError } from '../lib/index.js'
import { type FaultReason, HttpFault } from './http1/index.js'

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

const FAULTS: Readonly<Record<FaultReason, string>> = {
  INVALID_REQUEST: 'The request is not valid HTTP.',
  INVALID_ANSWER: 'Its answer is not valid HTTP.',
  HEAD_TOO_LARGE: 'The head of its answer is too large.',
  CUT_SHORT: 'It broke off in mid-answer, which is shorter than its content-length.',
  ENDED: 'It broke off in mid-answer.',
  CLOSING: 'The gateway is closing.',
}

/** The refusal for a call that failed; `isAnswering` once the head of the answer was seen. */
export function toRefusal(error: Error, isAnswering: boolean): HeadgateError {
  if (error instanceof ConnectError) return notConnected(error.reason)
  // Whatever the socket says of it, its connection is gone.
  const reason = error instanceof HttpFault ? error.reason : 'ENDED'
  if (reason === 'ENDED' && !isAnswering)
    return refusal('upstream_error', 'It closed the connection without an answer.')
  return refusal('upstream_error', FAULTS[reason])
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
