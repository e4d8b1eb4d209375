/** What every wire format promises of cost: what a request can cost at most, and that the maximum of its output can be lowered. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import type { Demand, Dialect, ModelRequest, Segment } from '../canonical/index.js'
import { isRecord, parseJson } from '../lib/index.js'
import { decoded, type GoldenFiles, recordings } from './recorded.suite.js'

const MAXIMA = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 200_000 }))

export function costPromises(dialect: Dialect, golden: GoldenFiles): void {
  const paid = dialect.routes.filter(({ costs }) => costs === 'tokens')
  const requests = recordings(dialect.name, '.request.json')

  it('is that of tokens where a request says how much it asks for, and nowhere else', () => {
    assert.ok(paid.length === 0 || paid.length === dialect.routes.length)
    for (const { bytes } of requests) assert.equal(decoded(dialect, bytes).facts.demand !== undefined, paid.length > 0)
  })
  if (paid.length === 0) return
  it('has a maximum that can be lowered', () => {
    assert.ok(requests.some(({ bytes }) => dialect.limitOutput(decoded(dialect, bytes), 1000)))
  })

  for (const recording of requests) {
    const { name, bytes } = recording
    it(`${name}: asks for this much`, () =>
      golden(recording, '.demand.golden', describeDemand(demandOf(decoded(dialect, bytes)))))
    it(`${name}: what is no text of a segment is structure, and all of it is there`, () => allIsCounted(dialect, bytes))
    it(`${name}: a lower maximum is one number, and no other byte changes`, () => limitsOneNumber(dialect, bytes))
    it(`${name}: a lower maximum and edits of text go together in any order`, () => limitsBesideEdits(dialect, bytes))
  }
}

function demandOf(request: ModelRequest): Demand {
  const demand = request.facts.demand?.()
  assert.ok(demand)
  assert.equal(request.facts.demand?.(), demand)
  return demand
}

function describeDemand({ structure, ...demand }: Demand): string {
  const known = Object.entries(demand).filter(([, value]) => value !== undefined)
  const lines = known.map(([member, value]) => `${member}: ${Array.isArray(value) ? value.join(' ') : value}`)
  return [...lines, `structure: ${structure().length} characters`].map((line) => `${line.trimEnd()}\n`).join('')
}

/** Between them, the segments and the structure have every character of the body but those of images. */
function allIsCounted(dialect: Dialect, bytes: Buffer): void {
  const request = decoded(dialect, bytes)
  const { document } = request
  assert.ok(document)
  const inTexts = request.segments().reduce((sum, { node }) => sum + document.end(node) - document.start(node), 0)
  const { structure, images } = demandOf(request)
  const inStructure = Buffer.byteLength(structure())
  if (images === 0) assert.ok(inStructure >= bytes.length - inTexts)
  assert.ok(inStructure <= bytes.length)
}

function limitsOneNumber(dialect: Dialect, bytes: Buffer): void {
  fc.assert(
    fc.property(MAXIMA, MAXIMA, (first, second) => {
      const request = decoded(dialect, bytes)
      const once = dialect.limitOutput(request, first)
      if (once === undefined) return
      assertLimited(dialect, request, { limited: once, maxTokens: first })
      const twice = dialect.limitOutput(once, second)
      if (twice === undefined) return
      assertLimited(dialect, request, { limited: twice, maxTokens: Math.min(first, second) })
      if (second < first && dialect.limitOutput(request, second))
        assert.deepEqual(twice.encode(), dialect.limitOutput(request, second)?.encode())
    }),
  )
}

interface Limited {
  readonly limited: ModelRequest
  readonly maxTokens: number
}

function assertLimited(dialect: Dialect, request: ModelRequest, { limited, maxTokens }: Limited): void {
  const before = demandOf(request).maxOutputTokens
  const after = Math.min(before ?? maxTokens, maxTokens)
  assert.equal(demandOf(limited).maxOutputTokens, after)
  const bytes = limited.encode()
  const again = demandOf(decoded(dialect, bytes))
  assert.equal(again.maxOutputTokens, after)
  const { structure: _, maxOutputTokens: __, ...rest } = again
  const { structure: ___, maxOutputTokens: ____, ...was } = demandOf(request)
  assert.deepEqual(rest, was)
  if (after === before) assert.equal(bytes, request.encode())
  else assertOnePlace(request.encode().toString(), bytes.toString(), String(after))
}

/** One run of characters differs, and where it differs stands the number. */
function assertOnePlace(before: string, after: string, digits: string): void {
  const place = after.lastIndexOf(digits)
  assert.ok(place >= 0)
  const head = commonLength(before, after, (text, at) => text.charAt(at))
  const tail = commonLength(before, after, (text, at) => text.charAt(text.length - 1 - at))
  const changed = after.slice(head, Math.max(head, after.length - tail))
  assert.match(changed, /^(,?"?[a-z_]*"?:)?\d*$/)
}

function commonLength(a: string, b: string, at: (text: string, index: number) => string): number {
  const most = Math.min(a.length, b.length)
  for (let length = 0; length < most; length++) if (at(a, length) !== at(b, length)) return length
  return most
}

function limitsBesideEdits(dialect: Dialect, bytes: Buffer): void {
  const request = decoded(dialect, bytes)
  const editable = request.segments().filter(({ frozen }) => !frozen)
  const edits = fc.array(fc.tuple(fc.constantFrom(...editable), fc.string({ maxLength: 8 })), { maxLength: 4 })
  fc.assert(
    fc.property(edits, MAXIMA, (texts, maxTokens) => {
      const changes: ReadonlyMap<Segment, string> = new Map(texts)
      const limitedLast = dialect.limitOutput(request.withText(changes), maxTokens)
      const limitedFirst = dialect.limitOutput(request, maxTokens)?.withText(changes)
      assert.deepEqual(limitedLast && encoded(dialect, limitedLast), limitedFirst && encoded(dialect, limitedFirst))
      if (limitedLast === undefined) return
      for (const [segment, text] of changes) assert.equal(limitedLast.text(segment), text)
      assert.ok(isRecord(parseJson(encoded(dialect, limitedLast))))
    }),
  )
}

function encoded(dialect: Dialect, request: ModelRequest): string {
  return dialect.encodeRequest(request).body.toString()
}
