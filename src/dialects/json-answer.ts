/** Reads frames of an answer that are JSON: small look-ups that answer with nothing where something is missing. */
import type { AnswerEvent, Frame, Usage } from '../canonical/index.js'
import { ABSENT, indexJson, type JsonDocument, KIND } from '../lib/index.js'

/** Deeper than any answer that vendors send. */
const MAX_ANSWER_DEPTH = 500

/** What one wire event means. */
export type EventDecoder = (json: JsonValue) => readonly AnswerEvent[]

/** Decodes a frame by the row of its wire event; an unknown event, or one that is not JSON, means nothing. */
export function decodeByTable(
  frame: Frame,
  name: string,
  table: Readonly<Record<string, EventDecoder>>,
): readonly AnswerEvent[] {
  const decode = Object.hasOwn(table, name) ? table[name] : undefined
  return decode === undefined ? [] : decodeWith(frame, decode)
}

/** Decodes a frame in the one way there is; one that is not JSON means nothing. */
export function decodeWith(frame: Frame, decode: EventDecoder): readonly AnswerEvent[] {
  const json = jsonOf(frame)
  return json === undefined ? [] : decode(json)
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
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage
  const isKnown = (inputTokens ?? outputTokens ?? cacheReadTokens ?? cacheWriteTokens) !== undefined
  return isKnown ? [{ type: 'usage', usage }] : []
}
