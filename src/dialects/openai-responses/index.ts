/** OpenAI's Responses API (https://platform.openai.com/docs/api-reference/responses). */
import type { AnswerEvent, Dialect } from '../../canonical/index.js'
import { decodeByTable, decodeWith, type EventDecoder, type JsonValue, textEvent, usageEvent } from '../json-answer.js'
import { decodeJsonRequest } from '../json-request.js'
import { memberSearch } from '../member-search.js'
import { encodeTypedStreamError, errorEvents, openaiCommon } from '../openai-family.js'
import { RESPONSES_TEXT } from './text.js'

export const openaiResponses: Dialect = {
  ...openaiCommon,
  name: 'openai-responses',
  routes: [{ method: 'POST', pattern: '/v1/responses' }],
  hasBody: true,
  decodeRequest: (wire) =>
    decodeJsonRequest(wire, { rule: RESPONSES_TEXT, conversation: { key: 'input', mayBeText: true } }),
  encodeRequest: (request) => ({ body: request.encode() }),
  isNotable: ({ event, bytes }) => {
    if (event === UNNAMED) return tellsUsage(bytes) || tellsError(bytes)
    return !event.endsWith('.delta') && Object.hasOwn(EVENTS, event)
  },
  decodeResponse: (frame) =>
    frame.event === UNNAMED ? decodeWith(frame, decodeUnnamed) : decodeByTable(frame, frame.event, EVENTS),
  encodeStreamError: encodeTypedStreamError,
}

/** Clients go by the `type` in the data, so a provider may leave the event's name out. */
const UNNAMED = 'message'
const tellsUsage = memberSearch('usage')
const tellsError = memberSearch('error')

const ERROR: AnswerEvent = { type: 'error' }

const EVENTS: Readonly<Record<string, EventDecoder>> = {
  'response.output_text.delta': (event) => textEvent('answer', event.get('delta').text()),
  'response.refusal.delta': (event) => textEvent('refusal', event.get('delta').text()),
  'response.reasoning_summary_text.delta': (event) => textEvent('reasoning', event.get('delta').text()),
  'response.reasoning_text.delta': (event) => textEvent('reasoning', event.get('delta').text()),
  'response.function_call_arguments.delta': (event) => textEvent('tool_arguments', event.get('delta').text()),
  'response.custom_tool_call_input.delta': (event) => textEvent('tool_arguments', event.get('delta').text()),
  'response.completed': (event) => responseUsage(event.get('response')),
  'response.incomplete': (event) => responseUsage(event.get('response')),
  'response.failed': (event) => [...responseUsage(event.get('response')), ERROR],
  error: () => [ERROR],
  body: (response) => [
    ...response.get('output').items().flatMap(decodeItem),
    ...responseUsage(response),
    ...errorEvents(response),
  ],
}

function decodeUnnamed(event: JsonValue): readonly AnswerEvent[] {
  const type = event.get('type').text()
  const decode = Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined
  return [...(decode?.(event) ?? []), ...errorEvents(event)]
}

function decodeItem(item: JsonValue): readonly AnswerEvent[] {
  const parts = item.get('content').items()
  return [
    ...item
      .get('summary')
      .items()
      .flatMap((part) => textEvent('reasoning', part.get('text').text())),
    ...parts.flatMap((part) => textEvent('answer', part.get('text').text())),
    ...parts.flatMap((part) => textEvent('refusal', part.get('refusal').text())),
    ...textEvent('tool_arguments', item.get('arguments').text()),
    ...textEvent('tool_arguments', item.get('input').text()),
  ]
}

function responseUsage(response: JsonValue): readonly AnswerEvent[] {
  const usage = response.get('usage')
  return usageEvent({
    inputTokens: usage.get('input_tokens').count(),
    outputTokens: usage.get('output_tokens').count(),
    cacheReadTokens: usage.get('input_tokens_details').get('cached_tokens').count(),
  })
}
