/** What the fake answers when a test has scripted nothing: what the vendor would, with an echo of the last text. */
import { isRecord, tryParseJson } from '../../src/lib/index.js'
import type { Answer } from './answer.js'
import { anthropicError, countTokensAnswer, messageAnswer, messageStream } from './anthropic-answers.js'
import {
  chatAnswer,
  chatStream,
  completionAnswer,
  completionStream,
  embeddingsAnswer,
  modelAnswer,
  modelsAnswer,
  openaiError,
} from './openai-answers.js'
import type { RecordedRequest } from './recorded-request.js'
import { responseAnswer, responseStream } from './responses-answers.js'

const MODELS = ['gpt-4o-mini', 'gpt-4.1-mini', 'text-embedding-3-small']
const MODEL_PATH = '/v1/models/'

type Body = Readonly<Record<string, unknown>>

const BY_PATH: Readonly<Record<string, (body: Body) => Answer>> = {
  'POST /v1/chat/completions': (body) => {
    const options = body['stream_options']
    const includeUsage = isRecord(options) && options['include_usage'] === true
    return body['stream'] === true ? chatStream(said(body), { includeUsage }) : chatAnswer(said(body))
  },
  'POST /v1/completions': (body) =>
    body['stream'] === true ? completionStream(said(body)) : completionAnswer(said(body)),
  'POST /v1/embeddings': (body) =>
    embeddingsAnswer({
      model: modelOf(body),
      inputs: Array.isArray(body['input']) ? body['input'].length : 1,
      base64: body['encoding_format'] === 'base64',
    }),
  'POST /v1/responses': (body) => (body['stream'] === true ? responseStream(said(body)) : responseAnswer(said(body))),
  'GET /v1/models': () => modelsAnswer(MODELS),
  'POST /v1/messages': (body) => (body['stream'] === true ? messageStream(said(body)) : messageAnswer(said(body))),
  'POST /v1/messages/count_tokens': (body) => countTokensAnswer(lastText(body).length),
}

/** A correct answer for the called path, in its vendor's shape; an error in that shape for any other. */
export function answerByPath({ method, target, headers, body }: RecordedRequest): Answer {
  const path = target.split('?', 1)[0] ?? ''
  const isAnthropic = path.startsWith('/v1/messages') || headers['anthropic-version'] !== undefined
  const answer = BY_PATH[`${method} ${path}`]
  const parsed = tryParseJson(body.toString('utf8'))
  if (answer !== undefined && method === 'GET') return answer({})
  if (answer !== undefined && parsed.ok && isRecord(parsed.value)) return answer(parsed.value)
  if (method === 'GET' && path.startsWith(MODEL_PATH)) return modelAnswer(path.slice(MODEL_PATH.length))
  const status = answer === undefined ? 404 : 400
  const message = answer === undefined ? 'Unknown request URL.' : 'The body is not a JSON object.'
  if (!isAnthropic) return openaiError(status, { message })
  return anthropicError(status, { type: answer === undefined ? 'not_found_error' : 'invalid_request_error', message })
}

function said(body: Body): { model: string; text: string } {
  return { model: modelOf(body), text: `You said: ${lastText(body)} – naïve café 😀 1/2` }
}

function modelOf(body: Body): string {
  return typeof body['model'] === 'string' ? body['model'] : 'unknown'
}

/** The text of the last message, item or prompt, wherever that dialect keeps it. */
function lastText(body: Body): string {
  return textIn(body['messages'] ?? body['input'] ?? body['prompt'])
}

function textIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return textIn(value.at(-1))
  return isRecord(value) ? textIn(value['content'] ?? value['text'] ?? value['output']) : ''
}
