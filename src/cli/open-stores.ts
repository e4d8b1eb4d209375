/** Opens what the gateway keeps, for a gateway and for the commands that only look things up or change a credential. */
import type { Command } from 'commander'
import type { Config } from '../schema.js'
import { openStores, StateFolderError, type Stores } from '../stores/index.js'
import { CommandFailed, type Terminal } from './command.js'
import { loadSettings } from './settings.js'

/** @throws CommandFailed when the state folder cannot be used. */
export async function openConfiguredStores({ server }: Config): Promise<Stores> {
  try {
    return await openStores({ kind: 'sqlite', stateDir: server.state_dir })
  } catch (error) {
    throw asStateFailure(error)
  }
}

/** Runs a command's work on the stores of the configured state folder, and closes them; a gateway may be running on them. */
export async function withStores(
  command: Command,
  terminal: Terminal,
  work: (stores: Stores, config: Config) => Promise<void>,
): Promise<void> {
  const { config } = loadSettings(command, terminal)
  const stores = await openConfiguredStores(config)
  try {
    await work(stores, config)
  } catch (error) {
    throw asStateFailure(error)
  } finally {
    await stores.close()
  }
}

function asStateFailure(error: unknown): unknown {
  return error instanceof StateFolderError ? new CommandFailed(`server.state_dir: ${error.message}`, 1) : error
}
