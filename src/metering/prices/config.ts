/** The `prices` section: prices that the catalogue does not know, or does not know rightly. */
import { z } from 'zod'
import { data } from '../../config/index.js'

const usdPerMillion = z.number().nonnegative().max(1_000_000)
const tokens = z.number().int().min(1).max(100_000_000)

/** What somebody says that a model costs; in US dollars for a million tokens. */
const override = z.strictObject({
  input_usd_per_mtok: usdPerMillion,
  output_usd_per_mtok: usdPerMillion,
  cache_read_usd_per_mtok: usdPerMillion.exactOptional(),
  cache_write_usd_per_mtok: usdPerMillion.exactOptional(),
  max_output_tokens: tokens.exactOptional(),
  context_tokens: tokens.exactOptional(),
})

/** The schema of the section. */
export const pricesSchema = z.strictObject({
  overrides: data(
    'a map from MODEL or PROVIDER/MODEL to { input_usd_per_mtok, output_usd_per_mtok, cache_read_usd_per_mtok?, cache_write_usd_per_mtok?, max_output_tokens?, context_tokens? }',
    z.record(z.string().min(1).max(300), override),
  )
    .default({})
    .describe('What models cost, where the built-in catalogue does not know it; US dollars for a million tokens.'),
})

export type PriceOverride = Readonly<z.output<typeof override>>

/** The section, as it is read. */
export type PricesConfig = Readonly<z.output<typeof pricesSchema>>
