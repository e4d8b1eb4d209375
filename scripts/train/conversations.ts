/** Judges conversations by models that have not seen the texts that they are put together of. */
import { advance, UNTRIED } from '../../src/detectors/injection/trajectory.js'
import { worstWindow } from './bags.js'
import type { Conversation, Corpora } from './corpora.js'
import type { Linear } from './linear.js'
import { calibrate, scoresOf } from './measure.js'
import { bagFor, DIRECT_RECIPE, prepare, train } from './recipes.js'
import { stableHash, type Text } from './text.js'

export interface JudgedConversation extends Conversation {
  /** The highest of the turns. */
  readonly score: number
}

const HALVES = [0, 1] as const
/** A shorter turn is found in many texts by chance. */
const SHORTEST_SHARED = 12
const JOINED_TURNS = 3
/** Words around a piece of a text in conversations that split it. */
const PIECE = /^(?:Remember this as part one: |Part two: )/

export function judgeConversations(conversations: readonly Conversation[], corpora: Corpora): JudgedConversation[] {
  // What users said in these very conversations is left out of training.
  const prepared = prepare(DIRECT_RECIPE, { ...corpora, turns: [] })
  const texts = prepared.bags.map((bag) => bag.text)
  const models = HALVES.map((half) => calibrated(prepared, half))
  return conversations.map((conversation) => {
    const seen = HALVES.map(
      (half) => texts.filter((text) => halfOf(text) === half && isSharedWith(text, conversation)).length,
    )
    // Where pieces come from both halves, no model is free of them: the lower score counts.
    const unseen = models.filter((_, half) => (seen[half] ?? 0) === 0)
    const judges = unseen.length > 0 ? unseen : models
    return { ...conversation, score: scoreOf(conversation, (text) => Math.min(...judges.map((judge) => judge(text)))) }
  })
}

function halfOf(text: Text): number {
  return stableHash(text.id) % HALVES.length
}

function isSharedWith({ text }: Text, { turns }: Conversation): boolean {
  return turns.some((turn) => {
    const piece = turn.replace(PIECE, '')
    return (
      (piece.length > SHORTEST_SHARED && text.includes(piece)) || (text.length > SHORTEST_SHARED && turn.includes(text))
    )
  })
}

/** A model of one half of the texts, its scores made probabilities on the other. */
function calibrated(prepared: ReturnType<typeof prepare>, half: number): (text: string) => number {
  const model: Linear = train(prepared, (text) => halfOf(text) === half)
  const rest = prepared.bags.filter((bag) => halfOf(bag.text) !== half)
  const judged = rest.map((bag) => ({ text: bag.text, score: worstWindow(model, bag).score }))
  const { slope, offset } = calibrate(scoresOf(judged, true), scoresOf(judged, false))
  return (text) => 1 / (1 + Math.exp(-(slope * worstWindow(model, bagFor(DIRECT_RECIPE, asText(text))).score + offset)))
}

function asText(text: string): Text {
  return { id: '', text, isAttack: false, source: '', category: '', language: '', weight: 1 }
}

function scoreOf({ turns }: Conversation, judge: (text: string) => number): number {
  let state = UNTRIED
  let highest = 0
  for (const [place, turn] of turns.entries()) {
    const joined = turns.slice(Math.max(0, place + 1 - JOINED_TURNS), place + 1).join('\n')
    const next = advance(state, { score: judge(turn), joinedScore: judge(joined) })
    state = next.state
    highest = Math.max(highest, next.score)
  }
  return highest
}
