/** Can the state folder be used, and does it keep its secrets from others? */
import { accessSync, constants, readdirSync, type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { systemClock } from '../../lib/index.js'
import { openStores, StateFolderError } from '../../stores/index.js'
import { checkLedgerTime } from './check-clock.js'
import { type Finding, fail, ok, warn } from './finding.js'

const OTHERS = 0o077
const KEY = 'server.state_dir'

/** Looks at the permissions first, because opening the stores mends some of them. A folder that is not there is not made. */
export async function checkState(stateDir: string): Promise<readonly Finding[]> {
  const stats = statsOf(stateDir)
  if (stats === undefined) return [checkPlaceFor(stateDir)]
  return [...wideModes(stateDir, stats), ...(await checkStores(stateDir))]
}

function checkPlaceFor(stateDir: string): Finding {
  let parent = dirname(stateDir)
  while (statsOf(parent) === undefined && parent !== dirname(parent)) parent = dirname(parent)
  try {
    accessSync(parent, constants.W_OK | constants.X_OK)
    return ok(`${KEY}: ${stateDir} is made by the first start`)
  } catch {
    const fix = 'Choose another folder with --state-dir or HEADGATE_STATE_DIR.'
    return fail(`${KEY}: ${stateDir} is not there, and ${parent} may not be written`, fix)
  }
}

function wideModes(stateDir: string, stats: Stats): readonly Finding[] {
  // On Windows the mode says nothing about who may read.
  if (process.platform === 'win32') return []
  const files = namesIn(stateDir).map((name) => join(stateDir, name))
  const wideFiles = files.filter((file) => {
    const found = statsOf(file)
    return found?.isFile() === true && isWide(found)
  })
  return [
    ...(isWide(stats)
      ? [warn(`${KEY}: ${stateDir} is open to other users (${modeOf(stats)})`, `chmod 700 '${stateDir}'`)]
      : []),
    ...(wideFiles.length === 0
      ? []
      : [
          warn(
            `${KEY}: other users may read what is in it`,
            `chmod 600 ${wideFiles.map((file) => `'${file}'`).join(' ')}`,
          ),
        ]),
  ]
}

async function checkStores(stateDir: string): Promise<readonly Finding[]> {
  try {
    const stores = await openStores({ kind: 'sqlite', stateDir })
    try {
      await stores.check()
      const { length } = await stores.credentials.list()
      const late = checkLedgerTime(systemClock.now(), stores.ledger.latestTime())
      return [
        ok(`${KEY}: ${stateDir} opens and works; ${length} gateway ${length === 1 ? 'credential' : 'credentials'}`),
        ...(late === undefined ? [] : [late]),
      ]
    } finally {
      await stores.close()
    }
  } catch (error) {
    if (error instanceof StateFolderError) return [fail(`${KEY}: ${error.what}`, error.fix)]
    throw error
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    // It may not even be looked at; opening it will say so.
    return undefined
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isWide({ mode }: Stats): boolean {
  return (mode & OTHERS) !== 0
}

function modeOf({ mode }: Stats): string {
  return (mode & 0o777).toString(8)
}
