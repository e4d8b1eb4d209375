/** What one code point is folded to, and why; computed when it is first met, then read from a table. */
import { isDroppedMark, isInvisible, isSpace } from './character-sets.js'
import { ALWAYS, BESIDE_LATIN, type LookalikeTable } from './lookalikes.js'

/** Why a character is not what it is folded to. Case, accents and white space are no reason worth a word. */
export const REASON = {
  none: 0,
  invisible: 1,
  bidi: 2,
  tag: 3,
  mark: 4,
  lookalike: 5,
  compatibility: 6,
  /** Folded to something else where a Latin letter stands beside it: see `letterBesideLatin`. */
  besideLatin: 7,
} as const

/**
 * A fold is one number: the folded UTF-16 unit in the low sixteen bits, then three bits of `REASON`, then a bit that is set
 * if the folded character is a letter or a digit. These units stand for no unit of their own.
 */
export const FOLD = {
  unitBits: 0xffff,
  /** The character is left out. */
  dropped: 0,
  /** More than one unit: `foldedText` has them. */
  many: 0xffff,
  reasonShift: 16,
  reasonBits: 7,
  isWord: 1 << 19,
} as const

const PAGE_SHIFT = 8
const PAGE_SIZE = 1 << PAGE_SHIFT
const CODE_POINTS = 0x110000
const UNKNOWN = -1
/** Some ligatures stand for a whole phrase; what is left out of them keeps a folded text from being many times longer. */
const MAX_UNITS = 4
const REPLACEMENT = 0xfffd
const ASCII_OF_FIRST_TAG = 0xe0000
const FIRST_REGIONAL_INDICATOR = 0x1f1e6
/** Ignorable ones apart, which show nothing although nobody has given them a meaning. */
const UNASSIGNED = /^(?!\p{Default_Ignorable_Code_Point})\p{Cn}$/u
const WORD = /^[\p{L}\p{N}]/u
/** Letters like ß, ø and ł look like others too, but that is their alphabet. */
const LATIN = /^\p{Script=Latin}$/u
const PLAIN_LETTER = /^[a-z]$/
/** The letters that ordinals are written with. */
const ORDINALS = /^[ªº]$/

const pages: (Int32Array | undefined)[] = new Array(CODE_POINTS >> PAGE_SHIFT)
const longer = new Map<number, string>()
const always = indexLookalikes(ALWAYS)
const besideLatin = indexLookalikes(BESIDE_LATIN)

/** The fold of a code point; a surrogate alone is folded to the replacement character. See `FOLD`. */
export function foldCodePoint(codePoint: number): number {
  const known = pages[codePoint >> PAGE_SHIFT]?.[codePoint & (PAGE_SIZE - 1)] ?? UNKNOWN
  return known === UNKNOWN ? learn(codePoint) : known
}

/** The folded text of a code point whose fold says `many`. */
export function foldedText(codePoint: number): string {
  return longer.get(codePoint) ?? String.fromCodePoint(codePoint)
}

/** The small Latin letter that a code point is read as beside one; 0 for those that are read as themselves. */
export function letterBesideLatin(codePoint: number): number {
  return besideLatin.get(codePoint)?.codePointAt(0) ?? 0
}

function learn(codePoint: number): number {
  const page = pages[codePoint >> PAGE_SHIFT] ?? new Int32Array(PAGE_SIZE).fill(UNKNOWN)
  pages[codePoint >> PAGE_SHIFT] = page
  const fold = foldAnew(codePoint)
  page[codePoint & (PAGE_SIZE - 1)] = fold
  return fold
}

function foldAnew(codePoint: number): number {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return REPLACEMENT
  if (isPlainIdeograph(codePoint)) return (codePoint < FOLD.many ? codePoint : FOLD.many) | FOLD.isWord
  const character = String.fromCodePoint(codePoint)
  if (UNASSIGNED.test(character)) return codePoint < FOLD.many ? codePoint : FOLD.many
  const tagged = String.fromCharCode(codePoint - ASCII_OF_FIRST_TAG)
  if (codePoint > ASCII_OF_FIRST_TAG && codePoint < ASCII_OF_FIRST_TAG + 0x7f && tagged >= ' ') {
    return pack(codePoint, tagged.toLowerCase(), REASON.tag)
  }
  if (isSpace(character)) return pack(codePoint, ' ', REASON.none)
  const invisible = isInvisible(codePoint)
  if (invisible !== 'no') return pack(codePoint, '', REASON_OF_INVISIBLE[invisible])
  if (isDroppedMark(character)) return pack(codePoint, '', REASON.mark)
  return foldVisible(codePoint, character)
}

const REASON_OF_INVISIBLE = { bidi: REASON.bidi, yes: REASON.invisible, emoji: REASON.none } as const

function foldVisible(codePoint: number, character: string): number {
  const letter = enclosedLetter(codePoint)
  if (letter !== undefined) return pack(codePoint, letter, REASON.compatibility)
  // Twice, because a small letter may decompose where its capital does not, and the other way round.
  const plain = bare(bare(character).toLowerCase())
  const latin = always.get(plain.codePointAt(0) ?? 0)
  if (latin !== undefined && [...plain].length === 1) {
    return pack(codePoint, latin, LATIN.test(character) ? REASON.none : REASON.lookalike)
  }
  const folded = plain.normalize('NFC')
  if (besideLatin.has(codePoint)) return pack(codePoint, folded, REASON.besideLatin)
  const isForm = PLAIN_LETTER.test(folded) && character.normalize('NFKC') !== character.normalize('NFC')
  return pack(codePoint, folded, isForm && !ORDINALS.test(character) ? REASON.compatibility : REASON.none)
}

function pack(codePoint: number, text: string, reason: number): number {
  const folded = text.slice(0, MAX_UNITS)
  const unit = folded.length > 1 ? FOLD.many : folded.charCodeAt(0)
  if (folded.length > 1) longer.set(codePoint, folded)
  return (folded === '' ? FOLD.dropped : unit) | (reason << FOLD.reasonShift) | (WORD.test(folded) ? FOLD.isWord : 0)
}

/** Without the marks that are dropped, compatibility forms taken apart. */
function bare(text: string): string {
  let kept = ''
  for (const character of text.normalize('NFKD')) if (!isDroppedMark(character)) kept += character
  return kept
}

/** Letters in dark circles and squares, and the halves of flags, which decompose to nothing. */
function enclosedLetter(codePoint: number): string | undefined {
  for (const first of [0x1f150, 0x1f170, FIRST_REGIONAL_INDICATOR]) {
    if (codePoint >= first && codePoint < first + 26) return String.fromCharCode(0x61 + codePoint - first)
  }
  return undefined
}

/** Ideographs, Hangul syllables and private characters fold to themselves; saying so early keeps rare text cheap. */
function isPlainIdeograph(codePoint: number): boolean {
  return (
    (codePoint >= 0x3400 && codePoint < 0xa000) ||
    (codePoint >= 0xac00 && codePoint < 0xd7a4) ||
    (codePoint >= 0x17000 && codePoint < 0x1b000) ||
    (codePoint >= 0x20000 && codePoint < 0x2f800) ||
    (codePoint >= 0x30000 && codePoint < 0xe0000) ||
    codePoint >= 0xe1000
  )
}

function indexLookalikes(table: LookalikeTable): ReadonlyMap<number, string> {
  const index = new Map<number, string>()
  for (const [latin, codePoints] of Object.entries(table)) {
    for (const codePoint of codePoints.split(' ')) index.set(Number.parseInt(codePoint, 16), latin)
  }
  return index
}
