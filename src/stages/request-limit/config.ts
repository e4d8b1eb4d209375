/** The `rate_limiting` section: how much one caller may have in a minute and at a time. */
import { z } from 'zod'
import { data, type FlagRow, trueOrFalse, wholeNumber } from '../../config/index.js'

/** The schema of the section. */
export const rateLimitingSchema = z.strictObject({
  enabled: trueOrFalse()
    .default(true)
    .describe('Whether requests, tokens and concurrency are limited at all; wrong credentials always are.'),
  requests_per_minute: wholeNumber(1, 100_000_000)
    .default(600)
    .describe('How many requests a minute each credential may make, and each address that has none.'),
  tokens_per_minute: orNone(1_000_000_000_000)
    .default(null)
    .describe('How many tokens a minute, input and output, each credential may use, and each address that has none.'),
  max_concurrent: orNone(1_000_000)
    .default(null)
    .describe('How many requests each credential may have open at a time, and each address that has none.'),
})

function orNone(max: number) {
  return data(`a whole number from 1 to ${max}, or null for no limit`, z.number().int().min(1).max(max).nullable())
}

/** The flags of the section. */
export const RATE_LIMITING_FLAGS = [
  {
    flag: '--rate-limit-requests',
    key: 'rate_limiting.requests_per_minute',
    argument: 'N',
    description: 'requests a minute for each credential',
  },
  {
    flag: '--rate-limit-tokens',
    key: 'rate_limiting.tokens_per_minute',
    argument: 'N',
    description: 'tokens a minute for each credential',
  },
  { flag: '--no-rate-limit', key: 'rate_limiting.enabled', value: 'false', description: 'limit no rates' },
] as const satisfies readonly FlagRow[]

/** The section, as the stages get it. */
export type RateLimitingConfig = Readonly<z.output<typeof rateLimitingSchema>>
