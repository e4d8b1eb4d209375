/** How a request is written, and that nothing in it can be read as a second one. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { UpstreamCall } from '../contract.js'
import { HttpFault } from './http-fault.js'
import { requestHead } from './request.js'

const CALL: UpstreamCall = { method: 'POST', path: '/v1/x?y=%20', headers: [], body: null }
const head = (call: Partial<UpstreamCall>): string => requestHead({ ...CALL, ...call }, 'api.example:8443')

describe('the head of a request', () => {
  it('names the host, keeps the connection, and tells the length last', () => {
    assert.equal(
      head({ headers: ['x-b', '1', 'x-a', 'caf\xe9'], body: Buffer.from('12345') }),
      'POST /v1/x?y=%20 HTTP/1.1\r\nhost: api.example:8443\r\nconnection: keep-alive\r\nx-b: 1\r\nx-a: caf\xe9\r\ncontent-length: 5\r\n\r\n',
    )
  })

  it('tells a length where there is a body, and where servers wait for one', () => {
    const lengthFor = (method: string, body: Uint8Array | null): string | undefined =>
      /content-length: (\d+)/.exec(head({ method, body }))?.[1]
    assert.equal(lengthFor('POST', null), '0')
    assert.equal(lengthFor('PUT', null), '0')
    assert.equal(lengthFor('GET', null), undefined)
    assert.equal(lengthFor('DELETE', null), undefined)
    assert.equal(lengthFor('DELETE', Buffer.from('{}')), '2')
  })
})

describe('a request that could be read in two ways', () => {
  const refuses = (call: Partial<UpstreamCall>): void => {
    assert.throws(
      () => head(call),
      (error) =>
        error instanceof HttpFault && error.reason === 'INVALID_REQUEST' && !/s3cret/.test(String(error.stack)),
      JSON.stringify(call),
    )
  }

  it('is refused', () => {
    for (const path of ['', 'x', '*', 'http://a/', '/a b', '/a\r\nx: y', '/a\0', '/\u0100', '/a\x7f']) refuses({ path })
    for (const method of ['', 'GE T', 'GET\r\n', 'G\xc9T', 'GET /x HTTP/1.1\r\nx:']) refuses({ method })
    for (const name of ['', 'a b', 'a:', 'a\r\nb', 'a\0', 'caf\xe9']) refuses({ headers: [name, '1'] })
    for (const value of ['s3cret\r\nx: y', 's3cret\n', 's3cret\r', '\0', '\u010d', '\u{1f600}', '\x7f']) {
      refuses({ headers: ['x', value] })
    }
  })

  it('is refused where it would frame itself', () => {
    for (const name of [
      'host',
      'connection',
      'content-length',
      'transfer-encoding',
      'upgrade',
      'expect',
      'keep-alive',
    ]) {
      refuses({ headers: [name, '1'] })
      refuses({ headers: [name.toUpperCase(), '1'] })
    }
  })

  it('is refused, or has as many lines as it was given', () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 })
    fc.assert(
      fc.property(text, text, text, text, (method, path, name, value) => {
        let written: string
        try {
          written = head({ method, path: `/${path}`, headers: [name, value] })
        } catch (error) {
          assert.ok(error instanceof HttpFault)
          return
        }
        assert.match(written, /^[^\r\n\0]+\r\n(?:[^\r\n\0]+\r\n){3,4}\r\n$/)
        assert.ok(Buffer.from(written, 'latin1').toString('latin1') === written)
      }),
    )
  })
})
