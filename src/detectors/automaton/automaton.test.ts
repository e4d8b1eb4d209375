/** An automaton finds what a search for each word would find, wherever separators stand, and says where. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { foldText } from '../folding/index.js'
import { Alphabet, isWordAfter, isWordBefore, scanWords, WordAutomaton, wordStart } from './index.js'

function build(words: readonly string[]): WordAutomaton {
  const folded = words.map(foldText)
  return new WordAutomaton(new Alphabet(folded), folded)
}

interface Found {
  readonly word: string
  readonly end: number
  readonly letters: number
}

function find(words: readonly string[], text: string): readonly Found[] {
  const found: Found[] = []
  scanWords(text, build(words), (word, end, letters) => found.push({ word: words[word] ?? '', end, letters }))
  return found
}

describe('words', () => {
  it('are found with where they end, the longest first', () => {
    assert.deepEqual(find(['she', 'he', 'hers'], 'ushers'), [
      { word: 'she', end: 4, letters: 4 },
      { word: 'he', end: 4, letters: 4 },
      { word: 'hers', end: 6, letters: 6 },
    ])
  })

  it('are found through separators, which are no letters', () => {
    assert.deepEqual(find(['ignore'], 'i.g-n o\u200br\ne'), [{ word: 'ignore', end: 11, letters: 6 }])
  })

  it('are found in digits, signs and look-alikes', () => {
    for (const text of ['1gn0r3', '!GN0RE', 'Ｉｇｎоｒｅ', '𝕚𝕘𝕟𝕠𝕣𝕖'])
      assert.equal(find(['ignore'], text).length, 1, text)
  })

  it('of other scripts are found', () => {
    const words = ['忽略', 'игнорируй', 'تجاهل', '무시', 'निर्देश', '😀']
    for (const word of words.slice(0, -1)) assert.equal(find(words.slice(0, -1), `«${word}»`).length, 1, word)
    assert.deepEqual(find(['忽略'], '忽视和忽略'), [{ word: '忽略', end: 5, letters: 8 }])
  })

  it('with the same letters are one, by the number of the first', () => {
    assert.deepEqual(build(['oil', 'o1l', 'all']).numbers, [0, 0, 2])
  })

  it('without a letter are never found', () => {
    assert.deepEqual(build(['...']).numbers, [-1])
    assert.deepEqual(find(['...'], '......'), [])
  })

  it('are those that a search for each of them finds', () => {
    const letter = fc.constantFrom('a', 'b', 'c')
    const word = fc.string({ unit: letter, minLength: 1, maxLength: 4 })
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '.', 'é', '忽'), maxLength: 60 })
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), text, (words, given) => {
        const letters = [...given]
          .filter((character) => /\p{L}/u.test(character))
          .map((character) => foldText(character))
        const expected = letters.flatMap((_, at) =>
          words
            .filter((candidate) =>
              letters
                .slice(0, at + 1)
                .join('')
                .endsWith(candidate),
            )
            .map((candidate) => `${candidate} ${at + 1}`),
        )
        const found = find(words, given).map(({ word: name, letters: count }) => `${name} ${count}`)
        assert.deepEqual([...found].sort(), [...expected].sort())
      }),
    )
  })
})

describe('where a word stands', () => {
  const { alphabet } = build(['ignore'])

  it('is told from its end and its letters', () => {
    assert.equal(wordStart(alphabet, 'do i.g.n.o.r.e it', { end: 14, letters: 6 }), 3)
    assert.equal(wordStart(alphabet, '𝕚𝕘𝕟𝕠𝕣𝕖', { end: 12, letters: 6 }), 0)
  })

  it('is nowhere if its letters are strewn over the text', () => {
    assert.equal(wordStart(alphabet, `i${' '.repeat(200)}gnore`, { end: 206, letters: 6 }), undefined)
  })

  it('is within another word if letters, digits or a name go on', () => {
    assert.equal(isWordBefore('signore', 1), true)
    assert.equal(isWordBefore('test_ignore', 5), true)
    assert.equal(isWordBefore('_ignore_', 1), false)
    assert.equal(isWordBefore('(ignore)', 1), false)
    assert.equal(isWordAfter('ignored', 6), true)
    assert.equal(isWordAfter('ignore', 6), false)
    assert.equal(isWordAfter('ignore_', 6), false)
  })
})
