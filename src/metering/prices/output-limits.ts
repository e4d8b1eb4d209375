/** How many tokens one answer of a model can have; the catalogue does not say. */

/**
 * By the catalogue's ids. OpenAI: the model pages of developers.openai.com, as gpt-tokenizer 4.0.0 carries them. Anthropic:
 * platform.claude.com/docs/en/models, November 2026 (3.7 Sonnet with the header for long output). Where an entry of the catalogue stands
 * for several models, the largest.
 */
export const MAX_OUTPUT_TOKENS: ReadonlyMap<string, number> = new Map([
  ...named(
    4_096,
    'gpt-3.5-turbo gpt-3.5-turbo-1106 gpt-3.5-turbo-16k gpt-4-turbo gpt-4-vision-preview gpt-4o-2024-05-13',
  ),
  ...named(8_192, 'gpt-4'),
  ...named(16_384, 'gpt-4o gpt-4o-mini gpt-4.5-preview chatgpt-4o-latest gpt-audio gpt-audio-mini'),
  ...named(32_768, 'gpt-4.1 gpt-4.1-mini gpt-4.1-nano o1-preview'),
  ...named(65_536, 'o1-mini'),
  ...named(100_000, 'codex-mini o1 o1-pro o3 o3-pro o3-mini o3-deep-research o4-mini o4-mini-deep-research'),
  ...named(128_000, 'gpt-5 gpt-5-mini gpt-5-nano gpt-5.1 gpt-5.1-codex-mini gpt-5.2 gpt-5.2-pro gpt-5.3 gpt-5.3-codex'),
  ...named(128_000, 'gpt-5.4 gpt-5.4-mini gpt-5.4-nano gpt-5.4-pro gpt-5.5 gpt-5.5-pro'),
  ...named(128_000, 'gpt-5.6-luna gpt-5.6-sol gpt-5.6-terra'),
  ...named(131_072, 'gpt-oss-20b gpt-oss-120b'),
  ...named(272_000, 'gpt-5-pro'),
  ...named(4_096, 'claude-3-opus-latest claude-3-sonnet claude-3-haiku'),
  ...named(8_192, 'claude-3-5-sonnet claude-3-5-haiku-latest'),
  ...named(32_000, 'claude-opus-4-0 claude-opus-4-1'),
  ...named(64_000, 'claude-sonnet-4-0 claude-sonnet-4-5 claude-haiku-4-5 claude-opus-4-5'),
  ...named(128_000, 'claude-3-7-sonnet-latest claude-sonnet-4-6 claude-opus-4-6 claude-opus-4-7 claude-opus-4-8'),
  ...named(128_000, 'claude-sonnet-5 claude-opus-5 claude-opus-5-5 claude-fable-5 claude-fable-5-1'),
])

function named(tokens: number, ids: string): readonly (readonly [id: string, tokens: number])[] {
  return ids.split(' ').map((id) => [id, tokens])
}
