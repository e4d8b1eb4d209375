/** The client of the demo: sends JSON over a real socket, as an SDK would, and reads what comes back. */
import { isRecord, readSse, SseSplitter, systemClock, tryParseJson } from '../../lib/index.js'
import type { Transport } from '../../upstream/index.js'
import { ask } from '../ask.js'

/** An answer, read. */
export interface Reply {
  readonly status: number
  /** The body of an answer in one piece. */
  readonly json: unknown
  /** The data of each event of a stream, in order; text where it is no JSON. */
  readonly events: readonly unknown[]
  readonly ms: number
}

/** Posts a body under a credential in the header that the dialect uses. */
export type Post = (path: string, body: object, headers: readonly string[]) => Promise<Reply>

const MAX_EVENT_BYTES = 1024 * 1024

/** A client of the gateway at that address. */
export function createPost(url: string, transport: Transport): Post {
  const origin = transport.origin(new URL(url), { allowPrivate: true })
  return async (path, body, headers) => {
    const startedMs = systemClock.monotonicMs()
    const bytes = Buffer.from(JSON.stringify(body))
    const question = { method: 'POST', path, headers: ['content-type', 'application/json', ...headers], body: bytes }
    const answer = await ask(origin, question)
    const isStream = (answer.headers.get('content-type') ?? '').startsWith('text/event-stream')
    return {
      status: answer.status,
      json: isStream ? undefined : parsed(answer.body),
      events: isStream ? eventsOf(answer.body) : [],
      ms: systemClock.monotonicMs() - startedMs,
    }
  }
}

/** What stands at a path inside a value; `undefined` where there is nothing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value
  for (const step of path) {
    if (Array.isArray(here) && typeof step === 'number') here = here[step]
    else if (isRecord(here) && Object.hasOwn(here, step)) here = here[step]
    else return undefined
  }
  return here
}

/** The texts at a path of each event, joined: what a person would have read. */
export function textAt(events: readonly unknown[], ...path: readonly (string | number)[]): string {
  return events
    .map((event) => at(event, ...path))
    .filter((piece) => typeof piece === 'string')
    .join('')
}

function eventsOf(body: Buffer): readonly unknown[] {
  const events: unknown[] = []
  new SseSplitter(MAX_EVENT_BYTES).push(body, (bytes) => void events.push(parsed(readSse(bytes).data)))
  return events
}

function parsed(bytes: Buffer): unknown {
  const text = bytes.toString('utf8')
  const found = tryParseJson(text)
  return found.ok ? found.value : text
}
