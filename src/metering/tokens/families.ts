/** Which tokenizer a model has. Names are read from their beginning here: a wrong guess shifts a bound, and never a price. */
import type { EncodingName } from './encoding.js'

/** What stands before a model's own name: a fine-tuned model, or a vendor at a reseller. */
const PREFIX = /^(?:ft:)?(?:openai\/|anthropic\/)?/

/** OpenAI's own list (tiktoken, model.py), as far as it goes. */
const O200K = /^(?:gpt-4o|chatgpt-4o|gpt-4\.1|gpt-4\.5|gpt-5|gpt-oss|o1|o3|o4|codex-mini)(?=$|[-.:])/
const CL100K = /^(?:gpt-4|gpt-3\.5|gpt-35|text-embedding-3|text-embedding-ada)(?=$|[-:])/

/** Claude before 4.7, for which the bound was calibrated. */
const EARLIER_CLAUDE = /^claude-(?:3|(?:opus|sonnet|haiku)-4(?:-[0-6])?(?=$|[-@]20\d{6}|-latest))/

/**
 * Of other models nobody can know. Claude from 4.7 on counts up to 1.35 times as many tokens (platform.claude.com,
 * migration guide); 1.46 was seen.
 */
const SCALE_OF_OTHERS = 1.5

/** The public tokenizer of a model; undefined where there is none. */
export function encodingOf(model: string): EncodingName | undefined {
  const name = model.replace(PREFIX, '')
  if (O200K.test(name)) return 'o200k_base'
  return CL100K.test(name) ? 'cl100k_base' : undefined
}

/** What the bound that was calibrated is multiplied with. */
export function boundScaleOf(model: string): number {
  return encodingOf(model) !== undefined || EARLIER_CLAUDE.test(model.replace(PREFIX, '')) ? 1 : SCALE_OF_OTHERS
}
