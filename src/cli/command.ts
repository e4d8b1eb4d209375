/** What a command of the shell is, and how it says that something is wrong. */
import type { Command } from 'commander'

/** Where a command reads and writes; `process` in the shell, a stand-in in tests. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** The mask for modes of new files that the caller had, for commands that are run on its behalf. */
  readonly umask?: number
  out(text: string): void
  err(text: string): void
}

/** What a command is given: its place in the command line, and where to report its exit status. */
export interface CommandContext {
  readonly terminal: Terminal
  /** 0 done, 1 failed, 2 wrong usage or configuration; or the status of a command that was run. */
  exit(status: number): void
}

/** One file under cli/: adds its command to the program. */
export type RegisterCommand = (program: Command, context: CommandContext) => void

/** The end of a command of which another process has already said why. */
export class CommandEnded extends Error {
  constructor(readonly status: number) {
    super('the command has ended')
    this.name = 'CommandEnded'
  }
}

/** Something that the person at the shell has to mend: what, which setting, how to fix it. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    /** 1 failed, 2 wrong usage or configuration. */
    readonly status: 1 | 2,
  ) {
    super(message)
    this.name = 'CommandFailed'
  }
}
