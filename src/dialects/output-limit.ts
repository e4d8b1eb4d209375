/** Lowers the most that a request asks for, in the client's own bytes. */
import type { Demand, ModelRequest } from '../canonical/index.js'
import { ABSENT, type JsonDocument, KIND, type Splice } from '../lib/index.js'
import { countOf, valuesNamed } from './facts.js'
import { insertMember, replaceValue } from './place-splices.js'

export interface OutputLimit {
  /** Parameters that bound the output of one answer; the first is the one to add. */
  readonly maxima: readonly string[]
  /** The smallest maximum that the vendor takes. */
  readonly least?: number
  /** True where the vendor would refuse the request with that maximum. */
  readonly isRefused?: (document: JsonDocument, maxTokens: number) => boolean
}

/** The function that lowers the maximum of a dialect's requests. */
export function limiter({ maxima, least = 1, isRefused }: OutputLimit) {
  return (request: ModelRequest, maxTokens: number): ModelRequest | undefined => {
    const { document } = request
    const demand = request.facts.demand?.()
    if (document === undefined || demand === undefined) return undefined
    if (demand.maxOutputTokens !== undefined && demand.maxOutputTokens <= maxTokens) return request
    if (!Number.isSafeInteger(maxTokens) || maxTokens < least || isRefused?.(document, maxTokens)) return undefined
    const splices = lowered(document, maxima, maxTokens)
    const limited: Demand = { ...demand, maxOutputTokens: maxTokens }
    return splices && request.withSplices(splices, { ...request.facts, demand: () => limited })
  }
}

/** Every maximum that is larger, and one more where none of them is sure to be seen. */
function lowered(document: JsonDocument, maxima: readonly string[], maxTokens: number): readonly Splice[] | undefined {
  const digits = String(maxTokens)
  const splices = maxima
    .flatMap((name) => valuesNamed(document, document.root, name))
    .filter((value) => (countOf(document, value) ?? 0) > maxTokens)
    .map((value) => replaceValue(document, value, digits))
  const [first] = maxima
  if (first === undefined || maxima.some((name) => isNumber(document, document.member(document.root, name))))
    return splices
  const empty = nullsNamed(document, first)
  if (empty.length > 0) return [...splices, ...empty.map((value) => replaceValue(document, value, digits))]
  const added = insertMember(document, document.root, `"${first}":${digits}`)
  return added && [...splices, added]
}

function nullsNamed(document: JsonDocument, name: string): readonly number[] {
  if (document.member(document.root, name) === ABSENT) return []
  return valuesNamed(document, document.root, name).filter((value) => document.kind(value) === KIND.null)
}

function isNumber(document: JsonDocument, node: number): boolean {
  return node !== ABSENT && document.kind(node) === KIND.number
}
