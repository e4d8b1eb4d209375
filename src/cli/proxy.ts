/** `headgate proxy`: runs the gateway in the foreground until it is told to stop. */
import type { Command } from 'commander'
import { systemClock } from '../lib/index.js'
import type { Config, LoadedConfig } from '../schema.js'
import { exportLines } from './client-environment.js'
import type { CommandContext, Terminal } from './command.js'
import { ensureFirstCredential } from './first-credential.js'
import { addConfigurationFlags, loadSettings } from './settings.js'
import { type RunningGateway, startGateway } from './start-gateway.js'
import { untilStopped } from './until-stopped.js'

export function registerProxy(program: Command, context: CommandContext): void {
  const command = addConfigurationFlags(program.command('proxy').description('run the gateway in the foreground'))
  command.action(async () => {
    const { terminal } = context
    const loaded = loadSettings(command, terminal)
    const gateway = await startGateway(loaded.config, terminal)
    // Before the greeting, because whoever reads it may send a signal at once.
    const stopped = untilStopped(gateway)
    greet(gateway, await ensureFirstCredential(gateway.stores, systemClock), terminal)
    for (const notice of noticesOf(loaded)) gateway.humanLog.warn(notice)
    context.exit(await stopped)
  })
}

/** Prints the address, the first credential (only ever here), and lines to paste into the shell of a client. */
function greet({ url }: RunningGateway, credential: string | undefined, terminal: Terminal): void {
  const shown = credential ?? '<a gateway credential: headgate keys create --name NAME>'
  terminal.out(`headgate listens on ${url}\n\n`)
  if (credential !== undefined) terminal.out(`The first gateway credential, shown only this once:\n  ${credential}\n\n`)
  terminal.out(`Point clients here:\n${exportLines(url, shown)}\n`)
}

function noticesOf({ warnings, aliases, config }: LoadedConfig): readonly string[] {
  return [
    ...warnings,
    ...aliases.map((alias) => `${alias} was read; the name of ours starts with HEADGATE_`),
    ...privateAddresses(config),
  ]
}

/** An address that will be refused when it is called is better known at the start. */
function privateAddresses({ providers }: Config): readonly string[] {
  return Object.entries(providers).flatMap(([name, { base_url, allow_private }]) =>
    !allow_private && isPlainlyPrivate(new URL(base_url).hostname)
      ? [
          `providers.${name}: ${new URL(base_url).hostname} will be refused; set providers.${name}.allow_private: true if it is meant.`,
        ]
      : [],
  )
}

function isPlainlyPrivate(hostname: string): boolean {
  return hostname === 'localhost' || /^(127|10)\.|^192\.168\.|^\[/.test(hostname)
}
