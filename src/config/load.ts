/** Loads a configuration: flags over environment over file over defaults, with the source of every value. */
import { resolve } from 'node:path'
import type { z } from 'zod'
import { check } from './check.js'
import { type Environment, type FlagRow, isAlias, ourVariables, readVariables, variablesOf } from './environment.js'
import { valueFromText } from './field.js'
import { fieldAround, type Key, keysOf, settleEmptySections } from './keys.js'
import { nearest } from './nearest.js'
import { defaultStateDir, findConfigFile, resolvePath, shownPath } from './places.js'
import { ConfigError, type Problem } from './problem.js'
import { resolveReferences } from './references.js'
import { emptyBranch, type Path, Settings } from './settings.js'
import { readYamlFile } from './yaml-file.js'

/** What there is to configure. */
export interface Plan<S extends z.ZodType> {
  readonly schema: S
  readonly flags: readonly FlagRow[]
  /** Variables that belong to no key. */
  readonly variables: readonly string[]
  /** For each map, by its dotted path, the entries that are known by name; they exist where the file does not say which do. */
  readonly knownEntries: Readonly<Record<string, readonly string[]>>
  /** Fills in what was left out and is no constant. */
  complete(settings: Settings, env: Environment): void
  /** What contradicts what, in a configuration whose every value is valid by itself. */
  contradictions(config: z.output<S>, settings: Settings): readonly Problem[]
}

/** What a configuration is loaded from. */
export interface LoadInput {
  /** By dotted key: the text after the flag, or true for a flag that stands alone. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  readonly env: Environment
  readonly cwd: string
  /** The file that `--config` names. */
  readonly configFile?: string
}

/** A configuration, and how it came about. */
export interface Loaded<T> {
  readonly config: T
  /** For each key: `default`, `headgate.yaml:12`, `HEADGATE_PORT` or `--port`. */
  readonly sources: Readonly<Record<string, string>>
  /** The variables that were read in place of one of ours. */
  readonly aliases: readonly string[]
  readonly warnings: readonly string[]
  /** The configuration file, as an absolute path. */
  readonly file?: string
}

/** The variable that names the configuration file. */
export const CONFIG_FILE_VARIABLE = 'HEADGATE_CONFIG'
const STATE_DIR: Path = ['server', 'state_dir']

/** Loads, or throws a `ConfigError` that holds everything that is wrong. */
export function load<S extends z.ZodType>(plan: Plan<S>, input: LoadInput): Loaded<z.output<S>> {
  const file = configFileOf(plan, input)
  const settings = file === undefined ? new Settings() : readYamlFile(file, shownPath(file, input.cwd))
  settleEmptySections(plan.schema, settings.tree)
  const keys = keysOf(plan.schema, possibleEntries(plan, settings))
  openKnownEntries(plan, settings)
  const problems = [...applyVariables(plan, settings, { keys, env: input.env })]
  applyFlags(plan, settings, input.flags)
  plan.complete(settings, input.env)

  const surroundings = { env: input.env, cwd: input.cwd, ...(file === undefined ? {} : { file }) }
  const present = keysOf(plan.schema, (path) => settings.names(path))
  problems.push(...resolveReferences(settings, present, surroundings))
  const { config, problems: misfits } = check(plan.schema, settings, keys)
  problems.push(...misfits)
  if (config === undefined) throw new ConfigError(problems)
  problems.push(...plan.contradictions(config, settings))
  if (problems.length > 0) throw new ConfigError(problems)

  const sources = Object.fromEntries(present.map(({ path, name }) => [name, settings.source(path).name]))
  const aliases = [...new Set(Object.values(sources).filter(isAlias))]
  const warnings = unknownVariables(plan, keys, input.env)
  return { config, sources, aliases, warnings, ...(file === undefined ? {} : { file }) }
}

/** The named file, which must exist then, or the one in the usual places. */
function configFileOf<S extends z.ZodType>(
  plan: Plan<S>,
  { configFile, env, flags, cwd }: LoadInput,
): string | undefined {
  const named = configFile ?? readVariables(env, [CONFIG_FILE_VARIABLE])[0]?.value
  if (named !== undefined) return resolvePath(named, cwd, env)
  const flag = flags[STATE_DIR.join('.')]
  const variable = readVariables(env, variablesOf(STATE_DIR, plan.flags))[0]?.value
  const stateDir = typeof flag === 'string' ? flag : (variable ?? defaultStateDir(env))
  return findConfigFile(resolve(cwd), resolvePath(stateDir, cwd, env))
}

/** Entries that a variable may speak of: those in the file, and those known by name. */
function possibleEntries<S extends z.ZodType>(plan: Plan<S>, settings: Settings) {
  return (path: Path): string[] => [...new Set([...settings.names(path), ...(plan.knownEntries[path.join('.')] ?? [])])]
}

function openKnownEntries<S extends z.ZodType>(plan: Plan<S>, settings: Settings): void {
  for (const [map, names] of Object.entries(plan.knownEntries)) {
    const path = map.split('.')
    if (settings.get(path) !== undefined) continue
    for (const name of names) settings.set([...path, name], emptyBranch(), { origin: 'default', name: 'default' })
  }
}

function applyVariables<S extends z.ZodType>(
  plan: Plan<S>,
  settings: Settings,
  { keys, env }: { keys: readonly Key[]; env: Environment },
): Problem[] {
  return keys.flatMap(({ path, name, field }) => {
    const [first, ...others] = readVariables(env, variablesOf(path, plan.flags))
    if (first === undefined) return []
    settings.set(path, valueFromText(field.kind, first.value), { origin: 'environment', name: first.name })
    const other = others.find(({ value }) => value !== first.value)
    if (other === undefined) return []
    const problem = `is set to something else by ${other.name}`
    return [{ where: first.name, key: name, problem, fix: 'Remove one of the two variables.' }]
  })
}

/** What comes by command line and is no key is set all the same, for the schema to refuse. */
function applyFlags<S extends z.ZodType>(plan: Plan<S>, settings: Settings, flags: LoadInput['flags']): void {
  for (const [key, given] of Object.entries(flags)) {
    const standsAlone = given === true
    const row = plan.flags.find((flag) => flag.key === key && (flag.value !== undefined) === standsAlone)
    const text = standsAlone ? row?.value : given
    if (typeof text !== 'string') continue
    const path = key.split('.')
    const kind = fieldAround(plan.schema, path)?.field.kind ?? 'text'
    settings.set(path, valueFromText(kind, text), { origin: 'flag', name: row?.flag ?? 'command line' })
  }
}

/** Other tools may set variables with our prefix, so an unknown one is no error, but it may be a slip. */
function unknownVariables<S extends z.ZodType>(plan: Plan<S>, keys: readonly Key[], env: Environment): string[] {
  const ours = keys.flatMap(({ path }) => variablesOf(path, plan.flags))
  const known = new Set([...ours, ...plan.variables, CONFIG_FILE_VARIABLE])
  return ourVariables(env).flatMap((name) => {
    if (known.has(name)) return []
    const near = nearest(name, known)
    return [`${name} is no variable of headgate and is ignored.${near === undefined ? '' : ` Did you mean ${near}?`}`]
  })
}
