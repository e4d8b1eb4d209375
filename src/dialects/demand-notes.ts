/** Notes on parameters of a call, for the rules by which dialects read what a call can cost. */
import type { ServiceTier } from '../canonical/index.js'
import { type JsonDocument, KIND } from '../lib/index.js'
import { valuesNamed } from './facts.js'
import type { Findings, Mark, Note } from './findings.js'

/** Tiers at which a token costs no more than its list price. Those that are bought beforehand are not among them. */
const LIST_PRICE_TIERS: readonly ServiceTier[] = ['auto', 'default', 'flex', 'standard_only']
const OTHER_TIERS: readonly ServiceTier[] = ['priority', 'scale']

/** Costs nothing, and is not looked into: its members are named by the caller. */
export const nothing: Note = () => {}

/** Costs what the mark says where it is given at all. */
export function given(mark: Mark): Note {
  return (findings, value) => findings.mark(mark, value)
}

/** Costs what the mark says unless it is one of those words. */
export function unless(words: readonly string[], mark: Mark): Note {
  return (findings, value) => {
    if (!words.some((word) => isText(findings.document, value, word))) findings.mark(mark, value)
  }
}

export const serviceTier: Note = (findings, value) => {
  if (!findings.isGiven(value)) return
  const tiers = [...LIST_PRICE_TIERS, ...OTHER_TIERS]
  const tier = tiers.find((one) => isText(findings.document, value, one)) ?? 'other'
  findings.serviceTier = tier
  if (!LIST_PRICE_TIERS.includes(tier)) findings.unpriced.add('service_tier')
}

/** A word for how much to reason, of which one means not at all. */
export function reasoning(off: string): Note {
  return (findings, value) => {
    if (findings.isGiven(value)) findings.reasons(!isText(findings.document, value, off))
  }
}

/** The note for every member of that name in an object. */
export function memberNote(name: string, note: Note): Note {
  return (findings, value) => {
    for (const member of valuesNamed(findings.document, value, name)) note(findings, member)
  }
}

/** One note after another. */
export function both(first: Note, second: Note): Note {
  return (findings: Findings, value) => {
    first(findings, value)
    second(findings, value)
  }
}

/** True for a string that says exactly that. */
export function isText(document: JsonDocument, value: number, text: string): boolean {
  return document.kind(value) === KIND.string && document.textIs(value, text)
}
