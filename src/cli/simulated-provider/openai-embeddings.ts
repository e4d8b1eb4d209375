/** `POST /v1/embeddings`: vectors that depend on the text alone. */
import { createHash } from 'node:crypto'
import { type Answer, type Call, json } from './exchange.js'
import { refuseAsOpenai } from './refusals.js'
import { countTokens } from './tokens.js'
import { field, list, text, wholeNumber } from './wire-values.js'

const DEFAULT_DIMENSIONS = 1_536
const MAX_DIMENSIONS = 3_072
const MAX_INPUTS = 2_048

/** Answers with one unit vector for each input, as numbers or as base64 of little-endian 32-bit floats. */
export function answerEmbeddings({ body }: Call): Answer {
  const inputs = inputsOf(field(body, 'input'))
  const dimensions = wholeNumber(field(body, 'dimensions')) ?? DEFAULT_DIMENSIONS
  if (text(field(body, 'model')) === '') {
    return refuseAsOpenai({ kind: 'invalid', message: 'A model is required.', place: 'model' })
  }
  if (inputs.length === 0 || inputs.length > MAX_INPUTS) {
    return refuseAsOpenai({ kind: 'invalid', message: `1 to ${MAX_INPUTS} inputs are required.`, place: 'input' })
  }
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
    return refuseAsOpenai({ kind: 'invalid', message: `At most ${MAX_DIMENSIONS} dimensions.`, place: 'dimensions' })
  }
  const encode = field(body, 'encoding_format') === 'base64' ? base64 : (vector: readonly number[]) => vector
  const data = inputs.map((input, index) => ({
    object: 'embedding',
    index,
    embedding: encode(vectorOf(input, dimensions)),
  }))
  const tokens = countTokens(inputs)
  const usage = { prompt_tokens: tokens, total_tokens: tokens }
  return json({ object: 'list', data, model: field(body, 'model'), usage })
}

/** A string or a list of token numbers is one input; a list of either is several. */
function inputsOf(input: unknown): readonly string[] {
  if (typeof input === 'string') return [input]
  const parts = list(input)
  if (typeof parts[0] === 'number') return [JSON.stringify(parts)]
  return parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
}

function vectorOf(input: string, dimensions: number): readonly number[] {
  const digest = createHash('shake256', { outputLength: dimensions * 2 })
    .update(input)
    .digest()
  const raw = Array.from({ length: dimensions }, (_, at) => digest.readInt16LE(at * 2))
  const length = Math.hypot(...raw) || 1
  return raw.map((part) => part / length)
}

function base64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4)
  vector.forEach((part, at) => {
    bytes.writeFloatLE(part, at * 4)
  })
  return bytes.toString('base64')
}
