/** Reads frames of an answer that are JSON: small look-ups that answer with nothing where something is missing. */
import type { AnswerEvent, Frame, Usage, Wanted } from '../canonical/index.js'
import { ABSENT, indexJson, type JsonDocument, KIND } from '../lib/index.js'

/** Deeper than any answer that vendors send. */
const MAX_ANSWER_DEPTH = 500

/** What one wire event means: its texts, and apart from them its counts and errors, so that nobody reads what is not wanted. */
export interface EventDecoder {
  readonly texts?: (json: JsonValue) => readonly AnswerEvent[]
  readonly counts?: (json: JsonValue) => readonly AnswerEvent[]
}

/** What a frame means by its event's decoder; nothing for one that has none, or is not JSON. */
export function decodeWith(frame: Frame, decoder: EventDecoder | undefined, wants: Wanted): readonly AnswerEvent[] {
  if (decoder === undefined || (wants === 'usage' && decoder.counts === undefined)) return []
  const json = jsonOf(frame)
  return json === undefined ? [] : meaningOf(json, decoder, wants)
}

export function meaningOf(json: JsonValue, { texts, counts }: EventDecoder, wants: Wanted): readonly AnswerEvent[] {
  const said = wants === 'all' ? (texts?.(json) ?? []) : []
  return [...said, ...(counts?.(json) ?? [])]
}

/** The row of a wire event; `undefined` for an event that is unknown. */
export function rowOf(table: Readonly<Record<string, EventDecoder>>, event: string): EventDecoder | undefined {
  return Object.hasOwn(table, event) ? table[event] : undefined
}

/** The frame's JSON; `undefined` where it is none. */
export function jsonOf(frame: Frame): JsonValue | undefined {
  try {
    const document = indexJson(frame.data(), MAX_ANSWER_DEPTH)
    return new JsonValue(document, document.root)
  } catch {
    return undefined
  }
}

/** One value of an answer. Look-ups chain through what is missing. */
export class JsonValue {
  constructor(
    private readonly document: JsonDocument,
    private readonly node: number,
  ) {}

  get(key: string): JsonValue {
    return new JsonValue(this.document, this.node === ABSENT ? ABSENT : this.document.member(this.node, key))
  }

  items(): readonly JsonValue[] {
    const items: JsonValue[] = []
    if (this.node !== ABSENT)
      this.document.eachItem(this.node, (item) => items.push(new JsonValue(this.document, item)))
    return items
  }

  /** '' for anything but a string. */
  text(): string {
    return this.node === ABSENT ? '' : this.document.text(this.node)
  }

  /** `undefined` for anything but a whole number that is not negative. */
  count(): number | undefined {
    if (this.node === ABSENT || this.document.kind(this.node) !== KIND.number) return undefined
    const value = Number(this.document.source(this.node))
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined
  }

  /** The value as it stands in the text; '' where there is none. */
  source(): string {
    return this.node === ABSENT ? '' : this.document.source(this.node)
  }

  /** True for anything but null. */
  isSomething(): boolean {
    return this.node !== ABSENT && this.document.kind(this.node) !== KIND.null
  }

  isObject(): boolean {
    return this.node !== ABSENT && this.document.kind(this.node) === KIND.object
  }

  isEmptyArray(): boolean {
    return this.node !== ABSENT && this.document.kind(this.node) === KIND.array && this.document.size(this.node) === 0
  }
}

/** A text event, or nothing for an empty text. */
export function textEvent(
  kind: 'answer' | 'reasoning' | 'refusal' | 'tool_arguments',
  text: string,
): readonly AnswerEvent[] {
  return text === '' ? [] : [{ type: 'text', kind, text }]
}

/** A usage event, or nothing where no member is known. */
export function usageEvent(usage: Usage): readonly AnswerEvent[] {
  const isKnown = Object.values(usage).some((count) => count !== undefined)
  return isKnown ? [{ type: 'usage', usage }] : []
}
