/** A decoded request: the client's own bytes, and a lens over them through which text is read and edited in place. */
import { applySplices, type JsonDocument, type Splice } from '../lib/index.js'
import type { Demand } from './demand.js'
import { type Segment, segmentsOf, type TextRule } from './text-rules.js'

/** What headgate needs to know of a request beside its text. */
export interface RequestFacts {
  /** Absent where the route has none. */
  readonly model?: string | undefined
  /** Every further model that the request names, to fall back to for instance; found when somebody asks. */
  readonly otherModels?: () => readonly string[]
  /** Whether the client asked for a stream of events. */
  readonly stream: boolean
  /** Messages or input items in the conversation; 0 where the route has none. */
  readonly messageCount: number
  /**
   * The most that it can cost, read when somebody asks, and once; absent where calls of its dialect cost no tokens.
   * @throws HeadgateError `invalid_request` that names the place, where a number that bounds the cost is none.
   */
  readonly demand?: (() => Demand) | undefined
}

/** A request whose text can be read and edited. Immutable: an edit makes a new one. */
export interface ModelRequest {
  readonly facts: RequestFacts
  /** Every place that holds text; empty for a request that was not decoded (no body, or a route that is passed through). */
  segments(): readonly Segment[]
  /** What a segment says now, edits included. */
  text(segment: Segment): string
  /** Where a segment stands, `messages[3].content[0].text`. */
  path(segment: Segment): string
  /**
   * The same request with other text in some segments.
   * @throws RangeError for a frozen segment.
   */
  withText(edits: ReadonlyMap<Segment, string>): ModelRequest
  /**
   * The same request with other bytes in places that hold no segment, and with what is known of it since. Beside edits of
   * text, in any order; of two splices for one place the later counts.
   */
  withSplices(splices: readonly Splice[], facts: RequestFacts): ModelRequest
  /** The request's body: the client's own bytes but for the edited strings and the splices, those given here included. */
  encode(splices?: readonly Splice[]): Buffer
  /** The index of the body as it came; absent for a request that was not decoded. */
  readonly document?: JsonDocument
}

/** A request that is a JSON text. `rule` says where its words are; nothing is read before somebody asks. */
export function jsonRequest(document: JsonDocument, facts: RequestFacts, rule: TextRule): ModelRequest {
  return new JsonRequest(document, facts, { rule, edits: new Map(), splices: new Map() })
}

/** A request whose body is relayed without being read. */
export function opaqueRequest(body: Buffer, facts: RequestFacts): ModelRequest {
  const request: ModelRequest = {
    facts,
    segments: () => [],
    text: () => '',
    path: () => '',
    withText: () => request,
    withSplices: () => request,
    encode: () => body,
  }
  return request
}

/** How a request is read, and in what it differs from the client's bytes. */
interface Reading {
  readonly rule: TextRule
  readonly edits: ReadonlyMap<number, string>
  /** By the place where each begins. */
  readonly splices: ReadonlyMap<number, Splice>
}

class JsonRequest implements ModelRequest {
  private found: readonly Segment[] | undefined

  constructor(
    readonly document: JsonDocument,
    readonly facts: RequestFacts,
    private readonly reading: Reading,
  ) {}

  segments(): readonly Segment[] {
    this.found ??= segmentsOf(this.document, this.reading.rule)
    return this.found
  }

  text(segment: Segment): string {
    return this.reading.edits.get(segment.node) ?? this.document.text(segment.node)
  }

  path(segment: Segment): string {
    return this.document.pathOf(segment.node)
  }

  withText(edits: ReadonlyMap<Segment, string>): ModelRequest {
    const all = new Map(this.reading.edits)
    for (const [segment, text] of edits) {
      if (segment.frozen) throw new RangeError('a frozen segment cannot be edited')
      all.set(segment.node, text)
    }
    return new JsonRequest(this.document, this.facts, { ...this.reading, edits: all })
  }

  withSplices(splices: readonly Splice[], facts: RequestFacts): ModelRequest {
    const all = new Map(this.reading.splices)
    for (const splice of splices) all.set(splice.start, splice)
    return new JsonRequest(this.document, facts, { ...this.reading, splices: all })
  }

  encode(splices: readonly Splice[] = []): Buffer {
    const { document, reading } = this
    const changed = [...reading.edits].filter(([node, text]) => text !== document.text(node))
    const edited = changed.map(([node, text]) => ({
      start: document.start(node),
      end: document.end(node),
      bytes: Buffer.from(JSON.stringify(text)),
    }))
    return applySplices(document.bytes, [...edited, ...reading.splices.values(), ...splices])
  }
}
