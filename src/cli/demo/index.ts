/** `headgate demo`: a simulated provider, a gateway in front of it, and a client that plays a scripted session. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { systemClock } from '../../lib/index.js'
import { loadConfig } from '../../schema.js'
import { createTransport } from '../../upstream/index.js'
import { exportLines } from '../client-environment.js'
import type { CommandContext, Terminal } from '../command.js'
import { ensureFirstCredential } from '../first-credential.js'
import { lendCredential } from '../run/lent-credential.js'
import { startSimulatedProvider } from '../simulated-provider/index.js'
import { type RunningGateway, startGateway } from '../start-gateway.js'
import { tableLines } from '../table.js'
import { untilStopped } from '../until-stopped.js'
import { createPost } from './client.js'
import type { DemoSession, Outcome, Part } from './part.js'
import { PARTS } from './parts.js'

/** The providers that the simulated one stands for. */
const SIMULATED = ['openai', 'anthropic']

/** What the simulated model is taken to cost, so that budgets have something to count. */
const PRICES = { 'gpt-simulated': { input_usd_per_mtok: 1, output_usd_per_mtok: 10 } }
/** Of the part that shows a budget: 0.2 cents. */
const CAP_NANO_USD = 2_000_000

const SECONDS_MS = 1_000
const TIMEOUTS = { connectMs: 10 * SECONDS_MS, firstByteMs: 10 * SECONDS_MS, idleMs: 10 * SECONDS_MS }

/** Adds `demo`. */
export function registerDemo(program: Command, { terminal, exit }: CommandContext): void {
  program
    .command('demo')
    .description(
      'play a scripted agent session through a gateway and a simulated provider; needs no key and no network',
    )
    .option('--keep', 'leave the gateway and the provider running until a signal')
    .action(async ({ keep = false }: { readonly keep?: boolean }) => exit(await playDemo(keep, terminal)))
}

/** Everything lives in a folder of its own and on loopback, and nothing of it stays. Resolves with the exit status. */
async function playDemo(keep: boolean, terminal: Terminal): Promise<number> {
  const provider = await startSimulatedProvider()
  const stateDir = mkdtempSync(join(tmpdir(), 'headgate-demo-'))
  try {
    const gateway = await startDemoGateway(provider.url, stateDir, terminal)
    const credential = (await ensureFirstCredential(gateway.stores, systemClock)) ?? ''
    terminal.out(`A gateway on ${gateway.url}, in front of a simulated provider on ${provider.url}\n\n`)
    const status = await playParts(gateway, credential, terminal)
    if (!keep) return (await gateway.stop()) ? status : 1
    const stopped = untilStopped(gateway)
    terminal.out(`\n${waysToGoOn(gateway, credential, stateDir)}`)
    return (await stopped) === 0 ? status : 1
  } finally {
    await provider.close()
    rmSync(stateDir, { recursive: true, force: true })
  }
}

/** What the shell is set up with plays no part: the demo has to be the same everywhere. */
function startDemoGateway(providerUrl: string, stateDir: string, terminal: Terminal): Promise<RunningGateway> {
  const providers = SIMULATED.flatMap((name) => [
    [`HEADGATE_PROVIDERS_${name.toUpperCase()}_BASE_URL`, providerUrl],
    [`HEADGATE_PROVIDERS_${name.toUpperCase()}_ALLOW_PRIVATE`, 'true'],
  ])
  const env = {
    HEADGATE_PORT: '0',
    HEADGATE_STATE_DIR: stateDir,
    HEADGATE_LOG_LEVEL: 'error',
    HEADGATE_API_KEY: 'simulated',
    HEADGATE_PRICES_OVERRIDES: JSON.stringify(PRICES),
    ...Object.fromEntries(providers),
  }
  const { config } = loadConfig({ flags: {}, env, cwd: stateDir })
  return startGateway(config, { ...terminal, env, cwd: stateDir })
}

async function playParts({ url, stores }: RunningGateway, credential: string, terminal: Terminal): Promise<number> {
  const transport = createTransport({ timeouts: TIMEOUTS, proxies: {} })
  const { credential: cappedCredential } = await lendCredential(stores, CAP_NANO_USD)
  const session: DemoSession = { post: createPost(url, transport), credential, cappedCredential }
  const outcomes: (Outcome | undefined)[] = []
  try {
    for (const { play } of PARTS) outcomes.push(await play?.(session))
  } finally {
    await transport.close()
  }
  const rows = PARTS.map((part, index) => rowOf(part, outcomes[index]))
  const header = ['PART', 'SENT', 'WHAT HAPPENED', 'TOKENS IN', 'OUT', 'MS']
  terminal.out(`${tableLines(header, rows).join('\n')}\n`)
  return outcomes.every((outcome) => outcome?.behaved !== false) ? 0 : 1
}

function rowOf({ name, sent }: Part, outcome: Outcome | undefined): readonly string[] {
  if (outcome === undefined) return [name, '-', 'not yet', '', '', '']
  const { behaved, happened, inputTokens, outputTokens, ms } = outcome
  const told = behaved ? happened : `WRONG: ${happened}`
  return [name, sent, told, figure(inputTokens), figure(outputTokens), ms.toFixed(1)]
}

function figure(count: number | undefined): string {
  return count === undefined ? '' : String(count)
}

function waysToGoOn({ url }: RunningGateway, credential: string, stateDir: string): string {
  return `It keeps running until Ctrl-C. Point clients here:
${exportLines(url, credential, new Set(SIMULATED))}
What happened to a call: headgate explain ID --state-dir ${stateDir}
(its ID is in the x-headgate-request-id header of the answer)
`
}
