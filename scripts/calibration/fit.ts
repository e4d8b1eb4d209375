/** Weights by which the bound of every text is above its tokens, and of ordinary texts as little as can be. */
import { BOUND_KINDS, FORMER_NAMES, KIND_BITS, LETTERS } from '../../src/metering/tokens/bound-kinds.js'

/** A text, measured. */
export interface Sample {
  readonly kind: string
  /** Nobody writes such texts but to be dear: they are to be bounded, not bounded tightly. */
  readonly isHostile: boolean
  readonly text: string
  readonly bytes: number
  readonly tokens: number
  readonly pairs: Float64Array
}

/** Tokens of a text beside those of its characters. */
export const OVERHEAD = 14

/** How far above its tokens the bound of each learnt text is to be. */
const MARGIN = 1.1
const HOSTILE_MARGIN = 1.05
/** To be below is worse than to be above, by so much. */
const BELOW = 600
const HOSTILE_ABOVE = 0.003
const TOWARDS_GUESS = 1
const LEAST = 0.05
const ROUNDS = 2_000
const REPAIRS = 4_000

interface Row {
  readonly pairs: readonly (readonly [pair: number, count: number])[]
  readonly goal: number
  readonly above: number
  readonly below: number
}

/** Thousandths of a token by pair of kinds: first least squares that lean upwards, then repairs until no text is below its goal. */
export function fitWeights(samples: readonly Sample[]): Int32Array {
  const rows = rowsOf(samples)
  const weights = guesses()
  leanSquares(rows, weights)
  for (let round = 0; round < REPAIRS && repair(rows, weights) > 0; round++);
  return Int32Array.from(weights, (weight, pair) => Math.min(mostOf(pair) * 1_000, Math.ceil(weight * 1_000)))
}

function rowsOf(samples: readonly Sample[]): Row[] {
  const ofKind = new Map<string, number>()
  for (const { kind } of samples) ofKind.set(kind, (ofKind.get(kind) ?? 0) + 1)
  return samples.map(({ kind, isHostile, tokens, bytes, pairs }) => {
    const worth = 100 / (tokens * tokens * (ofKind.get(kind) ?? 1))
    const found = [...pairs.entries()].filter(([pair, count]) => count > 0 && !isFixed(pair))
    const fixed = [...pairs.entries()].filter(([pair]) => isFixed(pair))
    const paid = fixed.reduce((sum, [pair, count]) => sum + count * mostOf(pair), OVERHEAD)
    const goal = Math.min(tokens * (isHostile ? HOSTILE_MARGIN : MARGIN), bytes) - paid
    return { pairs: found, goal, above: worth * (isHostile ? HOSTILE_ABOVE : 1), below: worth * BELOW }
  })
}

/** Where weights begin, and are drawn to. */
function guesses(): Float64Array {
  const weights = new Float64Array(1 << (2 * KIND_BITS))
  for (const [former, formerName] of FORMER_NAMES.entries()) {
    for (const [latter, { name, most }] of BOUND_KINDS.entries()) {
      const pair = (former << KIND_BITS) | latter
      weights[pair] = isFixed(pair) ? most : most * shareOfMost(formerName, name)
    }
  }
  return weights
}

/** Inside words a letter is a fraction of a token, and so is the one blank before a word. */
function shareOfMost(former: string, latter: string): number {
  if (LETTERS.has(latter)) return LETTERS.has(former.replace('first ', '')) ? 0.3 : 0.8
  return latter === 'blank' ? 0.2 : 0.9
}

/** Coordinate descent: one weight at a time takes the best value for it, as the others are. */
function leanSquares(rows: readonly Row[], weights: Float64Array): void {
  const guess = Float64Array.from(weights)
  const excess = rows.map((row) => boundBy(weights, row) - row.goal)
  const columns = columnsOf(rows)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [pair, column] of columns) {
      const before = weights[pair] ?? 0
      let slope = TOWARDS_GUESS * (before - (guess[pair] ?? 0))
      let bend = TOWARDS_GUESS
      for (const { row, place, count } of column) {
        const by = excess[place] ?? 0
        const worth = by < 0 ? row.below : row.above
        slope += worth * count * by
        bend += worth * count * count
      }
      const after = Math.min(mostOf(pair), Math.max(LEAST, before - slope / bend))
      weights[pair] = after
      for (const { place, count } of column) excess[place] = (excess[place] ?? 0) + (after - before) * count
    }
  }
}

interface Cell {
  readonly row: Row
  readonly place: number
  readonly count: number
}

function columnsOf(rows: readonly Row[]): Map<number, Cell[]> {
  const columns = new Map<number, Cell[]>()
  for (const [place, row] of rows.entries()) {
    for (const [pair, count] of row.pairs) {
      const column = columns.get(pair)
      if (column === undefined) columns.set(pair, [{ row, place, count }])
      else column.push({ row, place, count })
    }
  }
  return columns
}

/** Raises the weights of each text that is still below its goal a little; says how many there were. */
function repair(rows: readonly Row[], weights: Float64Array): number {
  let below = 0
  for (const row of rows) {
    const lacking = row.goal - boundBy(weights, row)
    if (lacking <= 0.5) continue
    below++
    const open = row.pairs.filter(([pair]) => (weights[pair] ?? 0) < mostOf(pair))
    const length = open.reduce((sum, [pair, count]) => sum + count * count * (weights[pair] ?? 0), 0)
    if (length === 0) continue
    for (const [pair, count] of open) {
      const before = weights[pair] ?? 0
      weights[pair] = Math.min(mostOf(pair), before + (0.3 * lacking * count * before) / length)
    }
  }
  return below
}

function boundBy(weights: Float64Array, { pairs }: Row): number {
  return pairs.reduce((sum, [pair, count]) => sum + count * (weights[pair] ?? 0), 0)
}

/** Marks, and symbols such as joiners and blanks without width, serve to take words apart: they and what follows them weigh their bytes. */
function isFixed(pair: number): boolean {
  const former = FORMER_NAMES[pair >> KIND_BITS] ?? ''
  const latter = BOUND_KINDS[pair & ((1 << KIND_BITS) - 1)]?.name ?? ''
  return TAKING_APART.has(former) || TAKING_APART.has(latter)
}

const TAKING_APART = new Set(['phonetic', 'symbol'])

function mostOf(pair: number): number {
  return BOUND_KINDS[pair & ((1 << KIND_BITS) - 1)]?.most ?? 0
}
