/** The three experiments that the command knows, each a plan and what is run by it. */
import { walkSessions } from './agent-session.js'
import { type ComparisonPlan, compare } from './comparison.js'
import { HTTP_LAYER_PLAN, HTTP_LAYER_TARGETS } from './http-layer.js'
import { describeMachine } from './machine.js'
import type { Options } from './options.js'
import { type Result, SIZE_NAMES } from './results.js'
import { type Rig, startRig } from './rig.js'
import { soak } from './soak.js'
import { startTargets, type Target, type TargetName } from './targets/index.js'

const STANDARD_TARGETS: readonly TargetName[] = [
  'direct',
  'yardstick',
  'undici-request',
  'nginx',
  'portkey',
  'headgate',
  'headgate-unmetered',
]
const QUICK_TARGETS: readonly TargetName[] = ['direct', 'yardstick', 'nginx', 'headgate']
const SESSION_TARGETS: readonly TargetName[] = ['yardstick', 'headgate']

const STANDARD_PLAN: ComparisonPlan = {
  rounds: 5,
  sizes: SIZE_NAMES,
  warmUpMs: 1500,
  saturationMs: 1000,
  rateMs: 1000,
  streamsMs: 2000,
  saturationOnly: ['undici-request', 'headgate-unmetered'],
  everySecondRound: ['portkey'],
}

const QUICK_PLAN = { rounds: 2, warmUpMs: 500, saturationMs: 400, rateMs: 500, streamsMs: 1200 } as const

/** Runs the experiment and stops everything that it started, also when it fails. */
export async function runExperiment(options: Options): Promise<Result> {
  const machine = describeMachine()
  const rig = await startRig()
  try {
    if (options.experiment === 'soak')
      return { kind: 'soak', machine, soak: await soak(rig), failures: [...rig.failures] }
    const names = options.only ?? targetNames(options)
    const started = await startTargets(names, rig)
    const comparison = await compare(rig, started, planOf(options))
    const turns = options.experiment === 'standard' ? await sessions(rig, started.targets, options) : []
    await Promise.all(started.targets.map((target) => target.stop()))
    const failures = [...rig.failures]
    return options.experiment === 'standard'
      ? { kind: 'standard', machine, comparison, turns, failures }
      : { kind: 'http-layer', machine, comparison, failures }
  } finally {
    await rig.stop()
  }
}

function sessions(rig: Rig, targets: readonly Target[], { quick }: Options) {
  const taking = targets.filter(({ name }) => SESSION_TARGETS.includes(name))
  return walkSessions(rig, taking, quick ? 1 : STANDARD_PLAN.rounds)
}

function targetNames({ experiment, quick }: Options): readonly TargetName[] {
  if (experiment === 'http-layer') return HTTP_LAYER_TARGETS
  return quick ? QUICK_TARGETS : STANDARD_TARGETS
}

function planOf({ experiment, quick, sizes }: Options): ComparisonPlan {
  const plan = experiment === 'http-layer' ? HTTP_LAYER_PLAN : STANDARD_PLAN
  return { ...plan, ...(quick ? QUICK_PLAN : {}), ...(sizes === undefined ? {} : { sizes }) }
}
