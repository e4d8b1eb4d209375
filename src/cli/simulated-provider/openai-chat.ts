/** `POST /v1/chat/completions`, streamed and not, tools included. */
import { type Answer, type Call, DONE, json, unnamed } from './exchange.js'
import { refuseAsOpenai } from './refusals.js'
import { type Prompt, type SpokenCall, type SpokenText, speak } from './script.js'
import { countTokens } from './tokens.js'
import { contentText, field, list, text, wholeNumber } from './wire-values.js'

type Spoken = SpokenText | SpokenCall

/** Answers a chat completion. */
export function answerChat(call: Call): Answer {
  const { body } = call
  const messages = list(field(body, 'messages'))
  if (text(field(body, 'model')) === '') {
    return refuseAsOpenai({ kind: 'invalid', message: 'A model is required.', place: 'model' })
  }
  if (messages.length === 0) {
    return refuseAsOpenai({ kind: 'invalid', message: 'At least one message is required.', place: 'messages' })
  }
  const spoken = speak(promptOf(body, messages))
  return field(body, 'stream') === true ? streamed(call, spoken) : whole(call, spoken)
}

function promptOf(body: unknown, messages: readonly unknown[]): Prompt {
  const last = messages.at(-1)
  return {
    userText: contentText(field(messages.findLast(hasRole('user')), 'content')),
    toolResult: hasRole('tool')(last) ? contentText(field(last, 'content')) : undefined,
    tools: list(field(body, 'tools'))
      .map((tool) => field(tool, 'function'))
      .map((offered) => ({ name: text(field(offered, 'name')), schema: field(offered, 'parameters') }))
      .filter(({ name }) => name !== ''),
    toolChoice: toolChoiceOf(field(body, 'tool_choice')),
    maxTokens: wholeNumber(field(body, 'max_completion_tokens')) ?? wholeNumber(field(body, 'max_tokens')),
  }
}

function hasRole(role: string): (message: unknown) => boolean {
  return (message) => field(message, 'role') === role
}

function toolChoiceOf(choice: unknown): Prompt['toolChoice'] {
  if (choice === 'none') return 'none'
  const name = text(field(choice, 'function', 'name'))
  return name === '' ? 'auto' : { name }
}

function whole(call: Call, spoken: Spoken): Answer {
  const isCall = spoken.kind === 'call'
  const message = {
    role: 'assistant',
    content: isCall ? null : spoken.deltas.join(''),
    refusal: null,
    ...(isCall && { tool_calls: [{ ...toolCall(call), function: callee(spoken, spoken.deltas.join('')) }] }),
  }
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason(spoken) }
  return json({ ...envelope(call, 'chat.completion'), choices: [choice], usage: usage(call, spoken) })
}

function streamed(call: Call, spoken: Spoken): Answer {
  const withUsage = field(call.body, 'stream_options', 'include_usage') === true
  const shared = { ...envelope(call, 'chat.completion.chunk'), ...(withUsage && { usage: null }) }
  const chunk = (delta: object, finish_reason: string | null = null) =>
    unnamed({ ...shared, choices: [{ index: 0, delta, logprobs: null, finish_reason }] })
  const opening = spoken.kind === 'text' ? { content: '', refusal: null } : { content: null }
  const deltas = spoken.kind === 'text' ? spoken.deltas.map((content) => ({ content })) : callDeltas(call, spoken)
  const events = [
    chunk({ role: 'assistant', ...opening }),
    ...deltas.map((delta) => chunk(delta)),
    chunk({}, finishReason(spoken)),
    ...(withUsage ? [unnamed({ ...shared, choices: [], usage: usage(call, spoken) })] : []),
    DONE,
  ]
  return { kind: 'stream', events }
}

function callDeltas(call: Call, spoken: SpokenCall): readonly object[] {
  const first = { index: 0, ...toolCall(call), function: callee(spoken, '') }
  const rest = spoken.deltas.map((part) => ({ index: 0, function: { arguments: part } }))
  return [first, ...rest].map((delta) => ({ tool_calls: [delta] }))
}

function toolCall({ number }: Call): { readonly id: string; readonly type: 'function' } {
  return { id: `call_simulated_${number}`, type: 'function' }
}

function callee({ name }: SpokenCall, given: string): { readonly name: string; readonly arguments: string } {
  return { name, arguments: given }
}

function finishReason(spoken: Spoken): 'tool_calls' | 'length' | 'stop' {
  if (spoken.kind === 'call') return 'tool_calls'
  return spoken.isTruncated ? 'length' : 'stop'
}

function envelope({ body, number, createdSeconds }: Call, object: string): object {
  return {
    id: `chatcmpl-simulated-${number}`,
    object,
    created: createdSeconds,
    model: field(body, 'model'),
    service_tier: 'default',
    system_fingerprint: 'fp_simulated',
  }
}

function usage({ body }: Call, { outputTokens }: Spoken): object {
  const inputTokens = countTokens(field(body, 'messages'), field(body, 'tools'))
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  }
}
