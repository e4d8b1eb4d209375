/** How each of the two models is made: from which texts, in which windows, with which settings. */
import { type Bag, type BagSettings, bagOf, learnFromBags } from './bags.js'
import { ABOUT_ATTACKS, type Corpora, TOOL_LIKE } from './corpora.js'
import { madeDirectTexts } from './grammar/direct-texts.js'
import { seededChance } from './grammar/expand.js'
import { madeHiddenTexts } from './grammar/hidden-texts.js'
import type { Linear } from './linear.js'
import { cleanedCarriers, locatePayloads, recombine } from './payloads.js'
import { balanceScripts } from './scripts.js'
import type { Text } from './text.js'

export interface Recipe {
  readonly name: 'direct' | 'hidden'
  readonly windowUnits: number
  readonly settings: BagSettings
  /** Of harmless texts from sources that were left out, so many may pass the threshold: on those that were not, far fewer do. */
  readonly falseAlarms: number
  readonly texts: (corpora: Corpora) => Text[]
  /** What is made for training, from the texts that may be learnt from. */
  readonly made: (learnt: readonly Text[]) => Text[]
  /** Whether a harmless text counts when the threshold is chosen. */
  readonly isOrdinary: (text: Text) => boolean
}

const SEED = 7

export const DIRECT_RECIPE: Recipe = {
  name: 'direct',
  windowUnits: 600,
  settings: { rounds: 2, epochs: 5, rate: 0.2, bits: 18, hardWeight: 0.6, hardWindows: 4 },
  falseAlarms: 0.01,
  texts: ({ injection, benign, turns }) => balanceScripts([...injection, ...benign, ...turns]),
  made: () => madeDirectTexts(SEED),
  isOrdinary: (text) => !ABOUT_ATTACKS.has(text.source),
}

/** Harmless texts that are no tool output: they are not what the hidden model meets, but they keep it honest. */
const OTHER_WEIGHT = 0.3

export const HIDDEN_RECIPE: Recipe = {
  name: 'hidden',
  windowUnits: 160,
  settings: { rounds: 3, epochs: 5, rate: 0.15, bits: 18, hardWeight: 0.7, hardWindows: 6 },
  falseAlarms: 0.005,
  texts: ({ indirect, benign }) => [
    ...locatePayloads(indirect),
    ...benign.map((text) => (TOOL_LIKE.has(text.source) ? text : { ...text, weight: OTHER_WEIGHT })),
  ],
  made: madeForHidden,
  isOrdinary: (text) => text.weight === 1,
}

function madeForHidden(learnt: readonly Text[]): Text[] {
  const chance = seededChance(SEED)
  const documents = learnt.filter((text) => !text.isAttack && text.weight === 1)
  const attacks = learnt.filter((text) => text.payload !== undefined)
  const cleaned = cleanedCarriers(attacks)
  const carriers = [...documents, ...cleaned]
  const texts = documents.filter((text) => TOOL_LIKE.has(text.source)).map((text) => text.text)
  return [
    ...madeHiddenTexts(texts, SEED),
    ...cleaned,
    ...recombine({ attacks, carriers, times: 2, weight: 0.4 }, chance),
  ]
}

/** A recipe with the windows of all its texts, cut once. */
export interface Prepared {
  readonly recipe: Recipe
  readonly bags: readonly Bag[]
}

export function prepare(recipe: Recipe, corpora: Corpora): Prepared {
  return { recipe, bags: recipe.texts(corpora).map((text) => bagFor(recipe, text)) }
}

export function bagFor({ windowUnits, settings }: Recipe, text: Text): Bag {
  return bagOf(text, { windowUnits, bits: settings.bits })
}

/** A model of those of the texts that it may learn from, and of what is made for them. */
export function train({ recipe, bags }: Prepared, mayLearn: (text: Text) => boolean): Linear {
  const learnt = bags.filter((bag) => mayLearn(bag.text))
  const made = recipe.made(learnt.map((bag) => bag.text)).map((text) => bagFor(recipe, text))
  return learnFromBags([...learnt, ...made], recipe.settings)
}
