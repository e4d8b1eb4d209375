/** `headgate doctor`: looks at everything that a gateway needs, and says how to mend what is wrong. */
import type { Command } from 'commander'
import { ConfigError, readProxies } from '../../config/index.js'
import { systemClock } from '../../lib/index.js'
import type { LoadedConfig } from '../../schema.js'
import { createTransport, ProxyAddressError, type ProxySettings, type Transport } from '../../upstream/index.js'
import type { CommandContext, Terminal } from '../command.js'
import { addConfigurationFlags, tryLoadSettings } from '../settings.js'
import { checkClock } from './check-clock.js'
import { checkNode } from './check-node.js'
import { checkPort } from './check-port.js'
import { checkPrices } from './check-prices.js'
import { checkProviders } from './check-providers.js'
import { checkState } from './check-state.js'
import { checkTls } from './check-tls.js'
import { type Finding, fail, findingLine, ok, warn } from './finding.js'

/** For each provider; short, because somebody is waiting. */
const TIMEOUTS = { connectMs: 5_000, firstByteMs: 5_000, idleMs: 5_000 }

/** Adds `doctor`. */
export function registerDoctor(program: Command, { terminal, exit }: CommandContext): void {
  const command = addConfigurationFlags(
    program.command('doctor').description('check the installation, and say how to mend what is wrong'),
  )
  command.action(async () => {
    const findings = [checkNode(process.versions.node), ...(await examine(command, terminal))]
    terminal.out(`${findings.map(findingLine).join('\n')}\n`)
    exit(findings.some(({ level }) => level === 'fail') ? 1 : 0)
  })
}

async function examine(command: Command, terminal: Terminal): Promise<readonly Finding[]> {
  const loaded = tryLoadSettings(command, terminal)
  if (loaded instanceof ConfigError) {
    return loaded.problems.map(({ where, key, problem, fix }) => fail(`${where}: ${key} ${problem}`, fix))
  }
  const { config, file, warnings } = loaded
  return [
    ok(`configuration: ${file ?? 'no file; defaults, environment and flags'}`),
    ...warnings.map((warning) => warn('environment', warning)),
    ...(await checkState(config.server.state_dir)),
    ...(await throughTransport({}, async (transport) => [await checkPort(config, transport)])),
    ...checkTls(config, systemClock.now()),
    checkPrices(systemClock.now()),
    ...(await throughTransport(readProxies(terminal.env), (transport) => checkOutside(loaded, transport))),
  ]
}

async function checkOutside(loaded: LoadedConfig, transport: Transport): Promise<readonly Finding[]> {
  const { findings, times } = await checkProviders(loaded, transport)
  return [...findings, checkClock(systemClock.now(), times)]
}

async function throughTransport(
  proxies: ProxySettings,
  work: (transport: Transport) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    const transport = createTransport({ timeouts: TIMEOUTS, proxies })
    return await work(transport).finally(() => transport.close())
  } catch (error) {
    if (error instanceof ProxyAddressError) return [fail(error.message, 'Mend or unset it.')]
    throw error
  }
}
