/** Patterns match as they are read, and no pattern takes long. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { compileWildcards } from './wildcard.js'

const TABLE: readonly (readonly [patterns: readonly string[], name: string, matches: boolean])[] = [
  [[], 'gpt-4o', false],
  [['gpt-4o'], 'gpt-4o', true],
  [['gpt-4o'], 'gpt-4o-mini', false],
  [['gpt-4o'], 'GPT-4o', false],
  [['gpt-*'], 'gpt-4o', true],
  [['gpt-*'], 'gpt-', true],
  [['gpt-*'], 'my-gpt-4o', false],
  [['*-mini'], 'gpt-4o-mini', true],
  [['*-mini'], 'gpt-4o-mini-2', false],
  [['*'], '', true],
  [['**'], 'anything', true],
  [[''], '', true],
  [[''], 'a', false],
  [['a*a'], 'a', false],
  [['a*a'], 'aa', true],
  [['a*b*c'], 'a-b-c', true],
  [['a*b*c'], 'a-c-b', false],
  [['ab*bc'], 'abc', false],
  [['a*bc*c'], 'abc', false],
  [['*b*ab'], 'ab', false],
  [['gpt-4.1'], 'gpt-4x1', false],
  [['o[13]', 'o?', '(o)+', '^o1$'], 'o1', false],
  [['claude-*', 'o*'], 'o3-pro', true],
]

describe('compileWildcards', () => {
  for (const [patterns, name, matches] of TABLE) {
    it(`[${patterns}] ${matches ? 'takes' : 'refuses'} "${name}"`, () => {
      assert.equal(compileWildcards(patterns)(name), matches)
    })
  }

  it('agrees with the definition', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 })
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 10 })
    const agrees = (patterns: string[], text: string) =>
      compileWildcards(patterns)(text) === patterns.some((each) => matchesByDefinition(each, text))
    fc.assert(fc.property(fc.array(pattern, { maxLength: 3 }), name, agrees), { numRuns: 3000 })
  })

  it('matches every name made from a pattern by filling its stars', () => {
    const piece = fc.string({ maxLength: 4 }).map((text) => text.replaceAll('*', ''))
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, piece), { minLength: 1, maxLength: 6 }), (parts) => {
        const pattern = parts.map(([literal]) => literal).join('*')
        const name = parts.map(([literal, run], index) => (index === 0 ? literal : run + literal)).join('')
        return compileWildcards([pattern])(name)
      }),
    )
  })

  it('is done at once with a pattern that a backtracking matcher would never finish', () => {
    const matches = compileWildcards(['*a'.repeat(50).concat('b')])
    assert.equal(matches('a'.repeat(100_000)), false)
  })
})

/** The definition, character by character; exponential, for short texts only. */
function matchesByDefinition(pattern: string, name: string): boolean {
  if (pattern === '') return name === ''
  if (pattern.startsWith('*')) {
    return matchesByDefinition(pattern.slice(1), name) || (name !== '' && matchesByDefinition(pattern, name.slice(1)))
  }
  return name !== '' && pattern.charAt(0) === name.charAt(0) && matchesByDefinition(pattern.slice(1), name.slice(1))
}
