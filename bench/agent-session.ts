/** An agent session: conversations that grow turn by turn, and what a turn costs when they have grown to a given size. */
import type { TurnRow } from './results.js'
import type { Rig } from './rig.js'
import { median, present } from './statistics.js'
import type { Target } from './targets/index.js'
import { growingConversation } from './traffic/conversation.js'

export const TURN_BYTES = 2048
export const POINT_BYTES = [20, 100, 200, 400].map((kilobytes) => kilobytes * 1024)

/** Side by side, so that a window of a few turns is long enough to be measured. */
export const CONVERSATIONS = 12

/** A turn is measured together with its neighbours. */
export const WINDOW_TURNS = 10

interface Cost {
  readonly round: number
  readonly target: Target
  readonly bodyBytes: number
  readonly cpuUs: number | null
}

/** Each round holds new conversations, and every target hears all of their turns in order. */
export async function walkSessions(rig: Rig, targets: readonly Target[], rounds: number): Promise<TurnRow[]> {
  const costs: Cost[] = []
  for (let round = 0; round < rounds; round += 1) {
    const inTurn = round % 2 === 0 ? targets : targets.toReversed()
    for (const target of inTurn) costs.push(...(await walkSession(rig, target, round)))
  }
  return POINT_BYTES.flatMap((bodyBytes) => targets.map((target) => turnRow(costs, bodyBytes, target)))
}

async function walkSession(rig: Rig, target: Target, round: number): Promise<Cost[]> {
  const turns = turnReaching(Math.max(...POINT_BYTES)) + 1
  const shape = {
    pace: 'turns',
    firstSeed: (round + 1) * 1000,
    conversations: CONVERSATIONS,
    turns,
    turnBytes: TURN_BYTES,
  } as const
  const costs: Cost[] = []
  let fromTurn = 0
  for (const bodyBytes of POINT_BYTES) {
    const toTurn = Math.min(turns, turnReaching(bodyBytes) + WINDOW_TURNS / 2)
    await rig.measure(target, { ...shape, fromTurn, toTurn: toTurn - WINDOW_TURNS })
    const { cpuUs } = await rig.measure(target, { ...shape, fromTurn: toTurn - WINDOW_TURNS, toTurn })
    costs.push({ round, target, bodyBytes, cpuUs })
    fromTurn = toTurn
  }
  return costs
}

/** The first turn whose request is at least so long. */
function turnReaching(bytes: number): number {
  const openingBytes = (growingConversation(0, { turns: 1, turnBytes: TURN_BYTES }).ends[0] ?? 0) - TURN_BYTES
  return Math.ceil((bytes - openingBytes) / TURN_BYTES) - 1
}

function turnRow(costs: readonly Cost[], bodyBytes: number, target: Target): TurnRow {
  const own = costs.filter((cost) => cost.bodyBytes === bodyBytes && cost.target === target)
  const ratios = own.map(({ round, cpuUs }) => {
    const yardstick = costs.find(
      (cost) => cost.bodyBytes === bodyBytes && cost.round === round && cost.target.name === 'yardstick',
    )
    return cpuUs === null || !yardstick?.cpuUs ? null : cpuUs / yardstick.cpuUs
  })
  return {
    bodyBytes,
    target: target.name,
    cpuUs: median(present(own.map(({ cpuUs }) => cpuUs))),
    cpuRatio: median(present(ratios)),
  }
}
