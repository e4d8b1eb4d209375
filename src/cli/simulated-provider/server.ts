/** The listener: finds the endpoint, asks for a credential, reads the body, and writes what the endpoint answers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isRecord, systemClock, tryParseJson } from '../../lib/index.js'
import { answerMessage, answerTokenCount } from './anthropic-messages.js'
import type { Answer, Call, ServerEvent } from './exchange.js'
import { answerChat } from './openai-chat.js'
import { answerCompletion } from './openai-completions.js'
import { answerEmbeddings } from './openai-embeddings.js'
import { findModel, listModels } from './openai-models.js'
import { answerResponse } from './openai-responses.js'
import { type Refusal, refuseAsAnthropic, refuseAsOpenai, requestId } from './refusals.js'

const MAX_BODY_BYTES = 64 * 1024 * 1024

/** A running simulated provider. */
export interface SimulatedProvider {
  /** The origin, without a path. */
  readonly url: string
  close(): Promise<void>
}

interface Endpoint {
  readonly method: 'GET' | 'POST'
  /** The path; one that ends in `/` takes any last part. */
  readonly path: string
  readonly answer: (call: Call) => Answer
}

const ENDPOINTS: readonly Endpoint[] = [
  { method: 'POST', path: '/v1/chat/completions', answer: answerChat },
  { method: 'POST', path: '/v1/completions', answer: answerCompletion },
  { method: 'POST', path: '/v1/embeddings', answer: answerEmbeddings },
  { method: 'POST', path: '/v1/responses', answer: answerResponse },
  { method: 'GET', path: '/v1/models', answer: listModels },
  { method: 'GET', path: '/v1/models/', answer: findModel },
  { method: 'POST', path: '/v1/messages', answer: answerMessage },
  { method: 'POST', path: '/v1/messages/count_tokens', answer: answerTokenCount },
]

/** Listens on a free port of 127.0.0.1; nothing outside this machine can reach it, and it reaches nothing. */
export async function startSimulatedProvider(): Promise<SimulatedProvider> {
  let number = 0
  const server = createServer((request, response) => {
    number += 1
    serve(request, response, number).catch(() => response.destroy())
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(isRecord(address) && typeof address['port'] === 'number' ? address['port'] : 0)
    })
  })
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(request: IncomingMessage, response: ServerResponse, number: number): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0] ?? ''
  const isAnthropic = path.startsWith('/v1/messages') || request.headers['anthropic-version'] !== undefined
  response.setHeader(isAnthropic ? 'request-id' : 'x-request-id', requestId({ number }))

  const outcome = await answer(request, path, number)
  if (!('message' in outcome)) return write(response, outcome)
  await write(response, isAnthropic ? refuseAsAnthropic(outcome, { number }) : refuseAsOpenai(outcome))
}

/** The endpoint's answer, or why there is none. */
async function answer(request: IncomingMessage, path: string, number: number): Promise<Answer | Refusal> {
  const bytes = await readBody(request)
  if (bytes === undefined) return { kind: 'too_large', message: 'The request is too large.' }
  if (!carriesCredential(request)) {
    return { kind: 'unauthenticated', message: 'A credential is required; any will do.' }
  }
  const endpoint = ENDPOINTS.find((one) => one.method === request.method && takes(one, path))
  if (endpoint === undefined) return { kind: 'not_found', message: 'There is no such endpoint here.' }
  const body = endpoint.method === 'GET' ? {} : jsonObject(bytes)
  if (body === undefined) return { kind: 'invalid', message: 'The body is not a JSON object.' }
  return endpoint.answer({
    body,
    pathName: path.slice(path.lastIndexOf('/') + 1),
    number,
    createdSeconds: Math.floor(systemClock.now() / 1000),
  })
}

function jsonObject(bytes: Buffer): Record<string, unknown> | undefined {
  const parsed = tryParseJson(bytes.toString('utf8'))
  return parsed.ok && isRecord(parsed.value) ? parsed.value : undefined
}

function takes({ path }: Endpoint, called: string): boolean {
  return path === called || (path.endsWith('/') && called.startsWith(path) && !called.includes('/', path.length))
}

/** Vendors want a credential, so this one does too; as it gives nothing away, any will do. */
function carriesCredential({ headers }: IncomingMessage): boolean {
  return /^bearer +\S/i.test(headers.authorization ?? '') || (headers['x-api-key'] ?? '') !== ''
}

/** The whole body, or undefined when it is larger than the limit; what is over the limit is read and dropped. */
async function readBody(request: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk)
  }
  return bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined
}

async function write(response: ServerResponse, answer: Answer): Promise<void> {
  if (answer.kind === 'stream') return writeEvents(response, answer.events)
  const body = Buffer.from(JSON.stringify(answer.body))
  response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
}

/** One event a turn of the loop, so that each leaves on its own as a vendor's do. */
async function writeEvents(response: ServerResponse, events: readonly ServerEvent[]): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  for (const { name, data } of events) {
    if (response.destroyed) return
    response.write(name === undefined ? `data: ${data}\n\n` : `event: ${name}\ndata: ${data}\n\n`)
    await nextTurn()
  }
  response.end()
}
