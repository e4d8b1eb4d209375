/** Tells, in one pass, the texts that normalising would only put into small letters: most of them. */
import { PART, partOf, patternsIn, slide } from './pattern.js'

const SPACE = 0x20
const LINE_FEED = 0x0a

/** True for plain ASCII with single spaces and line breaks, and no word that is spaced out or written with digits. */
export function needsNothing(text: string): boolean {
  let window = 0
  let wasSpace = false
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 0x7f) return false
    const isSpace = unit <= SPACE
    if (isSpace && (wasSpace || (unit !== SPACE && unit !== LINE_FEED))) return false
    wasSpace = isSpace
    const part = partOf(unit)
    window = slide(window, part)
    if (part !== PART.separator && patternsIn(window) !== 0) return false
  }
  return true
}
