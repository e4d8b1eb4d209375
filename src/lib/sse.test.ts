/** A stream is cut into events as the standard says, wherever its chunks end, and not a byte of it is lost. */
import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import fc from 'fast-check'
import { readSse, SseOverflow, SseSplitter } from './sse.js'

const MAX_BYTES = 1 << 20

function split(chunks: readonly Buffer[], maxBytes = MAX_BYTES): { events: Buffer[]; rest: Buffer } {
  const splitter = new SseSplitter(maxBytes)
  const events: Buffer[] = []
  // What is handed on must not change with the chunks that come after it, nor with what is done to a chunk that was taken.
  for (const chunk of chunks) splitter.push(chunk, (bytes) => void events.push(Buffer.from(bytes)))
  return { events, rest: Buffer.from(splitter.rest()) }
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const offsets = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return offsets.slice(1).map((end, index) => bytes.subarray(offsets[index], end))
}

interface Dispatched {
  readonly event: string
  readonly data: string
}

/** The standard's own steps (WHATWG HTML, 9.2.6), on the decoded text of a whole stream. */
function dispatched(stream: string): Dispatched[] {
  const events: Dispatched[] = []
  let data = ''
  let event = ''
  const lines = stream.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  for (const line of lines.slice(0, -1)) {
    if (line === '') {
      if (data !== '') events.push({ event: event || 'message', data: data.slice(0, -1) })
      data = ''
      event = ''
      continue
    }
    const [, field = '', value = ''] = /^([^:]*)(?::\x20?(.*))?$/su.exec(line) ?? []
    if (field === 'event') event = value
    if (field === 'data') data += `${value}\n`
  }
  return events
}

/** What we make of the same stream; events that say nothing are told apart from none by neither side. */
function told({ events }: { events: readonly Buffer[] }): Dispatched[] {
  return events.map((bytes) => {
    const { event, data } = readSse(bytes)
    return { event, data: data.toString() }
  })
}

function saying(events: readonly Dispatched[]): Dispatched[] {
  return events.filter(({ data }) => data !== '')
}

const content = fc.stringMatching(/^[ a:é🙂{}"\u2028\u0085]{0,6}$/u)
const line = fc.oneof(
  content.map((text) => `data:${text}`),
  content.map((text) => `data: ${text}`),
  content.map((text) => `event: ${text}`),
  content.map((text) => `: ${text}`),
  content,
  fc.constantFrom(
    '',
    '',
    'data',
    'event',
    'data ',
    ' data: x',
    'Data: x',
    'datum: x',
    'id: 1',
    'retry: 5',
    ':',
    'data:\u0000x',
  ),
)
const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
const stream = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(line, lineEnd), { maxLength: 14 }), content)
  .map(([mark, lines, rest]) => `${mark ? '\ufeff' : ''}${lines.map((parts) => parts.join('')).join('')}${rest}`)
const places = fc.array(fc.nat(), { maxLength: 8 })

describe('SseSplitter', () => {
  it('loses and adds no byte, whatever the chunks', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          stream.map((text) => Buffer.from(text)),
          fc.uint8Array({ maxLength: 80 }),
        ),
        places,
        (whole, at) => {
          const bytes = Buffer.from(whole)
          const { events, rest } = split(cut(bytes, at))
          assert.deepEqual(Buffer.concat([...events, rest]), bytes)
        },
      ),
    )
  })

  it('finds the same events whatever the chunks', () => {
    fc.assert(
      fc.property(stream, places, (text, at) => {
        const bytes = Buffer.from(text)
        assert.deepEqual(told(split(cut(bytes, at))), told(split([bytes])))
      }),
      { numRuns: 1000 },
    )
  })

  it('finds the events that the standard finds', () => {
    fc.assert(
      fc.property(stream, places, (text, at) => {
        assert.deepEqual(saying(told(split(cut(Buffer.from(text), at)))), saying(dispatched(text)))
      }),
      { numRuns: 1000 },
    )
  })

  it('hands an event on with the byte that completes it', () => {
    for (const [text, at] of [
      ['data: a\n\nda', 9],
      ['data: a\r\rda', 9],
      ['data: a\r\n\r\nda', 10],
      ['data: a\n\rda', 9],
    ] as const) {
      const splitter = new SseSplitter(MAX_BYTES)
      const seenAt: number[] = []
      for (let index = 0; index < text.length; index++)
        splitter.push(Buffer.from(text[index] ?? ''), () => seenAt.push(index + 1))
      assert.deepEqual(seenAt, [at], JSON.stringify(text))
    }
  })

  it('does not copy an event that came in one chunk', () => {
    const chunk = Buffer.from('data: a\n\ndata: b\n\n')
    new SseSplitter(MAX_BYTES).push(chunk, (bytes) => assert.equal(bytes.buffer, chunk.buffer))
  })

  it('keeps an event that never came to its end', () => {
    const { events, rest } = split([Buffer.from('data: a\n\ndata: b\nda')])
    assert.deepEqual([events.map(String), rest.toString()], [['data: a\n\n'], 'data: b\nda'])
  })

  it('holds no more than its limit', () => {
    const hold = (size: number) =>
      split(
        Array.from({ length: size }, () => Buffer.from('x')),
        100,
      )
    assert.equal(hold(100).rest.length, 100)
    assert.throws(() => hold(101), new SseOverflow(100))
    assert.doesNotThrow(() =>
      split([Buffer.from('x'.repeat(99)), Buffer.from('\n\n'), Buffer.from('x'.repeat(100))], 100),
    )
  })

  it('copies bytes that come one by one a bounded number of times', () => {
    const size = 1 << 14
    const splitter = new SseSplitter(size)
    const copy = mock.method(Buffer.prototype, 'copy')
    for (let at = 0; at < size; at++) splitter.push(Buffer.from('x'), () => {})
    let copied = 0
    for (const { result } of copy.mock.calls) copied += Number(result)
    copy.mock.restore()
    assert.ok(copied >= size && copied <= 4 * size, `${copied} bytes copied of ${size}`)
  })
})

describe('readSse', () => {
  const cases: readonly [string, string, string][] = [
    ['data: one\n\n', 'message', 'one'],
    ['data:one\n\n', 'message', 'one'],
    ['data:  one\n\n', 'message', ' one'],
    ['data: a\ndata: b\r\ndata\rdata: c\n\n', 'message', 'a\nb\n\nc'],
    ['event: ping\ndata: {}\n\n', 'ping', '{}'],
    ['event: first\nevent: second\ndata: x\n\n', 'second', 'x'],
    ['event\ndata: x\n\n', 'message', 'x'],
    ['\ufeffdata: x\n\n', 'message', 'x'],
    [': note\nid: 7\nretry: 1\ndata: x\n\n', 'message', 'x'],
    ['data\n\n', 'message', ''],
    ['data\n data: x\n\n', 'message', ''],
    ['event: é\ndata: é\n\n', 'é', 'é'],
    ['\n', 'message', ''],
    ['', 'message', ''],
    // A stream that broke off: what came may still tell the usage.
    ['data: {"usage":1}', 'message', '{"usage":1}'],
  ]
  for (const [text, event, data] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const fields = readSse(Buffer.from(text))
      assert.deepEqual([fields.event, fields.data.toString()], [event, data])
    })
  }

  it('keeps the data as bytes, valid UTF-8 or not', () => {
    assert.deepEqual(readSse(Buffer.from('646174613aff0a0a', 'hex')).data, Buffer.from('ff', 'hex'))
  })
})
