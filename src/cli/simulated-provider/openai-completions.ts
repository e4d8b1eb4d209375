/** `POST /v1/completions`, the legacy endpoint, streamed and not. */
import { type Answer, type Call, DONE, json, unnamed } from './exchange.js'
import { refuseAsOpenai } from './refusals.js'
import { replyTo, type SpokenText, say } from './script.js'
import { countTokens } from './tokens.js'
import { field, list, text, wholeNumber } from './wire-values.js'

/** Answers a legacy completion; a list of prompts is answered by its last text. */
export function answerCompletion(call: Call): Answer {
  const { body } = call
  if (text(field(body, 'model')) === '') {
    return refuseAsOpenai({ kind: 'invalid', message: 'A model is required.', place: 'model' })
  }
  const prompt = field(body, 'prompt')
  const spoken = say(replyTo(text(prompt) || text(list(prompt).at(-1))), wholeNumber(field(body, 'max_tokens')))
  return field(body, 'stream') === true ? streamed(call, spoken) : whole(call, spoken)
}

function whole(call: Call, spoken: SpokenText): Answer {
  const choices = [choice(spoken.deltas.join(''), finishReason(spoken))]
  return json({ ...envelope(call), choices, usage: usage(call, spoken) })
}

function streamed(call: Call, spoken: SpokenText): Answer {
  const withUsage = field(call.body, 'stream_options', 'include_usage') === true
  const shared = { ...envelope(call), ...(withUsage && { usage: null }) }
  const events = [
    ...spoken.deltas.map((delta) => unnamed({ ...shared, choices: [choice(delta, null)] })),
    unnamed({ ...shared, choices: [choice('', finishReason(spoken))] }),
    ...(withUsage ? [unnamed({ ...shared, choices: [], usage: usage(call, spoken) })] : []),
    DONE,
  ]
  return { kind: 'stream', events }
}

function choice(words: string, finishReason: string | null): object {
  return { text: words, index: 0, logprobs: null, finish_reason: finishReason }
}

function finishReason({ isTruncated }: SpokenText): 'length' | 'stop' {
  return isTruncated ? 'length' : 'stop'
}

function envelope({ body, number, createdSeconds }: Call): object {
  return {
    id: `cmpl-simulated-${number}`,
    object: 'text_completion',
    created: createdSeconds,
    model: field(body, 'model'),
  }
}

function usage({ body }: Call, { outputTokens }: SpokenText): object {
  const inputTokens = countTokens(field(body, 'prompt'))
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens }
}
