/** `headgate run -- CMD …`: a private gateway for the life of one command. */
import type { Command } from 'commander'
import { systemClock } from '../../lib/index.js'
import type { Config, LoadedConfig } from '../../schema.js'
import type { CommandContext } from '../command.js'
import { addConfigurationFlags, loadSettings } from '../settings.js'
import { type RunningGateway, startGateway } from '../start-gateway.js'
import { runChild } from './child.js'
import { childEnvironment } from './child-environment.js'
import { lendCredential } from './lent-credential.js'
import { createReceipt } from './receipt.js'

/** A private gateway has its own answers to these. */
const NOT_OFFERED = ['server.host', 'server.port', 'server.workers']

/** Adds `run`. */
export function registerRun(program: Command, context: CommandContext): void {
  // What stands after the first word of CMD belongs to CMD, whatever it looks like.
  program.enablePositionalOptions()
  const command = program
    .command('run')
    .description('run a command with a private gateway and a credential of its own, and print a receipt')
    .argument('<cmd...>', 'the command and its arguments, best after --')
    .passThroughOptions()
  addConfigurationFlags(command, (key) => !NOT_OFFERED.includes(key))
  command.action((words: readonly string[]) => runCommand(words, command, context))
}

async function runCommand(words: readonly string[], command: Command, { terminal, exit }: CommandContext) {
  const loaded = loadSettings(command, terminal)
  const config = privateConfig(loaded)
  const receipt = createReceipt()
  const gateway = await startGateway(config, terminal, {
    onFinished: (finished) => receipt.add(finished.line),
  })
  for (const notice of [...loaded.warnings, ...unreachable(config)]) gateway.humanLog.warn(notice)

  const startedMs = systemClock.monotonicMs()
  const { credential, takeBack } = await lendCredential(gateway.stores)
  const lent = { url: gateway.url, credential, families: familiesWithSecret(config) }
  const env = childEnvironment(terminal.env, lent)
  const end = await runChild({ words, env, cwd: terminal.cwd, umask: terminal.umask }).finally(async () => {
    await takeBack()
    if (!(await stop(gateway))) terminal.err('headgate: exchanges that were still open have been broken off.\n')
  })
  const durationMs = systemClock.monotonicMs() - startedMs
  const lines = end.problem === undefined ? receipt.lines(durationMs) : [`headgate: ${end.problem}`]
  terminal.err(`${lines.join('\n')}\n`)
  exit(end.status)
}

/** On loopback, in clear, on a free port; and quiet unless somebody asked for more, because the terminal is the command's. */
function privateConfig({ config, sources }: LoadedConfig): Config {
  const { tls: _tls, ...server } = config.server
  const level = sources['log.level'] === 'default' ? 'warn' : config.log.level
  return { ...config, server: { ...server, host: '127.0.0.1', port: 0, workers: 1 }, log: { ...config.log, level } }
}

/** For these the lent credential is enough; clients of the others bring their own, which passes through. */
function familiesWithSecret({ providers }: Config): ReadonlySet<string> {
  const withSecret = Object.values(providers).filter(({ api_key }) => api_key !== undefined)
  return new Set(withSecret.map(({ dialect }) => dialect))
}

function unreachable(config: Config): readonly string[] {
  if (config.auth.mode === 'local') return []
  const families = familiesWithSecret(config)
  return Object.entries(config.providers)
    .filter(([, { dialect }]) => !families.has(dialect))
    .map(
      ([name]) =>
        `providers.${name}: has no secret, and auth.mode: keys passes no credential through; set providers.${name}.api_key.`,
    )
}

/** Lets open exchanges finish; a signal now breaks them off. True when all of them finished. */
async function stop(gateway: RunningGateway): Promise<boolean> {
  const stopNow = () => gateway.stopNow()
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.once(signal, stopNow)
  return gateway.stop().finally(() => {
    for (const signal of signals) process.off(signal, stopNow)
  })
}
