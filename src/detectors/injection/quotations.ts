/** Takes what a text quotes out of it: a question about an attack, a test or a report quotes one and is none. */

/** Longer quotations are none: two marks that have nothing to do with each other. */
const LONGEST_UNITS = 2000
/** Marks of quotation, the closing one behind each; three back quotes open a block of code. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['`', '`'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
])
const FENCE = '```'

/** The text with blanks for all that stands in quotation marks or blocks of code; offsets stay as they were. */
export function withoutQuotations(text: string): string {
  const nextOf = finderIn(text)
  const parts: string[] = []
  let copied = 0
  for (let place = 0; place < text.length; ) {
    const open = text.startsWith(FENCE, place) ? FENCE : text.charAt(place)
    const close = open === FENCE ? FENCE : CLOSING.get(open)
    const found = close === undefined ? Number.POSITIVE_INFINITY : nextOf(close, place + open.length)
    if (close === undefined || found - place > LONGEST_UNITS) {
      place += open.length
      continue
    }
    parts.push(text.slice(copied, place), ' '.repeat(found + close.length - place))
    place = found + close.length
    copied = place
  }
  parts.push(text.slice(copied))
  return parts.join('')
}

/** Looks for marks from places that only go up: no part of the text is searched twice for the same mark. */
function finderIn(text: string): (mark: string, from: number) => number {
  const known = new Map<string, number>()
  return (mark, from) => {
    const last = known.get(mark)
    if (last !== undefined && last >= from) return last
    const found = text.indexOf(mark, from)
    const next = found === -1 ? Number.POSITIVE_INFINITY : found
    known.set(mark, next)
    return next
  }
}
