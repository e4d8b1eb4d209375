/** Forbidden topics are found however they are spelt, in the text of those whom they concern, and not by accident. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { DISGUISES } from '../disguises.suite.js'
import { compileTopics, findTopics, findTopicsInSlices, type Topic } from './index.js'

function found(topic: Omit<Topic, 'name'>, text: string): readonly string[] {
  return findTopics(compileTopics([{ name: 't', ...topic }]), text, 'user').map(({ start, end }) =>
    text.slice(start, end),
  )
}

describe('a keyword', () => {
  it('is found within words, and a word only as a word', () => {
    assert.deepEqual(found({ keywords: ['scam'] }, 'All these SCAMMERS'), ['SCAM'])
    assert.deepEqual(found({ words: ['scam'] }, 'All these scammers'), [])
    assert.deepEqual(found({ words: ['scam'] }, 'What a scam!'), ['scam'])
  })

  it('is found in every disguise', () => {
    for (const { name, isForAnyScript, hide } of DISGUISES) {
      // A topic of the operator's own words cannot be recognised where only the words of attacks give the key.
      if (/rotated|backwards/.test(name)) continue
      const text = hide('about the secret project falcon')
      assert.equal(found({ keywords: ['project falcon'] }, text).length, 1, name)
      if (isForAnyScript) assert.equal(found({ words: ['秘密计划'] }, hide('关于 秘密计划 的')).length, 1, name)
    }
  })

  it('is not found by accident', () => {
    assert.deepEqual(found({ keywords: ['scam'] }, 'has Cameron'), [])
    assert.deepEqual(found({ keywords: ['ali'] }, 'all of it'), [])
    assert.deepEqual(found({ keywords: ['tat'] }, 'flight 747'), [])
    assert.deepEqual(found({ words: ['747'] }, 'tat tat'), [])
    assert.deepEqual(found({ words: ['747'] }, 'flight 747'), ['747'])
    assert.deepEqual(found({ words: ['project x'] }, 'the project xylophone'), [])
    assert.deepEqual(found({ words: ['project x'] }, 'the Project-X files'), ['Project-X'])
  })
})

describe('a pattern', () => {
  it('is found in the text and in its plainest form', () => {
    const patterns = ['acme-\\d{4}', 'secret\\s+sauce']
    assert.deepEqual(found({ patterns }, 'ticket ACME-1234'), ['ACME-1234'])
    assert.deepEqual(found({ patterns }, 'the s3cr3t  ѕauce'), ['s3cr3t  ѕauce'])
    assert.deepEqual(found({ patterns }, Buffer.from('the secret sauce, please').toString('base64')).length, 1)
    assert.deepEqual(found({ patterns }, 'acme-12'), [])
  })

  it('that cannot be matched in linear time is refused, with its topic', () => {
    for (const pattern of ['(a)\\1', '(?=a)b', '(']) {
      assert.throws(() => compileTopics([{ name: 'mine', patterns: ['a', pattern] }]), /topic mine: pattern 2/)
    }
  })
})

describe('topics', () => {
  it('concern the roles that they name, or everybody', () => {
    const set = compileTopics([
      { name: 'one', roles: ['assistant'], keywords: ['falcon'] },
      { name: 'two', keywords: ['falcon'], patterns: ['falcon'] },
    ])
    const names = (role: 'user' | 'assistant') => findTopics(set, 'a falcon', role).map(({ topic }) => topic)
    assert.deepEqual(names('user'), ['two'])
    assert.deepEqual(names('assistant'), ['one', 'two'])
  })

  it('without a letter in a keyword are refused', () => {
    assert.throws(() => compileTopics([{ name: 'mine', keywords: ['--'] }]), /topic mine/)
  })

  it('are looked for in slices of a long text, and across them', () => {
    const set = compileTopics([{ name: 't', keywords: ['project falcon'], patterns: ['acme-\\d+'] }])
    const text = `${'la '.repeat(2728)}project falcon ${'la '.repeat(9000)}`
    const scan = findTopicsInSlices(set, text, 'user')
    let pauses = 0
    let step = scan.next()
    for (; !step.done; step = scan.next()) pauses++
    assert.ok(pauses >= 3)
    assert.deepEqual(
      step.value.map(({ start, end }) => text.slice(start, end)),
      ['project falcon'],
    )
  })

  it('never throw, and lie within the text', () => {
    const set = compileTopics([{ name: 't', keywords: ['ab', 'é1'], words: ['a b'], patterns: ['a.{0,3}b'] }])
    const part = fc.constantFrom('a', 'b', ' ', '4', '8', '.', 'é', '1', '\ud800', '\u200b', '%61', 'YWI')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(part).map((list) => list.join('')),
        ),
        (text) => {
          for (const { start, end } of findTopics(set, text, 'user'))
            assert.ok(start >= 0 && start < end && end <= text.length)
        },
      ),
    )
  })
})
