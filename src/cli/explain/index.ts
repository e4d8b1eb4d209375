/** `headgate explain ID`: what happened to one exchange. */
import type { Command } from 'commander'
import { isRecord, tryParseJson } from '../../lib/index.js'
import type { Config } from '../../schema.js'
import type { LedgerEntry, Stores } from '../../stores/index.js'
import { type CommandContext, CommandFailed } from '../command.js'
import { withStores } from '../open-stores.js'
import { addStateFlags } from '../settings.js'
import { priceLines } from './price-lines.js'
import { readRecord } from './record.js'
import { storyLines } from './story.js'

/** More than anybody makes. */
const MAX_ATTEMPTS = 100

/** Adds `explain`. */
export function registerExplain(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('explain')
    .description('tell what happened to one exchange: its stages, attempts, tokens, timings and cost')
    .argument('<id>', 'as in the x-headgate-request-id header and in the log')
    .option('--json', 'print the record as JSON')
  addStateFlags(command).action((id: string, { json }: { readonly json?: true }) =>
    withStores(command, terminal, async (stores, config) => {
      const kept = await findRecord(stores, id, config)
      const entries = await stores.ledger.entries({ id: id.trim(), limit: MAX_ATTEMPTS })
      terminal.out(json ? `${withLedger(kept, entries)}\n` : `${told(kept, entries).join('\n')}\n`)
    }),
  )
}

/** A record that cannot be read is shown as it is kept. */
function told(kept: string, entries: readonly LedgerEntry[]): readonly string[] {
  const record = readRecord(kept)
  return record === undefined ? [kept] : [...storyLines(record), ...priceLines(entries)]
}

/** The record with one more member, `ledger`: what was booked for it. */
function withLedger(kept: string, entries: readonly LedgerEntry[]): string {
  const parsed = tryParseJson(kept)
  return parsed.ok && isRecord(parsed.value) ? JSON.stringify({ ...parsed.value, ledger: entries }) : kept
}

/** The record as it is kept. @throws CommandFailed where there is none. */
async function findRecord({ exchanges }: Stores, id: string, { server }: Config): Promise<string> {
  const found = await exchanges.find(id.trim())
  if (found !== undefined) return found.json
  const [newest] = await exchanges.latest(1)
  const hint = newest === undefined ? 'there are no records yet' : `the newest record is ${newest.id}`
  throw new CommandFailed(
    `there is no exchange ${id} in ${server.state_dir}; ${hint}. The id is in the x-headgate-request-id header of an answer ` +
      'and in the log; for another state folder use --state-dir.',
    1,
  )
}
