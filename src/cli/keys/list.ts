/** `headgate keys list`: every credential there is or was, without its secret. */
import { systemClock } from '../../lib/index.js'
import type { Stores } from '../../stores/index.js'
import type { Terminal } from '../command.js'
import { tableLines } from '../table.js'
import { budgetsText, type CredentialDescription, describeCredential, limitsText } from './describe-credential.js'
import { budgetsOf } from './key-budgets.js'

const HEADER = [
  'NAME',
  'ID',
  'ROLE',
  'TEAM',
  'USER',
  'MODELS',
  'LIMITS',
  'BUDGETS',
  'CREATED',
  'EXPIRES',
  'STATE',
] as const

/** Prints a table, or JSON with the same fields. */
export async function listKeys(stores: Stores, options: { readonly json?: true }, terminal: Terminal): Promise<void> {
  const nowMs = systemClock.now()
  const budgets = await budgetsOf(stores)
  const records = await stores.credentials.list()
  const described = records.map((record) => describeCredential(record, budgets(record.name), nowMs))
  if (options.json) terminal.out(`${JSON.stringify(described, undefined, 2)}\n`)
  else if (described.length === 0)
    terminal.err('There is no gateway credential yet; make one: headgate keys create --name NAME\n')
  else terminal.out(`${tableLines(HEADER, described.map(rowOf)).join('\n')}\n`)
}

function rowOf(key: CredentialDescription): readonly string[] {
  const { name, id, role, team, user, models, created, expires, state } = key
  const held = [limitsText(key) ?? '-', budgetsText(key) ?? '-']
  const shown = expires === null ? 'never' : toTheMinute(expires)
  const whose = [name, id, role, team ?? '-', user ?? '-', models?.join(',') ?? 'all']
  return [...whose, ...held, toTheMinute(created), shown, state]
}

function toTheMinute(isoTime: string): string {
  return `${isoTime.slice(0, 16).replace('T', ' ')}Z`
}
