/** Anthropic's Messages API (https://docs.anthropic.com/en/api/messages). */
import type { AnswerEvent, Dialect } from '../../canonical/index.js'
import { anthropicCommon, messageUsage } from '../anthropic-family.js'
import { MESSAGES_TEXT } from '../anthropic-text.js'
import { decodeByTable, type EventDecoder, type JsonValue, textEvent } from '../json-answer.js'
import { decodeJsonRequest } from '../json-request.js'

export const anthropicMessages: Dialect = {
  ...anthropicCommon,
  name: 'anthropic-messages',
  routes: [{ method: 'POST', pattern: '/v1/messages' }],
  hasBody: true,
  decodeRequest: (wire) =>
    decodeJsonRequest(wire, { rule: MESSAGES_TEXT, conversation: { key: 'messages', mayBeText: false } }),
  encodeRequest: (request) => ({ body: request.encode() }),
  isNotable: ({ event }) => !event.startsWith('content_block') && event !== 'ping',
  decodeResponse: (frame) => decodeByTable(frame, frame.event, EVENTS),
}

const ERROR: AnswerEvent = { type: 'error' }

const EVENTS: Readonly<Record<string, EventDecoder>> = {
  message_start: (event) => messageUsage(event.get('message').get('usage')),
  content_block_start: (event) => decodeBlock(event.get('content_block')),
  content_block_delta: (event) => decodeDelta(event.get('delta')),
  message_delta: (event) => messageUsage(event.get('usage')),
  error: () => [ERROR],
  body: (message) => [
    ...message.get('content').items().flatMap(decodeBlock),
    ...messageUsage(message.get('usage')),
    ...(message.get('type').text() === 'error' ? [ERROR] : []),
  ],
}

function decodeBlock(block: JsonValue): readonly AnswerEvent[] {
  return [
    ...textEvent('reasoning', block.get('thinking').text()),
    ...textEvent('answer', block.get('text').text()),
    ...textEvent('tool_arguments', toolInput(block.get('input'))),
  ]
}

/** A stream opens a tool call with an empty input, which says nothing. */
function toolInput(input: JsonValue): string {
  return input.isObject() && input.source() !== '{}' ? input.source() : ''
}

function decodeDelta(delta: JsonValue): readonly AnswerEvent[] {
  return [
    ...textEvent('reasoning', delta.get('thinking').text()),
    ...textEvent('answer', delta.get('text').text()),
    ...textEvent('tool_arguments', delta.get('partial_json').text()),
  ]
}
