/** The `headgate` program. */
import { readEnvironment } from '../config/index.js'
import { runProgram } from './program.js'

// What the gateway keeps is its owner's alone, whatever the shell's mask.
const umask = process.umask(0o077)

process.exitCode = await runProgram(process.argv.slice(2), {
  env: readEnvironment(),
  cwd: process.cwd(),
  umask,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
})
// Sockets that a client keeps open must not hold a process that has said goodbye.
process.exit()
