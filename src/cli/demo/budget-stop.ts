/** A budget that is used up stops the next call before anything is sent. */
import { at } from './client.js'
import { type Outcome, type Part, tokens } from './part.js'

/** More calls than the budget can pay for. */
const MAX_CALLS = 20

export const budgetStop: Part = {
  name: 'a budget that stops the next call',
  sent: 'chat until it is refused',
  play: async ({ post, cappedCredential }) => {
    const body = { model: 'gpt-simulated', max_tokens: 100, messages: [{ role: 'user', content: 'Go on.' }] }
    const sums = { input: 0, output: 0, ms: 0 }
    for (let answered = 0; answered < MAX_CALLS; answered++) {
      const { status, json, ms } = await post('/v1/chat/completions', body, [
        'authorization',
        `Bearer ${cappedCredential}`,
      ])
      sums.input += figure(at(json, 'usage', 'prompt_tokens'))
      sums.output += figure(at(json, 'usage', 'completion_tokens'))
      sums.ms += ms
      const code = at(json, 'error', 'code')
      if (status !== 200) return outcome(answered > 0 && status === 402, `200, then ${status} ${code}`, sums)
    }
    return outcome(false, '200 without an end', sums)
  },
}

function outcome(
  behaved: boolean,
  happened: string,
  { input, output, ms }: { readonly input: number; readonly output: number; readonly ms: number },
): Outcome {
  return { behaved, happened, ...tokens(input, output), ms }
}

function figure(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
