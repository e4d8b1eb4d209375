/** The page of commands, from the help that each of them prints. */
import { Command } from 'commander'
import { COMMANDS } from '../../src/cli/index.js'
import { page } from './markdown.js'

const STATUS = `Every command exits with 0 when it is done, 1 when it failed and 2 when its usage or the configuration is wrong; \`run\` exits with the status of the
command that it ran. Errors go to stderr: what is wrong, which setting, how to fix it.`

/** Help is wrapped as in a terminal of this width, whatever the terminal at hand. */
const HELP_WIDTH = 110

/** The page. */
export function cliPage(): string {
  const program = new Command('headgate').configureOutput({ getOutHelpWidth: () => HELP_WIDTH })
  const terminal = { env: {}, cwd: '.', out: () => {}, err: () => {} }
  for (const register of COMMANDS) register(program, { terminal, exit: () => {} })
  return page('Commands', [STATUS, ...program.commands.flatMap((command) => sections(command, 'headgate'))])
}

function sections(command: Command, parent: string): readonly string[] {
  const name = `${parent} ${command.name()}`
  const help = command.helpInformation().trimEnd()
  return [`## ${name}`, `\`\`\`text\n${help}\n\`\`\``, ...command.commands.flatMap((child) => sections(child, name))]
}
