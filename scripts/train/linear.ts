/** Logistic regression over sets of features, learnt by Adagrad: the same model for the same instances, in every run. */
import { sizeOf } from '../../src/detectors/injection/model.js'
import { seededChance } from './grammar/expand.js'

export interface Linear {
  readonly weights: Float32Array
  readonly bias: number
}

export interface Instance {
  /** Distinct places in the table of weights. */
  readonly features: Int32Array
  readonly isAttack: boolean
  readonly weight: number
}

export interface LearnSettings {
  readonly epochs: number
  readonly rate: number
  readonly bits: number
}

const SEED = 1
const SMALLEST_GRADIENT = 1e-4
const SHRINKING = 1e-6

/** Before the sigmoid; the same sum as the detector makes. */
export function scoreOf({ weights, bias }: Linear, features: Int32Array): number {
  let sum = 0
  for (let place = 0; place < features.length; place += 1) sum += weights[features[place] ?? 0] ?? 0
  return sum / sizeOf(features.length) + bias
}

export function learn(instances: readonly Instance[], { epochs, rate, bits }: LearnSettings): Linear {
  const weights = new Float32Array(2 ** bits)
  const squares = new Float32Array(2 ** bits).fill(1e-6)
  const model = { weights, bias: 0 }
  let biasSquares = 1e-6
  const order = [...instances]
  const chance = seededChance(SEED)

  function step({ features, isAttack, weight }: Instance): void {
    const expected = 1 / (1 + Math.exp(-scoreOf(model, features)))
    const gradient = (expected - (isAttack ? 1 : 0)) * weight
    if (Math.abs(gradient) < SMALLEST_GRADIENT) return
    biasSquares += gradient * gradient
    model.bias -= (0.1 * rate * gradient) / Math.sqrt(biasSquares)
    const shared = gradient / sizeOf(features.length)
    for (const feature of features) {
      const old = weights[feature] ?? 0
      const slope = shared + SHRINKING * old
      const square = (squares[feature] ?? 0) + slope * slope
      squares[feature] = square
      weights[feature] = old - (rate * slope) / Math.sqrt(square)
    }
  }

  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, chance)
    for (const instance of order) step(instance)
  }
  return model
}

function shuffle<Item>(items: Item[], chance: () => number): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1))
    const [moved] = items.splice(other, 1, ...items.slice(last, last + 1))
    if (moved !== undefined) items[last] = moved
  }
}
