/** Folds a text character by character, and counts what had to be folded. */
import { FOLD, foldCodePoint, foldedText, isBesideLatin, letterBesideLatin, REASON } from '../folding/index.js'
import { composeHangul } from './compose-hangul.js'
import type { Signs } from './signs.js'
import type { UnitBuffer } from './unit-buffer.js'

const SPACE = 0x20
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const FIRST_OTHER = 0x80
const FIRST_ACCENTED = 0x300
/** Joiners, which Indic scripts, Arabic and emoji are written with. */
const NON_JOINER = 0x200c
const JOINER = 0x200d
/** What surrogates are folded to, which are looked at in pairs; above it stands only `FOLD.many`. */
const REPLACEMENT = 0xfffd
const ANY_REASON = FOLD.reasonBits << FOLD.reasonShift
const REASONS = Object.keys(REASON).length

export function foldInto(buffer: UnitBuffer, text: string): Signs {
  const counts = new Uint32Array(REASONS)
  let at = 0
  while (at < text.length) {
    const plainEnd = text.charCodeAt(at) < FIRST_OTHER ? buffer.pushPlain(text, at) : at
    at = plainEnd > at ? plainEnd : at + foldOne(buffer, { text, at, counts })
  }
  return signsOf(counts)
}

interface Place {
  readonly text: string
  readonly at: number
  readonly counts: Uint32Array
}

/** Folds the character at a place; says how many units of the text it took. */
function foldOne(buffer: UnitBuffer, place: Place): number {
  const { text, at } = place
  const fold = foldCodePoint(text.charCodeAt(at))
  const unit = fold & FOLD.unitBits
  if (unit > FOLD.dropped && unit < REPLACEMENT && (fold & ANY_REASON) === 0) {
    if (unit === SPACE) pushSpace(buffer, text.charCodeAt(at), at)
    else if (!composeHangul(buffer, unit)) buffer.push(unit, at)
    return 1
  }
  const codePoint = text.codePointAt(at) ?? 0
  foldWithReason(buffer, place, codePoint)
  return codePoint > 0xffff ? 2 : 1
}

function foldWithReason(buffer: UnitBuffer, { text, at, counts }: Place, codePoint: number): void {
  const fold = foldCodePoint(codePoint)
  const reason = (fold >> FOLD.reasonShift) & FOLD.reasonBits
  const unit = fold & FOLD.unitBits
  const mayLookLatin = reason === REASON.besideLatin || reason === REASON.lookalike
  // A Cyrillic word is full of letters that look Latin: only in a word that is partly Latin do they count.
  const isBeside = mayLookLatin && isBesideLatin(text, at, codePoint > 0xffff ? 2 : 1)
  if (isBeside) count(counts, REASON.lookalike)
  else if (!mayLookLatin && !isSpelling(codePoint, buffer.last)) count(counts, reason)
  if (unit === FOLD.dropped) return
  if (isBeside && reason === REASON.besideLatin) buffer.push(letterBesideLatin(codePoint), at)
  else if (unit === SPACE) pushSpace(buffer, unit, at)
  else if (unit !== FOLD.many) buffer.push(unit, at)
  else pushMany(buffer, codePoint, at)
}

function pushMany(buffer: UnitBuffer, codePoint: number, at: number): void {
  const folded = foldedText(codePoint)
  for (let index = 0; index < folded.length; index++) buffer.push(folded.charCodeAt(index), at)
}

/** One space stands for a run of white space, or one line break if there was any in it. */
function pushSpace(buffer: UnitBuffer, unit: number, offset: number): void {
  const isBreak = unit === LINE_FEED || unit === CARRIAGE_RETURN
  if (buffer.last !== SPACE && buffer.last !== LINE_FEED) buffer.push(isBreak ? LINE_FEED : SPACE, offset)
  else if (isBreak) buffer.replaceLast(LINE_FEED)
}

/** The joiners of scripts that are spelt with them are no sign of anything; after ASCII they are. */
function isSpelling(codePoint: number, last: number): boolean {
  return (codePoint === NON_JOINER || codePoint === JOINER) && last >= FIRST_ACCENTED
}

function count(counts: Uint32Array, reason: number): void {
  counts[reason] = (counts[reason] ?? 0) + 1
}

function signsOf(counts: Uint32Array): Signs {
  const of = (reason: number): number => counts[reason] ?? 0
  return {
    invisible: of(REASON.invisible),
    bidi: of(REASON.bidi),
    tags: of(REASON.tag),
    marks: of(REASON.mark),
    lookalikes: of(REASON.lookalike),
    compatibility: of(REASON.compatibility),
    spaced: 0,
    leet: 0,
  }
}
