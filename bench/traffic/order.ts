/** What the load generator is told and what it tells, as messages between processes. */
import { z } from 'zod'

const body = z.object({ sizeBytes: z.number(), answer: z.enum(['plain', 'burst', 'paced']) })

/** Each connection sends its next request when it has its answer, until time or requests run out. */
const closed = z.object({
  pace: z.literal('closed'),
  body,
  connections: z.number(),
  /** The connections begin one after the other over this time. */
  staggerMs: z.number(),
  durationMs: z.number(),
  maxRequests: z.number(),
})

/** Requests leave on time whether or not earlier ones were answered, so a slow target cannot hide behind its own delay. */
const rate = z.object({ pace: z.literal('rate'), body, perSecond: z.number(), durationMs: z.number() })

/** Growing conversations, side by side, each sending its turns in order. */
const turns = z.object({
  pace: z.literal('turns'),
  firstSeed: z.number(),
  conversations: z.number(),
  turns: z.number(),
  turnBytes: z.number(),
  fromTurn: z.number(),
  toTurn: z.number(),
})

export const loadOrder = z.object({
  port: z.number(),
  /** Header lines of this target, beside those that every request has. */
  headers: z.array(z.string()).readonly(),
  /** The length that every answer's body must have; null accepts any. */
  expectedBytes: z.number().nullable(),
  keepSamples: z.boolean(),
  traffic: z.discriminatedUnion('pace', [closed, rate, turns]),
})

export const loadReport = z.object({
  completed: z.number(),
  failed: z.object({ status: z.number(), length: z.number(), connection: z.number() }),
  elapsedMs: z.number(),
  /** The length of the last answer's body. */
  answerBytes: z.number(),
  firstByteMs: z.array(z.number()),
  totalMs: z.array(z.number()),
})

export type LoadOrder = z.infer<typeof loadOrder>
export type Traffic = LoadOrder['traffic']
export type LoadReport = z.infer<typeof loadReport>
