/** The kinds of characters that the bound for tokenizers that are not public tells apart: few enough for a table of pairs. */

interface Kind {
  readonly name: string
  /** The characters, or the first and last UTF-16 code unit. */
  readonly units: string | readonly [first: number, last: number]
  /** The most tokens that one code unit can be: its bytes in UTF-8; of a pair of surrogates, half of four. */
  readonly most: 1 | 2 | 3
}

/** A later kind takes characters from an earlier one. */
export const BOUND_KINDS: readonly Kind[] = [
  { name: 'control', units: [0x00, 0x7f], most: 1 },
  { name: 'other ASCII', units: [0x21, 0x7e], most: 1 },
  { name: 'line end', units: '\r\n', most: 1 },
  { name: 'tab', units: '\t', most: 1 },
  { name: 'blank', units: ' ', most: 1 },
  { name: 'vowel', units: 'aeiou', most: 1 },
  { name: 'tnsrl', units: 'tnsrl', most: 1 },
  { name: 'bcdfghmpwy', units: 'bcdfghmpwy', most: 1 },
  { name: 'jkqvxz', units: 'jkqvxz', most: 1 },
  { name: 'upper vowel', units: 'AEIOU', most: 1 },
  { name: 'upper', units: 'BCDFGHJKLMNPQRSTVWXYZ', most: 1 },
  { name: 'digit', units: '0123456789', most: 1 },
  { name: 'joining', units: '.,-_/:', most: 1 },
  { name: 'enclosing', units: '"\'()[]{}', most: 1 },
  { name: 'Latin', units: [0x80, 0x24f], most: 2 },
  { name: 'phonetic', units: [0x250, 0x36f], most: 2 },
  { name: 'Greek, Cyrillic', units: [0x370, 0x52f], most: 2 },
  { name: 'other of two bytes', units: [0x530, 0x7ff], most: 2 },
  { name: 'Indic and more', units: [0x800, 0x1fff], most: 3 },
  { name: 'symbol', units: [0x2000, 0x2fff], most: 3 },
  { name: 'other of three bytes', units: [0x3000, 0xffff], most: 3 },
  { name: 'Hangul', units: [0xac00, 0xd7ff], most: 3 },
  { name: 'surrogate', units: [0xd800, 0xdfff], most: 2 },
]

/** Kinds of which words are made. */
export const LETTERS: ReadonlySet<string> = new Set(['vowel', 'tnsrl', 'bcdfghmpwy', 'jkqvxz', 'upper vowel', 'upper'])

/** What can stand before a character: the kinds; once more those of letters, as the first of a word; and more blanks than one. */
export const FORMER_NAMES: readonly string[] = [
  ...BOUND_KINDS.map(({ name }) => name),
  ...[...LETTERS].map((name) => `first ${name}`),
  'blanks',
]

/** A pair is one number: the place of what stands before, shifted by so many bits, and that of the character's kind. */
export const KIND_BITS = 5

/** Texts begin as lines do. */
export const FORMER_AT_START = FORMER_NAMES.indexOf('line end')

/** The kind of every UTF-16 code unit, as its place in `BOUND_KINDS`. */
export const KIND_OF_UNIT: Uint8Array = kindsOfUnits()

/** For every pair what its latter character is to the one that comes after it, as a place in `FORMER_NAMES`. */
export const NEXT_FORMER: Uint8Array = nextFormers()

/** How often each pair stands in a text; the measure that calibration and bound share. */
export function pairsIn(text: string): Float64Array {
  const pairs = new Float64Array(1 << (2 * KIND_BITS))
  let former = FORMER_AT_START
  for (let at = 0; at < text.length; at++) {
    const pair = (former << KIND_BITS) | (KIND_OF_UNIT[text.charCodeAt(at)] ?? 0)
    pairs[pair] = (pairs[pair] ?? 0) + 1
    former = NEXT_FORMER[pair] ?? 0
  }
  return pairs
}

function kindsOfUnits(): Uint8Array {
  const kinds = new Uint8Array(0x10000)
  for (const [place, { units }] of BOUND_KINDS.entries()) {
    if (typeof units !== 'string') kinds.fill(place, units[0], units[1] + 1)
    else for (const character of units) kinds[character.charCodeAt(0)] = place
  }
  return kinds
}

function nextFormers(): Uint8Array {
  const next = new Uint8Array(1 << (2 * KIND_BITS))
  for (const [former, formerName] of FORMER_NAMES.entries()) {
    for (const [latter, { name }] of BOUND_KINDS.entries()) {
      next[(former << KIND_BITS) | latter] = FORMER_NAMES.indexOf(formerNameOf(name, formerName))
    }
  }
  return next
}

/** What a character is to the next one, after what stood before it. */
function formerNameOf(kind: string, before: string): string {
  if (LETTERS.has(kind)) return LETTERS.has(before.replace('first ', '')) ? kind : `first ${kind}`
  return kind === 'blank' && before.startsWith('blank') ? 'blanks' : kind
}
