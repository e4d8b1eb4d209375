/** `npm run bench`: runs an experiment, prints what it found, and keeps a complete run as JSON and in docs/benchmarks.md. */
import { writeDocument } from './document.js'
import { runExperiment } from './experiments.js'
import { isComplete, type Options, readOptions, USAGE } from './options.js'
import { CAN_METER } from './process-meter.js'
import { keepResult, keptResults, type Result } from './results.js'
import {
  absentLines,
  caseTables,
  failureTable,
  machineLine,
  memoryTable,
  soakTable,
  streamTable,
  turnTable,
} from './tables.js'

const options = optionsOrUsage()
if (!CAN_METER) end(1, 'The benchmark reads processor time from /proc/PID/schedstat, which this system does not have.')
const result = await runExperiment(options).catch((error) =>
  end(1, `the benchmark did not finish: ${messageOf(error)}`),
)
process.stdout.write(`${printed(result)}\n`)
if (isComplete(options)) {
  process.stdout.write(`\nkept in ${keepResult(result)}\n`)
  const document = writeDocument(keptResults())
  if (document !== undefined) process.stdout.write(`written to ${document}\n`)
}
end(result.failures.length === 0 ? 0 : 1, '')

function printed(found: Result): string {
  const parts = found.kind === 'soak' ? [soakTable(found.soak)] : comparisonParts(found)
  return [machineLine(found.machine), ...parts, failureTable(found.failures)].filter(Boolean).join('\n\n')
}

function comparisonParts(found: Exclude<Result, { kind: 'soak' }>): string[] {
  const { comparison } = found
  const turns = found.kind === 'standard' ? ['### Agent session', turnTable(found.turns)] : []
  return [
    absentLines(comparison),
    caseTables(comparison),
    '### First byte while 100 streams run',
    streamTable(comparison.streams),
    ...turns,
    memoryTable(comparison),
  ]
}

function optionsOrUsage(): Options {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    return end(2, `${messageOf(error)}\n\n${USAGE}`)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function end(code: number, complaint: string): never {
  if (complaint !== '') process.stderr.write(`${complaint}\n`)
  process.exit(code)
}
