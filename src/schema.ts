/** The whole configuration, assembled from the section of each part; and the ways to load, explain and show it. */
import { z } from 'zod'
import {
  completeServer,
  type FlagRow,
  isBranch,
  isLoopbackHost,
  type Key,
  keysOf,
  LOG_FLAGS,
  type Loaded,
  type LoadInput,
  load,
  logSchema,
  nearest,
  type Plan,
  type Problem,
  SERVER_FLAGS,
  type Secret,
  type Settings,
  serverSchema,
  variablesOf,
} from './config/index.js'
import { pricesSchema } from './metering/prices/config.js'
import { authSchema } from './stages/authenticate/config.js'
import { BUDGET_FLAGS, budgetSchema } from './stages/budget/config.js'
import { RATE_LIMITING_FLAGS, rateLimitingSchema } from './stages/request-limit/config.js'
import { shapeFields } from './stages/shape/config.js'
import {
  builtInValue,
  completeProviders,
  PROVIDER_FLAGS,
  providersSchema,
  SHARED_SECRET_VARIABLE,
} from './upstream/providers/config.js'
import { PROVIDERS } from './upstream/providers/index.js'

const schema = z.strictObject({
  server: serverSchema,
  log: logSchema.prefault({}),
  auth: authSchema.prefault({}),
  security: z.strictObject({ ...shapeFields }).prefault({}),
  rate_limiting: rateLimitingSchema.prefault({}),
  budget: budgetSchema.prefault({}),
  prices: pricesSchema.prefault({}),
  providers: providersSchema,
})

/** Every flag that sets a key; `--config` stands outside, as it names the file. */
export const FLAGS: readonly FlagRow[] = [
  ...SERVER_FLAGS,
  ...BUDGET_FLAGS,
  ...RATE_LIMITING_FLAGS,
  ...LOG_FLAGS,
  ...PROVIDER_FLAGS,
]

const KNOWN_PROVIDERS = PROVIDERS.map(({ name }) => name)

const PLAN: Plan<typeof schema> = {
  schema,
  flags: FLAGS,
  variables: [SHARED_SECRET_VARIABLE],
  knownEntries: { providers: KNOWN_PROVIDERS },
  complete: (settings, env) => {
    completeServer(settings, env)
    completeProviders(settings, env)
  },
  contradictions: ({ server, auth }, settings) =>
    auth.mode === 'local' && !isLoopbackHost(server.host) ? [openToOthers(settings)] : [],
}

/** The configuration, with the names that it has in the file; nothing in it can be changed. */
export type Config = Unchangeable<z.output<typeof schema>>

/** A configuration and where each value came from. */
export type LoadedConfig = Loaded<Config>

type Unchangeable<T> = T extends Secret ? T : { readonly [Name in keyof T]: Unchangeable<T[Name]> }

/** All there is to say about one key. */
export interface KeyDescription {
  /** The dotted path. */
  readonly key: string
  /** What a value must be. */
  readonly type: string
  /** As it would be written; `none` where there is no default. */
  readonly default: string
  /** One sentence. */
  readonly description: string
  readonly variables: readonly string[]
  /** With their arguments: `--port PORT`. */
  readonly flags: readonly string[]
}

/** Loads the configuration, or throws a `ConfigError` that holds everything that is wrong. */
export function loadConfig(input: LoadInput): LoadedConfig {
  return load(PLAN, input)
}

/** Every key there is; those of providers stand once, under `<name>`. */
export function describeKeys(): KeyDescription[] {
  return keysOf(schema, () => ['<name>']).map((key) => describe(key))
}

/** One key by its dotted path, or the path that was probably meant. */
export function explainKey(name: string): KeyDescription | { readonly didYouMean: string | undefined } {
  const entry = name.split('.')[1] ?? ''
  const keys = keysOf(schema, () => [...new Set([entry, ...KNOWN_PROVIDERS])])
  const found = keys.find((key) => key.name === name)
  if (found !== undefined) return describe({ ...found, fallback: builtInValue(found.path) ?? found.fallback })
  const names = keys.map((key) => key.name)
  return { didYouMean: nearest(name, names) }
}

/** The effective configuration, one line for each key: its value and where that came from; a secret shows itself as `[secret]`. */
export function showConfig({ config, sources }: LoadedConfig): string[] {
  return Object.entries(sources).map(
    ([key, source]) => `${key} = ${shown(valueAt(config, key.split('.')))}   (${source})`,
  )
}

/** The JSON Schema of the file, for editors. */
export function jsonSchema() {
  return z.toJSONSchema(schema, {
    io: 'input',
    // Only secrets have no form of their own in JSON Schema.
    unrepresentable: () => ({ type: 'string', pattern: '^(env|file):.+' }),
    // What a known provider lacks is filled in after the file was read, so no key has to stand in it.
    override: ({ jsonSchema: part }) => {
      delete part.required
    },
  })
}

function openToOthers(settings: Settings): Problem {
  return {
    where: settings.placeOf(['server', 'host']),
    key: 'server.host',
    problem: 'can be reached from other machines, which auth.mode: local does not allow',
    fix: 'Set auth.mode: keys, or listen on 127.0.0.1.',
  }
}

function describe({ path, name, field, description, fallback }: Key): KeyDescription {
  return {
    key: name,
    type: field.phrase,
    default: field.defaultText ?? shown(fallback),
    description,
    variables: variablesOf(path, FLAGS),
    flags: FLAGS.filter(({ key }) => key === name).map(({ flag, argument }) => [flag, argument ?? []].flat().join(' ')),
  }
}

function valueAt(config: unknown, path: readonly string[]): unknown {
  let value = config
  for (const name of path) value = isBranch(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return value
}

function shown(value: unknown): string {
  if (value === undefined) return 'none'
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value)
}
