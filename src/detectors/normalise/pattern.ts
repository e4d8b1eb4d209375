/** Sees in the last characters of a text whether words may be spaced out or written with digits. */

/** What a character is to a pattern: two bits. */
export const PART = { separator: 0, letter: 1, leet: 2, digit: 3 } as const

const BITS = 2
const WINDOW = 7
const WINDOWS = 1 << (BITS * WINDOW)
const LAST_WINDOW = WINDOWS - 1

export const SPACED = 1
export const LEET = 2

const PARTS = partsOfAscii()
const PATTERNS = patternsOfWindows()

/** What an ASCII character is; more than ASCII is a letter to a pattern. */
export function partOf(unit: number): number {
  return unit < 0x80 ? (PARTS[unit] ?? PART.separator) : PART.letter
}

/** The patterns in a text. */
export function findPatterns(units: Uint16Array): number {
  let window = 0
  let found = 0
  for (let at = 0; at < units.length; at++) {
    window = slide(window, partOf(units[at] ?? 0))
    found |= patternsIn(window)
  }
  return found
}

/** The window after one more character. Separators in a row count as one. */
export function slide(window: number, part: number): number {
  if (part === PART.separator && (window & PART.digit) === PART.separator) return window
  return ((window << BITS) | part) & LAST_WINDOW
}

/** `SPACED` and `LEET`, where the window shows them. */
export function patternsIn(window: number): number {
  return PATTERNS[window] ?? 0
}

function partsOfAscii(): Uint8Array {
  const parts = new Uint8Array(0x80)
  for (let unit = 0x61; unit <= 0x7a; unit++) parts[unit] = parts[unit - 0x20] = PART.letter
  for (let unit = 0x30; unit <= 0x39; unit++) parts[unit] = PART.digit
  for (const sign of '0134578@$!') parts[sign.charCodeAt(0)] = PART.leet
  return parts
}

function patternsOfWindows(): Uint8Array {
  const patterns = new Uint8Array(WINDOWS)
  for (let window = 0; window < WINDOWS; window++) {
    const parts = Array.from({ length: WINDOW }, (_, at) => (window >> (BITS * (WINDOW - 1 - at))) & PART.digit).join(
      '',
    )
    if (/[12]0[12]0[12]0[12]$/.test(parts)) patterns[window] = (patterns[window] ?? 0) | SPACED
    if (/12+1$/.test(parts)) patterns[window] = (patterns[window] ?? 0) | LEET
  }
  return patterns
}
