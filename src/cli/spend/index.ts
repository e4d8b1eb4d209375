/** `headgate spend`: what was spent, by whatever is asked, and where the budgets in force stand. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  readDay,
  readDimensions,
  SPEND_DIMENSIONS,
  type SpendQuery,
  tellSpend,
  tellStandings,
} from '../../admin/index.js'
import { systemClock } from '../../lib/index.js'
import { configuredBudgets } from '../../stages/index.js'
import { type CommandContext, CommandFailed } from '../command.js'
import { withStores } from '../open-stores.js'
import { addStateFlags } from '../settings.js'
import { csvText } from './csv.js'
import { reportLines } from './report-lines.js'

interface SpendOptions extends SpendQuery {
  readonly json?: true
  readonly csv?: true
}

/** Adds `spend`. */
export function registerSpend(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('spend')
    .description('tell what was spent, and where the budgets stand')
    .addOption(new Option('--from <day>', 'the first UTC day; thirty days up to the last unless given').argParser(day))
    .addOption(new Option('--to <day>', 'the last UTC day; today unless given').argParser(day))
    .addOption(
      new Option(
        '--by <dimensions>',
        `what to sum up by, between commas: ${SPEND_DIMENSIONS.join(', ')}; day,model unless given`,
      ).argParser(dimensions),
    )
    .option('--json', 'print JSON')
    .addOption(new Option('--csv', 'print the rows as CSV').conflicts('json'))
  addStateFlags(command).action(({ json, csv, ...options }: SpendOptions & Readonly<Record<string, unknown>>) =>
    withStores(command, terminal, async ({ ledger, budgets }, config) => {
      const query = queryOf(options)
      const services = { ledger, budgets, configured: configuredBudgets(config.budget), clock: systemClock }
      const spend = await tellSpend(query, services)
      if (csv) {
        terminal.out(csvText(spend))
        return
      }
      const { budgets: standings } = await tellStandings(services)
      if (json) terminal.out(`${JSON.stringify({ ...spend, budgets: standings }, undefined, 2)}\n`)
      else terminal.out(`${reportLines(spend, standings).join('\n')}\n`)
    }),
  )
}

/** @throws CommandFailed where the days are the wrong way round. */
function queryOf({ from, to, by }: SpendQuery): SpendQuery {
  if (from !== undefined && to !== undefined && from > to)
    throw new CommandFailed('--to: must not be before --from; swap them.', 2)
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(by === undefined ? {} : { by }),
  }
}

function day(text: string): number {
  const time = readDay(text)
  if (time !== undefined) return time
  throw new InvalidArgumentError('Write a day such as 2027-01-31.')
}

function dimensions(text: string): NonNullable<SpendQuery['by']> {
  const found = readDimensions(text)
  if (found !== undefined) return found
  throw new InvalidArgumentError(`Write some of ${SPEND_DIMENSIONS.join(', ')} between commas, each once.`)
}
