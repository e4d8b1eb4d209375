/** The `providers` section: who may be asked, where they are, and with which secret. */
import { z } from 'zod'
import {
  BY_DEFAULT,
  choice,
  type Environment,
  type FlagRow,
  listOf,
  readVariables,
  type Settings,
  secret,
  text,
  trueOrFalse,
} from '../../config/index.js'
import { PROVIDERS, type ProviderRow } from './index.js'

/** A letter first, because JavaScript would move a name like 7 to the front, and the order of providers has a meaning. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

/** The variable with the secret of all providers that have none of their own. */
export const SHARED_SECRET_VARIABLE = 'HEADGATE_API_KEY'

const provider = z.strictObject({
  dialect: choice(PROVIDERS.map(({ dialect }) => dialect)).describe(
    'The family of wire formats that the provider speaks.',
  ),
  base_url: text('an http or https URL without user name, query and fragment', isBaseUrl).describe(
    'Where the provider is, with or without a trailing /v1.',
  ),
  api_key: secret()
    .exactOptional()
    .describe('The secret presented to the provider; without one, that of HEADGATE_API_KEY, if it is set.'),
  allow_private: trueOrFalse()
    .default(false)
    .describe('Whether the provider may be at a private, loopback or otherwise special address.'),
  models: listOf('model names, in which * matches any run of characters', (pattern) => pattern !== '')
    .default(['*'])
    .describe('The models that the provider serves.'),
})

/** The schema of the section: a map from names to providers. */
export const providersSchema = z.record(z.string().regex(NAME), provider)

/** One flag for the address of each provider that is known by name. */
export const PROVIDER_FLAGS: readonly FlagRow[] = PROVIDERS.map(({ name }) => ({
  flag: `--${name}-url`,
  key: `providers.${name}.base_url`,
  argument: 'URL',
  description: `where ${name} is`,
}))

/** Gives each provider what its row knows and nobody wrote, and a secret if there is one for it. */
export function completeProviders(settings: Settings, env: Environment): void {
  for (const name of settings.names(['providers'])) {
    const row = PROVIDERS.find((known) => known.name === name)
    if (row !== undefined) fillFromRow(settings, row)
    const path = ['providers', name, 'api_key']
    const [found] = settings.get(path) === undefined ? findSecret(env, row) : []
    if (found !== undefined) settings.set(path, found.value, { origin: 'environment', name: found.name })
  }
}

/** What a key of a provider that is known by name is without anybody writing it, as it would stand in the file. */
export function builtInValue([section, name, field]: readonly string[]): unknown {
  const row = section === 'providers' ? PROVIDERS.find((known) => known.name === name) : undefined
  if (row === undefined || field === undefined) return undefined
  return field === 'api_key' ? `env:${row.secretVariable}` : valuesOf(row)[field]
}

function fillFromRow(settings: Settings, row: ProviderRow): void {
  for (const [field, value] of Object.entries(valuesOf(row))) {
    const path = ['providers', row.name, field]
    if (settings.get(path) === undefined) settings.set(path, value, BY_DEFAULT)
  }
}

function valuesOf(row: ProviderRow): Record<string, unknown> {
  return { dialect: row.dialect, base_url: row.baseUrl, models: [...row.models] }
}

/** The vendor's usual variable, or else the shared one. */
function findSecret(env: Environment, row: ProviderRow | undefined) {
  const usual = row === undefined ? [] : readVariables(env, [row.secretVariable])
  return usual.length > 0 ? usual : readVariables(env, [SHARED_SECRET_VARIABLE])
}

function isBaseUrl(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) return false
  return url.username === '' && url.password === '' && !/[?#\s]/.test(value)
}
