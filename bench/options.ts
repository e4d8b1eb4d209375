/** The command line of the benchmark. */
import { parseArgs } from 'node:util'
import { SIZE_NAMES, type SizeName } from './results.js'
import { TARGET_NAMES, type TargetName } from './targets/index.js'

export type Experiment = 'standard' | 'soak' | 'http-layer'

export interface Options {
  readonly experiment: Experiment
  readonly quick: boolean
  /** The targets and sizes asked for; undefined stands for the experiment's own. */
  readonly only?: readonly TargetName[]
  readonly sizes?: readonly SizeName[]
}

export const USAGE = `npm run bench -- [--quick] [--only TARGET,…] [--sizes SIZE,…]   the comparison and the agent session
npm run bench -- --soak                                          200,000 requests, and what they leave in memory
npm run bench -- --http-layer                                    three ways to send a request on

  targets: ${TARGET_NAMES.join(', ')}
  sizes:   ${SIZE_NAMES.join(', ')}

A run with --quick, --only or --sizes is printed and not kept.`

/** @throws Error that says what is wrong with the arguments. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      soak: { type: 'boolean', default: false },
      'http-layer': { type: 'boolean', default: false },
      only: { type: 'string' },
      sizes: { type: 'string' },
    },
  })
  return {
    experiment: values.soak ? 'soak' : values['http-layer'] ? 'http-layer' : 'standard',
    quick: values.quick,
    ...(values.only === undefined ? {} : { only: chosen(values.only, TARGET_NAMES) }),
    ...(values.sizes === undefined ? {} : { sizes: chosen(values.sizes, SIZE_NAMES) }),
  }
}

/** True for a run that is complete enough to be kept and quoted. */
export function isComplete({ quick, only, sizes }: Options): boolean {
  return !quick && only === undefined && sizes === undefined
}

function chosen<Name extends string>(list: string, known: readonly Name[]): readonly Name[] {
  const names = list.split(',')
  const stranger = names.find((name) => !known.some((candidate) => candidate === name))
  if (stranger !== undefined) throw new Error(`${stranger} is none of ${known.join(', ')}`)
  return known.filter((candidate) => names.includes(candidate))
}
