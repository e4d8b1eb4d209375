/** Anthropic, and how providers of its family want to be called. */
import type { ProviderRow } from '../contract.js'

/** The row of Anthropic. */
export const anthropic = {
  name: 'anthropic',
  dialect: 'anthropic',
  baseUrl: 'https://api.anthropic.com',
  secretVariable: 'ANTHROPIC_API_KEY',
  models: ['claude-*'],
  authorize: (secret) => ['x-api-key', secret],
} as const satisfies ProviderRow
