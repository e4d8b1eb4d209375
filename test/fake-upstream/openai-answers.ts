/** OpenAI's wire bytes: chat completions, legacy completions, embeddings, models and errors. */
import type { Answer, Called, Said } from './answer.js'
import type { Headers } from './steps.js'
import { dataEvent, json, pieces, unusualString } from './wire-text.js'

const HEADERS: Headers = [
  ['content-type', 'application/json'],
  ['x-request-id', 'req_7b1f0c5ad2e94f06'],
  ['openai-processing-ms', '412'],
  ['openai-version', '2020-10-01'],
  ['x-ratelimit-limit-requests', '10000'],
  ['x-ratelimit-remaining-requests', '9999'],
]
const STREAM_HEADERS: Headers = [['content-type', 'text/event-stream; charset=utf-8'], ...HEADERS.slice(1)]

const CHARACTERS_PER_DELTA = 6
const CHAT_USAGE =
  '{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}'
/** Fields no SDK knows, whose bytes change in any program that parses and writes them again. */
const UNUSUAL =
  '"x_unusual": { "big": 9007199254740993123, "one": 1.0, "power": 1E+2, "twice": 1, "twice": 2, "path": "a\\/b" }'

/** A chat completion in one piece, pretty-printed as the vendor's are. */
export function chatAnswer({ model, text }: Said): Answer {
  return ok(`{
  "id": "chatcmpl-CkT0aB1cD2eF3gH4",
  "object": "chat.completion",
  "created": 1767225600,
  "model": ${json(model)},
  "choices": [
    {
      "index": 0,
      "message": {
        "role": "assistant",
        "content": ${unusualString(text)},
        "refusal": null,
        "annotations": []
      },
      "logprobs": null,
      "finish_reason": "stop"
    }
  ],
  "usage": ${CHAT_USAGE},
  "service_tier": "default",
  "system_fingerprint": "fp_51e1070cf2",
  ${UNUSUAL}
}
`)
}

/** A chat completion in one piece that calls a tool. */
export function chatToolAnswer(called: Called): Answer {
  return ok(`{
  "id": "chatcmpl-CkT0aB1cD2eF3gH5",
  "object": "chat.completion",
  "created": 1767225600,
  "model": ${json(called.model)},
  "choices": [
    {
      "index": 0,
      "message": {
        "role": "assistant",
        "content": null,
        "tool_calls": [
          {
            "id": "call_9XyZ8wV7uT6s",
            "type": "function",
            "function": {
              "name": ${json(called.tool)},
              "arguments": ${json(called.arguments)}
            }
          }
        ],
        "refusal": null,
        "annotations": []
      },
      "logprobs": null,
      "finish_reason": "tool_calls"
    }
  ],
  "usage": ${CHAT_USAGE},
  "service_tier": "default",
  "system_fingerprint": "fp_51e1070cf2"
}
`)
}

/** Asked for by `stream_options.include_usage`: a last chunk with usage, and `usage: null` in every other. */
export interface ChatStreamOptions {
  readonly includeUsage?: boolean
}

/** A streamed chat completion: role, deltas, finish, usage if asked for, `[DONE]`. */
export function chatStream({ model, text }: Said, options: ChatStreamOptions = {}): Answer {
  const deltas = pieces(text, CHARACTERS_PER_DELTA).map((piece) => `{"content":${unusualString(piece)}}`)
  return chatEvents(model, ['{"role":"assistant","content":"","refusal":null}', ...deltas], {
    ...options,
    finish: 'stop',
  })
}

/** A streamed chat completion that calls a tool: the call's opening, its arguments in pieces, finish. */
export function chatToolStream(called: Called, options: ChatStreamOptions = {}): Answer {
  const opening = `{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_9XyZ8wV7uT6s","type":"function","function":{"name":${json(called.tool)},"arguments":""}}],"refusal":null}`
  const deltas = pieces(called.arguments, CHARACTERS_PER_DELTA).map(
    (piece) => `{"tool_calls":[{"index":0,"function":{"arguments":${json(piece)}}}]}`,
  )
  return chatEvents(called.model, [opening, ...deltas], { ...options, finish: 'tool_calls' })
}

function chatEvents(model: string, deltas: readonly string[], end: ChatStreamOptions & { finish: string }): Answer {
  const envelope = `"id":"chatcmpl-CkT0aB1cD2eF3gH6","object":"chat.completion.chunk","created":1767225600,"model":${json(model)},"service_tier":"default","system_fingerprint":"fp_51e1070cf2"`
  const noUsage = end.includeUsage ? ',"usage":null' : ''
  const chunk = (delta: string, finish: string, noise: number) =>
    `{${envelope},"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}]${noUsage},"obfuscation":"${'x'.repeat(noise % 7)}"}`
  return events([
    ...deltas.map((delta, at) => chunk(delta, 'null', at)),
    // Spaces, an exponent and a large integer where this vendor sends none.
    `{ ${envelope} , "choices" : [{"index":0.0,"delta":{},"logprobs":null,"finish_reason":${json(end.finish)}}]${noUsage}, ${UNUSUAL} }`,
    ...(end.includeUsage ? [`{${envelope},"choices":[],"usage":${CHAT_USAGE}}`] : []),
    '[DONE]',
  ])
}

/** A legacy completion in one piece. */
export function completionAnswer({ model, text }: Said): Answer {
  return ok(`{
  "id": "cmpl-CkT0aB1cD2eF3gH7",
  "object": "text_completion",
  "created": 1767225600,
  "model": ${json(model)},
  "choices": [ { "text": ${unusualString(text)}, "index": 0, "logprobs": null, "finish_reason": "stop" } ],
  "usage": { "prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12 },
  ${UNUSUAL}
}
`)
}

/** A streamed legacy completion. */
export function completionStream({ model, text }: Said): Answer {
  const envelope = `"id":"cmpl-CkT0aB1cD2eF3gH8","object":"text_completion","created":1767225600,"model":${json(model)}`
  const choice = (words: string, finish: string) =>
    `{${envelope},"choices":[{"text":${words},"index":0,"logprobs":null,"finish_reason":${finish}}]}`
  const deltas = pieces(text, CHARACTERS_PER_DELTA).map((piece) => choice(unusualString(piece), 'null'))
  return events([...deltas, choice('""', '"stop"'), '[DONE]'])
}

/** One small vector for each input, as numbers or, when the SDK asks for it, as base64 of 32-bit floats. */
export function embeddingsAnswer(asked: { model: string; inputs: number; base64: boolean }): Answer {
  const vector = asked.base64 ? '"AAAAPwAAgL4AAIA\\/"' : '[0.5, -2.5e-1, 1.0]'
  const data = Array.from(
    { length: asked.inputs },
    (_, index) => `{ "object": "embedding", "index": ${index}, "embedding": ${vector} }`,
  )
  return ok(`{
  "object": "list",
  "data": [ ${data.join(', ')} ],
  "model": ${json(asked.model)},
  "usage": { "prompt_tokens": 8, "total_tokens": 8 }
}
`)
}

/** The list of models. */
export function modelsAnswer(ids: readonly string[]): Answer {
  return ok(`{ "object": "list", "data": [ ${ids.map(model).join(', ')} ] }\n`)
}

/** One model. */
export function modelAnswer(id: string): Answer {
  return ok(`${model(id)}\n`)
}

/** What an error says; the fields that are left out are null. */
export interface OpenaiError {
  readonly message: string
  readonly type?: string
  readonly param?: string
  readonly code?: string
  readonly headers?: Headers
}

/** An error under the given status. */
export function openaiError(status: number, error: OpenaiError): Answer {
  const { message, type = 'invalid_request_error', param = null, code = null, headers = [] } = error
  const body = `{
  "error": {
    "message": ${json(message)},
    "type": ${json(type)},
    "param": ${json(param)},
    "code": ${json(code)}
  }
}`
  return { status, headers: [...HEADERS, ...headers], pieces: [Buffer.from(body)] }
}

/** Too many requests, with the seconds to wait. */
export function openaiRateLimited(retryAfterSeconds: number): Answer {
  return openaiError(429, {
    message: 'Rate limit reached for requests per minute. Please wait.',
    type: 'requests',
    code: 'rate_limit_exceeded',
    headers: [
      ['retry-after', `${retryAfterSeconds}`],
      ['retry-after-ms', `${retryAfterSeconds * 1000}`],
    ],
  })
}

function model(id: string): string {
  return `{ "id": ${json(id)}, "object": "model", "created": 1767225600, "owned_by": "system" }`
}

function ok(body: string): Answer {
  return { status: 200, headers: HEADERS, pieces: [Buffer.from(body)] }
}

function events(datas: readonly string[]): Answer {
  return { status: 200, headers: STREAM_HEADERS, pieces: datas.map(dataEvent) }
}
