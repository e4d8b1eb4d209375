/** A provider that keeps its own books: it charges for what it was asked, whatever becomes of the answer, and misbehaves at random. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Prices of the test model: 1 and 2 US dollars for a million tokens, so a token costs 1,000 or 2,000 nano-dollars. */
export const TEST_MODEL = 'test-model'
export const TEST_PRICES = `prices: { overrides: { ${TEST_MODEL}: { input_usd_per_mtok: 1, output_usd_per_mtok: 2 } } }\n`
export const INPUT_NANO_USD = 1_000
export const OUTPUT_NANO_USD = 2_000

/** What the provider says that every request has of input; less than headgate's own upper bound. */
export const INPUT_TOKENS = 5

/** How an answer goes. `reset`: broken off after the head; `refuse`: 429 without charge; `silent`: no usage is told; `nothing`: reset before the head. */
export type Mood = 'whole' | 'reset' | 'refuse' | 'silent' | 'nothing'

export interface CountingProvider {
  readonly url: string
  /** Everything that it charged so far. */
  chargedNanoUsd(): number
  readonly calls: () => number
  close(): Promise<void>
}

export interface CountingOptions {
  /** Chosen for each call. */
  readonly mood?: () => Mood
  /** Tokens of an answer that may have `max` of them. */
  readonly length?: (max: number) => number
  /** Between two tokens. */
  readonly pauseMs?: () => number
}

export async function startCountingProvider(options: CountingOptions = {}): Promise<CountingProvider> {
  const { mood = () => 'whole', length = (max: number) => max, pauseMs = () => 0 } = options
  const books = { charged: 0, calls: 0 }
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await textOf(request))
    books.calls++
    const how = mood()
    const tokens = length(body.max_tokens)
    if (how === 'refuse')
      return void response.writeHead(429, { 'content-type': 'application/json' }).end('{"error":{}}')
    const whole = INPUT_TOKENS * INPUT_NANO_USD + tokens * OUTPUT_NANO_USD
    if (how === 'nothing') {
      books.charged += whole
      return void request.socket.destroy()
    }
    const answer = { response, tokens, how, pauseMs }
    const delivered = body.stream === true ? await stream(answer) : plain(answer)
    books.charged += delivered === tokens ? whole : INPUT_TOKENS * INPUT_NANO_USD + delivered * OUTPUT_NANO_USD
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    chargedNanoUsd: () => books.charged,
    calls: () => books.calls,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The body of a chat call. */
export function chatBody(more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ model: TEST_MODEL, max_tokens: 50, messages: [{ role: 'user', content: 'hi' }], ...more })
}

interface CountedAnswer {
  readonly response: ServerResponse
  readonly tokens: number
  readonly how: Mood
  readonly pauseMs: () => number
}

const usageOf = (tokens: number) => ({ prompt_tokens: INPUT_TOKENS, completion_tokens: tokens, total_tokens: 0 })

/** One letter is one token to every tokenizer, when blanks stand between. */
const textOfLength = (tokens: number) => ' a'.repeat(tokens)

function plain({ response, tokens, how }: CountedAnswer): number {
  response.setHeader('content-type', 'application/json')
  const choices = [{ index: 0, message: { role: 'assistant', content: textOfLength(tokens) }, finish_reason: 'stop' }]
  const usage = how === 'silent' ? {} : { usage: usageOf(tokens) }
  const text = JSON.stringify({ id: 'c', object: 'chat.completion', model: TEST_MODEL, choices, ...usage })
  if (how !== 'reset') response.end(text)
  else response.setHeader('content-length', text.length).write(text.slice(0, -9), () => response.destroy())
  return tokens
}

/** Answers with the tokens that were written before the client was seen to be gone. */
async function stream({ response, tokens, how, pauseMs }: CountedAnswer): Promise<number> {
  response.setHeader('content-type', 'text/event-stream')
  const event = (data: unknown) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`
  const breaksAt = how === 'reset' ? Math.floor(tokens / 2) : tokens
  for (let at = 0; at < breaksAt; at++) {
    if (response.destroyed) return at
    response.write(event({ choices: [{ index: 0, delta: { content: textOfLength(1) } }] }))
    await sleep(pauseMs())
  }
  if (how === 'reset') {
    response.destroy()
    return breaksAt
  }
  if (how !== 'silent') response.write(event({ choices: [], usage: usageOf(tokens) }))
  response.end(event('[DONE]'))
  return tokens
}

async function textOf(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
