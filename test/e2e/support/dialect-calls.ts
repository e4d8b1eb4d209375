/** One ordinary call of every dialect: its wire form, what a provider answers, and the official client that makes it. */
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { type Answer, answers } from '../../fake-upstream/index.js'

/** The official clients, which never try again, so that a test sees each answer once. */
export interface Clients {
  readonly openai: OpenAI
  readonly anthropic: Anthropic
}

export interface DialectCall {
  readonly dialect: string
  readonly family: 'openai' | 'anthropic'
  readonly path: string
  readonly streams: boolean
  /** The body as JSON text. */
  readonly body: string
  readonly answer: Answer
  /** Makes the call; a stream is read to its end, and what came of it is handed to `onEvent`. */
  ask(clients: Clients, onEvent?: (event: unknown) => void): Promise<unknown>
}

export const TEXT = 'Größe 1/2, 你好 😀, und so weiter bis ans Ende.'
export const MODEL = 'gpt-4o-mini'
export const CLAUDE = 'claude-sonnet-5'

const PATHS: Readonly<Record<string, string>> = {
  'openai-chat': '/v1/chat/completions',
  'openai-completions': '/v1/completions',
  'openai-responses': '/v1/responses',
  'openai-embeddings': '/v1/embeddings',
  'anthropic-messages': '/v1/messages',
  'anthropic-count-tokens': '/v1/messages/count_tokens',
}

/** So that nothing is added to the request and nothing taken off the answer. */
const WITH_USAGE = { stream_options: { include_usage: true } }

const SAID = { model: MODEL, text: TEXT }
const MESSAGES = [{ role: 'user' as const, content: 'hi' }]
const CHAT = { model: MODEL, messages: MESSAGES }
const PROMPT = { model: MODEL, prompt: 'hi' }
const INPUT = { model: MODEL, input: 'hi' }
const MESSAGE = { model: CLAUDE, max_tokens: 64, messages: MESSAGES }
const STREAM = { stream: true as const }

/** Every route with a body, streamed too where the vendor streams it. */
export const CALLS: readonly DialectCall[] = [
  whole('openai-chat', CHAT, answers.chatAnswer(SAID), ({ openai }) => openai.chat.completions.create(CHAT)),
  streamed('openai-chat', CHAT, answers.chatStream(SAID), ({ openai }) =>
    openai.chat.completions.create({ ...CHAT, ...STREAM }),
  ),
  whole('openai-completions', PROMPT, answers.completionAnswer(SAID), ({ openai }) =>
    openai.completions.create(PROMPT),
  ),
  streamed('openai-completions', PROMPT, answers.completionStream(SAID), ({ openai }) =>
    openai.completions.create({ ...PROMPT, ...STREAM }),
  ),
  whole('openai-responses', INPUT, answers.responseAnswer(SAID), ({ openai }) => openai.responses.create(INPUT)),
  streamed('openai-responses', INPUT, answers.responseStream(SAID), ({ openai }) =>
    openai.responses.create({ ...INPUT, ...STREAM }),
  ),
  whole('openai-embeddings', INPUT, answers.embeddingsAnswer({ model: MODEL, inputs: 1, base64: true }), ({ openai }) =>
    openai.embeddings.create(INPUT),
  ),
  whole('anthropic-messages', MESSAGE, answers.messageAnswer({ ...SAID, model: CLAUDE }), ({ anthropic }) =>
    anthropic.messages.create(MESSAGE),
  ),
  streamed('anthropic-messages', MESSAGE, answers.messageStream({ ...SAID, model: CLAUDE }), ({ anthropic }) =>
    anthropic.messages.create({ ...MESSAGE, ...STREAM }),
  ),
  whole(
    'anthropic-count-tokens',
    { model: CLAUDE, messages: MESSAGES },
    answers.countTokensAnswer(7),
    ({ anthropic }) => anthropic.messages.countTokens({ model: CLAUDE, messages: MESSAGES }),
  ),
]

export const STREAMED = CALLS.filter(({ streams }) => streams)
export const WHOLE = CALLS.filter(({ streams }) => !streams)

/** Clients of the gateway at that address. */
export function clientsOf(url: string, credential: string): Clients {
  return {
    openai: new OpenAI({ baseURL: `${url}/v1`, apiKey: credential, maxRetries: 0 }),
    anthropic: new Anthropic({ baseURL: url, apiKey: credential, maxRetries: 0 }),
  }
}

/** The call's name in a test's title. */
export function titleOf({ dialect, streams }: DialectCall): string {
  return streams ? `${dialect}, streamed` : dialect
}

/** Headers with which the family's clients send a credential. */
export function headersOf({ family }: Pick<DialectCall, 'family'>, credential: string): Record<string, string> {
  const type = { 'content-type': 'application/json' }
  if (family === 'openai') return { ...type, authorization: `Bearer ${credential}` }
  return { ...type, 'x-api-key': credential, 'anthropic-version': '2023-06-01' }
}

/** The call by hand, for a test that looks at bytes. */
export function post(url: string, call: DialectCall, credential: string): Promise<Response> {
  return fetch(url + call.path, { method: 'POST', headers: headersOf(call, credential), body: call.body })
}

/** The code of a refusal in the shape of the family. */
export function codeIn({ family }: Pick<DialectCall, 'family'>, body: string): string | undefined {
  const { error } = JSON.parse(body)
  return family === 'openai' ? error.code : /^\[(\w+)\] /.exec(error.message)?.[1]
}

type Ask<Result> = (clients: Clients) => PromiseLike<Result>

function whole(dialect: string, body: object, answer: Answer, ask: Ask<unknown>): DialectCall {
  return {
    ...common(dialect),
    streams: false,
    body: JSON.stringify(body),
    answer,
    ask: async (clients) => ask(clients),
  }
}

function streamed(dialect: string, body: object, answer: Answer, ask: Ask<AsyncIterable<unknown>>): DialectCall {
  return {
    ...common(dialect),
    streams: true,
    body: JSON.stringify({ ...body, ...STREAM, ...(dialect === 'openai-chat' ? WITH_USAGE : {}) }),
    answer,
    ask: async (clients, onEvent = () => {}) => {
      for await (const event of await ask(clients)) onEvent(event)
    },
  }
}

function common(dialect: string) {
  const family = dialect.startsWith('openai') ? ('openai' as const) : ('anthropic' as const)
  return { dialect, family, path: PATHS[dialect] ?? '' }
}
