/** Starts real gateways for tests: in this process over a real socket, or as the program that users run. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Role } from '../../../src/canonical/index.js'
import type { Terminal } from '../../../src/cli/command.js'
import { startGateway } from '../../../src/cli/start-gateway.js'
import { systemClock } from '../../../src/lib/index.js'
import { loadConfig } from '../../../src/schema.js'
import { createCredential, openStores } from '../../../src/stores/index.js'

/** The compiled program. */
const MAIN = join(dirname(fileURLToPath(import.meta.url)), '../../../src/cli/main.js')

export interface TestGatewayOptions {
  /** Where every provider lives: `openai` and `anthropic`, both at this address, with a secret of their own. */
  readonly upstream: string
  /** YAML beside what is set here; sections named here must not be repeated. */
  readonly yaml?: string
  readonly authMode?: 'local' | 'keys'
  readonly sensitive?: boolean
  /** Variables beside those that hold the providers' secrets. */
  readonly env?: Readonly<Record<string, string>>
}

/** What the providers of a test gateway are given as their secrets. */
export const OPENAI_SECRET = 'sk-upstream-openai-secret'
export const ANTHROPIC_SECRET = 'sk-ant-upstream-secret'

/** A line of the log file. */
export type LogLine = Readonly<Record<string, unknown>>

export interface TestGateway {
  readonly url: string
  readonly port: number
  /** An admin's credential. */
  readonly credential: string
  readonly folder: string
  /** A further credential. */
  createCredential(wish: {
    name: string
    role?: Role
    models?: readonly string[]
    team?: string
    expiresAt?: number
  }): Promise<string>
  /** The lines of the log file, once at least `count` have been written. */
  logLines(count: number): Promise<readonly LogLine[]>
  /** The line of one exchange, once it has been written. */
  logLine(id: string): Promise<LogLine>
  stop(): Promise<boolean>
}

/** A gateway in this process, with its log file and state in a folder of its own. */
export async function startTestGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'headgate-e2e-'))
  const configFile = writeConfig(folder, options)
  const env = environment(options)
  const { config } = loadConfig({ flags: {}, env, cwd: folder, configFile })
  const stores = await openStores({ kind: 'sqlite', stateDir: config.server.state_dir })
  const terminal: Terminal = { env, cwd: folder, out: () => {}, err: () => {} }
  const gateway = await startGateway(config, terminal, { stores })
  const addCredential: TestGateway['createCredential'] = async (wish) => {
    const { record, credential } = createCredential({ role: 'user', ...wish }, systemClock)
    await stores.credentials.add(record)
    return credential
  }
  return {
    url: gateway.url,
    port: gateway.port,
    folder,
    credential: await addCredential({ name: 'admin', role: 'admin' }),
    createCredential: addCredential,
    logLines: (count) => readLogLines(join(folder, 'log.jsonl'), count),
    logLine: (id) => readLogLine(join(folder, 'log.jsonl'), id),
    stop: async () => {
      const inTime = await gateway.stop()
      rmSync(folder, { recursive: true, force: true })
      return inTime
    },
  }
}

export interface TestProcess {
  readonly url: string
  readonly port: number
  readonly credential: string
  readonly folder: string
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
  logLines(count: number): Promise<readonly LogLine[]>
  /** Sends a signal, SIGTERM by default, and resolves with the exit status. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  readonly exited: Promise<number | null>
  /** Removes its folder. */
  remove(): void
}

/** `headgate proxy` as its users run it. */
export async function startTestProcess(
  options: TestGatewayOptions & {
    readonly args?: readonly string[]
    readonly beforeStart?: (folder: string) => void
    /** In a process group of its own, as a shell starts it. */
    readonly detached?: boolean
  },
): Promise<TestProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'headgate-process-'))
  const configFile = writeConfig(folder, options)
  options.beforeStart?.(folder)
  const args = [MAIN, 'proxy', '--config', configFile, ...(options.args ?? [])]
  const child = spawn(process.execPath, args, {
    cwd: folder,
    detached: options.detached ?? false,
    env: { ...process.env, ...environment(options) },
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString()
  })
  const exited = new Promise<number | null>((resolve) => {
    // Not `exit`: by `close` all of its output has come.
    child.once('close', (code) => resolve(code))
  })
  await waitUntil(() => /Point clients here:\n( {2}export .*\n)+\n/.test(output.stdout) || child.exitCode !== null)
  const [, url = '', port = ''] = /listens on (https?:\/\/[^\s]*:(\d+))/.exec(output.stdout) ?? []
  const [credential = ''] = /hg_\w+/.exec(output.stdout) ?? []
  return {
    url,
    port: Number(port),
    credential,
    folder,
    child,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    logLines: (count) => readLogLines(join(folder, 'log.jsonl'), count),
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return exited
    },
    exited,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Resolves when the condition holds; fails after half a minute. */
export async function waitUntil(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3_000; tries++) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('waited in vain')
}

/** So that those of the machine that runs the tests play no part. */
const NO_PROXIES = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [
    [name, ''],
    [name.toUpperCase(), ''],
  ]),
)

function environment(options: TestGatewayOptions): Readonly<Record<string, string>> {
  const sensitive = options.sensitive === true ? { HEADGATE_LOG_SENSITIVE: 'on' } : {}
  const providers = { OPENAI_API_KEY: OPENAI_SECRET, ANTHROPIC_API_KEY: ANTHROPIC_SECRET }
  return { ...NO_PROXIES, ...providers, ...sensitive, ...options.env }
}

function writeConfig(folder: string, { upstream, yaml = '', authMode = 'local' }: TestGatewayOptions): string {
  const path = join(folder, 'headgate.yaml')
  const server = yaml.includes('server:') ? '' : `server: { port: 0, state_dir: ${folder}/state }\n`
  const log = yaml.includes('log:') ? '' : `log: { file: ${folder}/log.jsonl, level: silent }\n`
  const providers = yaml.includes('providers:')
    ? ''
    : `providers:
  openai: { base_url: "${upstream}", allow_private: true, models: ["*"] }
  anthropic: { base_url: "${upstream}", allow_private: true, models: ["*"] }
`
  writeFileSync(path, `auth: { mode: ${authMode} }\n${server}${log}${providers}${yaml.replaceAll('$FOLDER', folder)}\n`)
  return path
}

async function readLogLines(path: string, count: number): Promise<readonly LogLine[]> {
  await waitUntil(() => linesOf(path).length >= count)
  return linesOf(path)
}

async function readLogLine(path: string, id: string): Promise<LogLine> {
  const find = () => linesOf(path).find((line) => line['id'] === id)
  await waitUntil(() => find() !== undefined)
  return find() ?? {}
}

function linesOf(path: string): readonly LogLine[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line))
}
