/** Responses are measured rightly wherever the network cuts them. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ResponseReader } from './response-reader.js'

const COUNTED = 'HTTP/1.1 200 OK\r\nContent-Length: 11\r\nx: y\r\n\r\nhello world'
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6;a=b\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n'
const TRAILED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nB\r\nhello world\r\n0\r\nchecksum: 1\r\n\r\n'

function readInPieces(text: string, pieceBytes: number): ResponseReader {
  const reader = new ResponseReader()
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    assert.equal(reader.isDone, false)
    reader.read(bytes.subarray(at, at + pieceBytes))
  }
  return reader
}

describe('the response reader', () => {
  for (const [name, text] of Object.entries({ COUNTED, CHUNKED, TRAILED })) {
    it(`finds status, length and end of a response, cut anywhere: ${name}`, () => {
      for (let pieceBytes = 1; pieceBytes <= text.length; pieceBytes += 1) {
        const reader = readInPieces(text, pieceBytes)
        assert.deepEqual([reader.status, reader.bodyBytes, reader.isDone], [200, 11, true])
      }
    })
  }

  it('reads the next response of the same connection', () => {
    const reader = readInPieces(COUNTED, 64)
    reader.reset()
    reader.read(Buffer.from('HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n'))
    assert.deepEqual([reader.status, reader.bodyBytes, reader.isDone], [503, 0, true])
  })

  it('calls broken what goes on after its end, and framing that it does not know', () => {
    for (const text of [
      `${COUNTED}!`,
      `${CHUNKED}!`,
      'HTTP/1.1 200 OK\r\n\r\nuntil the end',
      CHUNKED.replace('6;', 'zz'),
    ]) {
      assert.equal(readInPieces(text, text.length).isBroken, true)
    }
  })
})
