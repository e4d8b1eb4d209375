/** The `log` section: what is written about exchanges, where, and how much of it. */
import { z } from 'zod'
import type { FlagRow } from './environment.js'
import { choice, path } from './field.js'

/** The schema of the section. */
export const logSchema = z.strictObject({
  file: path('the path of a file')
    .exactOptional()
    .describe('The file that gets one line of JSON for each finished exchange.'),
  level: choice(['silent', 'error', 'warn', 'info', 'debug']).default('info').describe('How much is told on stderr.'),
  sensitive: choice(['off', 'on'])
    .default('off')
    .describe('Whether the log file also holds the content of messages; nothing else ever does.'),
})

/** The flags of the section. */
export const LOG_FLAGS = [
  { flag: '--log-file', key: 'log.file', argument: 'FILE', description: 'file for one line of JSON per exchange' },
  { flag: '--log-level', key: 'log.level', argument: 'LEVEL', description: 'silent, error, warn, info or debug' },
  { flag: '--quiet', key: 'log.level', value: 'error', description: 'tell only errors' },
] as const satisfies readonly FlagRow[]
