/** `headgate config`: checks, shows and explains the configuration, and prints its JSON Schema. */
import type { Command } from 'commander'
import { describeKeys, explainKey, jsonSchema, type KeyDescription, showConfig } from '../schema.js'
import { type CommandContext, CommandFailed } from './command.js'
import { addConfigurationFlags, loadSettings } from './settings.js'
import { factLines } from './table.js'

/** Adds `config` and what it can do. */
export function registerConfig(program: Command, context: CommandContext): void {
  const config = program.command('config').description('check, show and explain the configuration')
  for (const register of [registerCheck, registerShow, registerExplain, registerSchema]) register(config, context)
}

function registerCheck(config: Command, { terminal }: CommandContext): void {
  const command = addConfigurationFlags(config.command('check').description('say what is wrong with the configuration'))
  command.action(() => {
    const { file, warnings, aliases } = loadSettings(command, terminal)
    for (const warning of warnings) terminal.err(`${warning}\n`)
    for (const alias of aliases) terminal.err(`${alias} was read; the name of ours starts with HEADGATE_.\n`)
    terminal.out(`The configuration is valid: ${file ?? 'there is no file; defaults, environment and flags only'}\n`)
  })
}

function registerShow(config: Command, { terminal }: CommandContext): void {
  const command = addConfigurationFlags(
    config.command('show').description('print every setting in effect and where it comes from; secrets as [secret]'),
  )
  command.action(() => terminal.out(`${showConfig(loadSettings(command, terminal)).join('\n')}\n`))
}

function registerExplain(config: Command, { terminal }: CommandContext): void {
  config
    .command('explain')
    .description('explain one key, or list those of a section')
    .argument('<key>', 'such as server.port, or server')
    .action((name: string) => {
      const found = explainKey(name)
      terminal.out(`${('key' in found ? keyLines(found) : sectionLines(name, found.didYouMean)).join('\n')}\n`)
    })
}

function registerSchema(config: Command, { terminal }: CommandContext): void {
  config
    .command('schema')
    .description('print the JSON Schema of the configuration file')
    .action(() => terminal.out(`${JSON.stringify(jsonSchema(), undefined, 2)}\n`))
}

function keyLines(found: KeyDescription): string[] {
  const { key, description, type, variables, flags } = found
  return [
    key,
    ...factLines([
      ['meaning', description],
      ['value', type],
      ['default', found.default],
      ['environment', variables.join(', ')],
      ...(flags.length === 0 ? [] : ([['flag', flags.join(', ')]] as const)),
    ]),
  ]
}

/** @throws CommandFailed where no key begins with that name. */
function sectionLines(name: string, didYouMean: string | undefined): string[] {
  const within = describeKeys().filter(({ key }) => key.startsWith(`${name}.`))
  if (within.length > 0) return factLines(within.map(({ key, description }) => [key, description]))
  const hint = didYouMean === undefined ? 'headgate config show lists all keys.' : `did you mean ${didYouMean}?`
  throw new CommandFailed(`${name} is no key of the configuration; ${hint}`, 2)
}
