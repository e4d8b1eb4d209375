/** What a detector is worth: how it ranks, and what it finds at a given share of false alarms. */
import type { Text } from './text.js'

export interface Judged {
  readonly text: Text
  readonly score: number
}

/** The chance that an attack scores higher than a harmless text. */
export function areaUnderCurve(attacks: readonly number[], harmless: readonly number[]): number {
  const all = [
    ...attacks.map((score) => ({ score, isAttack: true })),
    ...harmless.map((score) => ({ score, isAttack: false })),
  ]
  all.sort((left, right) => left.score - right.score)
  let below = 0
  let wins = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    while (to < all.length && all[to]?.score === all[from]?.score) to += 1
    const tied = all.slice(from, to)
    const harmlessTied = tied.filter((one) => !one.isAttack).length
    wins += (tied.length - harmlessTied) * (below + harmlessTied / 2)
    below += harmlessTied
    from = to
  }
  return wins / (attacks.length * harmless.length)
}

/** The lowest score that at most this share of the harmless texts passes. */
export function thresholdAt(harmless: readonly number[], share: number): number {
  const sorted = [...harmless].sort((left, right) => right - left)
  return sorted[Math.floor(share * sorted.length)] ?? Number.NEGATIVE_INFINITY
}

/** The share of the scores above a threshold. */
export function shareOver(scores: readonly number[], threshold: number): number {
  return scores.length === 0 ? 0 : scores.filter((score) => score > threshold).length / scores.length
}

export function scoresOf(judged: readonly Judged[], isAttack: boolean): number[] {
  return judged.filter(({ text }) => text.isAttack === isAttack).map(({ score }) => score)
}

/** Slope and offset that turn scores into probabilities (Platt), attacks and harmless texts weighing the same. */
export function calibrate(attacks: readonly number[], harmless: readonly number[]): { slope: number; offset: number } {
  const samples = [
    ...attacks.map((score) => ({ score, truth: 1, weight: 1 / attacks.length })),
    ...harmless.map((score) => ({ score, truth: 0, weight: 1 / harmless.length })),
  ]
  let slope = 1
  let offset = 0
  for (let step = 0; step < 4000; step += 1) {
    let bySlope = 0
    let byOffset = 0
    for (const { score, truth, weight } of samples) {
      const error = (1 / (1 + Math.exp(-(slope * score + offset))) - truth) * weight
      bySlope += error * score
      byOffset += error
    }
    slope -= 0.2 * bySlope
    offset -= 0.2 * byOffset
  }
  return { slope, offset }
}
