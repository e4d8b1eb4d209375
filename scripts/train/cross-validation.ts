/** Judges each text by a model that has not seen it: left out by row, or with its whole source. */
import { worstWindow } from './bags.js'
import { familyOf } from './corpora.js'
import type { Judged } from './measure.js'
import { type Prepared, train } from './recipes.js'
import { stableHash, type Text } from './text.js'

const ROW_FOLDS = 4
const SOURCE_FOLDS = 3

/** A quarter of the rows at a time. */
export function judgeByRow(prepared: Prepared): Judged[] {
  const foldOf = (text: Text) => stableHash(text.id) % ROW_FOLDS
  return Array.from({ length: ROW_FOLDS }, (_, fold) =>
    judge(
      prepared,
      (text) => foldOf(text) !== fold,
      (text) => foldOf(text) === fold,
    ),
  ).flat()
}

/**
 * All attacks of one family of sources at a time, and with them a third of the sources of harmless texts, so that each is judged by
 * models that know neither. A result a family: its attacks, and all harmless texts of other families.
 */
export function judgeBySource(prepared: Prepared): ReadonlyMap<string, Judged[]> {
  const attacks = prepared.bags.filter((bag) => bag.text.isAttack)
  const families = new Set(attacks.map((bag) => familyOf(bag.text.source)))
  const results = new Map<string, Judged[]>()
  for (const family of families) {
    const isOut = (text: Text, fold: number) =>
      familyOf(text.source) === family || (!families.has(familyOf(text.source)) && sourceFold(text) === fold)
    const judged = Array.from({ length: SOURCE_FOLDS }, (_, fold) =>
      judge(
        prepared,
        (text) => !isOut(text, fold),
        (text) => isOut(text, fold) && (fold === 0 || familyOf(text.source) !== family),
      ),
    )
    results.set(family, judged.flat())
  }
  return results
}

function sourceFold(text: Text): number {
  return stableHash(`fold of ${text.source}`) % SOURCE_FOLDS
}

function judge(prepared: Prepared, mayLearn: (text: Text) => boolean, isJudged: (text: Text) => boolean): Judged[] {
  const model = train(prepared, mayLearn)
  const bags = prepared.bags.filter((bag) => isJudged(bag.text))
  return bags.map((bag) => ({ text: bag.text, score: worstWindow(model, bag).score }))
}
