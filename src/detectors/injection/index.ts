/**
 * Scores injected instructions: one model for what a person typed, one for what stands in data.
 *
 * Both are small linear models of our own, loaded at the first score. docs/model-card.md says what they were trained on and what they
 * miss. `scoreDirect` and `scoreHidden` look at every form of a text, decoded ones included; the generators beside them read the
 * text as it is given, in steps.
 */
import { worstInEveryForm } from './every-form.js'
import { type Model, readModel } from './model.js'
import { type Passage, passages, worstPassage } from './passages.js'
import { withoutQuotations } from './quotations.js'
import { DIRECT } from './weights/direct.js'
import { HIDDEN } from './weights/hidden.js'

export type { Passage } from './passages.js'
export { advance, type Trajectory, type Turn, UNTRIED } from './trajectory.js'

/** What changes when a model does: part of the key under which scores are remembered. */
export const MODEL_VERSION: string = `${DIRECT.version}+${HIDDEN.version}`

/** The scores from which on a text, a passage of data or a conversation is taken for an attack, chosen on texts that the models had not seen. */
export const THRESHOLDS: Readonly<{ direct: number; hidden: number; conversation: number }> = {
  direct: DIRECT.threshold,
  hidden: HIDDEN.threshold,
  conversation: 0.985,
}

/** Scores below are not looked at again. */
const DOUBTFUL = 0.5
/** How many times less the odds of an attack count where all of it is quoted: a sure attack stays one, since quoting can be a trick. */
const QUOTED_DOUBT = 50
/** Some words beside the quotation, which say what it is for. */
const HAS_WORDS = /(?:\p{L}\P{L}*){16}/u

let directModel: Model | undefined
let hiddenModel: Model | undefined

/** The probability, from 0 to 1, that a text typed by a person attacks the model: the worst passage counts. */
export function scoreDirect(text: string): number {
  const model = readDirect()
  const worst = (given: string) => worstInEveryForm(given, (form) => worstPassage(model, form)).score
  const score = worst(text)
  if (score < DOUBTFUL) return score
  const unquoted = withoutQuotations(text)
  // Who puts all of it in quotation marks quotes nothing.
  if (unquoted === text || !HAS_WORDS.test(unquoted)) return score
  return Math.max(score / (score + (1 - score) * QUOTED_DOUBT), Math.min(score, worst(unquoted)))
}

/** The probability that data (a tool result, a document) holds instructions to the model, and where. */
export function scoreHidden(text: string): Passage {
  const model = readHidden()
  return worstInEveryForm(text, (form) => worstPassage(model, form))
}

/** As scoreDirect, in steps of about 4,000 UTF-16 units: for long texts whose reader has to let others run. */
export function directPassages(text: string): Generator<Passage> {
  return passages(readDirect(), text)
}

/** As scoreHidden, in steps of about 4,000 UTF-16 units. */
export function hiddenPassages(text: string): Generator<Passage> {
  return passages(readHidden(), text)
}

function readDirect(): Model {
  directModel ??= readModel(DIRECT)
  return directModel
}

function readHidden(): Model {
  hiddenModel ??= readModel(HIDDEN)
  return hiddenModel
}
