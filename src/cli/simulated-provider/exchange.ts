/** What an endpoint is given and what it gives back. */

/** A request that has been read; `body` is whatever JSON the client sent. */
export interface Call {
  readonly body: unknown
  /** The last part of the path, as the client wrote it. */
  readonly pathName: string
  /** Counts the server's requests from 1; identifiers are made of it, so that no two answers share one. */
  readonly number: number
  /** Whole seconds since the Unix epoch. */
  readonly createdSeconds: number
}

/** One server-sent event. */
export interface ServerEvent {
  readonly name?: string
  readonly data: string
}

/** An answer in one piece or as a stream of events. */
export type Answer =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'stream'; readonly events: readonly ServerEvent[] }

/** A 200 with that body. */
export function json(body: unknown): Answer {
  return { kind: 'json', status: 200, body }
}

/** An event without a name whose data is the value as JSON. */
export function unnamed(value: unknown): ServerEvent {
  return { data: JSON.stringify(value) }
}

/** A wire object that says what it is. */
export interface Typed {
  readonly type: string
  readonly [key: string]: unknown
}

/** An event that carries its `type` both as its name and in its data. */
export function named(value: Typed): ServerEvent {
  return { name: value.type, data: JSON.stringify(value) }
}

/** The event that ends OpenAI's older streams. */
export const DONE: ServerEvent = { data: '[DONE]' }
