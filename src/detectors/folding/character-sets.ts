/** Which characters nobody sees, and which marks a letter can lose without becoming another letter. */

const SPACE = /^\p{White_Space}$/u
const BIDI = /^[\p{Bidi_Control}]$/u
const IGNORABLE = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]$/u
/** In colour, in black and white, or on a key: how an emoji is drawn. */
const EMOJI_STYLE = /^(?:\ufe0e|\ufe0f|\u20e3)$/
/**
 * Accents of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic. The marks of Indic and South-East Asian scripts and of
 * kana are vowels and voicing, and are kept.
 */
const DROPPED_MARKS = [
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x0591, 0x05c7],
  [0x0610, 0x061a],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x06d6, 0x06ed],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0xfe20, 0xfe2f],
] as const
const MARK = /^\p{M}$/u

export function isSpace(character: string): boolean {
  return SPACE.test(character)
}

export function isDroppedMark(character: string): boolean {
  const codePoint = character.codePointAt(0) ?? 0
  return DROPPED_MARKS.some(([first, last]) => codePoint >= first && codePoint <= last) && MARK.test(character)
}

/** Whether a character that is no space shows nothing: `emoji` for those that ordinary emoji are full of. */
export function isInvisible(codePoint: number): 'no' | 'yes' | 'bidi' | 'emoji' {
  const character = String.fromCodePoint(codePoint)
  if (EMOJI_STYLE.test(character)) return 'emoji'
  if (BIDI.test(character)) return 'bidi'
  return IGNORABLE.test(character) ? 'yes' : 'no'
}
