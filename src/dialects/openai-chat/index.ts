/** OpenAI chat completions (https://platform.openai.com/docs/api-reference/chat). */
import type { AnswerEvent, Dialect } from '../../canonical/index.js'
import { decodeWith, type EventDecoder, type JsonValue, textEvent } from '../json-answer.js'
import { decodeJsonRequest } from '../json-request.js'
import { memberSearch } from '../member-search.js'
import { completionUsage, errorEvents, openaiCommon } from '../openai-family.js'
import { CHAT_TEXT } from './text.js'
import { askForUsage } from './usage-chunk.js'

const tellsUsage = memberSearch('usage')
const tellsError = memberSearch('error')

export const openaiChat: Dialect = {
  ...openaiCommon,
  name: 'openai-chat',
  routes: [{ method: 'POST', pattern: '/v1/chat/completions' }],
  hasBody: true,
  decodeRequest: (wire) =>
    decodeJsonRequest(wire, { rule: CHAT_TEXT, conversation: { key: 'messages', mayBeText: false } }),
  encodeRequest: askForUsage,
  isNotable: ({ bytes }) => tellsUsage(bytes) || tellsError(bytes),
  // Clients read the data whatever the event is called.
  decodeResponse: (frame) => decodeWith(frame, frame.event === 'body' ? decodeCompletion : decodeChunk),
}

const decodeCompletion: EventDecoder = (completion) => decodeChoices(completion, 'message')
const decodeChunk: EventDecoder = (chunk) => decodeChoices(chunk, 'delta')

function decodeChoices(json: JsonValue, member: 'delta' | 'message'): readonly AnswerEvent[] {
  const said = json
    .get('choices')
    .items()
    .flatMap((choice) => decodeMessage(choice.get(member)))
  return [...said, ...completionUsage(json.get('usage')), ...errorEvents(json)]
}

function decodeMessage(message: JsonValue): readonly AnswerEvent[] {
  const calls = message.get('tool_calls').items()
  return [
    ...textEvent('reasoning', message.get('reasoning_content').text()),
    ...textEvent('answer', message.get('content').text()),
    ...textEvent('refusal', message.get('refusal').text()),
    ...calls.flatMap((call) => textEvent('tool_arguments', call.get('function').get('arguments').text())),
  ]
}
