/**
 * Measures the token bound for tokenizers that are not public: `node dist/scripts/calibrate-tokens.js` prints the table of
 * docs/guides/tokens-and-prices.md. With `--write` it first finds the weights anew, and writes src/metering/tokens/bound-weights.ts.
 *
 * Three quarters of the texts give the weights. The rest, and texts that others collected where there are any, only judge them:
 * the bound must hold for every one, or the run fails.
 */
import { writeFileSync } from 'node:fs'
import Tokenizer from 'ai-tokenizer'
import * as claude from 'ai-tokenizer/encoding/claude'
import { BOUND_KINDS, FORMER_NAMES, KIND_BITS, pairsIn } from '../src/metering/tokens/bound-kinds.js'
import { loadEncoding } from '../src/metering/tokens/encoding.js'
import { boundTokens } from '../src/metering/tokens/upper-bound.js'
import { fitWeights, OVERHEAD, type Sample } from './calibration/fit.js'
import { collectedTexts, type KindOfText, samplesOf, textsOfAllKinds } from './calibration/texts.js'

/** What Claude up to 4.6 counts of ordinary texts over the public table of an earlier one, as ai-tokenizer measured it against the service. */
const CLAUDE_OVER_TABLE = 1.1
const WEIGHTS_FILE = 'src/metering/tokens/bound-weights.ts'

const claudeTable = new Tokenizer(claude)
const countO200k = await loadEncoding('o200k_base')
const countCl100k = await loadEncoding('cl100k_base')

const measured = textsOfAllKinds().flatMap((kind) => samplesOf(kind).map((text) => measure(kind, text)))
const learnt = measured.filter((_, place) => place % 4 !== 0)
const found = process.argv.includes('--write') ? fitWeights(learnt) : undefined
const heldOut = [...measured.filter((_, place) => place % 4 === 0), ...collectedTexts().flatMap(measureAll)]

printTable(heldOut)
if (found !== undefined) writeFileSync(WEIGHTS_FILE, weightsFile(found))
const broken = heldOut.filter((sample) => boundOf(sample) < sample.tokens)
process.stdout.write(
  `\n${learnt.length} texts learnt, ${heldOut.length} held out, the bound broken by ${broken.length}\n`,
)
process.exitCode = broken.length > 0 ? 1 : 0

function measureAll(kind: KindOfText): Sample[] {
  return samplesOf(kind).map((text) => measure(kind, text))
}

function measure({ name, isHostile }: KindOfText, text: string): Sample {
  const claudeTokens = Math.ceil((isHostile ? 1 : CLAUDE_OVER_TABLE) * claudeTable.count(text))
  const bytes = Buffer.byteLength(text)
  // A multiple of an estimate may pass the bytes, which no tokenizer does.
  const tokens = Math.min(bytes, Math.max(claudeTokens, countO200k(text), countCl100k(text)))
  return { kind: name, isHostile, text, bytes, tokens, pairs: pairsIn(text) }
}

/** By the weights that were found, or else by those in use. */
function boundOf({ pairs, bytes, text }: Sample): number {
  if (found === undefined) return boundTokens(text, 1)
  const sum = pairs.reduce((total, count, pair) => total + count * (found[pair] ?? 0), 0)
  return Math.min(bytes, Math.ceil(sum / 1_000 + OVERHEAD))
}

function printTable(samples: readonly Sample[]): void {
  const lines = ['| text | texts | bound / tokens, median | least | most |', '|---|---:|---:|---:|---:|']
  for (const kind of new Set(samples.map((sample) => sample.kind))) {
    const ratios = samples
      .filter((sample) => sample.kind === kind)
      .map((sample) => boundOf(sample) / sample.tokens)
      .sort((left, right) => left - right)
    const shown = [ratios[ratios.length >> 1], ratios[0], ratios.at(-1)].map((ratio) => ratio?.toFixed(2))
    lines.push(`| ${kind} | ${ratios.length} | ${shown.join(' | ')} |`)
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}

function weightsFile(weights: Int32Array): string {
  const rows = FORMER_NAMES.map((name, former) => {
    const row = BOUND_KINDS.map((_, latter) => weights[(former << KIND_BITS) | latter])
    return `  ${/^\w+$/.test(name) ? name : `'${name}'`}: '${row.join(' ')}',`
  })
  return [
    '/** Written by `node dist/scripts/calibrate-tokens.js --write`: thousandths of a token by the kind of a character and what stands before it. */',
    '',
    '/** Tokens that every text has beside those of its characters. */',
    `export const WEIGHT_OF_A_TEXT = ${OVERHEAD}`,
    '',
    '/** By what stands before; in the order of BOUND_KINDS the character. */',
    'export const BOUND_WEIGHTS: Readonly<Record<string, string>> = {',
    ...rows,
    '}',
    '',
  ].join('\n')
}
