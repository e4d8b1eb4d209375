/** A well-behaved answer as data, and the scripts that send it as promised. */
import { bytes, chunk, close, type Headers, head, lastChunk, type Script } from './steps.js'

/** A whole answer. Streams have one piece for each event; everything else has one piece. */
export interface Answer {
  readonly status: number
  /** Without framing: `content-length` and `transfer-encoding` are the sender's. */
  readonly headers: Headers
  readonly pieces: readonly Buffer[]
}

/** What a model says in a ready-made answer. */
export interface Said {
  readonly model: string
  readonly text: string
}

/** The tool that a model calls in a ready-made answer. */
export interface Called {
  readonly model: string
  readonly tool: string
  /** JSON text; it is sent as it stands. */
  readonly arguments: string
}

/** The whole body, byte for byte. */
export function bodyOf(answer: Answer): Buffer {
  return Buffer.concat(answer.pieces)
}

/** True when the pieces are events. */
export function isStream(answer: Answer): boolean {
  return answer.headers.some(([name, value]) => name === 'content-type' && value.startsWith('text/event-stream'))
}

/** Sends the answer as its kind is usually sent: streams in chunks, an event each, everything else with its length. */
export function send(answer: Answer): Script {
  return isStream(answer) ? chunked(answer, answer.pieces) : withLength(answer, bodyOf(answer).length)
}

/** The answer as the last one on its connection. */
export function sendAndClose(answer: Answer): Script {
  return [...send({ ...answer, headers: [...answer.headers, ['connection', 'close']] }), close]
}

/** The answer with that content-length, whatever its body's length is. */
export function withLength(answer: Answer, contentLength: number): Script {
  return [head(answer.status, [...answer.headers, ['content-length', `${contentLength}`]]), bytes(bodyOf(answer))]
}

/** The answer's head followed by a chunk for each piece. */
export function chunked(answer: Answer, pieces: readonly Buffer[]): Script {
  return [chunkedHead(answer), ...pieces.map((piece) => chunk(piece)), lastChunk()]
}

/** The head of an answer whose body comes in chunks. */
export function chunkedHead(answer: Answer): Script[number] {
  return head(answer.status, [...answer.headers, ['transfer-encoding', 'chunked']])
}
