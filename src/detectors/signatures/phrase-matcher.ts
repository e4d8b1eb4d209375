/** Puts the words that an automaton finds together to phrases. */
import type { SignatureSet } from './compile.js'

/** No word stands so far from the beginning of a text. */
const NEVER = -(2 ** 30)

/** A word as it was found. */
export interface FoundWord {
  /** Offset in the text after its last letter. */
  readonly end: number
  /** How many letters (symbols) it has. */
  readonly letters: number
  readonly isOpenBefore: boolean
  readonly isOpenAfter: boolean
}

/** A phrase that is complete, but for a look at what stands around its words. */
export interface Match {
  readonly signature: number
  readonly first: FoundWord
  readonly last: FoundWord
}

/** Belongs to one scan: it holds how far each phrase has come. The work for a word is bounded by the number of its uses. */
export class PhraseMatcher {
  /** The number of letters up to the end of the last word that took each step. */
  private readonly letters: Int32Array
  /** The first word of the phrase that each step belongs to. */
  private readonly firstWords: (FoundWord | undefined)[]

  constructor(
    private readonly set: SignatureSet,
    private readonly onMatch: (match: Match) => void,
  ) {
    this.letters = new Int32Array(set.steps.length).fill(NEVER)
    this.firstWords = new Array(set.steps.length)
  }

  /** Takes the words in the order of their ends; `letters` is the number of letters of the text up to there. */
  found(word: number, end: number, letters: number): void {
    const length = this.set.automaton.lengths[word] ?? 0
    for (const { step, isOpenBefore, isOpenAfter } of this.set.uses[word] ?? []) {
      const place = this.set.steps[step]
      // Of words that end together the longest comes first, and counts.
      if (place === undefined || this.letters[step] === letters) continue
      const gap = place.isFirst ? 0 : letters - length - (this.letters[step - 1] ?? NEVER)
      if (gap < 0 || gap > place.gapLetters) continue
      const found = { end, letters: length, isOpenBefore, isOpenAfter }
      const first = place.isFirst ? found : (this.firstWords[step - 1] ?? found)
      this.letters[step] = letters
      this.firstWords[step] = first
      if (place.isLast) this.onMatch({ signature: place.signature, first, last: found })
    }
  }
}
