/** A text as a bag of windows, and a model learnt from bags: an attack has one window that gives it away, a harmless text has none. */
import { makeTokens, readTokens } from '../../src/detectors/injection/tokens.js'
import { type Instance, type Linear, learn, scoreOf } from './linear.js'
import type { Text } from './text.js'

export interface Window {
  /** The distinct features, as places in the table of weights. */
  readonly features: Int32Array
  readonly start: number
  readonly end: number
}

export interface Bag {
  readonly text: Text
  readonly windows: readonly Window[]
}

/** Longer texts are cut here in training: the rest says the same again. */
const LONGEST_TEXT = 8000
const tokens = makeTokens()

/** Cuts a text into windows as the detector does: overlapping by half. */
export function bagOf(text: Text, { windowUnits, bits }: { windowUnits: number; bits: number }): Bag {
  const windows: Window[] = []
  const cut = text.text.slice(0, LONGEST_TEXT)
  for (let from = 0; from < cut.length; ) {
    const end = readTokens(cut, from, tokens)
    windows.push(...windowsOfSlice(windowUnits, 2 ** bits - 1))
    from = end
  }
  return { text, windows }
}

function windowsOfSlice(windowUnits: number, mask: number): Window[] {
  const { count, starts, ends, firsts, features } = tokens
  const windows: Window[] = []
  let end = 0
  for (let first = 0; first < count && end < count; ) {
    const start = starts[first] ?? 0
    end = first + 1
    while (end < count && (ends[end] ?? 0) <= start + windowUnits) end += 1
    const found = features.subarray(firsts[first], firsts[end]).map((feature) => feature & mask)
    windows.push({ features: Int32Array.from(new Set(found)), start, end: ends[end - 1] ?? 0 })
    do first += 1
    while (first < count && (starts[first] ?? 0) < start + windowUnits / 2)
  }
  return windows
}

/** The window that scores highest. */
export function worstWindow(model: Linear, bag: Bag): { readonly score: number; readonly window: Window | undefined } {
  let worst: { score: number; window: Window | undefined } = { score: Number.NEGATIVE_INFINITY, window: undefined }
  for (const window of bag.windows) {
    const score = scoreOf(model, window.features)
    if (score > worst.score) worst = { score, window }
  }
  return worst
}

export interface BagSettings {
  readonly rounds: number
  readonly epochs: number
  readonly rate: number
  readonly bits: number
  /** What a window of a harmless text counts in the rounds that look for the hardest of them, and how many are taken. */
  readonly hardWeight: number
  readonly hardWindows: number
}

/** Rounds of learning: each takes the windows that the model before it found to be the worst. */
export function learnFromBags(bags: readonly Bag[], settings: BagSettings): Linear {
  let model: Linear | undefined
  for (let round = 0; round < settings.rounds; round += 1) {
    const before = model
    model = learn(
      bags.flatMap((bag) => instancesOf(bag, before, settings)),
      settings,
    )
  }
  if (model === undefined) throw new RangeError('a model needs a round of learning')
  return model
}

function instancesOf(bag: Bag, model: Linear | undefined, settings: BagSettings): Instance[] {
  const { text, windows } = bag
  if (!text.isAttack) return harmlessInstances(bag, model, settings)
  if (text.payload !== undefined) return locatedInstances(bag, text.payload, model !== undefined)
  if (model === undefined) {
    return windows.map(({ features }) => ({ features, isAttack: true, weight: text.weight / windows.length }))
  }
  const { window } = worstWindow(model, bag)
  return window === undefined ? [] : [{ features: window.features, isAttack: true, weight: text.weight }]
}

function harmlessInstances({ text, windows }: Bag, model: Linear | undefined, settings: BagSettings): Instance[] {
  const weighted = (list: readonly Window[], weight: number) =>
    list.map(({ features }) => ({ features, isAttack: false, weight: text.weight * weight }))
  if (model === undefined) return weighted(windows, 1.5 / windows.length)
  const scored = windows.map((window) => ({ window, score: scoreOf(model, window.features) }))
  scored.sort((left, right) => right.score - left.score)
  const hardest = scored.slice(0, settings.hardWindows).map(({ window }) => window)
  return weighted(hardest, hardest.length === 1 ? 1 : settings.hardWeight)
}

/** What a window of a carrier beside the attack counts as harmless text. */
const BESIDE_WEIGHT = 0.1
const PAYLOAD_WEIGHT = 0.5

/** Windows that hold the attack, or are filled by it, count as attacks; those beside it as harmless. */
function locatedInstances(
  { text, windows }: Bag,
  payload: { start: number; end: number },
  isLater: boolean,
): Instance[] {
  const length = payload.end - payload.start
  return windows.flatMap(({ features, start, end }): Instance[] => {
    const shared = Math.min(end, payload.end) - Math.max(start, payload.start)
    if (shared >= Math.min(0.7 * length, 0.6 * (end - start))) {
      return [{ features, isAttack: true, weight: text.weight * PAYLOAD_WEIGHT }]
    }
    return shared <= 0 && isLater ? [{ features, isAttack: false, weight: text.weight * BESIDE_WEIGHT }] : []
  })
}
