/** The environment: the only reader of the process's variables, and how their names belong to keys and flags. */
import type { Path } from './settings.js'

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A flag of the command line that sets one key. */
export interface FlagRow {
  readonly flag: `--${string}`
  /** The key it sets, with dots. */
  readonly key: string
  /** What stands after it, as help shows it; absent for a flag that stands alone. */
  readonly argument?: string
  /** What a flag that stands alone means. */
  readonly value?: string
  readonly description: string
}

/** A variable that is set, and its value. */
export interface Variable {
  readonly name: string
  readonly value: string
}

const OURS = 'HEADGATE_'
const ALIAS = 'HEADROOM_'

/** What people bring along from another proxy is read too; our own variable wins. */
const ALIASED = new Set([
  'API_KEY',
  'BUDGET',
  'RATE_LIMIT_TOKENS',
  'RATE_LIMIT_REQUESTS',
  'LOG_FILE',
  'LOG_SENSITIVE',
  'HOST',
  'PORT',
])

/** The variables of this process, as they are now. */
export function readEnvironment(): Environment {
  return { ...process.env }
}

/** The variables that set a key: the short ones named like its flags, then the one derived from its path. */
export function variablesOf(path: Path, flags: readonly FlagRow[]): string[] {
  const key = path.join('.')
  const short = flags.filter((row) => row.key === key && row.argument !== undefined).map((row) => row.flag.slice(2))
  return [...new Set([...short, path.join('_')].map((name) => OURS + upperSnake(name)))]
}

/** Those of the named variables that are set, and to something; an alias only where none of ours is. */
export function readVariables(env: Environment, names: readonly string[]): Variable[] {
  const ours = setAmong(env, names)
  return ours.length > 0 ? ours : setAmong(env, names.flatMap(aliasesOf))
}

/** True for a variable that was read in place of one of ours. */
export function isAlias(variable: string): boolean {
  return variable.startsWith(ALIAS)
}

/** The names of all variables that claim to be ours. */
export function ourVariables(env: Environment): string[] {
  return Object.keys(env).filter((name) => name.startsWith(OURS))
}

/** The names of the aliases of a variable. */
function aliasesOf(variable: string): string[] {
  const name = variable.slice(OURS.length)
  return ALIASED.has(name) ? [ALIAS + name] : []
}

function setAmong(env: Environment, names: readonly string[]): Variable[] {
  return names.flatMap((name) => {
    const value = env[name]?.trim() ?? ''
    return value === '' ? [] : [{ name, value }]
  })
}

function upperSnake(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}
