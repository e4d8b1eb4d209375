/** Loads the configuration for a command from its flags, the environment and the file. */
import { type Command, Option } from 'commander'
import { ConfigError } from '../config/index.js'
import { FLAGS, type LoadedConfig, loadConfig } from '../schema.js'
import { CommandFailed, type Terminal } from './command.js'

/** Adds `--config` and every flag that sets a configuration key; where not all make sense, those whose key is offered. */
export function addConfigurationFlags(command: Command, isOffered: (key: string) => boolean = () => true): Command {
  command.option('--config <file>', 'configuration file (HEADGATE_CONFIG)')
  for (const { flag, argument, description } of FLAGS.filter(({ key }) => isOffered(key))) {
    command.addOption(new Option(argument === undefined ? flag : `${flag} <${argument.toLowerCase()}>`, description))
  }
  return command
}

/** Adds `--config` and `--state-dir`, for commands that only need what the gateway keeps. */
export function addStateFlags(command: Command): Command {
  return addConfigurationFlags(command, (key) => key === 'server.state_dir')
}

/** @throws CommandFailed with every problem, one a line. */
export function loadSettings(command: Command, terminal: Terminal): LoadedConfig {
  const loaded = tryLoadSettings(command, terminal)
  if (loaded instanceof ConfigError) throw new CommandFailed(loaded.message, 2)
  return loaded
}

/** The configuration, or everything that is wrong with it. */
export function tryLoadSettings(command: Command, terminal: Terminal): LoadedConfig | ConfigError {
  const given = command.opts<Record<string, string | boolean | undefined>>()
  const flags: Record<string, string | boolean | undefined> = {}
  for (const { flag, key } of FLAGS) {
    const option = given[attributeOf(flag)]
    // A flag that says no is given as false, and true is what commander keeps where nobody gave it.
    const isGiven = flag.startsWith('--no-') ? option === false : option !== undefined
    if (isGiven) flags[key] = option === false ? true : option
  }
  const { config } = given
  try {
    const { env, cwd } = terminal
    return loadConfig({ flags, env, cwd, ...(typeof config === 'string' ? { configFile: config } : {}) })
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}

/** The name under which commander keeps a flag. */
function attributeOf(flag: string): string {
  return new Option(flag).attributeName()
}
