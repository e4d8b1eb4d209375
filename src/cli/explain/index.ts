/** `headgate explain ID`: what happened to one exchange. */
import type { Command } from 'commander'
import type { Config } from '../../schema.js'
import type { Stores } from '../../stores/index.js'
import { unpackLine } from '../../telemetry/index.js'
import { type CommandContext, CommandFailed } from '../command.js'
import { withStores } from '../open-stores.js'
import { addStateFlags } from '../settings.js'
import { readRecord } from './record.js'
import { storyLines } from './story.js'

/** Adds `explain`. */
export function registerExplain(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('explain')
    .description('tell what happened to one exchange: its stages, attempts, tokens and timings')
    .argument('<id>', 'as in the x-headgate-request-id header and in the log')
    .option('--json', 'print the record as JSON')
  addStateFlags(command).action((id: string, { json }: { readonly json?: true }) =>
    withStores(command, terminal, async (stores, config) => {
      const kept = await findRecord(stores, id, config)
      const record = json ? undefined : readRecord(kept)
      terminal.out(record === undefined ? `${lineOf(kept)}\n` : `${storyLines(record).join('\n')}\n`)
    }),
  )
}

/** The record with its names, as in the log; a record that this headgate cannot read is shown as it is. */
function lineOf(kept: string): string {
  const line = unpackLine(kept)
  return line === undefined ? kept : JSON.stringify(line)
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
