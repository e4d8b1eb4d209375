/** A normal streamed answer in Anthropic's format. */
import { at, type Reply, textAt } from './client.js'
import { type Outcome, type Part, tokens } from './part.js'

const QUESTION = 'What does a stage do?'

export const anthropicStream: Part = {
  name: 'a streamed answer (Anthropic)',
  sent: 'messages, streamed',
  play: async ({ post, credential }) => {
    const messages = [{ role: 'user', content: QUESTION }]
    const body = { model: 'claude-simulated', max_tokens: 200, stream: true, messages }
    return judge(await post('/v1/messages', body, ['x-api-key', credential, 'anthropic-version', '2023-06-01']))
  },
}

function judge({ status, events, ms }: Reply): Outcome {
  const text = textAt(events, 'delta', 'text')
  const input = at(events[0], 'message', 'usage', 'input_tokens')
  const output = at(events.at(-2), 'usage', 'output_tokens')
  return {
    behaved: status === 200 && text.includes(QUESTION) && at(events.at(-1), 'type') === 'message_stop',
    happened: `${status}, ${events.length} events`,
    ...tokens(input, output),
    ms,
  }
}
