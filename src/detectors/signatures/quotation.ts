/** Whether a part of a text is only quoted there. */

/** So far from a finding a quotation may begin and end. */
const REACH = 200
/** Signs that open a quotation, and those that close it. */
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
  ['»', '«'],
  ['「', '」'],
  ['『', '』'],
])
const FENCE = '```'
const WORD = /[\p{L}\p{N}]/u

/**
 * True inside quotation marks, backticks or a fenced block. Who wants to be quoted can be, so this is a reason to look more
 * closely, and none to let a text pass.
 */
export function isQuoted(text: string, start: number, end: number): boolean {
  return isInFence(text, start) || isBetweenMarks(text, start, end)
}

function isInFence(text: string, start: number): boolean {
  let isOpen = false
  for (let at = text.indexOf(FENCE); at >= 0 && at < start; at = text.indexOf(FENCE, at + FENCE.length))
    isOpen = !isOpen
  return isOpen
}

function isBetweenMarks(text: string, start: number, end: number): boolean {
  const after = text.slice(end, end + REACH)
  const tried = new Set<string>()
  for (let at = start - 1; at >= Math.max(0, start - REACH); at--) {
    const mark = text.charAt(at)
    const closing = PAIRS.get(mark)
    if (closing === undefined || tried.has(mark)) continue
    const isAfterWord = at > 0 && WORD.test(text.charAt(at - 1))
    if (isAfterWord && WORD.test(text.charAt(at + 1))) continue
    // Only the nearest sign of a kind can open a quotation; after a word it closes one. Between letters it is an apostrophe.
    tried.add(mark)
    if (!isAfterWord && closesIn(after, closing)) return true
  }
  return false
}

/** An apostrophe within a word closes nothing. */
function closesIn(after: string, closing: string): boolean {
  for (let at = after.indexOf(closing); at >= 0; at = after.indexOf(closing, at + 1)) {
    if (!WORD.test(after.charAt(at + 1))) return true
  }
  return false
}
