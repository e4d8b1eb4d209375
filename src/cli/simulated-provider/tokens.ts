/** Cuts text into pieces that are counted as tokens: crude, but the same text always counts the same. */

const CHARACTERS_PER_TOKEN = 4

/** The text in pieces of four characters; joined together they are the text, and no character is cut in two. */
export function tokensOf(text: string): readonly string[] {
  const characters = Array.from(text)
  const tokens: string[] = []
  for (let at = 0; at < characters.length; at += CHARACTERS_PER_TOKEN) {
    tokens.push(characters.slice(at, at + CHARACTERS_PER_TOKEN).join(''))
  }
  return tokens
}

/** Counts the tokens of every string inside the values, keys apart; at least one, as no vendor reports an empty prompt. */
export function countTokens(...values: readonly unknown[]): number {
  const open = [...values]
  let tokens = 0
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value === 'string') tokens += Math.ceil(value.length / CHARACTERS_PER_TOKEN)
    // One at a time: a spread would overflow the stack on a list of a million members.
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) open.push(inner)
  }
  return Math.max(tokens, 1)
}
