/** Anthropic's Messages API (https://docs.anthropic.com/en/api/messages). */
import type { AnswerEvent, Dialect } from '../../canonical/index.js'
import { anthropicCommon, messageUsage } from '../anthropic-family.js'
import { MESSAGES_TEXT } from '../anthropic-text.js'
import { decodeWith, type EventDecoder, type JsonValue, rowOf, textEvent } from '../json-answer.js'
import { decodeJsonRequest } from '../json-request.js'
import { limiter } from '../output-limit.js'
import { isBoundElsewhere, MESSAGES_DEMAND } from './demand.js'

export const anthropicMessages: Dialect = {
  ...anthropicCommon,
  name: 'anthropic-messages',
  routes: [{ method: 'POST', pattern: '/v1/messages', costs: 'tokens' }],
  hasBody: true,
  decodeRequest: (wire) =>
    decodeJsonRequest(wire, {
      rule: MESSAGES_TEXT,
      conversation: { key: 'messages', mayBeText: false },
      demand: MESSAGES_DEMAND,
    }),
  limitOutput: limiter({ ...MESSAGES_DEMAND, isRefused: isBoundElsewhere }),
  encodeRequest: (request) => ({ body: request.encode() }),
  isNotable: ({ event }) => !event.startsWith('content_block') && event !== 'ping',
  decodeResponse: (frame, wants) => decodeWith(frame, rowOf(EVENTS, frame.event), wants),
}

const ERROR: AnswerEvent = { type: 'error' }

const EVENTS: Readonly<Record<string, EventDecoder>> = {
  message_start: { counts: (event) => messageUsage(event.get('message').get('usage')) },
  content_block_start: { texts: (event) => decodeBlock(event.get('content_block')) },
  content_block_delta: { texts: (event) => decodeDelta(event.get('delta')) },
  message_delta: { counts: (event) => messageUsage(event.get('usage')) },
  error: { counts: () => [ERROR] },
  body: {
    texts: (message) => message.get('content').items().flatMap(decodeBlock),
    counts: (message) => [
      ...messageUsage(message.get('usage')),
      ...(message.get('type').text() === 'error' ? [ERROR] : []),
    ],
  },
}

function decodeBlock(block: JsonValue): readonly AnswerEvent[] {
  return [
    ...textEvent('reasoning', block.get('thinking').text()),
    ...textEvent('answer', block.get('text').text()),
    ...textEvent('answer', summaryIn(block, 'compaction')),
    ...textEvent('tool_arguments', toolInput(block.get('input'))),
  ]
}

/** What is left of a conversation that the vendor has shortened; what other blocks call their content was not generated. */
function summaryIn(block: JsonValue, type: string): string {
  return block.get('type').text() === type ? block.get('content').text() : ''
}

/** A stream opens a tool call with an empty input, which says nothing. */
function toolInput(input: JsonValue): string {
  return input.isObject() && input.source() !== '{}' ? input.source() : ''
}

function decodeDelta(delta: JsonValue): readonly AnswerEvent[] {
  return [
    ...textEvent('reasoning', delta.get('thinking').text()),
    ...textEvent('answer', delta.get('text').text()),
    ...textEvent('answer', summaryIn(delta, 'compaction_delta')),
    ...textEvent('tool_arguments', delta.get('partial_json').text()),
  ]
}
