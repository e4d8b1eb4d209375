/** The entities of HTML that hidden text is written with. */

const NAMED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['ensp', ' '],
  ['emsp', ' '],
  ['thinsp', ' '],
  ['tab', '\t'],
  ['newline', '\n'],
  ['shy', '\u00ad'],
  ['zwj', '\u200d'],
  ['zwnj', '\u200c'],
  ['lrm', '\u200e'],
  ['rlm', '\u200f'],
  ['period', '.'],
  ['comma', ','],
  ['colon', ':'],
  ['lowbar', '_'],
  ['percnt', '%'],
  ['num', '#'],
  ['bsol', '\\'],
])
/** Letters with a mark, as their letter: accents are no difference to whoever reads the result. */
const ACCENTED = /^([a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|caron|slash)$/

/** The code point that an entity stands for; undefined where it stands for none that is known. */
export function readEntity(entity: string): number | undefined {
  const name = entity.replace(/^&|;$/g, '').toLowerCase()
  if (!name.startsWith('#')) return (NAMED.get(name) ?? ACCENTED.exec(name)?.[1])?.charCodeAt(0)
  const codePoint = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return codePoint <= 0x10ffff ? codePoint : undefined
}
