/** An upper bound of the input tokens of a request: its texts, its tools and images, and what vendors put around them. */
import type { Demand } from '../canonical/index.js'
import { mostImageTokens } from './image-tokens.js'
import type { TokenCounter } from './tokens/index.js'

/** What a bound is taken of that looks at no text. */
export interface BodyToBound {
  readonly demand: Pick<Demand, 'messages' | 'images' | 'tools' | 'builtInTools' | 'references'>
  /** The length of the body as it is sent. */
  readonly bodyBytes: number
  readonly model: string
  /** The model's context window, where it is known. */
  readonly contextTokens?: number | undefined
}

/** What the bound is taken of. */
export interface InputToBound extends BodyToBound {
  readonly demand: BodyToBound['demand'] & Pick<Demand, 'structure'>
  /** The texts of all segments. */
  readonly texts: Iterable<string>
  readonly counter: TokenCounter
}

/** Role, separators and the like. Vendors tell of three to five (OpenAI's cookbook on counting tokens; ai-tokenizer measured two for Claude). */
const OF_A_MESSAGE = 8
const OF_A_REQUEST = 64
/** How a definition is presented to the model; ai-tokenizer measured 53 for Claude. */
const OF_A_TOOL = 64
/** The prompt that vendors add where there are tools: at most 530 (Anthropic's tool use page); ai-tokenizer measured 586. */
const OF_HAVING_TOOLS = 768
/** A vendor's own tool: at most 1,200 for the use of a computer, 735 of them for its definition (Anthropic's tool pages). */
const OF_A_BUILT_IN_TOOL = 1_536

/**
 * Undefined where no bound is known: the request names things that it does not show, and nobody says how much the model
 * can take. Never more than the body can hold: a token is at least a byte.
 */
export function inputBound(input: InputToBound): number | undefined {
  const { demand, texts, bodyBytes, counter } = input
  if (demand.references) return input.contextTokens
  const shown = counter.upperBoundOfAll(withStructure(texts, demand))
  return around(input) + Math.min(shown, bodyBytes)
}

/** A bound several times as large, which costs nothing to find: a token is at least a byte. */
export function looseInputBound(body: BodyToBound): number | undefined {
  return body.demand.references ? body.contextTokens : around(body) + body.bodyBytes
}

function around({ demand, model }: BodyToBound): number {
  return overheads(demand) + demand.images * mostImageTokens(model)
}

function overheads({ messages, tools, builtInTools }: BodyToBound['demand']): number {
  const ofTools = tools === 0 ? 0 : OF_HAVING_TOOLS + tools * OF_A_TOOL + builtInTools * OF_A_BUILT_IN_TOOL
  return OF_A_REQUEST + messages * OF_A_MESSAGE + ofTools
}

function* withStructure(texts: Iterable<string>, demand: InputToBound['demand']): Iterable<string> {
  yield* texts
  yield demand.structure()
}
