/** Every command, in the order in which help lists them. */
import type { RegisterCommand } from './command.js'
import { registerConfig } from './config.js'
import { registerDemo } from './demo/index.js'
import { registerDoctor } from './doctor/index.js'
import { registerExplain } from './explain/index.js'
import { registerKeys } from './keys/index.js'
import { registerProxy } from './proxy.js'
import { registerRun } from './run/index.js'
import { registerSpend } from './spend/index.js'
import { registerVersion } from './version.js'

export const COMMANDS: readonly RegisterCommand[] = [
  registerProxy,
  registerDemo,
  registerRun,
  registerKeys,
  registerSpend,
  registerConfig,
  registerExplain,
  registerDoctor,
  registerVersion,
]
