/** `headgate keys list`: every credential there is or was, without its secret. */
import { systemClock } from '../../lib/index.js'
import type { Stores } from '../../stores/index.js'
import type { Terminal } from '../command.js'
import { tableLines } from '../table.js'
import { type CredentialDescription, describeCredential } from './describe-credential.js'

const HEADER = ['NAME', 'ID', 'ROLE', 'TEAM', 'MODELS', 'CREATED', 'EXPIRES', 'STATE'] as const

/** Prints a table, or JSON with the same fields. */
export async function listKeys(stores: Stores, options: { readonly json?: true }, terminal: Terminal): Promise<void> {
  const nowMs = systemClock.now()
  const described = (await stores.credentials.list()).map((record) => describeCredential(record, nowMs))
  if (options.json) terminal.out(`${JSON.stringify(described, undefined, 2)}\n`)
  else if (described.length === 0)
    terminal.err('There is no gateway credential yet; make one: headgate keys create --name NAME\n')
  else terminal.out(`${tableLines(HEADER, described.map(rowOf)).join('\n')}\n`)
}

function rowOf(key: CredentialDescription): readonly string[] {
  const { name, id, role, team, models, created, expires, state } = key
  const shown = expires === null ? 'never' : toTheMinute(expires)
  return [name, id, role, team ?? '-', models?.join(',') ?? 'all', toTheMinute(created), shown, state]
}

function toTheMinute(isoTime: string): string {
  return `${isoTime.slice(0, 16).replace('T', ' ')}Z`
}
