/**
 * Reads from a body the most that it can cost. A provider may take any of two members with one name, may not regard the case
 * of names and may not look at types, so every reading counts, and the dearest of them is the demand.
 */
import type { Demand, Segment } from '../canonical/index.js'
import { type JsonDocument, KIND } from '../lib/index.js'
import { countFact } from './facts.js'
import { type DemandRule, Findings } from './findings.js'

const LINE_FEED = 0x0a

/** A body that is read. */
export interface Body {
  readonly document: JsonDocument
  readonly messages: number
  readonly segments: () => readonly Segment[]
}

/** @throws HeadgateError `invalid_request` */
export function readDemand({ document, messages, segments }: Body, rule: DemandRule): Demand {
  const maxOutputTokens = maximum(document, rule.maxima)
  const findings = new Findings(document, rule)
  findings.readBody()
  return {
    maxOutputTokens,
    answers: answerCount(document, rule),
    images: findings.images,
    messages,
    tools: findings.tools,
    builtInTools: findings.builtInTools,
    cacheWrites: findings.cacheWrites,
    references: findings.references,
    reasoning: findings.reasoning,
    unpriced: [...findings.unpriced],
    serviceTier: findings.serviceTier,
    structure: () => withoutTexts(document, segments(), findings.media),
  }
}

/**
 * The largest of the maxima: which of them a provider goes by is its own affair. One whose name is spelled in other letters
 * bounds nothing, because there are providers that pass over it.
 */
function maximum(document: JsonDocument, names: readonly string[]): number | undefined {
  if (names.length === 0) return 0
  const given = names.map((name) => {
    const count = countFact(document, name, 0)
    return document.member(document.root, name) < 0 ? undefined : count
  })
  const counts = given.filter((count) => count !== undefined)
  return counts.length === 0 ? undefined : Math.max(...counts)
}

function answerCount(document: JsonDocument, { multipliers, prompts }: DemandRule): number {
  const perPrompt = Math.max(1, ...multipliers.map((name) => countFact(document, name, 1) ?? 1))
  return perPrompt * (prompts === undefined ? 1 : promptCount(document, prompts))
}

/** A list of texts, or of lists of token ids, is as many prompts; a list of token ids is one. */
function promptCount(document: JsonDocument, name: string): number {
  let count = 0
  document.eachMember(document.root, (key, value) => {
    if (!document.isNamed(key, name)) return
    let prompts = 0
    document.eachItem(value, (item) => {
      if (document.kind(item) !== KIND.number) prompts++
    })
    count += Math.max(1, prompts)
  })
  return Math.max(1, count)
}

interface Place {
  readonly start: number
  readonly end: number
}

function withoutTexts(document: JsonDocument, segments: readonly Segment[], media: readonly Place[]): string {
  const { bytes } = document
  const texts = segments.map(({ node }) => ({ start: document.start(node), end: document.end(node) }))
  const left = Buffer.allocUnsafe(bytes.length + texts.length + media.length)
  let size = 0
  let at = 0
  for (const { start, end } of [...texts, ...media].sort((a, b) => a.start - b.start)) {
    if (start > at) {
      size += bytes.copy(left, size, at, start)
      // So that no two pieces join into one token.
      left[size++] = LINE_FEED
    }
    at = Math.max(at, end)
  }
  size += bytes.copy(left, size, at)
  return left.toString('utf8', 0, size)
}
