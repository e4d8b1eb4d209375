/** Anthropic's wire bytes: messages, token counts and errors. */
import type { Answer, Called, Said } from './answer.js'
import type { Headers } from './steps.js'
import { json, namedEvent, pieces, unusualString } from './wire-text.js'

const REQUEST_ID = 'req_011CXyZabcDEFghiJKLmnoPQ'
const HEADERS: Headers = [
  ['content-type', 'application/json'],
  ['request-id', REQUEST_ID],
  ['anthropic-organization-id', '11111111-2222-4333-8444-555555555555'],
  ['anthropic-ratelimit-requests-limit', '4000'],
  ['anthropic-ratelimit-requests-remaining', '3999'],
]
const STREAM_HEADERS: Headers = [
  ['content-type', 'text/event-stream; charset=utf-8'],
  ['cache-control', 'no-cache'],
  ...HEADERS.slice(1),
]

const CHARACTERS_PER_DELTA = 6
const THOUGHT = 'Let me think about “déjà vu”.'
/** Signed thinking is refused by the vendor when one byte of it has changed; `+` and `/` are part of base64. */
const SIGNATURE = 'EqQBCkYIBxgCKkDx+Zk4/9vQ2m7Wc1Lr+0aYpS/3nTg5H8Ujb6KdVfXeIoMw2yPh=='

/** A message in one piece. */
export function messageAnswer({ model, text }: Said): Answer {
  const thinking = `{"type": "thinking", "thinking": ${unusualString(THOUGHT)}, "signature": "${SIGNATURE}"}`
  return ok(message(model, `[${thinking}, {"type": "text", "text": ${unusualString(text)}}]`, 'end_turn'))
}

/** A message in one piece that calls a tool. */
export function messageToolAnswer(called: Called): Answer {
  const toolUse = `{"type":"tool_use","id":"toolu_01AbCdEfGhIjKlMnOp","name":${json(called.tool)},"input":${called.arguments}}`
  return ok(message(called.model, `[${toolUse}]`, 'tool_use'))
}

function message(model: string, content: string, stopReason: string): string {
  return `{"model": ${json(model)}, "id": "msg_01XyZabcDEFghiJKLmnoPQ", "type": "message", "role": "assistant", "content": ${content}, "stop_reason": "${stopReason}", "stop_sequence": null, "usage": {"input_tokens": 25, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0}, "output_tokens": 15, "service_tier": "standard"}, "x_unusual": {"big": 9007199254740993123, "one": 1.0}}`
}

/** A streamed message: a signed thinking block, then a text block. */
export function messageStream({ model, text }: Said): Answer {
  return events([
    messageStart(model),
    ...block(0, '{"type":"thinking","thinking":"","signature":""}', [
      ...pieces(THOUGHT, CHARACTERS_PER_DELTA).map(
        (piece) => `{"type":"thinking_delta","thinking":${unusualString(piece)}}`,
      ),
      `{"type":"signature_delta","signature":"${SIGNATURE}"}`,
    ]),
    ...block(
      1,
      '{"type":"text","text":""}',
      pieces(text, CHARACTERS_PER_DELTA).map((piece) => `{"type":"text_delta","text":${unusualString(piece)}}`),
    ),
    ...messageEnd('end_turn'),
  ])
}

/** A streamed message that says a word and then calls a tool. */
export function messageToolStream(called: Called): Answer {
  const opening = `{"type":"tool_use","id":"toolu_01AbCdEfGhIjKlMnOp","name":${json(called.tool)},"input":{}}`
  return events([
    messageStart(called.model),
    ...block(0, '{"type":"text","text":""}', ['{"type":"text_delta","text":"Gern \\u2013 sofort."}']),
    ...block(1, opening, [
      '{"type":"input_json_delta","partial_json":""}',
      ...pieces(called.arguments, CHARACTERS_PER_DELTA).map(
        (piece) => `{"type":"input_json_delta","partial_json":${json(piece)}}`,
      ),
    ]),
    ...messageEnd('tool_use'),
  ])
}

function messageStart(model: string): Buffer {
  return namedEvent(
    'message_start',
    `{"type":"message_start","message":{"model":${json(model)},"id":"msg_01XyZabcDEFghiJKLmnoPQ","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1,"service_tier":"standard"}}      }`,
  )
}

function block(index: number, opening: string, deltas: readonly string[]): readonly Buffer[] {
  return [
    namedEvent('content_block_start', `{"type":"content_block_start","index":${index},"content_block":${opening}   }`),
    ...(index === 0 ? [namedEvent('ping', '{"type": "ping"}')] : []),
    ...deltas.map((delta) =>
      namedEvent('content_block_delta', `{"type":"content_block_delta","index":${index},"delta":${delta}}`),
    ),
    namedEvent('content_block_stop', `{"type":"content_block_stop","index":${index} }`),
  ]
}

function messageEnd(stopReason: string): readonly Buffer[] {
  return [
    namedEvent(
      'message_delta',
      `{"type":"message_delta","delta":{"stop_reason":"${stopReason}","stop_sequence":null},"usage":{"input_tokens":25,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":15},"x_unusual":9007199254740993123}`,
    ),
    namedEvent('message_stop', '{"type":"message_stop"   }'),
  ]
}

/** The answer of `count_tokens`. */
export function countTokensAnswer(inputTokens: number): Answer {
  return ok(`{ "input_tokens" : ${inputTokens} }`)
}

/** An error under the given status. */
export function anthropicError(status: number, error: { type: string; message: string; headers?: Headers }): Answer {
  const { type, message: words, headers = [] } = error
  const body = `{"type":"error","error":{"type":${json(type)},"message":${json(words)}},"request_id":"${REQUEST_ID}"}`
  return { status, headers: [...HEADERS, ...headers], pieces: [Buffer.from(body)] }
}

/** 529: the vendor has no room; SDKs try again. */
export function overloadedAnswer(): Answer {
  return anthropicError(529, { type: 'overloaded_error', message: 'Overloaded', headers: [['x-should-retry', 'true']] })
}

/** Too many requests, with the seconds to wait. */
export function anthropicRateLimited(retryAfterSeconds: number): Answer {
  return anthropicError(429, {
    type: 'rate_limit_error',
    message: 'Number of requests has exceeded your rate limit.',
    headers: [['retry-after', `${retryAfterSeconds}`]],
  })
}

/** An error in mid-stream: the vendor's own way to say that a message that has begun will not end. */
export const ANTHROPIC_ERROR_EVENT = namedEvent(
  'error',
  '{"type":"error","error":{"details":null,"type":"overloaded_error","message":"Overloaded"},"request_id":"req_011CXyZabcDEFghiJKLmnoPQ"}',
)

function ok(body: string): Answer {
  return { status: 200, headers: HEADERS, pieces: [Buffer.from(body)] }
}

function events(all: readonly Buffer[]): Answer {
  return { status: 200, headers: STREAM_HEADERS, pieces: all }
}
