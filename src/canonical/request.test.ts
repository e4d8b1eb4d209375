/** A request whose text is edited in place: the strings that were edited change, and no other byte does. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { indexJson } from '../lib/index.js'
import { jsonRequest, type ModelRequest, opaqueRequest } from './request.js'
import type { Segment, TextRule } from './text-rules.js'

const FACTS = { stream: false, messageCount: 0 }

function requestOf(text: string, rule: TextRule = {}): ModelRequest {
  return jsonRequest(indexJson(Buffer.from(text), 100), FACTS, rule)
}

/** Any UTF-16 at all: lone surrogates, controls, quotes, characters outside the first plane. */
const unicode = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 20 }),
  fc.constantFrom('', '"', '\\', '\\"', '\ud800', '\udc00\ud800', '\u0000', '\u2028', '</script>', '🙂'),
)

/** Bodies that a second serialisation would change. */
const BODY =
  `\ufffe { "n" : 9007199254740993.0 , "a":"one","\\u0061" : "\\u0074wo" ,"t":["three\\/","\\ud83d", "fünf" ],
\t"x":{"a":1e400,"a":-0,"deep":{"text":"\u{1f642}six\\n"}},"":"" }\n`.slice(1)

describe('jsonRequest', () => {
  it('encodes to the very bytes it was made of where nothing was edited', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const bytes = Buffer.from(text)
        assert.equal(jsonRequest(indexJson(bytes, 200), FACTS, {}).encode(), bytes)
      }),
    )
  })

  it('gives the same bytes for an edit that changes nothing, however the text was escaped', () => {
    const request = requestOf(BODY)
    const same = new Map(request.segments().map((segment) => [segment, request.text(segment)]))
    assert.equal(request.withText(same).encode().toString(), BODY)
  })

  it('changes the bytes of the edited strings and no other, and says the new text from then on', () => {
    const bodies = fc.oneof(fc.constant(BODY), fc.json())
    fc.assert(
      fc.property(bodies, fc.array(fc.tuple(fc.nat(), unicode), { maxLength: 5 }), (text, edits) => {
        const request = requestOf(text)
        const { document } = request
        assert.ok(document)
        const segments = request.segments()
        const chosen = new Map<Segment, string>()
        for (const [at, words] of edits) {
          const segment = segments[at % segments.length]
          if (segment !== undefined) chosen.set(segment, words)
        }
        const edited = request.withText(chosen)
        const expected: Buffer[] = []
        let end = 0
        for (const segment of segments) {
          const words = chosen.get(segment)
          if (words === undefined || words === request.text(segment)) continue
          expected.push(document.bytes.subarray(end, document.start(segment.node)), Buffer.from(JSON.stringify(words)))
          end = document.end(segment.node)
        }
        assert.deepEqual(edited.encode(), Buffer.concat([...expected, document.bytes.subarray(end)]))

        const again = indexJson(edited.encode(), 100)
        for (const segment of segments)
          assert.equal(again.text(segment.node), chosen.get(segment) ?? request.text(segment))
        for (const [segment, words] of chosen) assert.equal(edited.text(segment), words)
        assert.equal(request.encode(), document.bytes)
      }),
      { numRuns: 500 },
    )
  })

  it('takes edits over edits, the last one counting', () => {
    const request = requestOf('{"a":"one","b":"two"}')
    const [a, b] = request.segments()
    assert.ok(a && b)
    const edited = request
      .withText(new Map([[a, '1']]))
      .withText(new Map([[b, '2']]))
      .withText(new Map([[a, '3']]))
    assert.equal(edited.encode().toString(), '{"a":"3","b":"2"}')
    assert.equal(
      edited
        .withText(
          new Map([
            [a, 'one'],
            [b, 'two'],
          ]),
        )
        .encode(),
      request.encode(),
    )
  })

  it('splices beside its edits', () => {
    const request = requestOf('{"a":"one"}')
    const [a] = request.segments()
    assert.ok(a)
    const splice = { start: 10, end: 10, bytes: Buffer.from(',"b":1') }
    assert.equal(
      request
        .withText(new Map([[a, 'two']]))
        .encode([splice])
        .toString(),
      '{"a":"two","b":1}',
    )
  })

  it('keeps splices beside edits made before and after, the later of two for one place', () => {
    const request = requestOf('{"a":"one","n":5}')
    const [a] = request.segments()
    assert.ok(a)
    const seven = { start: 15, end: 16, bytes: Buffer.from('7') }
    const facts = { ...FACTS, messageCount: 3 }
    const first = request.withSplices([{ ...seven, bytes: Buffer.from('6') }], FACTS)
    const spliced = first.withSplices([seven], facts).withText(new Map([[a, 'two']]))
    assert.equal(spliced.encode().toString(), '{"a":"two","n":7}')
    assert.equal(spliced.facts, facts)
    const edited = request.withText(new Map([[a, 'two']])).withSplices([seven], facts)
    assert.equal(edited.encode().toString(), '{"a":"two","n":7}')
    assert.equal(request.encode().toString(), '{"a":"one","n":5}')
  })

  it('refuses to edit what is frozen, and says nothing of it in the error', () => {
    const request = requestOf('{"a":"planted"}', { frozen: true })
    const [a] = request.segments()
    assert.ok(a?.frozen)
    assert.throws(() => request.withText(new Map([[a, 'x']])), new RangeError('a frozen segment cannot be edited'))
  })

  it('names the place of a segment', () => {
    const request = requestOf('{"a":[{"b":"x"}]}')
    assert.deepEqual(
      request.segments().map((segment) => request.path(segment)),
      ['a[0].b'],
    )
  })
})

describe('opaqueRequest', () => {
  it('has a body and no text', () => {
    const body = Buffer.from('{"a":"text"}')
    const request = opaqueRequest(body, FACTS)
    assert.deepEqual(request.segments(), [])
    assert.equal(request.withText(new Map()).encode(), body)
    assert.equal(request.withSplices([], FACTS).encode(), body)
  })
})
