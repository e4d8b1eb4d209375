/** Finds the passage of a text that a model holds to be the worst: windows that overlap by half, slice by slice. */
import type { Model } from './model.js'
import { makeTokens, readTokens } from './tokens.js'

/** The worst window of a text, in UTF-16 offsets of what was given. */
export interface Passage {
  /** A calibrated probability from 0 to 1. */
  readonly score: number
  readonly start: number
  readonly end: number
}

const NOTHING: Passage = { score: 0, start: 0, end: 0 }
/** Filled and read between two yields, so that all texts can share it. */
const tokens = makeTokens()

/** The worst passage of the whole text; work is linear in its length. */
export function worstPassage(model: Model, text: string): Passage {
  let worst = NOTHING
  for (const passage of passages(model, text)) if (passage.score > worst.score) worst = passage
  return worst
}

/**
 * The worst passage of each slice of about 4,000 units, one after the other: for callers that have a long text and must let others run
 * between two slices, each of which takes a fraction of a millisecond.
 */
export function* passages(model: Model, text: string): Generator<Passage> {
  for (let from = 0; from < text.length; ) {
    const end = readTokens(text, from, tokens)
    const { worst, lastStart } = readWindows(model)
    // The last window is read again at the head of the next slice, with what follows it.
    from = end === text.length || lastStart <= from ? end : lastStart
    yield worst
  }
}

function readWindows(model: Model): { worst: Passage; lastStart: number } {
  const { count, starts, ends } = tokens
  const { windowUnits } = model.file
  let worst = NOTHING
  let lastStart = 0
  let end = 0
  for (let first = 0; first < count && end < count; first = nextFirst(first, windowUnits / 2)) {
    lastStart = starts[first] ?? 0
    end = Math.max(end, first + 1)
    while (end < count && (ends[end] ?? 0) <= lastStart + windowUnits) end += 1
    const score = model.score(tokens, first, end)
    if (score > worst.score) worst = { score, start: lastStart, end: ends[end - 1] ?? 0 }
  }
  return { worst, lastStart }
}

function nextFirst(first: number, stepUnits: number): number {
  const { count, starts } = tokens
  const from = (starts[first] ?? 0) + stepUnits
  let next = first + 1
  while (next < count && (starts[next] ?? 0) < from) next += 1
  return next
}
