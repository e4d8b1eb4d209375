/** Tells people what happened to one exchange, top to bottom in the order of events. */
import { ERRORS, type ErrorRow } from '../../errors.js'
import { factLines, tableLines } from '../table.js'
import type { ExplainedRecord } from './record.js'

/** The story as lines. */
export function storyLines(record: ExplainedRecord): string[] {
  return [
    `Exchange ${record.id}`,
    ...factLines([...whoAndWhat(record), ...outcome(record)]),
    '',
    'Stages',
    ...stageLines(record),
    ...attemptSection(record),
    '',
    ...factLines([...tokenFact(record), ...costFact(record), ['time', timing(record)]]),
  ]
}

type Fact = readonly [name: string, value: string]

function whoAndWhat({ time, principal, session, route, dialect, stream, model }: ExplainedRecord): readonly Fact[] {
  return [
    ['when', `${time.slice(0, 10)} ${time.slice(11, 23)} UTC`],
    ['who', principal ?? 'nobody: no valid credential'],
    ...present('session', session),
    ['route', `${route} (${dialect}${stream ? ', streamed' : ''})`],
    ...present('model', model),
  ]
}

function outcome({ provider, status, code }: ExplainedRecord): readonly Fact[] {
  const answered: readonly Fact[] = provider === null || code !== null ? [] : [['answered', `${status} by ${provider}`]]
  if (code === null) return answered.length > 0 ? answered : [['answered', `${status} by headgate itself`]]
  const row = rowOf(code)
  if (code === 'client_closed') return [['ended', 'the client left before its answer was complete']]
  return [
    ['ended', `${status} ${code}`],
    ...(row === undefined
      ? []
      : ([
          ['why', row.message],
          ['remedy', row.remedy],
        ] as const)),
  ]
}

function rowOf(code: string): ErrorRow | undefined {
  return Object.entries(ERRORS).find(([name]) => name === code)?.[1]
}

function stageLines({ decisions }: ExplainedRecord): string[] {
  if (decisions.length === 0) return ['  none: it was refused at the door']
  const rows = decisions.map(({ stage, decision, code, ms }) => [stage, decision, inMs(ms), code ?? ''])
  return indented(tableLines(['STAGE', 'DECISION', 'TOOK', 'CODE'], rows))
}

function attemptSection({ attempts }: ExplainedRecord): string[] {
  if (attempts.length === 0) return []
  const rows = attempts.map(({ provider, code, ms }, at) => [String(at + 1), provider, inMs(ms), code ?? 'answered'])
  return ['', 'Attempts', ...indented(tableLines(['', 'PROVIDER', 'HEAD AFTER', 'OUTCOME'], rows))]
}

function tokenFact({ tokens }: ExplainedRecord): readonly Fact[] {
  const { input, output, cache_read, cache_write } = tokens
  if (input === null && output === null) return []
  const cached = [
    ...(cache_read === null ? [] : [`${cache_read} read from the provider's cache`]),
    ...(cache_write === null ? [] : [`${cache_write} written to it`]),
  ]
  const ofThem = cached.length === 0 ? '' : ` (${cached.join(', ')})`
  return [['tokens', `${input ?? 'unknown'} in${ofThem}, ${output ?? 'unknown'} out`]]
}

function costFact({ cost_usd }: ExplainedRecord): readonly Fact[] {
  return cost_usd === null ? [] : [['cost', `${decimal(cost_usd)} USD`]]
}

/** Without an exponent; money has nine decimals. */
function decimal(usd: number): string {
  return usd.toFixed(9).replace(/\.?0+$/, '')
}

function timing({ ms }: ExplainedRecord): string {
  const firstByte = ms.first_byte === null ? '' : `; first byte to the client after ${inMs(ms.first_byte)}`
  return `${inMs(ms.total)} in all: headgate ${inMs(ms.gateway)}, provider ${inMs(ms.upstream)}${firstByte}`
}

function present(name: string, value: string | null): readonly Fact[] {
  return value === null ? [] : [[name, value]]
}

function inMs(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 3 : 1)} ms`
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}
