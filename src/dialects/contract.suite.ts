/** What every wire format promises, tested on the traffic that is recorded beside it. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type AnswerEvent, type Dialect, type Frame, mergeUsage, type Segment, type Usage } from '../canonical/index.js'
import { ERRORS, messageOf } from '../errors.js'
import { applySplices, indexJson, isRecord, type JsonDocument, KIND, parseJson } from '../lib/index.js'
import { costPromises } from './cost.suite.js'
import {
  bodyFrame,
  decoded,
  describeSegments,
  eventFrame,
  framesOf,
  type GoldenFiles,
  recordings,
} from './recorded.suite.js'

const EXCHANGE_ID = 'ex_contract'
/** Members that no vendor has, each with words in it. */
const UNKNOWN_VALUE = fc
  .object({ values: [fc.string().map((text) => `${text} words`)] })
  .map((value) => JSON.stringify(value))
const ANY_TEXT = fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 12 })

/** The contract of one dialect; `golden` compares with the files beside its recordings, or writes them. */
export function dialectContract(dialect: Dialect, golden: GoldenFiles): void {
  describe(dialect.name, () => {
    if (dialect.hasBody) {
      describe('requests', () => requestPromises(dialect, golden))
      describe('answers', () => answerPromises(dialect, golden))
    }
    describe('cost', () => costPromises(dialect, golden))
    describe('anything that comes back', () => hostileAnswerPromises(dialect))
    describe('errors', () => errorPromises(dialect))
  })
}

function requestPromises(dialect: Dialect, golden: GoldenFiles): void {
  const requests = recordings(dialect.name, '.request.json')
  it('are recorded', () => assert.ok(requests.length > 0))
  for (const recording of requests) {
    const { name, bytes } = recording
    it(`${name}: edit nothing, and not a byte changes`, () => {
      for (const body of [bytes, withLineEnds(bytes, '\r\n')]) assertIdentity(dialect, body)
    })
    it(`${name}: its segments are these`, () => {
      golden(recording, '.segments.golden', describeSegments(decoded(dialect, bytes)))
    })
    it(`${name}: edit some segments, and only their bytes change`, () => editsChangeOnlyTheirBytes(dialect, bytes))
    it(`${name}: what is frozen cannot be edited`, () => {
      const request = decoded(dialect, bytes)
      for (const segment of request.segments().filter(({ frozen }) => frozen))
        assert.throws(() => request.withText(new Map([[segment, 'other']])), RangeError)
    })
    it(`${name}: unknown fields survive anywhere, and all their text is seen`, () =>
      unknownFieldsSurvive(dialect, bytes))
  }
}

function assertIdentity(dialect: Dialect, body: Buffer): void {
  const request = decoded(dialect, body)
  assert.equal(request.encode(), body)
  const encoded = dialect.encodeRequest(request)
  // What a dialect adds on its own, it takes off the answer again; its own test looks at that.
  if (encoded.answerFilter === undefined) assert.equal(encoded.body, body)
}

function editsChangeOnlyTheirBytes(dialect: Dialect, bytes: Buffer): void {
  const request = decoded(dialect, bytes)
  const { document } = request
  assert.ok(document)
  const editable = request.segments().filter(({ frozen }) => !frozen)
  const choices = fc.uniqueArray(fc.tuple(fc.constantFrom(...editable), ANY_TEXT), {
    selector: ([segment]) => segment,
    maxLength: 5,
  })
  fc.assert(
    fc.property(choices, (edits) => {
      const edited = request.withText(new Map(edits))
      const changed = edits.filter(([segment, text]) => text !== request.text(segment))
      assert.deepEqual(
        edited.encode(),
        applySplices(
          bytes,
          changed.map(([segment, text]) => spliceOf(document, segment, text)),
        ),
      )
      const again = indexJson(edited.encode(), 200)
      for (const [segment, text] of edits) assert.equal(again.text(segment.node), text)
    }),
  )
}

function spliceOf(document: JsonDocument, { node }: Segment, text: string) {
  return { start: document.start(node), end: document.end(node), bytes: Buffer.from(JSON.stringify(text)) }
}

function unknownFieldsSurvive(dialect: Dialect, bytes: Buffer): void {
  const { document } = decoded(dialect, bytes)
  assert.ok(document)
  const objects = nodesOf(document, KIND.object)
  fc.assert(
    fc.property(fc.constantFrom(...objects), UNKNOWN_VALUE, (object, value) => {
      const at = document.start(object) + 1
      const member = `"x_unknown": ${value}${document.size(object) === 0 ? '' : ','}`
      const body = applySplices(bytes, [{ start: at, end: at, bytes: Buffer.from(member) }])
      assertIdentity(dialect, body)
      const request = decoded(dialect, body)
      const seen = new Set(request.segments().map(({ node }) => node))
      const { document: grown } = request
      assert.ok(grown)
      const added = object + 2
      const values = nodesOf(grown, KIND.string).filter(
        (node) => node >= added && node < grown.after(added) && !isKey(grown, node),
      )
      assert.deepEqual(
        values.filter((node) => !seen.has(node)),
        [],
      )
    }),
  )
}

function nodesOf(document: JsonDocument, kind: number): readonly number[] {
  const nodes: number[] = []
  for (let node = document.root; node < document.after(document.root); node++) {
    if (document.kind(node) === kind) nodes.push(node)
  }
  return nodes
}

function isKey(document: JsonDocument, node: number): boolean {
  return document.bytes.subarray(document.end(node)).toString('latin1').trimStart().startsWith(':')
}

function answerPromises(dialect: Dialect, golden: GoldenFiles): void {
  const streams = recordings(dialect.name, '.answer.sse')
  const bodies = recordings(dialect.name, '.answer.json')
  it('are recorded', () => assert.ok(streams.length + bodies.length > 0))
  for (const recording of bodies) {
    it(`${recording.name}: says this`, () =>
      golden(recording, '.answer.golden', said(dialect, [bodyFrame(recording.bytes)])))
  }
  for (const recording of streams) {
    const { name, bytes } = recording
    it(`${name}, streamed: says this`, () => golden(recording, '.answer.golden', said(dialect, framesOf([bytes]))))
    it(`${name}, streamed: says the same in any chunks, with any line ends`, () => {
      const cuts = fc.array(fc.nat({ max: bytes.length }), { maxLength: 6 })
      fc.assert(
        fc.property(fc.constantFrom('\n', '\r\n', '\r'), cuts, (lineEnd, at) => {
          assert.equal(said(dialect, framesOf(cut(withLineEnds(bytes, lineEnd), at))), said(dialect, framesOf([bytes])))
        }),
      )
    })
    it(`${name}, streamed: what is passed over as not notable is text and nothing else`, () => {
      for (const frame of framesOf([bytes])) {
        if (dialect.isNotable(frame)) continue
        assert.ok(
          dialect.decodeResponse(frame, 'all').every(({ type }) => type === 'text'),
          frame.bytes.toString(),
        )
      }
    })
  }
}

/** Streamed or not: what an answer says is written down once. */
function said(dialect: Dialect, frames: readonly Frame[]): string {
  const events = frames.flatMap((frame) => whole(dialect, frame))
  const lines = [
    ...Object.entries(usageIn(events))
      .sort()
      .flatMap(([member, count]) => (count === undefined ? [] : `${member}: ${count}\n`)),
    ...(['reasoning', 'answer', 'refusal', 'tool_arguments'] as const).flatMap((kind) => {
      const text = events.flatMap((event) => (event.type === 'text' && event.kind === kind ? event.text : []))
      return text.length === 0 ? [] : `${kind}: ${JSON.stringify(text.join(''))}\n`
    }),
    events.some(({ type }) => type === 'error') ? 'an error\n' : '',
  ]
  return lines.join('')
}

/** What a frame means; who wants no text is told the same without it. */
function whole(dialect: Dialect, frame: Frame): readonly AnswerEvent[] {
  const meaning = dialect.decodeResponse(frame, 'all')
  assert.deepEqual(
    dialect.decodeResponse(frame, 'usage'),
    meaning.filter(({ type }) => type !== 'text'),
  )
  return meaning
}

function usageIn(events: readonly AnswerEvent[]): Usage {
  return events.reduce<Usage>((usage, event) => (event.type === 'usage' ? mergeUsage(usage, event.usage) : usage), {})
}

function hostileAnswerPromises(dialect: Dialect): void {
  const kept = [...recordings(dialect.name, '.answer.sse'), ...recordings(dialect.name, '.answer.json')]
  const frames = kept.flatMap(({ bytes, file }) => (file.endsWith('.sse') ? framesOf([bytes]) : bodyFrame(bytes)))
  const names = fc.oneof(
    fc.constantFrom('body', 'message', '', '__proto__', 'constructor', ...frames.map(({ event }) => event)),
    fc.string(),
  )
  const seeds = fc.constantFrom(Buffer.alloc(0), ...frames.map((frame) => frame.data()))

  it('is read without a fault, and means nothing that is not so', () => {
    fc.assert(
      fc.property(names, seeds, fc.nat(), fc.uint8Array({ maxLength: 8 }), (event, seed, place, garbage) => {
        const at = place % (seed.length + 1)
        const data = Buffer.concat([seed.subarray(0, at), garbage, seed.subarray(at + garbage.length)])
        const frame = { bytes: data, event, data: () => data }
        assert.equal(typeof dialect.isNotable(frame), 'boolean')
        whole(dialect, frame).forEach(assertSound)
      }),
      { numRuns: 300 },
    )
  })

  it('may have any value where the format has another', () => {
    fc.assert(
      fc.property(names, seeds, fc.nat(), fc.json(), (event, seed, place, value) => {
        const data = withOtherValue(seed, place, value)
        whole(dialect, { bytes: data, event, data: () => data }).forEach(assertSound)
      }),
      { numRuns: 300 },
    )
  })
}

function withOtherValue(json: Buffer, place: number, value: string): Buffer {
  try {
    const document = indexJson(json, 200)
    const node = place % document.after(document.root)
    if (isKey(document, node)) return json
    return applySplices(json, [{ start: document.start(node), end: document.end(node), bytes: Buffer.from(value) }])
  } catch {
    return json
  }
}

function assertSound(event: AnswerEvent): void {
  if (event.type === 'text') assert.notEqual(event.text, '')
  if (event.type !== 'usage') return
  const counts = Object.values(event.usage).filter((count) => count !== undefined)
  assert.ok(counts.length > 0 && counts.every((count) => Number.isSafeInteger(count) && count >= 0))
}

function errorPromises(dialect: Dialect): void {
  const codes = Object.keys(ERRORS).filter((code): code is keyof typeof ERRORS => Object.hasOwn(ERRORS, code))
  it('are JSON that says the code and the message, and nothing of the detail is lost', () => {
    for (const code of codes) {
      const refusal = { code, detail: 'the "place" ünder test' }
      const { headers, body } = dialect.encodeError(refusal, EXCHANGE_ID)
      assert.deepEqual(headers, ['content-type', 'application/json'])
      assertTells(parseJson(body.toString()), code, messageOf(refusal))
    }
  })

  it('are one event in a stream that has begun, and notable there', () => {
    for (const code of codes) {
      const [frame, ...more] = framesOf([dialect.encodeStreamError({ code, detail: 'two\nlines' }, EXCHANGE_ID)])
      assert.ok(frame !== undefined && more.length === 0)
      assertTells(parseJson(frame.data().toString()), code, messageOf({ code, detail: 'two\nlines' }))
      if (!dialect.hasBody) continue
      const meaning = whole(dialect, eventFrame(frame.bytes))
      if (meaning.length > 0) assert.ok(dialect.isNotable(frame) && meaning.some(({ type }) => type === 'error'))
    }
  })
}

function assertTells(json: unknown, code: string, message: string): void {
  assert.ok(isRecord(json) && isRecord(json['error']))
  const { error } = json
  assert.ok(String(error['message']).endsWith(message))
  assert.ok(error['code'] === code || String(error['message']).startsWith(`[${code}] `))
}

function withLineEnds(bytes: Buffer, lineEnd: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\n', lineEnd), 'latin1')
}

function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const offsets = [0, ...[...places].sort((a, b) => a - b), bytes.length]
  return offsets.slice(1).map((end, index) => bytes.subarray(offsets[index], end))
}
