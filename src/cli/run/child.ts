/** Runs the command of `headgate run` as if the shell had started it: same terminal, same signals, same exit status. */
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'

/** What to run. */
export interface ChildCommand {
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Its mask for the modes of new files; ours unless given. */
  readonly umask: number | undefined
}

/** How it ended: its status, or why it could not be started with the status that shells give for that. */
export type ChildEnd = { readonly status: number; readonly problem?: string }

const FORWARDED = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const
/** A terminal sends these to all of its foreground processes itself, so that the command has them already. */
const SENT_BY_TERMINALS: readonly string[] = ['SIGINT', 'SIGQUIT']

/** Resolves when the command has ended. No shell reads its words. */
export async function runChild(command: ChildCommand): Promise<ChildEnd> {
  const [program = ''] = command.words
  const child = spawnWithMask(command)
  const stopForwarding = forwardSignals(child)
  const ended = new Promise<ChildEnd>((resolve, reject) => {
    child.once('exit', (code, signal) => resolve({ status: code ?? 128 + numberOf(signal) }))
    child.once('error', (error: NodeJS.ErrnoException) => {
      const end = notStarted(program, error.code)
      if (end === undefined) reject(error)
      else resolve(end)
    })
  })
  return ended.finally(stopForwarding)
}

/** A process hands its mask on to those that it starts, and ours keeps others out of what the gateway writes. */
function spawnWithMask({ words: [program = '', ...args], env, cwd, umask }: ChildCommand): ChildProcess {
  const ours = process.umask()
  try {
    process.umask(umask ?? ours)
    return spawn(program, args, { cwd, env: { ...env }, stdio: 'inherit' })
  } finally {
    process.umask(ours)
  }
}

function forwardSignals(child: ChildProcess): () => void {
  const forward = (signal: NodeJS.Signals) => {
    if (!(process.stdin.isTTY && SENT_BY_TERMINALS.includes(signal))) child.kill(signal)
  }
  for (const signal of FORWARDED) process.on(signal, forward)
  return () => {
    for (const signal of FORWARDED) process.off(signal, forward)
  }
}

function numberOf(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal]
}

function notStarted(program: string, code: string | undefined): ChildEnd | undefined {
  if (code === 'ENOENT')
    return { status: 127, problem: `${program}: there is no such command; check its name and PATH.` }
  if (code === 'EACCES')
    return { status: 126, problem: `${program}: may not be run by this user; check its permissions.` }
  return undefined
}
