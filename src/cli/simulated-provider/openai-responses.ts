/** `POST /v1/responses`, streamed and not, tools included. */
import { type Answer, type Call, json, named, type ServerEvent, type Typed } from './exchange.js'
import { refuseAsOpenai } from './refusals.js'
import { type Prompt, type SpokenCall, type SpokenText, speak } from './script.js'
import { countTokens } from './tokens.js'
import { contentText, field, list, text, wholeNumber } from './wire-values.js'

type Spoken = SpokenText | SpokenCall

/** Answers a response request; nothing is stored, so `previous_response_id` is not known. */
export function answerResponse(call: Call): Answer {
  const { body } = call
  if (text(field(body, 'model')) === '') {
    return refuseAsOpenai({ kind: 'invalid', message: 'A model is required.', place: 'model' })
  }
  const items = itemsOf(field(body, 'input'))
  if (items.length === 0) {
    return refuseAsOpenai({ kind: 'invalid', message: 'An input is required.', place: 'input' })
  }
  const spoken = speak(promptOf(body, items))
  return field(body, 'stream') === true
    ? { kind: 'stream', events: eventsOf(call, spoken) }
    : json({ ...response(call, statusOf(spoken)), output: [outputItem(call, spoken)], ...ending(call, spoken) })
}

function itemsOf(input: unknown): readonly unknown[] {
  if (typeof input === 'string') return input === '' ? [] : [{ role: 'user', content: input }]
  return list(input)
}

function promptOf(body: unknown, items: readonly unknown[]): Prompt {
  const last = items.at(-1)
  return {
    userText: contentText(
      field(
        items.findLast((item) => field(item, 'role') === 'user'),
        'content',
      ),
    ),
    toolResult: field(last, 'type') === 'function_call_output' ? contentText(field(last, 'output')) : undefined,
    tools: list(field(body, 'tools'))
      .filter((tool) => field(tool, 'type') === 'function')
      .map((tool) => ({ name: text(field(tool, 'name')), schema: field(tool, 'parameters') }))
      .filter(({ name }) => name !== ''),
    toolChoice: toolChoiceOf(field(body, 'tool_choice')),
    maxTokens: wholeNumber(field(body, 'max_output_tokens')),
  }
}

function toolChoiceOf(choice: unknown): Prompt['toolChoice'] {
  if (choice === 'none') return 'none'
  const name = text(field(choice, 'name'))
  return name === '' ? 'auto' : { name }
}

/** The events of a whole stream, numbered from 0. */
function eventsOf(call: Call, spoken: Spoken): readonly ServerEvent[] {
  const inProgress = { ...response(call, 'in_progress'), output: [] }
  const item = outputItem(call, spoken)
  const status = statusOf(spoken)
  const done = { ...response(call, status), output: [item], ...ending(call, spoken) }
  const opened = spoken.kind === 'text' ? { content: [] } : { arguments: '' }
  const events: readonly Typed[] = [
    { type: 'response.created', response: inProgress },
    { type: 'response.in_progress', response: inProgress },
    { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', ...opened } },
    ...(spoken.kind === 'text' ? textEvents(item.id, spoken) : callEvents(item.id, spoken)),
    { type: 'response.output_item.done', output_index: 0, item },
    { type: `response.${status}`, response: done },
  ]
  return events.map((event, at) => named({ ...event, sequence_number: at }))
}

function textEvents(item_id: string, { deltas }: SpokenText): readonly Typed[] {
  const place = { item_id, output_index: 0, content_index: 0 }
  const words = deltas.join('')
  return [
    { type: 'response.content_part.added', ...place, part: textPart('') },
    ...deltas.map((delta) => ({ type: 'response.output_text.delta', ...place, delta, logprobs: [] })),
    { type: 'response.output_text.done', ...place, text: words, logprobs: [] },
    { type: 'response.content_part.done', ...place, part: textPart(words) },
  ]
}

function callEvents(item_id: string, { name, deltas }: SpokenCall): readonly Typed[] {
  const place = { item_id, output_index: 0 }
  return [
    ...deltas.map((delta) => ({ type: 'response.function_call_arguments.delta', ...place, delta })),
    { type: 'response.function_call_arguments.done', ...place, name, arguments: deltas.join('') },
  ]
}

function outputItem(call: Call, spoken: Spoken): Typed & { readonly id: string } {
  const words = spoken.deltas.join('')
  if (spoken.kind === 'call') {
    const ids = { id: `fc_simulated_${call.number}`, call_id: `call_simulated_${call.number}` }
    return { ...ids, type: 'function_call', status: 'completed', name: spoken.name, arguments: words }
  }
  const content = [textPart(words)]
  return { id: `msg_simulated_${call.number}`, type: 'message', status: statusOf(spoken), role: 'assistant', content }
}

function textPart(words: string): object {
  return { type: 'output_text', text: words, annotations: [], logprobs: [] }
}

function statusOf(spoken: Spoken): 'completed' | 'incomplete' {
  return spoken.kind === 'text' && spoken.isTruncated ? 'incomplete' : 'completed'
}

function response({ body, number, createdSeconds }: Call, status: string): object {
  return {
    id: `resp_simulated_${number}`,
    object: 'response',
    created_at: createdSeconds,
    status,
    error: null,
    incomplete_details: null,
    instructions: field(body, 'instructions') ?? null,
    max_output_tokens: wholeNumber(field(body, 'max_output_tokens')) ?? null,
    metadata: field(body, 'metadata') ?? {},
    model: field(body, 'model'),
    parallel_tool_calls: true,
    previous_response_id: field(body, 'previous_response_id') ?? null,
    store: false,
    temperature: 1,
    tool_choice: field(body, 'tool_choice') ?? 'auto',
    tools: list(field(body, 'tools')),
    top_p: 1,
    usage: null,
  }
}

function ending({ body }: Call, spoken: Spoken): object {
  const inputTokens = countTokens(field(body, 'instructions'), field(body, 'input'), field(body, 'tools'))
  return {
    incomplete_details: statusOf(spoken) === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    usage: {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: spoken.outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: inputTokens + spoken.outputTokens,
    },
  }
}
