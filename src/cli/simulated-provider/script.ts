/** What the simulated model says: the same prompt always gets the same answer. */
import { sampleArguments } from './sample-arguments.js'
import { tokensOf } from './tokens.js'

const MAX_ECHOED_CHARACTERS = 1_000
const TOKENS_PER_DELTA = 3

/** A function that the client offers to the model. */
export interface OfferedTool {
  readonly name: string
  /** JSON schema of the arguments. */
  readonly schema: unknown
}

/** What a request of any dialect comes down to. */
export interface Prompt {
  /** The last text that a user wrote. */
  readonly userText: string
  /** The result that the conversation ends with, if it ends with one. */
  readonly toolResult: string | undefined
  readonly tools: readonly OfferedTool[]
  /** `none` forbids calls; a name demands that tool. */
  readonly toolChoice: 'auto' | 'none' | { readonly name: string }
  readonly maxTokens: number | undefined
}

export interface SpokenText {
  readonly kind: 'text'
  readonly deltas: readonly string[]
  readonly outputTokens: number
  /** True when `maxTokens` cut the text short. */
  readonly isTruncated: boolean
}

export interface SpokenCall {
  readonly kind: 'call'
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
  /** The arguments as JSON text, in the pieces of a stream. */
  readonly deltas: readonly string[]
  readonly outputTokens: number
}

/** Calls a tool when one is offered and no result is there yet; otherwise answers in words. */
export function speak(prompt: Prompt): SpokenText | SpokenCall {
  const tool = chooseTool(prompt)
  return tool === undefined ? say(answerTo(prompt), prompt.maxTokens) : call(tool)
}

/** The words as deltas, cut after `maxTokens`. */
export function say(words: string, maxTokens: number | undefined): SpokenText {
  const tokens = tokensOf(words)
  const spoken = tokens.slice(0, Math.max(maxTokens ?? tokens.length, 0))
  return {
    kind: 'text',
    deltas: inDeltas(spoken),
    outputTokens: spoken.length,
    isTruncated: spoken.length < tokens.length,
  }
}

/** What is said to a text that stands alone. */
export function replyTo(userText: string): string {
  return `You said: “${excerpt(userText)}”. I am a simulated model, so that is all I know about it.`
}

function chooseTool({ tools, toolChoice, toolResult, userText }: Prompt): OfferedTool | undefined {
  if (toolChoice === 'none' || toolResult !== undefined) return undefined
  const wanted = toolChoice === 'auto' ? undefined : tools.find((tool) => tool.name === toolChoice.name)
  return wanted ?? tools.find((tool) => userText.includes(tool.name)) ?? tools[0]
}

function answerTo({ toolResult, userText }: Prompt): string {
  if (toolResult === undefined) return replyTo(userText)
  return `The tool answered: “${excerpt(toolResult)}”. With that, your question “${excerpt(userText)}” is answered.`
}

function call(tool: OfferedTool): SpokenCall {
  const given = sampleArguments(tool.schema)
  const tokens = tokensOf(JSON.stringify(given))
  return {
    kind: 'call',
    name: tool.name,
    arguments: given,
    deltas: inDeltas(tokens),
    outputTokens: tokens.length + tokensOf(tool.name).length,
  }
}

function inDeltas(tokens: readonly string[]): readonly string[] {
  const deltas: string[] = []
  for (let at = 0; at < tokens.length; at += TOKENS_PER_DELTA) {
    deltas.push(tokens.slice(at, at + TOKENS_PER_DELTA).join(''))
  }
  return deltas
}

function excerpt(text: string): string {
  // No character is longer than two code units, so twice the limit is all that has to be looked at.
  const characters = Array.from(text.slice(0, MAX_ECHOED_CHARACTERS * 2))
  if (characters.length <= MAX_ECHOED_CHARACTERS) return text
  return `${characters.slice(0, MAX_ECHOED_CHARACTERS).join('')}…`
}
