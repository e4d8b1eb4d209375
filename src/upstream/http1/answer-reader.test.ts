/** What is an answer and what is none, however its bytes come in; and that nothing a provider sends does more than fail its own call. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { AnswerReader } from './answer-reader.js'
import { MAX_HEAD_BYTES } from './head-bytes.js'
import type { FaultReason } from './http-fault.js'

interface Heard {
  status: number
  headers: readonly string[]
  body: string
  /** Every `end` and `fail`; there may be one. */
  readonly ends: ('end' | FaultReason)[]
}

interface Reading {
  readonly heard: Heard
  readonly reader: AnswerReader
}

/** Reads the answer to one request from pieces, and then the end of the connection if there is one. */
function read(pieces: readonly Buffer[], { method = 'POST', isClosed = false } = {}): Reading {
  const reader = new AnswerReader()
  const heard: Heard = { status: 0, headers: [], body: '', ends: [] }
  const isOpen = (): void => assert.deepEqual(heard.ends, [], 'nothing follows the last push')
  reader.expect(method, {
    head: (status, headers) => {
      isOpen()
      assert.equal(heard.status, 0, 'one head')
      heard.status = status
      heard.headers = headers
    },
    data: (chunk) => {
      isOpen()
      assert.ok(heard.status > 0 && chunk.length > 0)
      heard.body += chunk.toString('latin1')
    },
    end: () => {
      isOpen()
      heard.ends.push('end')
    },
    fail: ({ reason }) => {
      isOpen()
      heard.ends.push(reason)
    },
  })
  for (const piece of pieces) reader.read(piece)
  if (isClosed) reader.finish()
  return { heard, reader }
}

const readText = (text: string, options = {}): Reading => read([Buffer.from(text, 'latin1')], options)
const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`

describe('an honest answer', () => {
  it('is pushed as it was sent, with names in lower case and values without the blanks around them', () => {
    const { heard } = readText('HTTP/1.1 201 Made \xfc\r\nX-Name:\t caf\xe9 \r\nempty:\r\nContent-Length: 3\r\n\r\nyes')
    assert.deepEqual(heard, {
      status: 201,
      headers: ['x-name', 'caf\xe9', 'empty', '', 'content-length', '3'],
      body: 'yes',
      ends: ['end'],
    })
  })

  it('needs no reason and no headers', () => {
    assert.deepEqual(readText('HTTP/1.1 204\r\n\r\n').heard.ends, ['end'])
    assert.deepEqual(readText('HTTP/1.1 204 \r\n\r\n').heard.ends, ['end'])
  })

  it('has no body when the request or the status says so', () => {
    for (const [status, method] of [[200, 'HEAD'] as const, [204, 'POST'] as const, [304, 'GET'] as const]) {
      const { heard, reader } = readText(`HTTP/1.1 ${status} X\r\ncontent-length: 5\r\n\r\n`, { method })
      assert.deepEqual(heard.ends, ['end'])
      assert.ok(reader.keptAliveMs > 0)
    }
    assert.deepEqual(readText(CHUNKED, { method: 'HEAD' }).heard.ends, ['end'])
  })

  it('ends with the connection where it has no length', () => {
    const { heard, reader } = readText(`${OK}\r\nall of it`, { isClosed: true })
    assert.deepEqual([heard.body, heard.ends, reader.keptAliveMs], ['all of it', ['end'], 0])
  })

  it('may tell its length more than once if it is the same', () => {
    const { heard } = readText(`${OK}content-length: 2, 2\r\ncontent-length: 2\r\n\r\nok`)
    assert.deepEqual([heard.headers, heard.body, heard.ends], [['content-length', '2'], 'ok', ['end']])
  })

  it('comes after interim answers, which are not reported', () => {
    const { heard } = readText(
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nlink: </a>\r\n\r\n${CHUNKED}0\r\n\r\n`,
    )
    assert.deepEqual([heard.status, heard.ends], [200, ['end']])
  })

  it('loses the extensions of its chunks and its trailers', () => {
    const { heard } = readText(`${CHUNKED}00A;x="y"\r\n0123456789\r\n1\r\na\r\n0;last\r\nx-sum: 1\r\ny: 2\r\n\r\n`)
    assert.deepEqual([heard.body, heard.ends], ['0123456789a', ['end']])
  })

  it('is pushed in parts of what was read, not in copies', () => {
    const bytes = Buffer.from(`${CHUNKED}2\r\nab\r\n0\r\n\r\n`)
    const reader = new AnswerReader()
    const chunks: Buffer[] = []
    const nothing = (): void => {}
    reader.expect('GET', { head: nothing, data: (chunk) => chunks.push(chunk), end: nothing, fail: nothing })
    reader.read(bytes)
    assert.deepEqual(
      chunks.map((chunk) => chunk.buffer === bytes.buffer),
      [true],
    )
  })

  it('gives the same pushes wherever it is cut', () => {
    fc.assert(
      fc.property(anAnswer(), fc.array(fc.nat()), ({ bytes, body, isUntilClose }, cuts) => {
        const { heard } = read(cutAt(bytes, cuts), { isClosed: isUntilClose })
        assert.equal(heard.body, body)
        assert.deepEqual(heard, read([bytes], { isClosed: isUntilClose }).heard)
        assert.deepEqual(heard.ends, ['end'])
      }),
    )
  })

  it('gives the same pushes byte by byte', () => {
    fc.assert(
      fc.property(anAnswer(), ({ bytes, isUntilClose }) => {
        const single = Array.from(bytes, (byte) => Buffer.of(byte))
        const options = { isClosed: isUntilClose }
        assert.deepEqual(read(single, options).heard, read([bytes], options).heard)
      }),
      { numRuns: 30 },
    )
  })
})

describe('the connection of an answer', () => {
  it('is kept for as long as the provider says, less a margin', () => {
    const cases: readonly (readonly [string, number])[] = [
      ['HTTP/1.1 200 OK\r\n', 30_000],
      ['HTTP/1.1 200 OK\r\nconnection: Keep-Alive\r\nkeep-alive: timeout=5, max=9\r\n', 3_000],
      ['HTTP/1.1 200 OK\r\nkeep-alive: max=9; timeout=99999\r\n', 600_000],
      ['HTTP/1.1 200 OK\r\nkeep-alive: timeout=2\r\n', 0],
      ['HTTP/1.1 200 OK\r\nconnection: x-a, Close\r\n', 0],
      ['HTTP/1.1 200 OK\r\nconnection: keep-alive\r\nconnection: close\r\n', 0],
      ['HTTP/1.0 200 OK\r\n', 0],
      ['HTTP/1.0 200 OK\r\nconnection: keep-alive\r\n', 30_000],
    ]
    for (const [head, ms] of cases) {
      assert.equal(readText(`${head}content-length: 2\r\n\r\nok`).reader.keptAliveMs, ms, head)
    }
  })

  it('carries nothing more once a byte came that belongs to no answer', () => {
    const smuggled = `${OK}content-length: 4\r\n\r\nevil`
    for (const first of [
      `${OK}content-length: 2\r\n\r\nok`,
      `${CHUNKED}2\r\nok\r\n0\r\n\r\n`,
      'HTTP/1.1 204 X\r\n\r\n',
    ]) {
      const together = readText(first + smuggled)
      assert.doesNotMatch(together.heard.body, /evil/)
      assert.deepEqual([together.heard.ends, together.reader.keptAliveMs], [['end'], 0])
      const later = read([Buffer.from(first), Buffer.from('\n')])
      assert.deepEqual([later.heard.ends, later.reader.keptAliveMs], [['end'], 0])
    }
  })
})

describe('what is no answer', () => {
  const tooLarge = `x: ${'a'.repeat(33 * 1024)}\r\n\r\n`
  const cases: Readonly<Record<string, readonly [string, FaultReason]>> = {
    'another protocol': ['220 mail.example ESMTP\r\n', 'INVALID_ANSWER'],
    'another version': ['HTTP/1.2 200 OK\r\n\r\n', 'INVALID_ANSWER'],
    'HTTP/2': ['HTTP/2 200 OK\r\n\r\n', 'INVALID_ANSWER'],
    'an empty line first': [`\r\n${OK}\r\n`, 'INVALID_ANSWER'],
    'a status of two digits': ['HTTP/1.1 20 OK\r\n\r\n', 'INVALID_ANSWER'],
    'a status of four digits': ['HTTP/1.1 2000\r\n\r\n', 'INVALID_ANSWER'],
    'a status below 100': ['HTTP/1.1 099 X\r\n\r\n', 'INVALID_ANSWER'],
    'a NUL in the reason': ['HTTP/1.1 200 O\0K\r\n\r\n', 'INVALID_ANSWER'],
    'lines that end with LF': ['HTTP/1.1 200 OK\nx: y\n\n', 'INVALID_ANSWER'],
    'a line that ends with LF': [`${OK}x: y\nz: a\r\n\r\n`, 'INVALID_ANSWER'],
    'a CR in a value': [`${OK}x: y\rz: a\r\n\r\n`, 'INVALID_ANSWER'],
    'a NUL in a value': [`${OK}x: y\0\r\n\r\n`, 'INVALID_ANSWER'],
    'a NUL in a name': [`${OK}x\0: y\r\n\r\n`, 'INVALID_ANSWER'],
    'a blank before the colon': [`${OK}content-length : 2\r\n\r\nok`, 'INVALID_ANSWER'],
    'a folded line': [`${OK}x: y\r\n z\r\n\r\n`, 'INVALID_ANSWER'],
    'a line without a colon': [`${OK}x\r\n\r\n`, 'INVALID_ANSWER'],
    'no name': [`${OK}: y\r\n\r\n`, 'INVALID_ANSWER'],
    'a head of 33 KB': [OK + tooLarge, 'HEAD_TOO_LARGE'],
    'a head without end': [`${OK}x: ${'a'.repeat(100_000)}`, 'HEAD_TOO_LARGE'],
    'too many headers': [`${OK}${'x: y\r\n'.repeat(1000)}\r\n`, 'HEAD_TOO_LARGE'],
    '100,000 interim answers': ['HTTP/1.1 102 Processing\r\n\r\n'.repeat(100_000), 'INVALID_ANSWER'],
    'another protocol from here on': ['HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n', 'INVALID_ANSWER'],
    'an interim answer with a body': ['HTTP/1.1 100 X\r\ncontent-length: 2\r\n\r\nok', 'INVALID_ANSWER'],
    'both lengths': [`${OK}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, 'INVALID_ANSWER'],
    'both lengths, the other way round': [
      `${OK}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`,
      'INVALID_ANSWER',
    ],
    'two lengths': [`${OK}content-length: 1\r\ncontent-length: 2\r\n\r\nab`, 'INVALID_ANSWER'],
    'two lengths in one': [`${OK}content-length: 1, 2\r\n\r\nab`, 'INVALID_ANSWER'],
    'a length with a sign': [`${OK}content-length: +2\r\n\r\nab`, 'INVALID_ANSWER'],
    'a length in hexadecimal': [`${OK}content-length: 0x2\r\n\r\nab`, 'INVALID_ANSWER'],
    'an empty length': [`${OK}content-length:\r\n\r\nab`, 'INVALID_ANSWER'],
    'a list of lengths with nothing in it': [`${OK}content-length: 2,\r\n\r\nab`, 'INVALID_ANSWER'],
    'a length beyond counting': [`${OK}content-length: 9007199254740993\r\n\r\nab`, 'INVALID_ANSWER'],
    'another coding': [`${OK}transfer-encoding: gzip\r\n\r\n`, 'INVALID_ANSWER'],
    'another coding before the chunks': [`${OK}transfer-encoding: gzip, chunked\r\n\r\n`, 'INVALID_ANSWER'],
    'chunks in chunks': [`${OK}transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n`, 'INVALID_ANSWER'],
    'chunks that are not the last coding': [`${OK}transfer-encoding: chunked, identity\r\n\r\n`, 'INVALID_ANSWER'],
    'chunks in HTTP/1.0': ['HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 'INVALID_ANSWER'],
    'a size that is none': [`${CHUNKED}zz\r\nab`, 'INVALID_ANSWER'],
    'no size': [`${CHUNKED}\r\nab`, 'INVALID_ANSWER'],
    'a size with a sign': [`${CHUNKED}-1\r\nab`, 'INVALID_ANSWER'],
    'a size with a prefix': [`${CHUNKED}0x2\r\nab`, 'INVALID_ANSWER'],
    'a size with a blank': [`${CHUNKED}2 \r\nab`, 'INVALID_ANSWER'],
    'a size beyond counting': [`${CHUNKED}20000000000000\r\nab`, 'INVALID_ANSWER'],
    'a size that would wrap around': [`${CHUNKED}10000000000000002\r\nab`, 'INVALID_ANSWER'],
    'a size of zeros without end': [`${CHUNKED}${'0'.repeat(5000)}`, 'INVALID_ANSWER'],
    'a size that ends with LF': [`${CHUNKED}2\nab\r\n`, 'INVALID_ANSWER'],
    'an extension that ends with LF': [`${CHUNKED}2;a\nab\r\n`, 'INVALID_ANSWER'],
    'an extension without end': [`${CHUNKED}2;${'a'.repeat(5000)}`, 'INVALID_ANSWER'],
    'a chunk longer than its size': [`${CHUNKED}2\r\nabc\r\n`, 'INVALID_ANSWER'],
    'a chunk that ends with LF': [`${CHUNKED}2\r\nab\n0\r\n\r\n`, 'INVALID_ANSWER'],
    'trailers without end': [`${CHUNKED}0\r\n${'x: y\r\n'.repeat(10_000)}`, 'INVALID_ANSWER'],
    'a trailer that ends with LF': [`${CHUNKED}0\r\nx: y\n\r\n`, 'INVALID_ANSWER'],
  }
  for (const [name, [text, reason]] of Object.entries(cases)) {
    it(`fails: ${name}`, () => {
      const bytes = Buffer.from(text, 'latin1')
      const { heard, reader } = read([bytes])
      assert.deepEqual([heard.ends, reader.keptAliveMs], [[reason], 0])
      if (bytes.length < 5000) {
        const single = Array.from(bytes, (byte) => Buffer.of(byte))
        assert.deepEqual(read(single).heard, heard, 'and byte by byte as well')
      }
    })
  }

  it('fails when the connection ends too early', () => {
    const cases: readonly (readonly [string, FaultReason])[] = [
      ['', 'ENDED'],
      ['HTTP/1.1 200 OK\r\nx-a: b', 'ENDED'],
      ['HTTP/1.1 103 Early\r\n\r\n', 'ENDED'],
      [`${OK}content-length: 3\r\n\r\nab`, 'CUT_SHORT'],
      [`${CHUNKED}5\r\nab`, 'ENDED'],
      [`${CHUNKED}2\r\nab\r\n`, 'ENDED'],
      [`${CHUNKED}2\r\nab\r\n0\r\n`, 'ENDED'],
    ]
    for (const [text, reason] of cases) assert.deepEqual(readText(text, { isClosed: true }).heard.ends, [reason], text)
  })

  it('is told by a fault that holds nothing of it', () => {
    const reader = new AnswerReader()
    const faults: Error[] = []
    const nothing = (): void => {}
    reader.expect('GET', { head: nothing, data: nothing, end: nothing, fail: (fault) => faults.push(fault) })
    reader.read(Buffer.from(`${OK}s3cret name: s3cret\r\n\r\n`))
    assert.equal(faults.length, 1)
    assert.doesNotMatch(`${faults[0]?.stack} ${JSON.stringify(faults[0])}`, /s3cret/)
  })

  it('never does more than fail its own call, whatever is done to it', () => {
    fc.assert(
      fc.property(
        anAnswer(),
        fc.array(aMutation(), { minLength: 1 }),
        fc.array(fc.nat()),
        ({ bytes }, changes, cuts) => {
          const changed = Buffer.from(changes.reduce((sum, change) => change(sum), [...bytes]))
          const { heard } = read(cutAt(changed, cuts), { isClosed: true })
          assert.equal(heard.ends.length, 1)
          assert.ok(heard.body.length <= changed.length)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('a reader that is told to drop all', () => {
  it('pushes no more, not even of what it has read', () => {
    for (const framing of ['content-length: 4', 'transfer-encoding: chunked', 'x: y']) {
      const reader = new AnswerReader()
      const heard: string[] = []
      reader.expect('GET', {
        head: () => heard.push('head'),
        data: () => {
          heard.push('data')
          reader.drop()
        },
        end: () => heard.push('end'),
        fail: () => heard.push('fail'),
      })
      reader.read(Buffer.from(`${OK}${framing}\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n`))
      reader.read(Buffer.from('more'))
      reader.finish()
      assert.deepEqual(heard, ['head', 'data'])
      assert.equal(reader.keptAliveMs, 0)
    }
  })
})

it('a head may be as large as it may be, and no larger', () => {
  const head = (bytes: number): string => {
    const rest = `${OK}content-length: 0\r\nx: \r\n\r\n`
    return rest.replace('x: ', `x: ${'a'.repeat(bytes - rest.length)}`)
  }
  for (const cuts of [[], [7], [MAX_HEAD_BYTES - 1]]) {
    assert.deepEqual(read(cutAt(Buffer.from(head(MAX_HEAD_BYTES)), cuts)).heard.ends, ['end'])
    assert.deepEqual(read(cutAt(Buffer.from(head(MAX_HEAD_BYTES + 1)), cuts)).heard.ends, ['HEAD_TOO_LARGE'])
  }
})

interface Made {
  readonly bytes: Buffer
  readonly body: string
  readonly isUntilClose: boolean
}

/** Well-formed answers of every framing, with interim answers before and odd spellings within. */
function anAnswer(): fc.Arbitrary<Made> {
  const name = fc.stringMatching(/^X-[A-Za-z0-9!#$%&'*+.^_`|~-]{1,9}$/)
  const value = fc.stringMatching(/^[!-~\x80-\xff]([\t -~\x80-\xff]{0,20}[!-~\x80-\xff])?$/)
  const parts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 6 })
  return fc
    .record({
      interim: fc.nat({ max: 3 }),
      status: fc.integer({ min: 200, max: 599 }).filter((status) => status !== 204 && status !== 304),
      fields: fc.array(fc.tuple(name, value), { maxLength: 5 }),
      parts,
      framing: fc.constantFrom('counted', 'chunked', 'until_close'),
      extension: fc.constantFrom('', ';a=b', ';x'),
      trailer: fc.constantFrom('', 'x-sum: 1\r\n'),
    })
    .map(({ interim, status, fields, parts, framing, extension, trailer }) => {
      const texts = parts.map((part) => Buffer.from(part).toString('latin1'))
      const body = texts.join('')
      const lines = fields.map(([field, text]) => `${field}: ${text}\r\n`).join('')
      const chunks = texts.map((text) => `${text.length.toString(16)}${extension}\r\n${text}\r\n`).join('')
      const framed = {
        counted: `content-length: ${body.length}\r\n\r\n${body}`,
        chunked: `Transfer-Encoding: Chunked\r\n\r\n${chunks}0\r\n${trailer}\r\n`,
        until_close: `\r\n${body}`,
      }[framing]
      const before = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(interim)
      const text = `${before}HTTP/1.1 ${status} X\r\n${lines}${framed}`
      return { bytes: Buffer.from(text, 'latin1'), body, isUntilClose: framing === 'until_close' }
    })
}

type Mutation = (bytes: readonly number[]) => number[]

/** Changes, takes out or puts in bytes at one place. */
function aMutation(): fc.Arbitrary<Mutation> {
  const odd = fc.constantFrom(
    '\r',
    '\n',
    '\r\n',
    '\0',
    ' ',
    ':',
    ',',
    '0',
    'f',
    '\r\n\r\n',
    OK,
    'content-length: 3\r\n',
  )
  return fc
    .tuple(fc.nat(), fc.nat({ max: 3 }), fc.oneof(odd, fc.constant('')))
    .map(([at, taken, put]) => (bytes: readonly number[]) => {
      const place = at % (bytes.length + 1)
      return [...bytes.slice(0, place), ...Buffer.from(put), ...bytes.slice(place + taken)]
    })
}

/** The bytes in pieces, cut at those places modulo their number. */
function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b)
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length))
}
