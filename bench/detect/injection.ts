/** What the injection models are worth on texts that they have not seen: trained anew without them, by the script that made the shipped ones. */

import { judgeConversations } from '../../scripts/train/conversations.js'
import { ABOUT_ATTACKS, type Corpora, readConversations, TOOL_LIKE } from '../../scripts/train/corpora.js'
import { judgeByRow, judgeBySource } from '../../scripts/train/cross-validation.js'
import { areaUnderCurve, type Judged, scoresOf, shareOver, thresholdAt } from '../../scripts/train/measure.js'
import { DIRECT_RECIPE, HIDDEN_RECIPE, prepare, type Recipe } from '../../scripts/train/recipes.js'
import { scoreDirect, scoreHidden, THRESHOLDS } from '../../src/detectors/injection/index.js'
import { compileSignatures, SHIPPED_SIGNATURES, scanText } from '../../src/detectors/signatures/index.js'
import { table } from '../tables.js'

const WIDE = 0.01
const NARROW = 0.001
/** What the bars of the issue are set at. */
const BAR = 0.005

const signatures = compileSignatures(SHIPPED_SIGNATURES)

/** Markdown: both models by source and language, the benign sets at the threshold, and conversations. Takes some minutes. */
export function injectionReport(corpora: Corpora): string {
  return [DIRECT_RECIPE, HIDDEN_RECIPE]
    .map((recipe) => modelReport(recipe, corpora))
    .concat(conversationReport(corpora))
    .join('\n\n')
}

function modelReport(recipe: Recipe, corpora: Corpora): string {
  const prepared = prepare(recipe, corpora)
  const byRow = judgeByRow(prepared)
  const bySource = judgeBySource(prepared)
  const left = [...bySource.values()].flat()
  const threshold = thresholdAt(scoresOf(left.filter(isOrdinary(recipe)), false), recipe.falseAlarms)
  const sources = groupsOf(byRow.filter(isAttack), ({ text }) => text.source)
  const languages = groupsOf(byRow.filter(isAttack), ({ text }) => text.language)
  const harmless = byRow.filter((judged) => !isAttack(judged) && isOrdinary(recipe)(judged))
  const families = [...bySource].map(([family, judged]) => ({
    name: `${family}, never seen`,
    attacks: judged.filter(isAttack),
    harmless: judged.filter((one) => !isAttack(one) && isOrdinary(recipe)(one)),
  }))
  const against = (groups: ReadonlyMap<string, Judged[]>) =>
    [...groups].map(([name, attacks]) => ({ name, attacks, harmless }))
  const all = { name: 'all rows', attacks: byRow.filter(isAttack), harmless }
  return [
    `## Injection model: ${recipe.name}`,
    recallTable('attacks', [all, ...against(sources), ...families], threshold),
    ...(languages.size > 1 ? [recallTable('attacks by language', against(languages), threshold)] : []),
    benignTable(recipe, { byRow, left, threshold }),
  ].join('\n\n')
}

interface Group {
  readonly name: string
  readonly attacks: readonly Judged[]
  readonly harmless: readonly Judged[]
}

function recallTable(title: string, groups: readonly Group[], threshold: number): string {
  const header = [title, 'texts', 'AUC', 'found at 1 %', 'at 0.5 %', 'at 0.1 %', 'at the threshold', 'by signatures']
  const rows = groups.map(({ name, attacks, harmless }) => {
    const [found, false_] = [attacks, harmless].map((judged) => judged.map(({ score }) => score))
    const at = (share: number) => percent(shareOver(found ?? [], thresholdAt(false_ ?? [], share)))
    const auc = areaUnderCurve(found ?? [], false_ ?? []).toFixed(3)
    return [
      name,
      attacks.length,
      auc,
      at(WIDE),
      at(BAR),
      at(NARROW),
      percent(shareOver(found ?? [], threshold)),
      bySignatures(attacks),
    ]
  })
  return table(header, rows)
}

interface BenignTexts {
  readonly byRow: readonly Judged[]
  readonly left: readonly Judged[]
  readonly threshold: number
}

/** Each set of harmless texts: left out by row, left out as a source, and by the shipped weights, which have seen them. */
function benignTable(recipe: Recipe, { byRow, left, threshold }: BenignTexts): string {
  const isShown = ({ text }: Judged) =>
    !text.isAttack &&
    (recipe.name === 'direct' || TOOL_LIKE.has(text.source) || ABOUT_ATTACKS.has(text.source) || text.weight === 1)
  const header = [
    'harmless texts',
    'texts',
    'over the threshold',
    'source never seen',
    'shipped weights',
    'by signatures',
  ]
  const never = groupsOf(left.filter(isShown), ({ text }) => text.source)
  const groups = [...groupsOf(byRow.filter(isShown), ({ text }) => text.source)]
  const rows = groups.map(([source, judged]) => [
    source,
    judged.length,
    percent(
      shareOver(
        judged.map(({ score }) => score),
        threshold,
      ),
    ),
    percent(
      shareOver(
        (never.get(source) ?? []).map(({ score }) => score),
        threshold,
      ),
    ),
    percent(judged.filter((one) => isOverShipped(recipe, one)).length / judged.length),
    bySignatures(judged),
  ])
  return table(header, rows)
}

function isOverShipped({ name }: Recipe, { text }: Judged): boolean {
  return name === 'direct'
    ? scoreDirect(text.text) >= THRESHOLDS.direct
    : scoreHidden(text.text).score >= THRESHOLDS.hidden
}

function conversationReport(corpora: Corpora): string {
  const judged = judgeConversations(readConversations(), corpora)
  const attacks = judged.filter(({ isAttack: is }) => is).map(({ score }) => score)
  const auc = (name: string, isIn: (source: string) => boolean) => {
    const harmless = judged.filter((one) => !one.isAttack && isIn(one.source)).map(({ score }) => score)
    return [name, attacks.length, harmless.length, areaUnderCurve(attacks, harmless).toFixed(3)]
  }
  const rows = [auc('on the same topics', (source) => source.startsWith('synthetic')), auc('of all kinds', () => true)]
  return ['## Conversations', table(['against harmless ones', 'attacks', 'harmless', 'AUC'], rows)].join('\n\n')
}

function bySignatures(judged: readonly Judged[]): string {
  return percent(judged.filter(({ text }) => scanText(signatures, text.text).length > 0).length / judged.length)
}

function isAttack({ text }: Judged): boolean {
  return text.isAttack
}

function isOrdinary(recipe: Recipe): (judged: Judged) => boolean {
  return ({ text }) => text.isAttack || recipe.isOrdinary(text)
}

function groupsOf(judged: readonly Judged[], nameOf: (judged: Judged) => string): ReadonlyMap<string, Judged[]> {
  const groups = new Map<string, Judged[]>()
  for (const one of judged) groups.set(nameOf(one), [...(groups.get(nameOf(one)) ?? []), one])
  return groups
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
