/** The log that people read, on stderr: one line per exchange or event, held to the same rule as the file. */
import type { ExchangeLine } from './line.js'
import { LineWriter } from './line-writer.js'

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export interface HumanLog {
  error(message: string): void
  warn(message: string): void
  info(message: string): void
  /** A line about an exchange, at `info`; server-side failures at `error`. */
  exchange(line: ExchangeLine): void
  flush(): Promise<void>
}

const STDERR = 2

/** What Linux writes to a pipe without anything of another process in between. */
const PIPE_WHOLE_BYTES = 4_096

/** `isShared` where other processes write to the same stderr: if it is a pipe, longer writes of two of them could mix. */
export function createHumanLog(level: LogLevel, now: () => number, isShared = false): HumanLog {
  const maxWriteBytes = isShared ? PIPE_WHOLE_BYTES : Number.POSITIVE_INFINITY
  const writer = new LineWriter({ descriptor: () => STDERR, onError: () => {}, maxWriteBytes })
  const rank = LOG_LEVELS.indexOf(level)
  const at = (threshold: LogLevel) => {
    const isHeard = LOG_LEVELS.indexOf(threshold) <= rank
    const label = threshold.padEnd(5)
    return (message: string) => {
      if (isHeard) writer.write(`${clockTime(now())} ${label} ${oneLine(message)}`)
    }
  }
  const [error, warn, info] = [at('error'), at('warn'), at('info')]
  return {
    error,
    warn,
    info,
    exchange: (line) => (line.status >= 500 ? error : info)(describeExchange(line)),
    flush: () => writer.flush(),
  }
}

function describeExchange(line: ExchangeLine): string {
  const { status, code, route, provider, model, ms, tokens, principal, id } = line
  const outcome = code === null ? String(status) : `${status} ${code}`
  const who = principal ?? '-'
  const tokenCount =
    tokens.input === null && tokens.output === null ? '' : ` ${tokens.input ?? '?'}→${tokens.output ?? '?'} tokens`
  const streamed = line.stream ? ' stream' : ''
  return `${outcome} ${route}${streamed} ${provider ?? '-'}/${model ?? '-'} by ${who} ${Math.round(ms.total)} ms${tokenCount} ${id}`
}

/** Under load many lines are written in one millisecond. */
function clockTime(ms: number): string {
  if (ms !== lastTime.ms) lastTime = { ms, text: new Date(ms).toISOString().slice(11, 23) }
  return lastTime.text
}

let lastTime = { ms: 0, text: '00:00:00.000' }

const CONTROL = /\p{Cc}/u

/** Names may come from outside: no control character of theirs reaches a terminal. */
function oneLine(text: string): string {
  return CONTROL.test(text) ? text.replace(/\p{Cc}+/gu, ' ') : text
}
