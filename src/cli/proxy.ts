/** `headgate proxy`: runs the gateway in the foreground until it is told to stop. */
import type { Command } from 'commander'
import { systemClock } from '../lib/index.js'
import type { Config, LoadedConfig } from '../schema.js'
import { isWorker, leaveSignalsToPrimary } from '../server/index.js'
import { exportLines, localUrl } from './client-environment.js'
import type { CommandContext, Terminal } from './command.js'
import { ensureFirstCredential } from './first-credential.js'
import { addConfigurationFlags, loadSettings } from './settings.js'
import { startGateway } from './start-gateway.js'
import { startPrimary } from './start-workers.js'
import { untilOrdered, untilStopped } from './until-stopped.js'

export function registerProxy(program: Command, context: CommandContext): void {
  const command = addConfigurationFlags(program.command('proxy').description('run the gateway in the foreground'))
  command.action(async () => {
    const { terminal } = context
    if (isWorker()) leaveSignalsToPrimary()
    const loaded = loadSettings(command, terminal)
    context.exit(await (isWorker() ? serveAsWorker(loaded.config, terminal) : serve(loaded, terminal)))
  })
}

/** One of several processes: its primary speaks for it. */
async function serveAsWorker(config: Config, terminal: Terminal): Promise<number> {
  return untilOrdered(await startGateway(config, terminal))
}

async function serve(loaded: LoadedConfig, terminal: Terminal): Promise<number> {
  const { config } = loaded
  const gateway = await (config.server.workers > 1 ? startPrimary : startGateway)(config, terminal)
  // Before the greeting, because whoever reads it may send a signal at once.
  const stopped = untilStopped(gateway)
  terminal.out(greeting(gateway.url, await ensureFirstCredential(gateway.stores, systemClock), config))
  for (const notice of noticesOf(loaded)) gateway.humanLog.warn(notice)
  return stopped
}

/** The address, the first credential (told only ever here), and lines to paste into the shell of a client. */
function greeting(url: string, credential: string | undefined, { providers }: Config): string {
  const local = localUrl(url)
  const families = new Set(Object.values(providers).map(({ dialect }) => dialect))
  const lines = exportLines(local, credential ?? '<a gateway credential: headgate keys create --name NAME>', families)
  const parts = [
    `headgate listens on ${url}${local === url ? '' : `, and so on ${local} for clients on this machine`}`,
    ...(credential === undefined ? [] : [`The first gateway credential, shown only this once:\n  ${credential}`]),
    ...(lines === '' ? [] : [`Point clients here:\n${lines.trimEnd()}`]),
  ]
  return `${parts.join('\n\n')}\n\n`
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
