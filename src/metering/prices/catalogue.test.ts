/** Which models the catalogue knows, by which names, and that it never takes one for another. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { before, describe, it } from 'node:test'
import { isRecord, parseJson } from '../../lib/index.js'
import { CATALOGUE_EDITION, type Catalogue, loadCatalogue } from './catalogue.js'

const NOVEMBER_2026 = Date.parse('2026-11-21')
let catalogue: Catalogue

before(async () => {
  catalogue = await loadCatalogue()
})

function entryOf(provider: string, model: string): string | undefined {
  return catalogue.find(provider, model, NOVEMBER_2026)?.entry
}

describe('the edition', () => {
  it('is the one that is installed', () => {
    const main = createRequire(import.meta.url).resolve('@pydantic/genai-prices')
    const text = readFileSync(new URL('../package.json', `file://${main}`), 'utf8')
    const described = parseJson(text)
    assert.equal(isRecord(described) ? described['version'] : undefined, CATALOGUE_EDITION.version)
  })
})

describe('a model', () => {
  it('is found by its name, by its other names, and by a dated version of them', () => {
    const found = [
      entryOf('openai', 'gpt-4o'),
      entryOf('openai', 'gpt-4o-2024-08-06'),
      entryOf('openai', 'gpt-4o-2099-01-01'),
      entryOf('openai', 'o3-pro-2025-06-10'),
      entryOf('anthropic', 'claude-sonnet-4-5'),
      entryOf('anthropic', 'claude-sonnet-4-5-20250929'),
      entryOf('anthropic', 'claude-sonnet-4-5@20250929'),
      entryOf('anthropic', 'claude-opus-4-20250514'),
      entryOf('anthropic', 'claude-3-5-haiku-20241022'),
      entryOf('anthropic', 'claude-3-5-haiku-latest'),
    ]
    assert.deepEqual(found, [
      'gpt-4o',
      'gpt-4o',
      'gpt-4o',
      'o3-pro',
      'claude-sonnet-4-5',
      'claude-sonnet-4-5',
      'claude-sonnet-4-5',
      'claude-opus-4-0',
      'claude-3-5-haiku-latest',
      'claude-3-5-haiku-latest',
    ])
  })

  it('is not taken for another whose name begins the same way', () => {
    assert.equal(entryOf('openai', 'o3-pro'), 'o3-pro')
    const unknown = ['gpt-4o-audio-preview', 'gpt-4o-unheard-of', 'gpt-4o-20', 'o3-x', 'gpt-5-nano-large', 'x-gpt-4o']
    assert.deepEqual(
      unknown.filter((model) => entryOf('openai', model) !== undefined),
      [],
    )
    const claudes = ['claude-sonnet-4-5-fast', 'claude-opus-4-1x', 'claude', 'claude-sonnet-4-5-2025']
    assert.deepEqual(
      claudes.filter((model) => entryOf('anthropic', model) !== undefined),
      [],
    )
  })

  it('with a snapshot of its own price has that price', () => {
    const first = catalogue.find('openai', 'gpt-4o-2024-05-13', NOVEMBER_2026)
    assert.equal(first?.prices.input, 5_000_000)
  })

  it('whose calls cost more than text is not known', () => {
    const models = [
      'gpt-4o-search-preview',
      'gpt-4o-mini-search-preview',
      'gpt-4o-audio-preview',
      'gpt-image-1',
      'whisper-1',
    ]
    assert.deepEqual(
      models.filter((model) => entryOf('openai', model) !== undefined),
      [],
    )
    assert.equal(entryOf('perplexity', 'sonar'), undefined)
  })

  it('is known at its own provider only, by exactly that name', () => {
    assert.equal(entryOf('anthropic', 'gpt-4o'), undefined)
    assert.equal(entryOf('my-openai', 'gpt-4o'), undefined)
    assert.equal(entryOf('openai-eu', 'gpt-4o'), undefined)
  })

  it('with a name longer than any is not looked for', () => {
    assert.equal(entryOf('openai', `${'gpt-4o'.padEnd(100_000, '-')}-2024-08-06`), undefined)
  })
})

describe('a price', () => {
  it('has every kind of token, in pico-dollars', () => {
    const found = catalogue.find('anthropic', 'claude-haiku-4-5', NOVEMBER_2026)
    assert.deepEqual(found?.prices, {
      input: 1_000_000,
      cacheRead: 100_000,
      cacheWrite5m: 1_250_000,
      cacheWrite1h: 2_000_000,
      output: 5_000_000,
    })
    assert.deepEqual([found?.maxOutputTokens, found?.contextTokens], [64_000, 200_000])
  })

  it('depends on the day', () => {
    const input = (day: string) => catalogue.find('openai', 'o3', Date.parse(day))?.prices.input
    assert.deepEqual([input('2025-06-09'), input('2025-06-10')], [10_000_000, 2_000_000])
  })

  it('that depends on the hour is the dearest of the day', () => {
    const at = (time: string) => catalogue.find('deepseek', 'deepseek-reasoner', Date.parse(time))?.prices.output
    assert.deepEqual([at('2025-06-01T03:00Z'), at('2025-06-01T20:00Z')], [2_190_000, 2_190_000])
  })

  it('of long input is known from its threshold on', () => {
    const [tier] = catalogue.find('openai', 'gpt-5.4', NOVEMBER_2026)?.tiers ?? []
    assert.deepEqual([tier?.above, tier?.prices.input, tier?.prices.output], [271_999, 5_000_000, 22_500_000])
  })

  it('of writing to the cache counts where the vendor writes unasked, and not where it has to be asked', () => {
    const unasked = (provider: string, model: string) =>
      catalogue.find(provider, model, NOVEMBER_2026)?.writesCacheUnasked
    assert.deepEqual([unasked('openai', 'gpt-5.6-sol'), unasked('openai', 'gpt-4o')], [true, false])
    assert.equal(unasked('anthropic', 'claude-sonnet-4-5'), false)
  })

  it('of an embedding has no output', () => {
    const found = catalogue.find('openai', 'text-embedding-3-small', NOVEMBER_2026)
    assert.deepEqual([found?.prices.input, found?.prices.output], [20_000, 0])
  })
})
