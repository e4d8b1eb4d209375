/** Runs the contract suites on every kind of store. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { describeStores } from './contract.suite.js'
import { openStores, STORE_KINDS, type StoreChoice } from './index.js'
import { describeLedger } from './ledger.suite.js'

const folder = mkdtempSync(join(tmpdir(), 'headgate-stores-'))
after(() => rmSync(folder, { recursive: true, force: true }))

let opened = 0
const choices: Readonly<Record<(typeof STORE_KINDS)[number], () => StoreChoice>> = {
  memory: () => ({ kind: 'memory' }),
  sqlite: () => {
    opened += 1
    return { kind: 'sqlite', stateDir: join(folder, `state-${opened}`) }
  },
}

for (const kind of STORE_KINDS) {
  describeStores(kind, () => openStores(choices[kind]()))
  describeLedger(kind, () => openStores(choices[kind]()))
}
