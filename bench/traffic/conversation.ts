/** Requests shaped like those of a coding agent: a system prompt, tools, then turns of tool calls and their results. */
import { type AnswerKind, modelOf } from './answers.js'
import { createTextSource, type TextSource } from './text.js'

/** A request body with a place in its last message where a serial number is written, so that no two requests are alike. */
export interface NumberedBody {
  readonly bytes: Buffer
  readonly serialAt: number
}

/** A conversation that can be sent as it stood after any of its turns. */
export interface Conversation {
  /** The body of a turn is everything up to `ends[turn]`, followed by `tail`. */
  readonly bytes: Buffer
  readonly ends: readonly number[]
  readonly tail: Buffer
}

export const SERIAL_DIGITS = 8

const LARGE_BYTES = 8192
const TURN_BYTES = 1024
const SERIAL_MARK = `#${'0'.repeat(SERIAL_DIGITS)}`

/** One chat request of exactly `sizeBytes`, whose model name tells the mock upstream how to answer. */
export function chatRequest(sizeBytes: number, answer: AnswerKind): NumberedBody {
  const text = createTextSource(sizeBytes)
  const opening = openingOf(text, answer, sizeBytes >= LARGE_BYTES)
  const closing = (padding: string) => `,${userMessage(`Request ${SERIAL_MARK}. ${padding}`)}]}`
  const room = sizeBytes - Buffer.byteLength(opening) - Buffer.byteLength(closing(''))
  if (room < 0) throw new RangeError(`a chat request cannot be as small as ${sizeBytes} bytes`)
  const turnCount = Math.floor(room / TURN_BYTES)
  const turns = Array.from({ length: turnCount }, (_, turn) => turnOf(text, turn, TURN_BYTES))
  const bytes = Buffer.from(opening + turns.join('') + closing(text.prose(room - turnCount * TURN_BYTES)))
  return { bytes, serialAt: bytes.lastIndexOf(SERIAL_MARK) + 1 }
}

/** A session that begins near `turnBytes` and grows by exactly that each turn. Seeds give sessions that share nothing but their tools. */
export function growingConversation(seed: number, options: { turns: number; turnBytes: number }): Conversation {
  const text = createTextSource(seed)
  const parts = [openingOf(text, 'plain', true)]
  for (let turn = 0; turn < options.turns; turn += 1) parts.push(turnOf(text, turn, options.turnBytes))
  const ends: number[] = []
  let end = 0
  for (const part of parts) {
    end += Buffer.byteLength(part)
    ends.push(end)
  }
  return { bytes: Buffer.from(parts.join('')), ends: ends.slice(1), tail: Buffer.from(']}') }
}

/** Everything before the first turn. `max_tokens` and `stream_options` are what the usual SDKs send. */
function openingOf(text: TextSource, answer: AnswerKind, large: boolean): string {
  const stream = answer === 'plain' ? {} : { stream: true, stream_options: { include_usage: true } }
  const tools = large ? { tools: TOOLS, tool_choice: 'auto', parallel_tool_calls: true } : {}
  const settings = { model: modelOf(answer), ...stream, temperature: 0.2, max_tokens: 1024, ...tools }
  const system = `You are a careful programmer. ${text.prose(large ? 2000 : 160)}.`
  const messages = [JSON.stringify({ role: 'system', content: system }), userMessage(`Mend this: ${text.prose(120)}?`)]
  return `${JSON.stringify(settings).slice(0, -1)},"messages":[${messages.join(',')}`
}

/** One turn of exactly `bytes`: the assistant calls a tool, and the tool's result is padded to fit. */
function turnOf(text: TextSource, turn: number, bytes: number): string {
  const id = `call_${String(turn).padStart(6, '0')}`
  const call = {
    id,
    type: 'function',
    function: { name: 'read_file', arguments: '{"path":"src/orders/total.ts","line":42}' },
  }
  const asked = JSON.stringify({ role: 'assistant', content: text.prose(80), tool_calls: [call] })
  const found = text.listing(bytes / 4)
  const whole = (padding: string) =>
    `,${asked},${JSON.stringify({ role: 'tool', tool_call_id: id, content: `${found}\n${padding}` })}`
  return whole(text.prose(bytes - Buffer.byteLength(whole(''))))
}

function userMessage(content: string): string {
  return JSON.stringify({ role: 'user', content })
}

const TOOLS = ['read_file', 'write_file', 'run_command'].map((name) => ({
  type: 'function',
  function: {
    name,
    description: 'Works on the open project. Paths are relative to its root; what lies outside is refused.',
    parameters: {
      type: 'object',
      properties: {
        path: { type: 'string', description: 'The file or folder.' },
        line: { type: 'integer', minimum: 1 },
        text: { type: 'string', description: 'What to write, or the command line to run.' },
      },
      required: ['path'],
      additionalProperties: false,
    },
  },
}))
