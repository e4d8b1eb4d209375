/** A normal streamed answer in OpenAI's format. */
import { at, type Reply, textAt } from './client.js'
import { type Outcome, type Part, tokens } from './part.js'

const QUESTION = 'What does a gateway do?'

export const openaiStream: Part = {
  name: 'a streamed answer (OpenAI)',
  sent: 'chat, streamed',
  play: async ({ post, credential }) => {
    const body = {
      model: 'gpt-simulated',
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: QUESTION }],
    }
    return judge(await post('/v1/chat/completions', body, ['authorization', `Bearer ${credential}`]))
  },
}

function judge({ status, events, ms }: Reply): Outcome {
  const text = textAt(events, 'choices', 0, 'delta', 'content')
  const usage = at(events.at(-2), 'usage')
  return {
    behaved: status === 200 && text.includes(QUESTION) && events.at(-1) === '[DONE]',
    happened: `${status}, ${events.length} events`,
    ...tokens(at(usage, 'prompt_tokens'), at(usage, 'completion_tokens')),
    ms,
  }
}
