/** Finds forbidden topics in a text, as it stands and in whatever it says once it is decoded. */
import type { SegmentRole } from '../../canonical/index.js'
import { isWordAfter, isWordBefore, scanWords, wordStart } from '../automaton/index.js'
import { normalise } from '../normalise/index.js'
import { type Transform, views } from '../views/index.js'
import type { Pattern, Term, TopicSet } from './compile.js'
import { spells } from './spelling.js'
import type { Topic, TopicKind } from './topic.js'

/** A topic that was found. It holds no text: it may be logged. */
export interface TopicFinding {
  readonly topic: string
  readonly kind: TopicKind
  /** UTF-16 offsets, the end exclusive. */
  readonly start: number
  readonly end: number
  /** How it was hidden, outermost first; empty for text that can be read as it stands. */
  readonly view: readonly Transform[]
}

/** More findings in one text say nothing more. */
const MAX_FINDINGS = 64
/** A slice is scanned at once; what is longer is scanned in slices that overlap. */
const SLICE_UNITS = 8192
const OVERLAP_UNITS = 512

/** The topics in a text of somebody's, each at the first places where it was found. Linear in the text. */
export function findTopics(set: TopicSet, text: string, role: SegmentRole): readonly TopicFinding[] {
  const scan = findTopicsInSlices(set, text, role)
  for (;;) {
    const step = scan.next()
    if (step.done) return step.value
  }
}

/** The same, with a pause after every slice, so that whoever drives it can let others run. */
export function* findTopicsInSlices(
  set: TopicSet,
  text: string,
  role: SegmentRole,
): Generator<undefined, readonly TopicFinding[]> {
  const findings: TopicFinding[] = []
  if (!set.topics.some((topic) => concerns(topic, role))) return findings
  for (let offset = 0; offset < text.length; offset += SLICE_UNITS - OVERLAP_UNITS) {
    const slice = text.slice(offset, offset + SLICE_UNITS)
    for (const finding of scanSlice(set, slice, role)) addTo(findings, finding, offset)
    if (offset + SLICE_UNITS >= text.length || findings.length >= MAX_FINDINGS) break
    yield
  }
  return findings
}

function concerns({ roles }: Topic, role: SegmentRole): boolean {
  return roles === undefined || roles.includes(role)
}

function* scanSlice(set: TopicSet, text: string, role: SegmentRole): Generator<TopicFinding> {
  const isMeant = ({ topic }: Place): boolean => concerns(topic, role)
  for (const { topic, kind, start, end } of findPlaces(set, text).filter(isMeant)) {
    yield { topic: topic.name, kind, start, end, view: [] }
  }
  for (const view of views(text)) {
    for (const { topic, kind, start, end } of findPlaces(set, view.text).filter(isMeant)) {
      yield { topic: topic.name, kind, ...view.origin(start, end), view: view.chain }
    }
  }
}

interface Place {
  readonly topic: Topic
  readonly kind: TopicKind
  readonly start: number
  readonly end: number
}

function findPlaces(set: TopicSet, text: string): readonly Place[] {
  return [...findTerms(set, text), ...findPatterns(set.patterns, text)]
}

function findTerms({ automaton, terms }: TopicSet, text: string): readonly Place[] {
  const places: Place[] = []
  scanWords(text, automaton, (word, end) => {
    if (places.length >= MAX_FINDINGS) return
    const start = wordStart(automaton.alphabet, text, { end, letters: automaton.lengths[word] ?? 0 })
    if (start === undefined) return
    for (const term of terms[word] ?? []) {
      if (stands(term, text, { start, end })) places.push({ topic: term.topic, kind: term.kind, start, end })
    }
  })
  return places
}

function stands({ kind, text: term }: Term, text: string, { start, end }: { start: number; end: number }): boolean {
  if (kind === 'word' && (isWordBefore(text, start) || isWordAfter(text, end))) return false
  return spells(text.slice(start, end), term)
}

/** Patterns are tried on the text as it stands, and in its plainest form where that is another. */
function findPatterns(patterns: readonly Pattern[], text: string): readonly Place[] {
  if (patterns.length === 0) return []
  const plain = normalise(text)
  const places: Place[] = []
  for (const { topic, matcher } of patterns) {
    const direct = firstMatch(matcher, text)
    const match = direct ?? firstMatch(matcher, plain.text)
    if (match === undefined) continue
    const { start, end } = direct ?? plain.origin(match.start, match.end)
    places.push({ topic, kind: 'pattern', start, end })
  }
  return places
}

/** Asking first whether there is a match at all is ten times faster than looking for where it is. */
function firstMatch(pattern: Pattern['matcher'], text: string): { start: number; end: number } | undefined {
  if (!pattern.test(text)) return undefined
  const matcher = pattern.matcher(text)
  return matcher.find() ? { start: matcher.start(), end: matcher.end() } : undefined
}

/** What two slices or two views show of one place is one finding. */
function addTo(findings: TopicFinding[], finding: TopicFinding, offset: number): void {
  const start = finding.start + offset
  const end = finding.end + offset
  const isKnown = findings.some((other) => other.topic === finding.topic && other.start < end && start < other.end)
  if (!isKnown && findings.length < MAX_FINDINGS) findings.push({ ...finding, start, end })
}
