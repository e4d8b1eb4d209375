/** OpenAI chat completions (https://platform.openai.com/docs/api-reference/chat). */
import type { AnswerEvent, Dialect } from '../../canonical/index.js'
import { decodeWith, type EventDecoder, type JsonValue, textEvent } from '../json-answer.js'
import { decodeJsonRequest } from '../json-request.js'
import { memberSearch } from '../member-search.js'
import { completionUsage, errorEvents, openaiCommon } from '../openai-family.js'
import { limiter } from '../output-limit.js'
import { CHAT_DEMAND } from './demand.js'
import { CHAT_TEXT } from './text.js'
import { askForUsage } from './usage-chunk.js'

const tellsUsage = memberSearch('usage')
const tellsError = memberSearch('error')

export const openaiChat: Dialect = {
  ...openaiCommon,
  name: 'openai-chat',
  routes: [{ method: 'POST', pattern: '/v1/chat/completions', costs: 'tokens' }],
  hasBody: true,
  decodeRequest: (wire) =>
    decodeJsonRequest(wire, {
      rule: CHAT_TEXT,
      conversation: { key: 'messages', mayBeText: false },
      demand: CHAT_DEMAND,
    }),
  limitOutput: limiter(CHAT_DEMAND),
  encodeRequest: askForUsage,
  isNotable: ({ bytes }) => tellsUsage(bytes) || tellsError(bytes),
  // Clients read the data whatever the event is called.
  decodeResponse: (frame, wants) => decodeWith(frame, frame.event === 'body' ? COMPLETION : CHUNK, wants),
}

const COMPLETION = answerIn('message')
const CHUNK = answerIn('delta')

function answerIn(member: 'delta' | 'message'): EventDecoder {
  return {
    texts: (json) =>
      json
        .get('choices')
        .items()
        .flatMap((choice) => decodeMessage(choice.get(member))),
    counts: (json) => [...completionUsage(json.get('usage')), ...errorEvents(json)],
  }
}

function decodeMessage(message: JsonValue): readonly AnswerEvent[] {
  const calls = message.get('tool_calls').items()
  return [
    ...textEvent('reasoning', message.get('reasoning_content').text() || message.get('reasoning').text()),
    ...textEvent('answer', message.get('content').text()),
    ...textEvent('answer', message.get('audio').get('transcript').text()),
    ...textEvent('refusal', message.get('refusal').text()),
    ...textEvent('tool_arguments', message.get('function_call').get('arguments').text()),
    ...calls.flatMap((call) => textEvent('tool_arguments', call.get('function').get('arguments').text())),
    ...calls.flatMap((call) => textEvent('tool_arguments', call.get('custom').get('input').text())),
  ]
}
