/** Finds every place of a JSON text where words stand, by a table that says what is *not* words; the rest is text by default. */
import { type JsonDocument, KIND } from '../lib/index.js'

/** Who speaks. */
export type SegmentRole = 'system' | 'developer' | 'user' | 'assistant' | 'tool'

/** Where text comes from: the operator's prompt, a person, a model, retrieved data, or a tool definition. */
export type Provenance = 'instruction' | 'user' | 'model' | 'data' | 'schema'

/** One string value that holds text. */
export interface Segment {
  /** The string's node in the request's document. */
  readonly node: number
  readonly role: SegmentRole
  readonly provenance: Provenance
  /** Signed by the vendor: it may be read, but an edit would break its signature. */
  readonly frozen: boolean
}

interface Voice {
  readonly role: SegmentRole
  readonly provenance: Provenance
}

/**
 * How to read one place of the wire format. A rule holds for a value and, where nothing else is said, for all that is inside it,
 * so that a field which the vendor adds tomorrow is read as text, not overlooked.
 */
export interface TextRule {
  /** Speaker of everything below; otherwise that of the place above. */
  readonly voice?: Voice
  /** Speakers by the value of the object's `role` member. */
  readonly voiceByRole?: Readonly<Record<string, Voice>>
  /** Everything below is signed. */
  readonly frozen?: true
  /** The value is a URL that may carry encoded media: a base64 `data:` URL is then no text. */
  readonly media?: true
  /** Members that hold no words where they are strings or lists: ids, types, signatures, encoded media. Objects are read all the same. */
  readonly opaque?: ReadonlySet<string>
  /** Rules of single members. */
  readonly fields?: Readonly<Record<string, TextRule>>
  /** Rules by the value of the object's `type` member; one that is found replaces this rule. */
  readonly byType?: Readonly<Record<string, TextRule>>
}

interface Place {
  readonly rule: TextRule
  readonly voice: Voice
  readonly frozen: boolean
}

/** Every segment of the document, in the order of the text. The root's rule must name a voice or give every field one. */
export function segmentsOf(document: JsonDocument, rule: TextRule): readonly Segment[] {
  const segments: Segment[] = []
  const place = {
    rule,
    voice: rule.voice ?? { role: 'user', provenance: 'user' },
    frozen: rule.frozen === true,
  } as const
  collect({ document, segments }, document.root, place)
  return segments
}

interface Walk {
  readonly document: JsonDocument
  readonly segments: Segment[]
}

function collect(walk: Walk, node: number, place: Place): void {
  const { document, segments } = walk
  switch (document.kind(node)) {
    case KIND.string:
      if (place.rule.media && isEncodedMedia(document, node)) return
      segments.push({ node, ...place.voice, frozen: place.frozen })
      return
    case KIND.array:
      document.eachItem(node, (item) => collect(walk, item, place))
      return
    case KIND.object:
      collectMembers(walk, node, placeOfObject(document, node, place))
  }
}

function collectMembers(walk: Walk, object: number, place: Place): void {
  const { document } = walk
  const { opaque, fields } = place.rule
  document.eachMember(object, (key, value) => {
    const name = document.text(key)
    if (opaque?.has(name) && document.kind(value) !== KIND.object) return
    const rule = ownValue(fields, name)
    collect(walk, value, rule === undefined ? place : inner(rule, place))
  })
}

function placeOfObject(document: JsonDocument, object: number, place: Place): Place {
  const { byType, voiceByRole } = place.rule
  const typed = byType && ownValue(byType, memberText(document, object, 'type'))
  const here = typed ? inner(typed, place) : place
  const voice = voiceByRole && ownValue(voiceByRole, memberText(document, object, 'role'))
  return voice ? { ...here, voice } : here
}

function inner(rule: TextRule, outer: Place): Place {
  return { rule, voice: rule.voice ?? outer.voice, frozen: outer.frozen || rule.frozen === true }
}

function memberText(document: JsonDocument, object: number, key: string): string {
  const node = document.member(object, key)
  return node < 0 ? '' : document.text(node)
}

function isEncodedMedia(document: JsonDocument, node: number): boolean {
  const start = document.start(node) + 1
  return (
    document.bytes.toString('latin1', start, start + 5) === 'data:' &&
    document.bytes.subarray(start, start + 256).includes(';base64,')
  )
}

function ownValue<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined
}
