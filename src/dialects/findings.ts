/** What in a body costs money, by a dialect's rule, and what the reading of one body has found so far. */
import type { CacheWrites, Demand, ServiceTier, UnpricedFeature } from '../canonical/index.js'
import { type JsonDocument, KIND } from '../lib/index.js'
import { valuesNamed } from './facts.js'

/** What a member's name, or a thing's type, means for the cost. */
export type Mark = 'image' | 'reference' | 'cache' | 'tools' | 'opaque' | UnpricedFeature

/** Takes down what the value of a parameter means. */
export type Note = (findings: Findings, value: number) => void

/** `shown`: its definition is in the request; `built_in`: a vendor's own, run by the client; else what it costs beside tokens. */
export type ToolKind = 'shown' | 'built_in' | UnpricedFeature

/** Where one dialect says what a call can cost. */
export interface DemandRule {
  /** Parameters that bound the output of one answer; the first is the one to add. None where nothing is generated. */
  readonly maxima: readonly string[]
  /** Parameters that multiply the answers: the largest counts. */
  readonly multipliers: readonly string[]
  /** The parameter that may hold several prompts, each answered apart. */
  readonly prompts?: string
  /** What is written to the cache without being asked for. */
  readonly cacheWrites: CacheWrites
  /** Parameters of the call, by name; what has no note is looked through for the marks below. */
  readonly parameters: ReadonlyMap<string, Note>
  /** Members of anything within. */
  readonly members: ReadonlyMap<string, Mark>
  /** Things within, by the `type` that they bear. */
  readonly types: ReadonlyMap<string, Mark>
  /** What a tool is, by its type; `undefined` for one that is unknown. A tool without a type is `shown`. */
  toolKind(type: string, document: JsonDocument, tool: number): ToolKind | undefined
}

const CACHE_ORDER: readonly CacheWrites[] = ['none', '5m', '1h']

/** A name that is the same in any case is spelled with these. */
const PLAIN_NAME = /^[a-z0-9_$-]*$/

/** One reading of one body; it only ever grows dearer. */
export class Findings {
  images = 0
  tools = 0
  builtInTools = 0
  cacheWrites: CacheWrites
  references = false
  reasoning: Demand['reasoning'] = 'unsaid'
  serviceTier: ServiceTier | undefined
  readonly unpriced = new Set<UnpricedFeature>()
  /** Where the data of images stands in the body. */
  readonly media: { readonly start: number; readonly end: number }[] = []

  constructor(
    readonly document: JsonDocument,
    private readonly rule: DemandRule,
  ) {
    this.cacheWrites = rule.cacheWrites
  }

  readBody(): void {
    const { document, rule } = this
    document.eachMember(document.root, (key, value) => {
      const note = lookUp(rule.parameters, document.name(key))
      if (note === undefined) this.member(key, value)
      else note(this, value)
    })
  }

  /** Looks for marks in a value and in all that is inside it. */
  within(value: number): void {
    const { document } = this
    if (document.kind(value) === KIND.object) this.object(value)
    else document.eachItem(value, (item) => this.within(item))
  }

  /** Takes a mark down, unless the value says that it does not hold. */
  mark(mark: Mark, value: number): void {
    if (mark === 'opaque' || !this.isGiven(value)) return
    if (mark === 'image') this.image(value)
    else if (mark === 'reference') this.references = true
    else if (mark === 'cache') this.cache(value)
    else if (mark === 'tools') this.toolList(value)
    else this.unpriced.add(mark)
  }

  /** True for anything but null, false, nothing at all and an empty list. */
  isGiven(value: number): boolean {
    const { document } = this
    const kind = document.kind(value)
    if (kind === KIND.null || kind === KIND.false) return false
    if (kind === KIND.string) return document.end(value) - document.start(value) > 2
    return kind !== KIND.array || document.size(value) > 0
  }

  /** The dearest of what is said of reasoning: on, nothing, off. */
  reasons(isOn: boolean): void {
    if (isOn) this.reasoning = 'on'
    else if (this.reasoning === 'unsaid') this.reasoning = 'off'
  }

  private tool(tool: number): void {
    const { document, rule } = this
    this.tools++
    if (document.kind(tool) !== KIND.object) {
      this.unpriced.add('unknown_tool')
      return
    }
    document.eachMember(tool, (key, value) => {
      const name = document.name(key)
      if (isName(name, 'type')) this.toolType(tool, value)
      const mark = lookUp(rule.members, name)
      if (mark === 'cache' || mark === 'tools') this.mark(mark, value)
    })
  }

  private member(key: number, value: number): void {
    const mark = lookUp(this.rule.members, this.document.name(key))
    if (mark === undefined) this.within(value)
    else {
      this.mark(mark, value)
      if (mark !== 'opaque' && mark !== 'image' && mark !== 'tools') this.within(value)
    }
  }

  private object(object: number): void {
    const marks = this.marksOf(object)
    if (marks.some((mark) => mark !== 'image')) {
      for (const mark of marks) {
        if (mark === 'image') this.images++
        else if (mark !== undefined) this.mark(mark, object)
      }
    } else if (marks.length > 0) {
      this.image(object)
      return
    }
    this.document.eachMember(object, (key, value) => this.member(key, value))
  }

  /** What each type that an object bears means: it may bear two. */
  private marksOf(object: number): readonly (Mark | undefined)[] {
    const { document, rule } = this
    const marks: (Mark | undefined)[] = []
    document.eachMember(object, (key, value) => {
      if (isName(document.name(key), 'type')) marks.push(rule.types.get(document.text(value)))
    })
    return marks
  }

  /** Everything in an image is the image, but for the wish to have it cached. */
  private image(node: number): void {
    this.images++
    this.mediaIn(node)
  }

  private mediaIn(node: number): void {
    const { document, rule } = this
    if (document.kind(node) === KIND.string) this.media.push({ start: document.start(node), end: document.end(node) })
    document.eachItem(node, (item) => this.mediaIn(item))
    document.eachMember(node, (key, value) => {
      if (lookUp(rule.members, document.name(key)) === 'cache') this.mark('cache', value)
      else this.mediaIn(value)
    })
  }

  private cache(value: number): void {
    const lives = valuesNamed(this.document, value, 'ttl').filter((ttl) => this.isGiven(ttl))
    const isShort = lives.every((ttl) => this.document.textIs(ttl, '5m'))
    const asked: CacheWrites = isShort ? '5m' : '1h'
    if (CACHE_ORDER.indexOf(asked) > CACHE_ORDER.indexOf(this.cacheWrites)) this.cacheWrites = asked
  }

  private toolList(value: number): void {
    if (this.document.kind(value) === KIND.array) this.document.eachItem(value, (tool) => this.tool(tool))
    else this.tool(value)
  }

  private toolType(tool: number, type: number): void {
    const { document, rule } = this
    if (document.kind(type) === KIND.null) return
    const kind = rule.toolKind(document.text(type), document, tool) ?? 'unknown_tool'
    if (kind === 'built_in') this.builtInTools++
    else if (kind !== 'shown') this.unpriced.add(kind)
  }
}

/** As the providers look names up that regard their case least. */
function lookUp<Value>(table: ReadonlyMap<string, Value>, name: string): Value | undefined {
  return table.get(name) ?? (PLAIN_NAME.test(name) ? undefined : table.get(folded(name)))
}

function isName(name: string, wanted: string): boolean {
  return name === wanted || (!PLAIN_NAME.test(name) && folded(name) === wanted)
}

function folded(name: string): string {
  return name.toUpperCase().toLowerCase()
}
