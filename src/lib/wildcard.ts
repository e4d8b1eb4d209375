/** Patterns in which `*` stands for any run of characters and everything else for itself. */

type Matcher = (name: string) => boolean

/** One test for many patterns: true when the whole name matches at least one of them; upper and lower case differ. */
export function compileWildcards(patterns: readonly string[]): Matcher {
  const literals = new Set(patterns.filter((pattern) => !pattern.includes('*')))
  const matchers = patterns.filter((pattern) => pattern.includes('*')).map(compileOne)
  return (name) => literals.has(name) || matchers.some((matches) => matches(name))
}

/**
 * The first and last piece are tied to the ends; each piece between takes the earliest place after the one before it. The
 * earliest place leaves the most room for the rest, so nothing is ever tried twice.
 */
function compileOne(pattern: string): Matcher {
  const pieces = pattern.split('*')
  const head = pieces.at(0) ?? ''
  const tail = pieces.at(-1) ?? ''
  const between = pieces.slice(1, -1).filter((piece) => piece !== '')
  const minLength = head.length + tail.length
  return (name) => {
    if (name.length < minLength || !name.startsWith(head) || !name.endsWith(tail)) return false
    const end = name.length - tail.length
    let position = head.length
    for (const piece of between) {
      const found = name.indexOf(piece, position)
      if (found === -1) return false
      position = found + piece.length
    }
    return position <= end
  }
}
