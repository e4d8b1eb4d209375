/** `POST /v1/messages`, streamed and not, tools included, and `POST /v1/messages/count_tokens`. */
import { type Answer, type Call, json, named } from './exchange.js'
import { type Refusal, refuseAsAnthropic } from './refusals.js'
import { type Prompt, type SpokenCall, type SpokenText, speak } from './script.js'
import { countTokens } from './tokens.js'
import { contentText, field, list, text, wholeNumber } from './wire-values.js'

type Spoken = SpokenText | SpokenCall

/** Answers a message. */
export function answerMessage(call: Call): Answer {
  const { body } = call
  const fault = faultOf(body) ?? maxTokensFault(body)
  if (fault !== undefined) return refuseAsAnthropic(fault, call)
  const spoken = speak(promptOf(body))
  return field(body, 'stream') === true ? streamed(call, spoken) : json(whole(call, spoken))
}

/** Counts the tokens of a message that would be sent. */
export function answerTokenCount(call: Call): Answer {
  const fault = faultOf(call.body)
  return fault === undefined ? json({ input_tokens: inputTokens(call) }) : refuseAsAnthropic(fault, call)
}

function faultOf(body: unknown): Refusal | undefined {
  if (text(field(body, 'model')) === '') return { kind: 'invalid', message: 'Field required', place: 'model' }
  if (list(field(body, 'messages')).length > 0) return undefined
  return { kind: 'invalid', message: 'at least one message is required', place: 'messages' }
}

function maxTokensFault(body: unknown): Refusal | undefined {
  if ((wholeNumber(field(body, 'max_tokens')) ?? 0) > 0) return undefined
  return { kind: 'invalid', message: 'a whole number above 0 is required', place: 'max_tokens' }
}

function promptOf(body: unknown): Prompt {
  const messages = list(field(body, 'messages'))
  const result = list(field(messages.at(-1), 'content')).findLast((block) => field(block, 'type') === 'tool_result')
  return {
    userText: contentText(field(messages.findLast(isWrittenByUser), 'content')),
    toolResult: result === undefined ? undefined : contentText(field(result, 'content')),
    tools: list(field(body, 'tools'))
      .filter((tool) => field(tool, 'input_schema') !== undefined)
      .map((tool) => ({ name: text(field(tool, 'name')), schema: field(tool, 'input_schema') }))
      .filter(({ name }) => name !== ''),
    toolChoice: toolChoiceOf(field(body, 'tool_choice')),
    maxTokens: wholeNumber(field(body, 'max_tokens')),
  }
}

/** Tool results travel under the role of the user too; what counts here is text. */
function isWrittenByUser(message: unknown): boolean {
  return field(message, 'role') === 'user' && contentText(field(message, 'content')) !== ''
}

function toolChoiceOf(choice: unknown): Prompt['toolChoice'] {
  if (field(choice, 'type') === 'none') return 'none'
  const name = text(field(choice, 'name'))
  return name === '' ? 'auto' : { name }
}

function whole(call: Call, spoken: Spoken): object {
  const block =
    spoken.kind === 'text'
      ? { type: 'text', text: spoken.deltas.join('') }
      : { ...toolUse(call, spoken), input: spoken.arguments }
  return {
    ...envelope(call),
    content: [block],
    stop_reason: stopReason(spoken),
    usage: usage(call, spoken.outputTokens),
  }
}

function streamed(call: Call, spoken: Spoken): Answer {
  const isText = spoken.kind === 'text'
  const opened = isText ? { type: 'text', text: '' } : { ...toolUse(call, spoken), input: {} }
  const deltas = spoken.deltas.map((part) =>
    isText ? { type: 'text_delta', text: part } : { type: 'input_json_delta', partial_json: part },
  )
  const events = [
    { type: 'message_start', message: { ...envelope(call), usage: usage(call, 1) } },
    { type: 'content_block_start', index: 0, content_block: opened },
    { type: 'ping' },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: stopReason(spoken), stop_sequence: null },
      usage: { output_tokens: spoken.outputTokens },
    },
    { type: 'message_stop' },
  ]
  return { kind: 'stream', events: events.map(named) }
}

function toolUse({ number }: Call, { name }: SpokenCall): object {
  return { type: 'tool_use', id: `toolu_simulated_${number}`, name }
}

function stopReason(spoken: Spoken): 'tool_use' | 'max_tokens' | 'end_turn' {
  if (spoken.kind === 'call') return 'tool_use'
  return spoken.isTruncated ? 'max_tokens' : 'end_turn'
}

function envelope({ body, number }: Call): object {
  return {
    id: `msg_simulated_${number}`,
    type: 'message',
    role: 'assistant',
    model: field(body, 'model'),
    content: [],
    stop_reason: null,
    stop_sequence: null,
  }
}

function usage(call: Call, outputTokens: number): object {
  return {
    input_tokens: inputTokens(call),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: outputTokens,
    service_tier: 'standard',
  }
}

function inputTokens({ body }: Call): number {
  return countTokens(field(body, 'system'), field(body, 'messages'), field(body, 'tools'))
}
