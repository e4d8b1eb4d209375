/** What an agent does all day: the model calls a tool, and is given what the tool found. */
import { at } from './client.js'
import { type Part, tokens } from './part.js'

const TOOL = 'get_weather'
const FOUND = '{"city":"Oslo","celsius":-4}'
const QUESTION = { role: 'user', content: 'What is the weather in Oslo?' } as const

const TOOLS = [
  {
    type: 'function',
    function: {
      name: TOOL,
      description: 'The weather in a city.',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
] as const

export const toolRoundTrip: Part = {
  name: 'a tool call, there and back',
  sent: 'chat with a tool, its result',
  play: async ({ post, credential }) => {
    const send = (messages: readonly unknown[]) => {
      const body = { model: 'gpt-simulated', messages, tools: TOOLS }
      return post('/v1/chat/completions', body, ['authorization', `Bearer ${credential}`])
    }
    const asked = await send([QUESTION])
    const message = at(asked.json, 'choices', 0, 'message')
    const call = at(message, 'tool_calls', 0)
    const result = { role: 'tool', tool_call_id: at(call, 'id'), content: FOUND }
    const answered = await send([QUESTION, message, result])

    const name = at(call, 'function', 'name')
    const answer = at(answered.json, 'choices', 0, 'message', 'content')
    const usage = at(answered.json, 'usage')
    return {
      behaved: name === TOOL && answered.status === 200 && typeof answer === 'string' && answer.includes(FOUND),
      happened: `${asked.status}, calls ${String(name)}, then ${answered.status}`,
      ...tokens(at(usage, 'prompt_tokens'), at(usage, 'completion_tokens')),
      ms: asked.ms + answered.ms,
    }
  },
}
