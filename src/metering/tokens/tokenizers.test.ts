/** Which tokenizer a model has, and what is counted before, with and without it. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { boundScaleOf, encodingOf } from './families.js'
import { createTokenizers } from './tokenizers.js'

const TEXT = 'The quick brown fox jumps over the lazy dog. '.repeat(20)

describe('the tokenizer of a model', () => {
  it('is known for OpenAI models', () => {
    const o200k = [
      'gpt-4o',
      'gpt-4o-mini-2024-07-18',
      'gpt-4.1',
      'gpt-5',
      'gpt-5.3-codex',
      'o1',
      'o3-pro',
      'o4-mini',
      'openai/gpt-4o',
    ]
    assert.deepEqual(new Set(o200k.map(encodingOf)), new Set(['o200k_base']))
    const cl100k = ['gpt-4', 'gpt-4-turbo', 'gpt-3.5-turbo', 'text-embedding-3-small', 'ft:gpt-3.5-turbo:org::id']
    assert.deepEqual(new Set(cl100k.map(encodingOf)), new Set(['cl100k_base']))
  })

  it('is not known for others', () => {
    const others = ['claude-opus-4-8', 'gemini-2.5-pro', 'llama-3', 'o30', 'gpt-40', 'gpt-6-sol', '']
    assert.deepEqual(
      others.filter((model) => encodingOf(model) !== undefined),
      [],
    )
  })

  it('counts more for models that the bound was not calibrated on', () => {
    const earlier = [
      'claude-3-opus-20240229',
      'claude-opus-4-20250514',
      'claude-sonnet-4-5',
      'claude-haiku-4-5-20251001',
    ]
    assert.deepEqual(
      new Set([...earlier, 'claude-opus-4-6', 'claude-sonnet-4@20250514'].map(boundScaleOf)),
      new Set([1]),
    )
    const later = ['claude-opus-4-7', 'claude-opus-5', 'claude-fable-5-1', 'mistral-large', 'claude-opus-4-60']
    assert.deepEqual(new Set(later.map(boundScaleOf)), new Set([1.5]))
  })
})

describe('a counter', () => {
  it('bounds until the tokenizer is loaded, and counts exactly from then on', async () => {
    const tokenizers = createTokenizers()
    const counter = tokenizers.forModel('gpt-4o')
    const bound = counter.upperBound(TEXT)
    assert.equal(counter.exact(TEXT), undefined)
    await tokenizers.warm()
    const exact = counter.exact(TEXT) ?? 0
    assert.ok(exact > 0 && exact < bound)
    assert.deepEqual([counter.upperBound(TEXT), counter.lowerBound(TEXT)], [exact, exact])
  })

  it('only bounds where no tokenizer is public', async () => {
    const tokenizers = createTokenizers()
    await tokenizers.warm()
    const counter = tokenizers.forModel('claude-sonnet-4-5')
    assert.equal(counter.exact(TEXT), undefined)
    assert.ok(counter.lowerBound(TEXT) < counter.upperBound(TEXT))
  })

  it('tells the counts of one text by different tokenizers apart', async () => {
    const tokenizers = createTokenizers()
    await tokenizers.warm()
    const text = '你好，世界。'.repeat(100)
    const counts = ['gpt-4o', 'gpt-4', 'gpt-4o', 'gpt-4'].map((model) => tokenizers.forModel(model).exact(text))
    assert.notEqual(counts[0], counts[1])
    assert.deepEqual(counts.slice(2), counts.slice(0, 2))
  })

  it('bounds the effort for all texts of a request together, and never counts less than they have', async () => {
    const tokenizers = createTokenizers()
    await tokenizers.warm()
    const counter = tokenizers.forModel('gpt-4o')
    const odd = (start: number) =>
      Array.from({ length: 30_000 }, (_, at) => `${(start + at * 7_919).toString(36)}zq`).join('')
    const texts = [odd(1), odd(2), odd(3)]
    const exact = texts.reduce((sum, text) => sum + (counter.exact(text) ?? 0), 0)
    assert.ok(counter.upperBoundOfAll(texts) >= exact)
    const fresh = createTokenizers()
    await fresh.warm()
    assert.ok(fresh.forModel('gpt-4o').upperBoundOfAll(texts) > exact)
  })
})
