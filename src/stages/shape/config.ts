/** The fields of the `security` section that bound the size and form of a request. */
import type { z } from 'zod'
import { wholeNumber } from '../../config/index.js'

/** Spread into the section, which several stages share. */
export const shapeFields = {
  max_payload_size_kb: wholeNumber(1, 1_048_576)
    .default(32_768)
    .describe('The largest request body in units of 1,024 bytes, measured after decompression.'),
  max_messages: wholeNumber(1, 1_000_000).default(10_000).describe('The most messages that one request may hold.'),
  max_nesting: wholeNumber(1, 1_000).default(200).describe('How deep the JSON of a request may nest.'),
}

/** These fields, as the stage gets them. */
export type SecurityConfig = Readonly<z.output<z.ZodObject<typeof shapeFields>>>
