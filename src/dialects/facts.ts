/** Members of a body that headgate acts on: found as any provider may find them, and refused where two readings disagree. */
import { HeadgateError } from '../errors.js'
import { ABSENT, type JsonDocument, KIND } from '../lib/index.js'

/**
 * A member that headgate acts on. Parsers differ in which of two members with one name they take, and in whether `Model` is
 * `model`, so two that disagree would let a client be judged by one and served by the other.
 */
export function fact(document: JsonDocument, key: string): number {
  let found: number = ABSENT
  document.eachMember(document.root, (name, value) => {
    if (!document.isNamed(name, key)) return
    if (found !== ABSENT && document.source(found) !== document.source(value)) throw invalid(`${key} is given twice.`)
    found = value
  })
  return found
}

/**
 * A number of things that can be counted; `undefined` where the member is absent or null.
 * @throws HeadgateError `invalid_request` for anything else.
 */
export function countFact(document: JsonDocument, key: string, least: number): number | undefined {
  const node = fact(document, key)
  if (node === ABSENT || document.kind(node) === KIND.null) return undefined
  const count = countOf(document, node)
  if (count === undefined || count < least) throw invalid(`${key} must be a whole number, at least ${least}.`)
  return count
}

/** `undefined` for anything but a whole number that is not negative. */
export function countOf(document: JsonDocument, node: number): number | undefined {
  if (document.kind(node) !== KIND.number) return undefined
  const value = Number(document.source(node))
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** The values of every member that a provider may take for that one. */
export function valuesNamed(document: JsonDocument, object: number, name: string): readonly number[] {
  const values: number[] = []
  document.eachMember(object, (key, value) => {
    if (document.isNamed(key, name)) values.push(value)
  })
  return values
}

/** The refusal of a request; `detail` names the place and quotes nothing. */
export function invalid(detail: string): HeadgateError {
  return new HeadgateError({ code: 'invalid_request', detail })
}
