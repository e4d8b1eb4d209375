/** A short text folded character by character, for what texts are compared with. */
import { FOLD, foldCodePoint, foldedText } from './fold-code-point.js'

/** Not for text from outside, which goes through `normalise`: this keeps no offsets and looks at no neighbours. */
export function foldText(text: string): string {
  let folded = ''
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0
    const unit = foldCodePoint(codePoint) & FOLD.unitBits
    if (unit === FOLD.many) folded += foldedText(codePoint)
    else if (unit !== FOLD.dropped) folded += String.fromCharCode(unit)
  }
  return folded
}
