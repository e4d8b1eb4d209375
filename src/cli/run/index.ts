/** `headgate run -- CMD …`: a private gateway for the life of one command. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { MOST_NANO_USD, type NanoUsd, parseUsd, usdText } from '../../canonical/index.js'
import { systemClock } from '../../lib/index.js'
import type { Config, LoadedConfig } from '../../schema.js'
import type { CommandContext } from '../command.js'
import { openConfiguredStores } from '../open-stores.js'
import { addConfigurationFlags, loadSettings } from '../settings.js'
import { type RunningGateway, startGateway } from '../start-gateway.js'
import { runChild } from './child.js'
import { childEnvironment } from './child-environment.js'
import { endCap, lendCredential } from './lent-credential.js'
import { type Capped, createReceipt } from './receipt.js'

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
    .addOption(
      new Option('--cap <usd>', 'the most that the command may spend, such as 5usd; no limit unless given').argParser(
        readCap,
      ),
    )
    .passThroughOptions()
  addConfigurationFlags(command, (key) => !NOT_OFFERED.includes(key))
  command.action((words: readonly string[], { cap }: { readonly cap?: NanoUsd }) =>
    runCommand({ words, cap }, command, context),
  )
}

interface Order {
  readonly words: readonly string[]
  readonly cap: NanoUsd | undefined
}

async function runCommand({ words, cap }: Order, command: Command, { terminal, exit }: CommandContext) {
  const loaded = loadSettings(command, terminal)
  const config = privateConfig(loaded, cap)
  const receipt = createReceipt()
  const gateway = await startGateway(config, terminal, {
    onFinished: (finished) => receipt.add(finished),
  })
  for (const notice of [...loaded.warnings, ...unreachable(config, cap)]) gateway.humanLog.warn(notice)

  const startedMs = systemClock.monotonicMs()
  const { name, credential, takeBack } = await lendCredential(gateway.stores, cap)
  const lent = { url: gateway.url, credential, families: familiesWithSecret(config) }
  const env = childEnvironment(terminal.env, lent)
  const end = await runChild({ words, env, cwd: terminal.cwd, umask: terminal.umask }).finally(async () => {
    await takeBack()
    if (!(await stop(gateway))) terminal.err('headgate: exchanges that were still open have been broken off.\n')
  })
  const durationMs = systemClock.monotonicMs() - startedMs
  const capped = cap === undefined ? undefined : await cappedEnd(config, name, cap)
  const lines = end.problem === undefined ? receipt.lines(durationMs, capped) : [`headgate: ${end.problem}`]
  terminal.err(`${lines.join('\n')}\n`)
  exit(end.status)
}

/** @throws InvalidArgumentError for what is no amount that can be spent. */
function readCap(text: string): NanoUsd {
  const cap = parseUsd(text) ?? 0
  if (cap > 0) return cap
  throw new InvalidArgumentError(
    `Write an amount in US dollars above 0, up to ${usdText(MOST_NANO_USD)}, such as 5usd or 0.50usd.`,
  )
}

/** The gateway has ended, and with it everything that it had open: what the ledger says now is all there was. */
async function cappedEnd(config: Config, name: string, capNanoUsd: NanoUsd): Promise<Capped> {
  const stores = await openConfiguredStores(config)
  try {
    return { capNanoUsd, spentNanoUsd: await endCap(stores, name, capNanoUsd) }
  } finally {
    await stores.close()
  }
}

/**
 * On loopback, in clear, on a free port; and quiet unless somebody asked for more, because the terminal is the command's.
 * With a cap nobody gets in without the credential that bears it, so that there is no way past it.
 */
function privateConfig({ config, sources }: LoadedConfig, cap: NanoUsd | undefined): Config {
  const { tls: _tls, ...server } = config.server
  const level = sources['log.level'] === 'default' ? 'warn' : config.log.level
  return {
    ...config,
    server: { ...server, host: '127.0.0.1', port: 0, workers: 1 },
    log: { ...config.log, level },
    auth: cap === undefined ? config.auth : { ...config.auth, mode: 'keys' },
  }
}

/** For these the lent credential is enough; clients of the others bring their own, which passes through. */
function familiesWithSecret({ providers }: Config): ReadonlySet<string> {
  const withSecret = Object.values(providers).filter(({ api_key }) => api_key !== undefined)
  return new Set(withSecret.map(({ dialect }) => dialect))
}

function unreachable(config: Config, cap: NanoUsd | undefined): readonly string[] {
  if (config.auth.mode === 'local') return []
  const reason = cap === undefined ? 'auth.mode: keys' : '--cap'
  const families = familiesWithSecret(config)
  return Object.entries(config.providers)
    .filter(([, { dialect }]) => !families.has(dialect))
    .map(
      ([name]) =>
        `providers.${name}: has no secret, and ${reason} passes no credential through; set providers.${name}.api_key.`,
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
