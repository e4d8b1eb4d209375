/** The wire bytes of OpenAI's Responses API. */
import type { Answer, Called, Said } from './answer.js'
import type { Headers } from './steps.js'
import { json, namedEvent, pieces, unusualString } from './wire-text.js'

const HEADERS: Headers = [
  ['content-type', 'application/json'],
  ['x-request-id', 'req_7b1f0c5ad2e94f07'],
  ['openai-processing-ms', '388'],
  ['openai-version', '2020-10-01'],
]
const STREAM_HEADERS: Headers = [['content-type', 'text/event-stream; charset=utf-8'], ...HEADERS.slice(1)]

const CHARACTERS_PER_DELTA = 6
const MESSAGE_ID = 'msg_68a1b2c3d4e5f60718293a4b'
const CALL_ID = 'fc_68a1b2c3d4e5f60718293a4c'
const USAGE =
  '{"input_tokens":36,"input_tokens_details":{"cached_tokens":0},"output_tokens":87,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":123}'

/** A response in one piece. */
export function responseAnswer({ model, text }: Said): Answer {
  return ok(response({ model, status: 'completed', output: `[${message(unusualString(text))}]` }))
}

/** A response in one piece that calls a tool. */
export function responseToolAnswer(called: Called): Answer {
  const output = `[${functionCall(called, called.arguments, 'completed')}]`
  return ok(response({ model: called.model, status: 'completed', output }))
}

/** A streamed response, from `response.created` to `response.completed`. */
export function responseStream({ model, text }: Said): Answer {
  const place = `"item_id":"${MESSAGE_ID}","output_index":0,"content_index":0`
  const words = unusualString(text)
  return stream(model, {
    item: message(words),
    opening: `{"id":"${MESSAGE_ID}","type":"message","status":"in_progress","content":[],"role":"assistant"}`,
    events: [
      ['response.content_part.added', `${place},"part":${textPart('""')}`],
      ...pieces(text, CHARACTERS_PER_DELTA).map(
        (piece) => ['response.output_text.delta', `${place},"delta":${unusualString(piece)},"logprobs":[]`] as const,
      ),
      ['response.output_text.done', `${place},"text":${words},"logprobs":[]`],
      ['response.content_part.done', `${place},"part":${textPart(words)}`],
    ],
  })
}

/** A streamed response that calls a tool. */
export function responseToolStream(called: Called): Answer {
  const place = `"item_id":"${CALL_ID}","output_index":0`
  return stream(called.model, {
    item: functionCall(called, called.arguments, 'completed'),
    opening: functionCall(called, '', 'in_progress'),
    events: [
      ...pieces(called.arguments, CHARACTERS_PER_DELTA).map(
        (piece) => ['response.function_call_arguments.delta', `${place},"delta":${json(piece)}`] as const,
      ),
      ['response.function_call_arguments.done', `${place},"arguments":${json(called.arguments)}`],
    ],
  })
}

/** One output item: as it opens, what happens to it (event types and fields), and as it is at the end. */
interface StreamedItem {
  readonly opening: string
  readonly events: readonly (readonly [type: string, fields: string])[]
  readonly item: string
}

function stream(model: string, { opening, events, item }: StreamedItem): Answer {
  const begun = `"response":${response({ model, status: 'in_progress', output: '[]' })}`
  const all: StreamedItem['events'] = [
    ['response.created', begun],
    ['response.in_progress', begun],
    ['response.output_item.added', `"output_index":0,"item":${opening}`],
    ...events,
    ['response.output_item.done', `"output_index":0,"item":${item}`],
    ['response.completed', `"response":${response({ model, status: 'completed', output: `[${item}]` })}`],
  ]
  return {
    status: 200,
    headers: STREAM_HEADERS,
    pieces: all.map(([type, fields], at) => namedEvent(type, `{"type":"${type}","sequence_number":${at},${fields}}`)),
  }
}

function response(of: { model: string; status: string; output: string }): string {
  const usage = of.status === 'completed' ? USAGE : 'null'
  return `{"id":"resp_68a1b2c3d4e5f60718293a4d","object":"response","created_at":1767225600,"status":"${of.status}","background":false,"error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"model":${json(of.model)},"output":${of.output},"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,"summary":null},"service_tier":"default","store":true,"temperature":1.0,"text":{"format":{"type":"text"},"verbosity":"medium"},"tool_choice":"auto","tools":[],"top_logprobs":0,"top_p":1.0,"truncation":"disabled","usage":${usage},"user":null,"metadata":{},"x_unusual":9007199254740993123}`
}

function message(words: string): string {
  return `{"id":"${MESSAGE_ID}","type":"message","status":"completed","content":[${textPart(words)}],"role":"assistant"}`
}

function textPart(words: string): string {
  return `{"type":"output_text","annotations":[],"logprobs":[],"text":${words}}`
}

function functionCall({ tool }: Called, given: string, status: string): string {
  return `{"id":"${CALL_ID}","type":"function_call","status":"${status}","arguments":${json(given)},"call_id":"call_9XyZ8wV7uT6s","name":${json(tool)}}`
}

function ok(body: string): Answer {
  return { status: 200, headers: HEADERS, pieces: [Buffer.from(body)] }
}
