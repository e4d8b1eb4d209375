/** The providers that are known by name, and what their rows say about any provider of the same family. */
import { anthropic } from './anthropic/index.js'
import type { ProviderRow } from './contract.js'
import { openai } from './openai/index.js'

export type { ProviderRow } from './contract.js'
export { upstreamPath } from './upstream-path.js'

/** Known by name, and asked in this order where nothing else decides. */
export const PROVIDERS = [openai, anthropic] as const satisfies readonly ProviderRow[]

/** A family of wire formats that some provider speaks. */
export type ProviderDialect = (typeof PROVIDERS)[number]['dialect']

/** The headers that present a secret to a provider: its own row's way, or that of the first row of its family. */
export function authorize(provider: { name: string; dialect: ProviderDialect }, secret: string): readonly string[] {
  const family: readonly ProviderRow[] = PROVIDERS.filter(({ dialect }) => dialect === provider.dialect)
  const row = family.find(({ name }) => name === provider.name) ?? family[0]
  return row === undefined ? [] : row.authorize(secret)
}
