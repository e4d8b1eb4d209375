/** The most tokens that one image can be, by model family. */

const PREFIX = /^(?:ft:)?(?:openai\/|anthropic\/)?/

/**
 * Whatever the size of an image and the detail that is asked for. The first row that fits counts; the last stands for what nobody has
 * published, and for OpenAI's `original` detail: 10,000 patches at a factor of 2.46.
 *
 * OpenAI: developers.openai.com, "Images and vision". High detail of the tile models is at most eight tiles, as the image is first made
 * to fit 2,048 × 768; patch models take at most 1,536 patches, times up to 2.46.
 * Anthropic: platform.claude.com, "Vision": 28 × 28 pixels a token after the image was made to fit, at most 4,784 (up to 4.6 about 1,600).
 */
const MOST_TOKENS: readonly (readonly [family: RegExp, tokens: number])[] = [
  [/^gpt-4o-mini(?=$|-)/, 2_833 + 8 * 5_667],
  [/^(?:gpt-4o|chatgpt-4o|gpt-4\.1|gpt-4\.5|gpt-4-turbo)(?=$|-(?:\d|preview|latest))/, 85 + 8 * 170],
  [/^gpt-5(?=$|-(?:20\d\d|chat|codex))/, 70 + 8 * 140],
  [/^(?:o1|o1-pro|o3|o3-pro)(?=$|-\d)/, 75 + 8 * 150],
  [/^(?:gpt-4\.1-mini|gpt-4\.1-nano|gpt-5-mini|gpt-5-nano|o4-mini)(?=$|-\d)/, Math.ceil(1_536 * 2.46)],
  [/^claude-/, 5_000],
]
const MOST_OF_ANY = Math.ceil(10_000 * 2.46)

/** An upper bound of the input tokens of one image. */
export function mostImageTokens(model: string): number {
  const name = model.replace(PREFIX, '')
  return MOST_TOKENS.find(([family]) => family.test(name))?.[1] ?? MOST_OF_ANY
}
