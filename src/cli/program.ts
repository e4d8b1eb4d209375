/** Reads the command line, runs the command, and turns whatever goes wrong into one clear message and an exit status. */
import { Command, CommanderError } from 'commander'
import { describeFault } from '../telemetry/index.js'
import { CommandEnded, CommandFailed, type Terminal } from './command.js'
import { COMMANDS } from './index.js'

/** Runs `headgate ARGUMENTS…`; resolves with the exit status: 0 done, 1 failed, 2 wrong usage or configuration. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  let status = 0
  const program = new Command('headgate')
    .description('A gateway between programs and language models.')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('(--help lists the options)')
  const exit = (code: number) => {
    status = code
  }
  for (const register of COMMANDS) register(program, { terminal, exit })
  try {
    await program.parseAsync(args, { from: 'user' })
    return status
  } catch (error) {
    return failureStatus(error, terminal)
  }
}

function failureStatus(error: unknown, terminal: Terminal): number {
  // Commander has already written what is wrong; asking for help is not wrong.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof CommandEnded) return error.status
  if (error instanceof CommandFailed) {
    terminal.err(`headgate: ${error.message}\n`)
    return error.status
  }
  terminal.err(`headgate: ${describeFault('the command', error)}\n`)
  return 1
}
