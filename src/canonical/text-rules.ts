/** Finds every place of a JSON text where words stand, by a table that says what is *not* words; the rest is text by default. */
import { type JsonDocument, KIND } from '../lib/index.js'
import { isEncoded, isEncodedMedia, isPlainName, isToken } from './wordless.js'

/** Who speaks. */
export type SegmentRole = 'system' | 'developer' | 'user' | 'assistant' | 'tool'

/** Where text comes from: the operator's prompt, a person, a model, retrieved data, or a tool definition. */
export type Provenance = 'instruction' | 'user' | 'model' | 'data' | 'schema'

/** One string that holds text: a value, or the name of a member where that is no plain name. */
export interface Segment {
  /** The string's node in the request's document. */
  readonly node: number
  readonly role: SegmentRole
  readonly provenance: Provenance
  /** It may be read, but an edit would break what the vendor checks: a signature, or a credential. */
  readonly frozen: boolean
}

interface Voice {
  readonly role: SegmentRole
  readonly provenance: Provenance
}

/**
 * How to read one place of the wire format. A rule holds for a value and, where nothing else is said, for all that is inside it,
 * so that a field which the vendor adds tomorrow is read as text, not overlooked.
 *
 * What a rule calls wordless is believed only as far as it looks it: prose in an id, a type or a signature is text all the same.
 */
export interface TextRule {
  /** Speaker of everything below; otherwise that of the place above. */
  readonly voice?: Voice
  /** Speakers by the value of the object's `role` member, where the object's type has no voice of its own. */
  readonly voiceByRole?: Readonly<Record<string, Voice>>
  /** Everything below is checked by the vendor. */
  readonly frozen?: true
  /** The value is an address that may carry encoded media: a base64 `data:` URL is then no text. */
  readonly media?: true
  /** Members that hold ids, types or names, alone or in lists: no text while they are tokens. Objects under these names are read. */
  readonly opaque?: ReadonlySet<string>
  /** Members that hold base64, alone or in lists: no text while they are that of something binary. */
  readonly encoded?: ReadonlySet<string>
  /** Rules of single members. */
  readonly fields?: Readonly<Record<string, TextRule>>
  /** Rules by the value of the object's `type` member; one that is found replaces this rule. */
  readonly byType?: Readonly<Record<string, TextRule>>
}

/** A string that may be no text, if it looks it. */
type Exemption = (document: JsonDocument, node: number) => boolean

interface Place {
  readonly rule: TextRule
  readonly voice: Voice
  readonly frozen: boolean
  readonly exempt?: Exemption | undefined
}

interface Walk {
  readonly document: JsonDocument
  readonly segments: Segment[]
}

/** Speaks where no rule says who does: the voice that is judged most strictly. */
const ANYBODY: Voice = { role: 'user', provenance: 'user' }

/** Every segment of the document, in the order of the text. */
export function segmentsOf(document: JsonDocument, rule: TextRule): readonly Segment[] {
  const walk = { document, segments: [] }
  collect(walk, document.root, inner(rule, { rule, voice: ANYBODY, frozen: false }))
  return walk.segments
}

function collect(walk: Walk, node: number, place: Place): void {
  const { document } = walk
  switch (document.kind(node)) {
    case KIND.string:
      if (!place.exempt?.(document, node)) push(walk, node, place)
      return
    case KIND.array:
      for (let item = node + 1, end = document.after(node); item < end; item = document.after(item))
        collect(walk, item, place)
      return
    case KIND.object:
      collectMembers(walk, node, placeOfObject(document, node, place))
  }
}

function push({ segments }: Walk, node: number, { voice, frozen }: Place): void {
  segments.push({ node, role: voice.role, provenance: voice.provenance, frozen })
}

function collectMembers(walk: Walk, object: number, place: Place): void {
  const { document } = walk
  for (let key = object + 1, end = document.after(object); key < end; key = document.after(key + 1)) {
    const name = document.name(key)
    if (!isPlainName(name)) push(walk, key, place)
    const kind = document.kind(key + 1)
    if (kind === KIND.string || kind === KIND.array || kind === KIND.object)
      collect(walk, key + 1, placeOfMember(name, place))
  }
}

function placeOfMember(name: string, place: Place): Place {
  const { fields, opaque, encoded } = place.rule
  const rule = fields && ownValue(fields, name)
  const exempt = opaque?.has(name) ? isToken : encoded?.has(name) ? isEncoded : undefined
  if (rule) return inner(rule, place, exempt)
  return exempt === undefined ? place : { ...place, exempt }
}

/** What exempts a member holds for strings and lists of them, so no object inherits it. */
function placeOfObject(document: JsonDocument, object: number, place: Place): Place {
  const { byType, voiceByRole } = place.rule
  const here = place.exempt === undefined ? place : { ...place, exempt: undefined }
  const typed = byType && ownValue(byType, discriminator(document, object, 'type'))
  const voice = voiceByRole && ownValue(voiceByRole, discriminator(document, object, 'role'))
  const speaking = voice ? { ...here, voice } : here
  return typed ? inner(typed, speaking) : speaking
}

function inner(rule: TextRule, outer: Place, exempt?: Exemption): Place {
  return {
    rule,
    voice: rule.voice ?? outer.voice,
    frozen: outer.frozen || rule.frozen === true,
    exempt: rule.media ? isEncodedMedia : exempt,
  }
}

/**
 * The member that says what an object is; '' where that is not clear. Parsers differ in which of two members with one name
 * they take, and in whether `Type` is `type`: an object that means different things to them is none of what it claims.
 */
function discriminator(document: JsonDocument, object: number, name: string): string {
  let found: string | undefined
  for (let key = object + 1, end = document.after(object); key < end; key = document.after(key + 1)) {
    if (!document.isNamed(key, name)) continue
    const text = document.name(key + 1)
    if (document.name(key) !== name || (found !== undefined && found !== text)) return ''
    found = text
  }
  return found ?? ''
}

function ownValue<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
