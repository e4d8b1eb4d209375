/**
 * Trains the two injection models: `node dist/scripts/train-injection.js` cross-validates and prints what they are worth on texts that
 * they have not seen; with `--write` it also trains on all texts and writes src/detectors/injection/weights.
 *
 * The corpora are read from ../shared/corpora and stay there. The same corpora give the same weights, byte for byte.
 */
import { readCorpora } from './train/corpora.js'
import { judgeByRow, judgeBySource } from './train/cross-validation.js'
import { areaUnderCurve, calibrate, type Judged, scoresOf, shareOver, thresholdAt } from './train/measure.js'
import { DIRECT_RECIPE, HIDDEN_RECIPE, type Prepared, prepare, type Recipe, train } from './train/recipes.js'
import { packModel, writeModel } from './train/weights-file.js'

const corpora = readCorpora()
if (corpora === undefined) {
  process.stdout.write('no corpora at ../shared/corpora: nothing to train on\n')
} else {
  const version = versionArgument()
  for (const recipe of [DIRECT_RECIPE, HIDDEN_RECIPE]) makeModel(recipe, prepare(recipe, corpora), version)
}

function makeModel(recipe: Recipe, prepared: Prepared, version: string): void {
  const byRow = ordinary(judgeByRow(prepared), recipe)
  const families = [...judgeBySource(prepared)].map(([family, judged]) => ({
    family,
    judged: ordinary(judged, recipe),
  }))
  const bySource = families.flatMap(({ judged }) => judged)
  const threshold = thresholdAt(scoresOf(bySource, false), recipe.falseAlarms)
  process.stdout.write(
    `\n## ${recipe.name}\n\n| left out | attacks | harmless | AUC | recall at 1 % | at 0.5 % | at 0.1 % | at the threshold | false alarms there |\n`,
  )
  process.stdout.write('|---|---:|---:|---:|---:|---:|---:|---:|---:|\n')
  printRow('rows', byRow, threshold)
  for (const { family, judged } of families) printRow(`source ${family}`, judged, threshold)
  if (!process.argv.includes('--write')) return

  const { slope, offset } = calibrate(scoresOf(byRow, true), scoresOf(bySource, false))
  const probability = 1 / (1 + Math.exp(-(slope * threshold + offset)))
  const { windowUnits, settings } = recipe
  const facts = {
    version: `${recipe.name}-${version}`,
    bits: settings.bits,
    slope,
    offset,
    threshold: probability,
    windowUnits,
  }
  writeModel(
    recipe.name,
    packModel(
      train(prepared, () => true),
      facts,
    ),
  )
}

function ordinary(judged: readonly Judged[], recipe: Recipe): Judged[] {
  return judged.filter(({ text }) => text.isAttack || recipe.isOrdinary(text))
}

function printRow(name: string, judged: readonly Judged[], threshold: number): void {
  const attacks = scoresOf(judged, true)
  const harmless = scoresOf(judged, false)
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const recalls = [0.01, 0.005, 0.001].map((share) => percent(shareOver(attacks, thresholdAt(harmless, share))))
  const cells = [
    name,
    attacks.length,
    harmless.length,
    areaUnderCurve(attacks, harmless).toFixed(3),
    ...recalls,
    percent(shareOver(attacks, threshold)),
    percent(shareOver(harmless, threshold)),
  ]
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}

/** `--version 2026-11-21`: the day of training, which the weights are named for. */
function versionArgument(): string {
  const place = process.argv.indexOf('--version')
  return place === -1 ? 'unnamed' : (process.argv[place + 1] ?? 'unnamed')
}
