/** Every command, in the order in which help lists them. */
import type { RegisterCommand } from './command.js'
import { registerProxy } from './proxy.js'
import { registerVersion } from './version.js'

export const COMMANDS: readonly RegisterCommand[] = [registerProxy, registerVersion]
