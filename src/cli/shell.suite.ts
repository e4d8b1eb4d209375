/** A shell for tests of commands: a folder of its own, nothing of the real environment, and what was printed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { readEnvironment } from '../config/index.js'
import { runProgram } from './program.js'

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url))

export interface Printed {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

export interface SpawnedProgram {
  readonly child: ChildProcess
  readonly ended: Promise<Printed>
}

export interface Shell {
  readonly folder: string
  readonly stateDir: string
  /** Runs a command in this process. */
  run(...args: readonly string[]): Promise<Printed>
  /** Runs it as a process of its own. */
  spawn(...args: readonly string[]): SpawnedProgram
  remove(): void
}

/** A fresh one; `env` stands over a bare environment. */
export function openShell(env: Readonly<Record<string, string>> = {}): Shell {
  const folder = mkdtempSync(join(tmpdir(), 'headgate-cli-'))
  const stateDir = join(folder, 'state')
  const whole = { HOME: folder, HEADGATE_STATE_DIR: stateDir, HEADGATE_PORT: '0', ...env }
  return {
    folder,
    stateDir,
    run: async (...args) => {
      const out: string[] = []
      const err: string[] = []
      const terminal = {
        env: whole,
        cwd: folder,
        out: (said: string) => void out.push(said),
        err: (said: string) => void err.push(said),
      }
      const status = await runProgram(args, terminal)
      return { status, out: out.join(''), err: err.join('') }
    },
    spawn: (...args) => {
      const childEnv = { PATH: readEnvironment()['PATH'] ?? '', TMPDIR: folder, ...whole }
      const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env: childEnv })
      const exit = new Promise<number | null>((resolve) => {
        child.once('exit', (code) => resolve(code))
      })
      const ended = Promise.all([exit, text(child.stdout), text(child.stderr)])
      return { child, ended: ended.then(([status, out, err]) => ({ status, out, err })) }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The environment that puts both known providers at one address. */
export function providersAt(url: string): Readonly<Record<string, string>> {
  const pairs = ['OPENAI', 'ANTHROPIC'].flatMap((name) => [
    [`HEADGATE_PROVIDERS_${name}_BASE_URL`, url],
    [`HEADGATE_PROVIDERS_${name}_ALLOW_PRIVATE`, 'true'],
  ])
  return Object.fromEntries(pairs)
}
