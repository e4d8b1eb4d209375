/** Joins words that were written with a separator after each letter: "i g n o r e", "i.g.n.o.r.e". */
import { PART, partOf } from './pattern.js'
import type { UnitBuffer } from './unit-buffer.js'

const MIN_LETTERS = 4
/** Units of the original text between two letters. */
const MAX_GAP = 4
const SPACE = 0x20

/** How many letters were joined. A gap wider than the first of its run is read as the end of a word. */
export function joinSpacedLetters(buffer: UnitBuffer): number {
  const { length } = buffer
  let joined = 0
  let write = 0
  let read = 0
  while (read < length) {
    const run = isSingle(buffer, read) ? runFrom(buffer, read) : undefined
    if (run === undefined || run.letters < MIN_LETTERS || run.letters * 2 <= run.units) {
      const end = run?.end ?? read + 1
      while (read < end) buffer.move(read++, write++)
      continue
    }
    write = writeJoined(buffer, { ...run, start: read, write })
    joined += run.units
    read = run.end
  }
  buffer.length = write
  return joined
}

interface Run {
  /** Just after the last letter. */
  readonly end: number
  readonly units: number
  readonly letters: number
  /** Width of the first gap, in the original text. */
  readonly gap: number
}

function runFrom(buffer: UnitBuffer, start: number): Run {
  let end = start + 1
  let units = 1
  let letters = isLetter(buffer, start) ? 1 : 0
  let gap = 0
  for (let next = nextWordUnit(buffer, end); next > 0 && isSingle(buffer, next); next = nextWordUnit(buffer, end)) {
    const width = gapBefore(buffer, end, next)
    const isFirst = units === 1
    if (isFirst) gap = width
    else if (width < gap || buffer.units[end] !== buffer.units[start + 1]) break
    units++
    if (isLetter(buffer, next)) letters++
    end = next + 1
  }
  return { end, units, letters, gap }
}

function writeJoined(buffer: UnitBuffer, run: Run & { readonly start: number; readonly write: number }): number {
  let { write } = run
  let last = run.start
  for (let at = run.start; at < run.end; at++) {
    if (!isWord(buffer, at)) continue
    if (at > run.start && gapBefore(buffer, last + 1, at) > run.gap) {
      buffer.move(last + 1, write)
      buffer.units[write++] = SPACE
    }
    buffer.move(at, write++)
    last = at
  }
  return write
}

/** The place of the next letter or digit if it is near, else 0. */
function nextWordUnit(buffer: UnitBuffer, from: number): number {
  for (let at = from; at < from + MAX_GAP && at < buffer.length; at++)
    if (isWord(buffer, at)) return at === from ? 0 : at
  return 0
}

function gapBefore(buffer: UnitBuffer, gapStart: number, next: number): number {
  return (buffer.from[next] ?? 0) - (buffer.from[gapStart] ?? 0)
}

function isSingle(buffer: UnitBuffer, at: number): boolean {
  return isWord(buffer, at) && !isWord(buffer, at - 1) && !isWord(buffer, at + 1)
}

function isWord(buffer: UnitBuffer, at: number): boolean {
  return at >= 0 && at < buffer.length && partOf(buffer.units[at] ?? 0) !== PART.separator
}

function isLetter(buffer: UnitBuffer, at: number): boolean {
  return partOf(buffer.units[at] ?? 0) === PART.letter
}
