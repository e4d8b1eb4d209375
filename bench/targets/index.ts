/** Starts the targets of a run in front of one upstream, and says which could not take part. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startDirect } from './direct.js'
import { startHeadgate } from './headgate.js'
import { startNginx } from './nginx.js'
import { startPassThrough } from './pass-through.js'
import { startPortkey } from './portkey.js'
import type { Absent, Surroundings, Target, TargetName } from './target.js'

export { type HeadgateTarget, startHeadgate } from './headgate.js'
export { type Absent, type Surroundings, TARGET_NAMES, type Target, type TargetName } from './target.js'

/** Each target gets a folder of its own under `folder`. */
export async function startTargets(
  names: readonly TargetName[],
  { upstreamPort, folder }: Surroundings,
): Promise<{ targets: Target[]; absent: Absent[] }> {
  const targets: Target[] = []
  const absent: Absent[] = []
  for (const name of names) {
    const own = join(folder, name)
    mkdirSync(own)
    const started = await start(name, { upstreamPort, folder: own })
    if ('absentBecause' in started) absent.push(started)
    else targets.push(started)
  }
  return { targets, absent }
}

function start(name: TargetName, surroundings: Surroundings): Promise<Target | Absent> {
  if (name === 'direct') return startDirect(surroundings)
  if (name === 'nginx') return startNginx(surroundings)
  if (name === 'portkey') return startPortkey(surroundings)
  if (name === 'headgate') return startHeadgate(surroundings)
  if (name === 'headgate-unmetered') return startHeadgate(surroundings, { metered: false })
  return startPassThrough(name, surroundings)
}
