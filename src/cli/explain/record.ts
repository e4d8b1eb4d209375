/** The record of an exchange as the ledger keeps it: its log line and its attempts. Members that are not listed here are passed over. */
import { z } from 'zod'
import { tryParseJson } from '../../lib/index.js'

const milliseconds = z.number()
const tokenCount = z.number().nullable()

const schema = z.object({
  time: z.string(),
  id: z.string(),
  principal: z.string().nullable(),
  session: z.string().nullable(),
  dialect: z.string(),
  route: z.string(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  stream: z.boolean(),
  status: z.number(),
  code: z.string().nullable(),
  tokens: z.object({ input: tokenCount, output: tokenCount, cache_read: tokenCount, cache_write: tokenCount }),
  cost_usd: z.number().nullable().default(null),
  decisions: z.array(
    z.object({ stage: z.string(), decision: z.string(), code: z.string().nullable(), ms: milliseconds }),
  ),
  attempts: z.array(z.object({ provider: z.string(), code: z.string().nullable(), ms: milliseconds })),
  ms: z.object({
    total: milliseconds,
    gateway: milliseconds,
    upstream: milliseconds,
    first_byte: milliseconds.nullable(),
  }),
})

/** What `explain` reads of a record. */
export type ExplainedRecord = Readonly<z.output<typeof schema>>

/** `undefined` for text that is no such record, as one of a newer headgate may be. */
export function readRecord(json: string): ExplainedRecord | undefined {
  const parsed = tryParseJson(json)
  if (!parsed.ok) return undefined
  // Zod would otherwise build its parsers from strings, and nothing in this house evaluates strings.
  return schema.safeParse(parsed.value, { jitless: true }).data
}
