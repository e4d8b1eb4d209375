/** Finds signatures in one text as it stands, with the place of each. */
import { isWordAfter, isWordBefore, scanWords, wordStart } from '../automaton/index.js'
import type { SignatureSet } from './compile.js'
import { type Match, PhraseMatcher } from './phrase-matcher.js'
import type { Category } from './signature.js'

/** A signature in a text. It holds no text: it may be logged. */
export interface PhraseFinding {
  readonly rule: string
  readonly category: Category
  /** UTF-16 offsets, the end exclusive. */
  readonly start: number
  readonly end: number
}

/** More findings in one text say nothing more. */
export const MAX_FINDINGS = 64
/** So much of a phrase is searched for spaces. */
const MAX_LOOK = 256
const SPACE = /\s/
/** Shorter runs of letters are words. */
const MIN_RUN = 20
const RUN = /^(?:\p{Ll}+|\p{Lu}+)$/u

export function findPhrases(set: SignatureSet, text: string): readonly PhraseFinding[] {
  const findings: PhraseFinding[] = []
  const matcher = new PhraseMatcher(set, (match) => {
    const finding = findings.length < MAX_FINDINGS ? check({ set, text, match }) : undefined
    if (finding !== undefined) addFinding(findings, finding)
  })
  scanWords(text, set.automaton, (word, end, letters) => matcher.found(word, end, letters))
  return findings
}

interface Candidate {
  readonly set: SignatureSet
  readonly text: string
  readonly match: Match
}

function check({ set, text, match }: Candidate): PhraseFinding | undefined {
  const { alphabet } = set.automaton
  const start = wordStart(alphabet, text, match.first)
  const lastStart = wordStart(alphabet, text, match.last)
  if (start === undefined || lastStart === undefined) return undefined
  const found = set.signatures[match.signature]
  const stands = hasBounds(text, match, { start, lastStart }) || isWithoutBounds(text, start, match.last.end)
  return found !== undefined && stands ? { ...found, start, end: match.last.end } : undefined
}

/** Whether the phrase begins and ends as words do, and its first and last word too unless it is written as one. */
function hasBounds(
  text: string,
  { first, last }: Match,
  at: { readonly start: number; readonly lastStart: number },
): boolean {
  if (!first.isOpenBefore && isWordBefore(text, at.start)) return false
  if (!last.isOpenAfter && isWordAfter(text, last.end)) return false
  if (first === last || !SPACE.test(text.slice(at.start, Math.min(at.lastStart, at.start + MAX_LOOK)))) return true
  if (!first.isOpenAfter && isWordAfter(text, first.end)) return false
  return last.isOpenBefore || !isWordBefore(text, at.lastStart)
}

/** Many letters without anything between them are several words run together, whose bounds nobody sees. Names in programs show them. */
function isWithoutBounds(text: string, start: number, end: number): boolean {
  return end - start >= MIN_RUN && end - start <= MAX_LOOK && RUN.test(text.slice(start, end))
}

/** A rule that is found again at the same place, by a longer word or a nearer beginning, is one finding. */
function addFinding(findings: PhraseFinding[], finding: PhraseFinding): void {
  const last = findings.findLastIndex(({ rule, end }) => rule === finding.rule && end > finding.start)
  const earlier = findings[last]
  if (earlier === undefined) findings.push(finding)
  else
    findings[last] = {
      ...finding,
      start: Math.min(finding.start, earlier.start),
      end: Math.max(finding.end, earlier.end),
    }
}
