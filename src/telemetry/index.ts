/** What is written down of exchanges and events. */
export { describeFault } from './fault.js'
export { createHumanLog, type HumanLog, LOG_LEVELS, type LogLevel } from './human-log.js'
export type { ExchangeLine } from './line.js'
export { lineJson } from './line-json.js'
export { type ExchangeLog, type LogFileOptions, openLogFile } from './log-file.js'
