/** What a client reads of failures that no test can cause on one machine. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { ConnectError } from '../lib/safe-connect.js'
import { toRefusal } from './failure.js'
import { type FaultReason, HttpFault } from './http1/index.js'

test('each way of not connecting has its words', () => {
  const cases: [string, RegExp][] = [
    ['ENOTFOUND', /name was not found/],
    ['EAI_AGAIN', /name could not be looked up/],
    ['EHOSTUNREACH', /no way to its address/],
    ['EMFILE', /too many open files/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /TLS certificate is not trusted/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /TLS certificate is not trusted/],
    ['CERT_REVOKED', /TLS certificate is not trusted/],
    ['CERT_HAS_EXPIRED', /TLS certificate has expired/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /no agreement on TLS/],
    ['EPROTO', /no agreement on TLS/],
    ['UNKNOWN', /There was no connection\./],
  ]
  for (const [reason, words] of cases) {
    const { code, detail } = toRefusal(new ConnectError(reason), false)
    assert.equal(code, 'upstream_error', reason)
    assert.match(detail ?? '', words)
  }
  assert.equal(toRefusal(new ConnectError('ETIMEDOUT'), false).code, 'upstream_timeout')
})

test('each way in which HTTP goes wrong has its words', () => {
  const cases: [FaultReason, boolean, RegExp][] = [
    ['INVALID_REQUEST', false, /request is not valid HTTP/],
    ['INVALID_ANSWER', false, /answer is not valid HTTP/],
    ['INVALID_ANSWER', true, /answer is not valid HTTP/],
    ['HEAD_TOO_LARGE', false, /head of its answer is too large/],
    ['CUT_SHORT', true, /broke off in mid-answer.*shorter than its content-length/],
    ['ENDED', true, /broke off in mid-answer\./],
    ['ENDED', false, /without an answer/],
    ['CLOSING', true, /gateway is closing/],
  ]
  for (const [reason, isAnswering, words] of cases) {
    const { code, detail } = toRefusal(new HttpFault(reason), isAnswering)
    assert.equal(code, 'upstream_error', reason)
    assert.match(detail ?? '', words)
  }
})

test('nothing of the error itself is passed on', () => {
  const error = Object.assign(new Error('s3cret'), {
    code: 'S3CRET',
    socket: { remoteAddress: 's3cret' },
    data: 's3cret',
  })
  for (const isAnswering of [true, false]) assert.doesNotMatch(inspect(toRefusal(error, isAnswering)), /s3cret/i)
})
