/**
 * Follows a conversation over its turns: a rising trend, repeated probing around the threshold and a payload split over turns are each
 * harmless a turn and an attack together. Topic and style are no evidence here, only what the user's own turns scored: a classifier
 * of whole conversations learns style, and was found to rank benign conversations of the same topic above attacks.
 */

/** What is remembered of a conversation: a few numbers, never text. */
export interface Trajectory {
  readonly turns: number
  /** Of the log-odds of all turns so far. */
  readonly mean: number
  readonly highest: number
  /** What has gathered above the level of ordinary turns, fading from turn to turn. */
  readonly pressure: number
  /** The log-odds of the latest turns, and of more of them: the first above the second is a rise. */
  readonly short: number
  readonly long: number
}

/** A turn of the user, judged. */
export interface Turn {
  /** What scoreDirect gave for the new text. */
  readonly score: number
  /** What it gave for the last few turns of the user joined by line breaks, where that was looked at: a payload may be split. */
  readonly joinedScore?: number
}

/** A conversation that has not begun. */
export const UNTRIED: Trajectory = { turns: 0, mean: 0, highest: 0, pressure: 0, short: 0, long: 0 }

/** Log-odds: an ordinary turn lies far below, an attack above nought. */
const NEUTRAL = -1.5
const FARTHEST = 7
const FADING = 0.8
const SHORT_SHARE = 0.5
const LONG_SHARE = 0.15
const MEAN_WEIGHT = 0.3
const PRESSURE_WEIGHT = 0.35
const RISE_WEIGHT = 0.2

/** The conversation with one more turn, and from 0 to 1 how much it looks like an attack as a whole. */
export function advance(before: Trajectory, turn: Turn): { readonly state: Trajectory; readonly score: number } {
  const odds = logOdds(Math.max(turn.score, turn.joinedScore ?? 0))
  const isFirst = before.turns === 0
  const turns = before.turns + 1
  const state: Trajectory = {
    turns,
    mean: before.mean + (odds - before.mean) / turns,
    highest: isFirst ? odds : Math.max(before.highest, odds),
    pressure: Math.max(0, before.pressure * FADING + odds - NEUTRAL),
    short: isFirst ? odds : before.short + SHORT_SHARE * (odds - before.short),
    long: isFirst ? odds : before.long + LONG_SHARE * (odds - before.long),
  }
  return { state, score: scoreOf(state) }
}

function scoreOf({ mean, highest, pressure, short, long }: Trajectory): number {
  // Alone, a rise from harmless to a little less harmless is nothing: it counts once there is pressure too.
  const rise = pressure === 0 ? 0 : Math.max(0, short - long)
  const odds = (1 - MEAN_WEIGHT) * highest + MEAN_WEIGHT * mean + PRESSURE_WEIGHT * pressure + RISE_WEIGHT * rise
  return 1 / (1 + Math.exp(-odds))
}

function logOdds(score: number): number {
  const odds = Math.log(score / (1 - score))
  return Number.isNaN(odds) ? FARTHEST : Math.max(-FARTHEST, Math.min(FARTHEST, odds))
}
