/** Whether a character stands in a Latin word. */

/** True if the unit just before a character, or just after it, is a letter of ASCII. `width` is the character's, in units. */
export function isBesideLatin(text: string, at: number, width: number): boolean {
  return isAsciiLetter(text.charCodeAt(at - 1)) || isAsciiLetter(text.charCodeAt(at + width))
}

export function isAsciiLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)
}
