/** A linear model over hashed features: how its weights are packed into a file, and what a run of tokens scores. */
import { inflateRawSync } from 'node:zlib'
import type { Tokens } from './tokens.js'

/** A model as it is shipped: written by scripts/train-injection.ts, and told of in docs/model-card.md. */
export interface ModelFile {
  /** Changes with every training: a score that is remembered is worth nothing under another version. */
  readonly version: string
  /** Two to this power is the number of weights. */
  readonly bits: number
  /** What a weight of one stands for. */
  readonly scale: number
  readonly bias: number
  /** From the sum of the weights to a probability: 1 / (1 + exp(-(slope × sum + offset))). */
  readonly slope: number
  readonly offset: number
  /** The probability from which on a text is taken for an attack. */
  readonly threshold: number
  /** UTF-16 units of text that are judged at once. */
  readonly windowUnits: number
  /** The weights, a signed byte each, deflated, in base64 for URLs. */
  readonly weights: string
}

/** A model that is ready to score; it keeps scratch space, so one call has to end before the next begins. */
export interface Model {
  readonly file: ModelFile
  /** The probability that the tokens from `first` up to `end` carry an attack. */
  readonly score: (tokens: Tokens, first: number, end: number) => number
}

/** Stamps are 16 bits wide: after so many windows the table is cleared. */
const MOST_STAMPS = 0xffff

/** A window of fewer features than this, a word of two letters, has too little in it for a verdict. */
const FEW = 8

/** What the sum of the weights of so many features is divided by, so that windows full and nearly empty compare. */
export function sizeOf(distinct: number): number {
  return Math.sqrt(distinct + FEW)
}

export function readModel(file: ModelFile): Model {
  const bytes = inflateRawSync(Buffer.from(file.weights, 'base64url'), { maxOutputLength: 2 ** file.bits })
  if (bytes.length !== 2 ** file.bits) throw new RangeError('an injection model of the wrong size')
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  const mask = weights.length - 1
  const stamps = new Uint16Array(weights.length)
  let stamp = 0

  function score(tokens: Tokens, first: number, end: number): number {
    if (stamp === MOST_STAMPS) stamps.fill(0)
    stamp = (stamp % MOST_STAMPS) + 1
    const { features, firsts } = tokens
    const stop = firsts[end] ?? 0
    let sum = 0
    let distinct = 0
    for (let place = firsts[first] ?? 0; place < stop; place += 1) {
      const bucket = (features[place] ?? 0) & mask
      if (stamps[bucket] === stamp) continue
      stamps[bucket] = stamp
      distinct += 1
      sum += weights[bucket] ?? 0
    }
    return distinct < FEW ? 0 : probability(file, (sum * file.scale) / sizeOf(distinct))
  }

  return { file, score }
}

function probability({ bias, slope, offset }: ModelFile, sum: number): number {
  return 1 / (1 + Math.exp(-(slope * (sum + bias) + offset)))
}
