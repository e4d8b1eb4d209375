/** headgate as a user runs it: the real command line, a credential, the log file and the state folder on. */
import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CORES, pidOf, startProgram, stopProcess } from '../pinned-process.js'
import { withChildren } from '../process-meter.js'
import { PROVIDER_CREDENTIAL, type Surroundings, type Target } from './target.js'

const START_TIMEOUT_MS = 20_000
const ADDRESS = /http:\/\/127\.0\.0\.1:(\d+)(?=\D)/
const CREDENTIAL = /hg_[A-Za-z0-9]+_[A-Za-z0-9]+(?=\W)/

const PROBE = ['--expose-gc', '--import', new URL('./heap-probe.js', import.meta.url).href]

/** headgate, with its process at hand for whoever asks its probe. */
export type HeadgateTarget = Target & { readonly process: ChildProcess }

export interface HeadgateOptions {
  /** Tells of its heap when asked; one that is compared with others is started just as a user would. */
  readonly probed?: boolean
  /** Rates and a budget that hold every call, none of them ever exhausted. */
  readonly metered?: boolean
}

export async function startHeadgate(
  { upstreamPort, folder }: Surroundings,
  { probed = false, metered = true }: HeadgateOptions = {},
): Promise<HeadgateTarget> {
  const config = join(folder, 'headgate.yaml')
  writeFileSync(config, configuration(upstreamPort, folder) + (metered ? METERED : UNMETERED))
  const cli = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))
  const child = startProgram({
    command: process.execPath,
    args: [...(probed ? PROBE : []), cli, 'proxy', '--config', config, '--port', '0'],
    core: CORES.target,
    stdio: probed ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: folder, MOCK_KEY: PROVIDER_CREDENTIAL },
  })
  const { port, credential } = await announced(child)
  return {
    name: metered ? 'headgate' : 'headgate-unmetered',
    port,
    pids: withChildren(pidOf(child)),
    headers: [`authorization: Bearer ${credential}`],
    relaysBytes: true,
    process: child,
    stop: () => stopProcess(child),
  }
}

const METERED = `rate_limiting: { requests_per_minute: 100000000 }
budget: { per_day_usd: 9000000 }
prices:
  overrides:
    bench-plain: { input_usd_per_mtok: 0.01, output_usd_per_mtok: 0.02, max_output_tokens: 4096 }
    bench-burst: { input_usd_per_mtok: 0.01, output_usd_per_mtok: 0.02, max_output_tokens: 4096 }
    bench-paced: { input_usd_per_mtok: 0.01, output_usd_per_mtok: 0.02, max_output_tokens: 4096 }
`

/** What calls came to is booked all the same. */
const UNMETERED = `rate_limiting: { enabled: false }
`

function configuration(upstreamPort: number, folder: string): string {
  return `auth: { mode: keys }
server: { state_dir: ${JSON.stringify(join(folder, 'state'))} }
log: { file: ${JSON.stringify(join(folder, 'headgate.jsonl'))} }
providers:
  mock:
    dialect: openai
    base_url: http://127.0.0.1:${upstreamPort}
    api_key: env:MOCK_KEY
    allow_private: true
    models: ["*"]
`
}

/** Reads the address and the first credential from what the start prints, and goes on emptying both pipes. */
function announced(child: ChildProcess): Promise<{ port: number; credential: string }> {
  return new Promise((resolve, reject) => {
    let printed = ''
    let complaint = ''
    const give = (reason: string) => reject(new Error(`headgate ${reason}: ${complaint.slice(-2000)}`))
    const impatience = setTimeout(() => give('printed no address and credential in time'), START_TIMEOUT_MS)
    child.stderr?.on('data', (chunk) => {
      complaint = (complaint + String(chunk)).slice(-4000)
    })
    child.stdout?.on('data', (chunk) => {
      if (printed.length < 64 * 1024) printed += String(chunk)
      const port = ADDRESS.exec(printed)?.[1]
      const credential = CREDENTIAL.exec(printed)?.[0]
      if (port === undefined || credential === undefined) return
      clearTimeout(impatience)
      resolve({ port: Number(port), credential })
    })
    child.once('exit', (code) => give(`ended with status ${code}`))
  })
}
