/** Makes one automaton, and the tables that put its words together to phrases, out of signatures. */
import { Alphabet, WordAutomaton } from '../automaton/index.js'
import { foldText } from '../folding/index.js'
import { SHIFTED_TELLTALES } from '../views/index.js'
import { type Category, parsePhrase, type Signature, type Word } from './signature.js'

/** One place of a phrase, seen from the automaton. */
export interface Step {
  /** Which signature it belongs to. */
  readonly signature: number
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly gapLetters: number
}

/** Signatures ready to scan with. It never changes: to load others, compile them and use the new set from then on. */
export interface SignatureSet {
  readonly automaton: WordAutomaton
  readonly signatures: readonly { readonly rule: string; readonly category: Category }[]
  /** The steps of each phrase in their order, phrase after phrase. */
  readonly steps: readonly Step[]
  /** The steps that each word may take, the latest of a phrase first, so that no word takes two at once. */
  readonly uses: readonly (readonly Use[])[]
  /** The words from this number on are no signatures, but show that text may be hidden: see `SHIFTED_TELLTALES`. */
  readonly firstTelltale: number
}

export interface Use {
  readonly step: number
  readonly isOpenBefore: boolean
  readonly isOpenAfter: boolean
}

/** @throws Error naming the phrase that cannot be read, or whose words hold nothing to look for */
export function compileSignatures(signatures: readonly Signature[]): SignatureSet {
  const steps: Step[] = []
  const words: { readonly word: Word; readonly step: number; readonly folded: string }[] = []
  signatures.forEach(({ phrases }, signature) => {
    for (const phrase of phrases) {
      const places = parsePhrase(phrase)
      places.forEach(({ words: alternatives, gapLetters }, index) => {
        for (const word of alternatives) words.push({ word, step: steps.length, folded: foldText(word.text) })
        steps.push({ signature, gapLetters, isFirst: index === 0, isLast: index === places.length - 1 })
      })
    }
  })
  const folded = [...words.map((entry) => entry.folded), ...SHIFTED_TELLTALES]
  const automaton = new WordAutomaton(new Alphabet(folded), folded)
  return {
    automaton,
    signatures: signatures.map(({ rule, category }) => ({ rule, category })),
    steps,
    uses: usesOf(automaton, words),
    firstTelltale: words.length,
  }
}

function usesOf(
  automaton: WordAutomaton,
  words: readonly { readonly word: Word; readonly step: number }[],
): readonly (readonly Use[])[] {
  const uses: Use[][] = words.map(() => [])
  words.forEach(({ word, step }, index) => {
    const number = automaton.numbers[index] ?? -1
    const list = uses[number]
    if (list === undefined) throw new Error(`there is no letter in "${word.text}"`)
    if (!list.some((use) => use.step === step)) {
      list.push({ step, isOpenBefore: word.isOpenBefore, isOpenAfter: word.isOpenAfter })
    }
  })
  for (const list of uses) list.sort((one, other) => other.step - one.step)
  return uses
}
