/** `headgate keys`: creates, lists, revokes and rotates gateway credentials, beside a running gateway too. */
import { type Command, Option } from 'commander'
import { ROLES } from '../../canonical/index.js'
import type { CommandContext } from '../command.js'
import { withStores } from '../open-stores.js'
import { addStateFlags } from '../settings.js'
import { type CreateOptions, createKey } from './create.js'
import { listKeys } from './list.js'
import { readBudgets, readDurationMs, readLimit, readModels, readName } from './option-values.js'
import { revokeKey } from './revoke.js'
import { type RotateOptions, rotateKey } from './rotate.js'

/** Adds `keys` and what it can do. */
export function registerKeys(program: Command, context: CommandContext): void {
  const keys = program.command('keys').description('create, list, revoke and rotate gateway credentials')
  for (const register of [registerCreate, registerList, registerRevoke, registerRotate]) register(keys, context)
}

function registerCreate(keys: Command, { terminal }: CommandContext): void {
  const command = keys.command('create').description('make a credential and print it, once')
  command
    .addOption(new Option('--name <name>', 'what to call it').argParser(readName).makeOptionMandatory())
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).default('user'))
    .addOption(new Option('--team <team>', 'whose it is').argParser(readName))
    .addOption(new Option('--models <models>', 'models that it may use, such as gpt-4o,claude-*').argParser(readModels))
    .addOption(new Option('--user <user>', 'the person or program that it is for').argParser(readName))
    .addOption(expiresOption('how long it is valid, such as 30d; for ever unless given'))
    .addOption(limitOption('--rpm <n>', 'requests a minute'))
    .addOption(limitOption('--tpm <n>', 'tokens a minute'))
    .addOption(limitOption('--max-concurrent <n>', 'requests at the same time'))
    .addOption(
      new Option(
        '--budget <usd/window>',
        'what it may cost in an hour, day, week, month or in total: 10usd/day, 50usd/month@Europe/Berlin; may be repeated',
      ).argParser(readBudgets),
    )
  addStateFlags(command).action((options: CreateOptions) =>
    withStores(command, terminal, (stores) => createKey(stores, options, terminal)),
  )
}

function registerList(keys: Command, { terminal }: CommandContext): void {
  const command = keys.command('list').description('show every credential, without its secret')
  command.option('--json', 'print JSON')
  addStateFlags(command).action((options: { readonly json?: true }) =>
    withStores(command, terminal, (stores) => listKeys(stores, options, terminal)),
  )
}

function registerRevoke(keys: Command, { terminal }: CommandContext): void {
  const command = keys.command('revoke').description('end a credential at once').argument('<name|id>')
  addStateFlags(command).action((nameOrId: string) =>
    withStores(command, terminal, (stores) => revokeKey(stores, nameOrId, terminal)),
  )
}

function registerRotate(keys: Command, { terminal }: CommandContext): void {
  const command = keys
    .command('rotate')
    .description('print a new credential in the place of an old one, which ends at once')
    .argument('<name|id>')
    .addOption(expiresOption('how long the new one is valid; as the old one unless given'))
  addStateFlags(command).action((nameOrId: string, options: RotateOptions) =>
    withStores(command, terminal, (stores) => rotateKey(stores, { ...options, nameOrId }, terminal)),
  )
}

function limitOption(flags: string, description: string): Option {
  return new Option(flags, `${description}; as configured unless given`).argParser(readLimit)
}

function expiresOption(description: string): Option {
  return new Option('--expires <duration>', description).argParser(readDurationMs)
}
