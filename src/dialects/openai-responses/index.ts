/** OpenAI's Responses API (https://platform.openai.com/docs/api-reference/responses). */
import type { AnswerEvent, Dialect, Wanted } from '../../canonical/index.js'
import {
  decodeWith,
  type EventDecoder,
  type JsonValue,
  meaningOf,
  rowOf,
  textEvent,
  usageEvent,
} from '../json-answer.js'
import { decodeJsonRequest } from '../json-request.js'
import { memberSearch } from '../member-search.js'
import { encodeTypedStreamError, errorEvents, openaiCommon, usageDetails } from '../openai-family.js'
import { limiter } from '../output-limit.js'
import { RESPONSES_DEMAND } from './demand.js'
import { RESPONSES_TEXT } from './text.js'

/** The vendor refuses a smaller one: "integer below minimum value". */
const LEAST_MAXIMUM = 16

export const openaiResponses: Dialect = {
  ...openaiCommon,
  name: 'openai-responses',
  routes: [{ method: 'POST', pattern: '/v1/responses', costs: 'tokens' }],
  hasBody: true,
  decodeRequest: (wire) =>
    decodeJsonRequest(wire, {
      rule: RESPONSES_TEXT,
      conversation: { key: 'input', mayBeText: true },
      demand: RESPONSES_DEMAND,
    }),
  limitOutput: limiter({ ...RESPONSES_DEMAND, least: LEAST_MAXIMUM }),
  encodeRequest: (request) => ({ body: request.encode() }),
  isNotable: ({ event, bytes }) => {
    if (event === UNNAMED) return tellsUsage(bytes) || tellsError(bytes)
    return rowOf(EVENTS, event)?.counts !== undefined
  },
  decodeResponse: (frame, wants) =>
    decodeWith(frame, frame.event === UNNAMED ? unnamed(wants) : rowOf(EVENTS, frame.event), wants),
  encodeStreamError: encodeTypedStreamError,
}

/** Clients go by the `type` in the data, so a provider may leave the event's name out. */
const UNNAMED = 'message'
const tellsUsage = memberSearch('usage')
const tellsError = memberSearch('error')

const ERROR: AnswerEvent = { type: 'error' }

const EVENTS: Readonly<Record<string, EventDecoder>> = {
  'response.output_text.delta': { texts: (event) => textEvent('answer', event.get('delta').text()) },
  'response.audio.transcript.delta': { texts: (event) => textEvent('answer', event.get('delta').text()) },
  'response.refusal.delta': { texts: (event) => textEvent('refusal', event.get('delta').text()) },
  'response.reasoning_summary_text.delta': { texts: (event) => textEvent('reasoning', event.get('delta').text()) },
  'response.reasoning_text.delta': { texts: (event) => textEvent('reasoning', event.get('delta').text()) },
  'response.function_call_arguments.delta': {
    texts: (event) => textEvent('tool_arguments', event.get('delta').text()),
  },
  'response.custom_tool_call_input.delta': { texts: (event) => textEvent('tool_arguments', event.get('delta').text()) },
  'response.mcp_call_arguments.delta': { texts: (event) => textEvent('tool_arguments', event.get('delta').text()) },
  'response.code_interpreter_call_code.delta': {
    texts: (event) => textEvent('tool_arguments', event.get('delta').text()),
  },
  'response.output_item.done': { texts: (event) => unstreamed(event.get('item')) },
  'response.completed': { counts: (event) => responseUsage(event.get('response')) },
  'response.incomplete': { counts: (event) => responseUsage(event.get('response')) },
  'response.failed': { counts: (event) => [...responseUsage(event.get('response')), ERROR] },
  error: { counts: () => [ERROR] },
  body: {
    texts: (response) => response.get('output').items().flatMap(decodeItem),
    counts: (response) => [...responseUsage(response), ...errorEvents(response)],
  },
}

/** An event without a name is what the `type` in its data says. */
function unnamed(wants: Wanted): EventDecoder {
  const decode = (event: JsonValue) => meaningOf(event, rowOf(EVENTS, event.get('type').text()) ?? {}, wants)
  return { counts: (event) => [...decode(event), ...errorEvents(event)] }
}

/** Items that a stream shows whole, and in no other event. */
const UNSTREAMED = [
  'computer_call',
  'local_shell_call',
  'shell_call',
  'apply_patch_call',
  'tool_search_call',
  'file_search_call',
  'web_search_call',
  'program',
]

/** Where they hold what the model wrote. */
const WRITTEN = ['action', 'actions', 'operation', 'queries', 'arguments', 'code'] as const

function unstreamed(item: JsonValue): readonly AnswerEvent[] {
  if (!UNSTREAMED.includes(item.get('type').text())) return []
  return WRITTEN.flatMap((member) => textEvent('tool_arguments', written(item.get(member))))
}

/** A text, or what stands in its place. */
function written(value: JsonValue): string {
  if (!value.isSomething()) return ''
  return value.text() || value.source()
}

function decodeItem(item: JsonValue): readonly AnswerEvent[] {
  if (UNSTREAMED.includes(item.get('type').text())) return unstreamed(item)
  const parts = item.get('content').items()
  const kind = item.get('type').text() === 'reasoning' ? 'reasoning' : 'answer'
  return [
    ...item
      .get('summary')
      .items()
      .flatMap((part) => textEvent('reasoning', part.get('text').text())),
    ...parts.flatMap((part) => textEvent(kind, part.get('text').text())),
    ...parts.flatMap((part) => textEvent('refusal', part.get('refusal').text())),
    ...textEvent('tool_arguments', item.get('arguments').text()),
    ...textEvent('tool_arguments', item.get('input').text()),
    ...textEvent('tool_arguments', item.get('code').text()),
  ]
}

function responseUsage(response: JsonValue): readonly AnswerEvent[] {
  const usage = response.get('usage')
  return usageEvent({
    inputTokens: usage.get('input_tokens').count(),
    outputTokens: usage.get('output_tokens').count(),
    ...usageDetails(usage.get('input_tokens_details'), usage.get('output_tokens_details')),
  })
}
