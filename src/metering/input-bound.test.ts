/** The bound of a request: everything that it holds counts, and nothing is guessed of what it does not show. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type InputToBound, inputBound } from './input-bound.js'
import { createTokenizers, type TokenCounter } from './tokens/index.js'

const tokenizers = createTokenizers()
let counter: TokenCounter

before(async () => {
  await tokenizers.warm()
  counter = tokenizers.forModel('gpt-4o')
})

type Given = Partial<Omit<InputToBound, 'demand'>> & Partial<InputToBound['demand']>

/** A bound of a request without overheads worth naming, but for what is given. */
function bound(given: Given): number {
  return inputBound(inputOf(given)) ?? -1
}

function inputOf(given: Given): InputToBound {
  const { messages = 0, images = 0, tools = 0, builtInTools = 0, references = false, structure = () => '' } = given
  const { texts = [], bodyBytes = 1e6, model = 'gpt-4o', contextTokens } = given
  const demand = { messages, images, tools, builtInTools, references, structure }
  return { demand, texts, bodyBytes, model, counter: given.counter ?? counter, contextTokens }
}

describe('the bound of the input', () => {
  it('is no less than the tokens of its texts, of what stands around them, and of every message', () => {
    const texts = ['Hello, world!', 'How are you today?']
    const exact = texts.reduce((sum, text) => sum + (counter.exact(text) ?? 0), 0)
    const empty = bound({})
    assert.equal(bound({ texts }) - empty, exact)
    assert.equal(bound({ texts: [], structure: () => 'Hello, world!' }) - empty, counter.exact('Hello, world!'))
    assert.ok(bound({ messages: 10 }) - empty >= 40)
  })

  it('counts images, tools, and the definitions that only the vendor knows', () => {
    const empty = bound({})
    assert.ok(bound({ images: 2 }) - empty >= 2 * 1_445)
    assert.ok(bound({ images: 1, model: 'gpt-4o-mini' }) - empty >= 48_169)
    assert.ok(bound({ images: 1, model: 'claude-opus-4-8' }) - empty >= 4_784)
    assert.ok(bound({ images: 1, model: 'nobody-knows' }) - empty >= 24_600)
    assert.ok(bound({ tools: 1 }) - empty >= 530)
    assert.ok(bound({ tools: 1, builtInTools: 1 }) - bound({ tools: 1 }) >= 735 + 466)
  })

  it('is no more than the bytes of the body and what vendors put around it', () => {
    const body = { texts: ['a b c d e f g h'.repeat(100)], bodyBytes: 20 }
    assert.equal(bound(body) - bound({}), 20)
  })

  it('is the context window where the request refers to what it does not show, or else unknown', () => {
    assert.equal(bound({ references: true, contextTokens: 128_000 }), 128_000)
    assert.equal(inputBound(inputOf({ references: true })), undefined)
  })
})
