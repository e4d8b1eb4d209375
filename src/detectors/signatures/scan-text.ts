/** Finds signatures in a text, as it stands and in whatever it says once it is decoded. */
import { type Transform, views } from '../views/index.js'
import type { SignatureSet } from './compile.js'
import { findPhrases, MAX_FINDINGS, type PhraseFinding } from './find-phrases.js'
import { isQuoted } from './quotation.js'

/** A signature that was found. It holds no text: it may be logged. */
export interface Finding extends PhraseFinding {
  /** How it was hidden, outermost first; empty for text that can be read as it stands. */
  readonly view: readonly Transform[]
  /** Whether it stands between quotation marks or in a block of code. */
  readonly isQuoted: boolean
}

/** A slice is scanned at once. What is longer is scanned in slices that overlap by more than any phrase is long. */
const SLICE_UNITS = 16_384
const OVERLAP_UNITS = 1024

/** All findings in the order in which they were found, a bounded number. The work is linear in the text, whatever it holds. */
export function scanText(set: SignatureSet, text: string): readonly Finding[] {
  const scan = scanInSlices(set, text)
  for (;;) {
    const step = scan.next()
    if (step.done) return step.value
  }
}

/** The same, with a pause after every slice, so that whoever drives it can let others run. */
export function* scanInSlices(set: SignatureSet, text: string): Generator<undefined, readonly Finding[]> {
  const findings: Finding[] = []
  for (let start = 0; start < text.length; start += SLICE_UNITS - OVERLAP_UNITS) {
    const slice = text.slice(start, start + SLICE_UNITS)
    for (const finding of scanSlice(set, slice)) {
      addTo(findings, { ...finding, start: finding.start + start, end: finding.end + start })
    }
    if (start + SLICE_UNITS >= text.length || findings.length >= MAX_FINDINGS) break
    yield
  }
  return findings
}

function* scanSlice(set: SignatureSet, text: string): Generator<Finding> {
  for (const found of findPhrases(set, text)) {
    yield { ...found, view: [], isQuoted: isQuoted(text, found.start, found.end) }
  }
  for (const view of views(text)) {
    for (const found of findPhrases(set, view.text)) {
      const { start, end } = view.origin(found.start, found.end)
      yield { ...found, start, end, view: view.chain, isQuoted: isQuoted(text, start, end) }
    }
  }
}

/** What two slices or two views show of one place is one finding. */
function addTo(findings: Finding[], finding: Finding): void {
  const isKnown = findings.some(
    ({ rule, start, end }) => rule === finding.rule && start < finding.end && finding.start < end,
  )
  if (!isKnown && findings.length < MAX_FINDINGS) findings.push(finding)
}
