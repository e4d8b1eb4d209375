/** What a signature is, and how its phrases are written. */

/** What an attack is after. */
export const CATEGORIES = ['override', 'extraction', 'persona', 'bypass', 'exfiltration'] as const
export type Category = (typeof CATEGORIES)[number]

/**
 * Ways to say one thing. A phrase is a row of places; a place is words that may stand there, divided by `|`; `_` joins a word
 * of several. Between two places `~12` allows up to twelve letters of other words. `*` at an end of a word says that the word may go on there.
 * Case, accents, separators, look-alikes and leetspeak are no difference, so phrases are written plainly.
 *
 *     ignore|disregard ~16 previous|prior ~10 instructions|rules
 */
export interface Signature {
  /** For operators: never shown to a client. */
  readonly rule: string
  readonly category: Category
  readonly phrases: readonly string[]
}

/** One place of a phrase. */
export interface Place {
  readonly words: readonly Word[]
  /** How many letters may stand between the place before and this one. */
  readonly gapLetters: number
}

export interface Word {
  readonly text: string
  /** Whether a letter may stand just before it, just after it, without making it another word. */
  readonly isOpenBefore: boolean
  readonly isOpenAfter: boolean
}

const GAP = /^~(\d+)$/
/** Written without spaces between words, or with endings that are part of the word. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

/** @throws Error naming what is wrong with the phrase */
export function parsePhrase(phrase: string): readonly Place[] {
  const places: Place[] = []
  let gapLetters = 0
  for (const part of phrase.split(' ')) {
    const gap = GAP.exec(part)
    if (gap !== null) {
      gapLetters = Number(gap[1])
      continue
    }
    places.push({ words: part.split('|').map(parseWord), gapLetters })
    gapLetters = 0
  }
  if (places.some(({ words }) => words.some(({ text }) => text === '')))
    throw new Error(`a place of "${phrase}" is empty`)
  return places
}

function parseWord(written: string): Word {
  const text = written.replaceAll('*', '').replaceAll('_', ' ')
  return {
    text,
    isOpenBefore: written.startsWith('*') || UNSPACED.test(text),
    isOpenAfter: written.endsWith('*') || UNSPACED.test(text.at(-1) ?? ''),
  }
}
