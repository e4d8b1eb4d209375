/** The public tokenizers, counted as the vendor counts: compared with gpt-tokenizer, which is right but not linear. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { countTokens as referenceCl100k } from 'gpt-tokenizer/encoding/cl100k_base'
import { countTokens as referenceO200k } from 'gpt-tokenizer/encoding/o200k_base'
import { type CountTokens, loadEncoding } from './encoding.js'

let o200k: CountTokens
let cl100k: CountTokens

before(async () => {
  o200k = await loadEncoding('o200k_base')
  cl100k = await loadEncoding('cl100k_base')
})

const AS_TEXT = { disallowedSpecial: new Set<string>() }

function assertCounted(text: string): void {
  const counted = [o200k(text), cl100k(text)]
  assert.deepEqual(counted, [referenceO200k(text, AS_TEXT), referenceCl100k(text, AS_TEXT)], JSON.stringify(text))
}

/** Pieces at whose edges the patterns of the tokenizers decide. */
const PIECES = [
  ...[
    'the ',
    ' Hello',
    'World',
    'camelCase',
    'XMLHttp',
    "'s",
    "'LL",
    "'re",
    "'",
    '’',
    'é',
    'É',
    'ß',
    'ǅ',
    'ʰ',
    'a\u0301',
  ],
  ...[
    '\u0301',
    '\u0903',
    '你好',
    '世界',
    '。',
    '，',
    '日本語',
    '한국어',
    'привет',
    'ПРИВЕТ',
    'العربية',
    'हिन्दी',
    'ประเทศไทย',
  ],
  ...[
    '😀',
    '👩‍👩‍👧',
    '🇩🇪',
    '\ud83d',
    '\ude00',
    '\ufffd',
    '𝒜',
    '𐐀',
    '𐐨',
    ' ',
    '  ',
    '    ',
    '\n',
    '\r\n',
    '\t',
    '\u00a0',
  ],
  ...[
    '\u3000',
    '\u2028',
    '/',
    '//',
    '/\n',
    '!',
    '...',
    '—',
    '12',
    '3456',
    '１２',
    '²',
    'Ⅷ',
    '_',
    '{"a":',
    '}',
    '[]',
    '=>',
  ],
  ...[
    'function () {',
    'iVBORw0KGgo',
    'QUJDREVG',
    '0x1f',
    '<|endoftext|>',
    '<|im_start|>',
    '\0',
    '\u200b',
    'aaaaaaaaaa',
  ],
]
/** gpt-tokenizer drops this one where it stands inside a token: it decodes bytes as if they were a file with a byte order mark. */
const WITHOUT_REFERENCE = /\ufeff/

describe('the exact count', () => {
  it('is that of the reference, for texts put together from the pieces of many languages and formats', () => {
    const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join(''))
    fc.assert(fc.property(text, assertCounted), { numRuns: 1_500 })
  })

  it('is that of the reference, for characters of any kind', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).filter((one) => !WITHOUT_REFERENCE.test(one))
    fc.assert(fc.property(text, assertCounted), { numRuns: 1_000 })
    const ascii = fc.string({ unit: 'binary-ascii', maxLength: 60 })
    fc.assert(fc.property(ascii, assertCounted), { numRuns: 1_000 })
  })

  it('is that of the reference, for base64', () => {
    const text = fc.uint8Array({ maxLength: 90 }).map((bytes) => Buffer.from(bytes).toString('base64'))
    fc.assert(fc.property(text, assertCounted), { numRuns: 300 })
  })

  it('is that of the reference, for whole files of prose, JSON and code', () => {
    for (const file of ['README.md', 'package-lock.json', 'biome.json', 'src/gateway.ts', 'CHANGELOG.md'])
      assertCounted(readFileSync(file, 'utf8').slice(0, 100_000))
  })

  it('is that of the published table where the reference drops a character', () => {
    assert.equal(o200k('\ufeff'), 1)
  })

  it('of nothing is nothing', () => {
    assert.equal(o200k(''), 0)
  })
})

describe('a hostile text', () => {
  it('is counted to the end: one long word, one long run, one long line', () => {
    const counted = ['a', ' ', '\n', '!', '中', '😀', 'aB', ' \n', '中A'].map((part) => {
      const text = part.repeat(200_000 / part.length)
      const [o, c] = [o200k(text), cl100k(text)]
      assert.ok(o > 0 && o <= Buffer.byteLength(text) && c > 0 && c <= Buffer.byteLength(text))
      return o
    })
    assert.deepEqual(counted.slice(0, 2), [25_000, 1_563])
  })

  it('counts as its bytes where a piece of it is too long to be merged in bounded memory', () => {
    const text = 'x'.repeat((1 << 20) + 1)
    assert.equal(o200k(text), text.length)
  })

  it('counts as its bytes when the effort is spent, and never less than it has tokens', () => {
    const effort = { bytesLeft: 20 }
    const text = 'qzxvkj qzxvkjw qzxvkjwb'
    const bounded = o200k(text, effort)
    assert.ok(bounded > o200k(text) && bounded <= text.length)
    assert.ok(effort.bytesLeft < 0)
  })
})
