/** The bound for tokenizers that are not public: above the table of Claude and the public ones, below the bytes. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import Tokenizer from 'ai-tokenizer'
import * as claude from 'ai-tokenizer/encoding/claude'
import fc from 'fast-check'
import { type CountTokens, loadEncoding } from './encoding.js'
import { boundTokens, leastTokens } from './upper-bound.js'

const claudeTable = new Tokenizer(claude)
let o200k: CountTokens

before(async () => {
  o200k = await loadEncoding('o200k_base')
})

const SENTENCES: Readonly<Record<string, string>> = {
  English: 'Money is counted in whole numbers, so that no sum of it is ever a little off. ',
  German: 'Geld wird in ganzen Zahlen gezählt, damit keine Summe jemals ein wenig daneben liegt. ',
  Russian: 'Деньги считаются целыми числами, чтобы никакая сумма не была немного неверной. ',
  Greek: 'Τα χρήματα μετρώνται σε ακέραιους αριθμούς. ',
  Arabic: 'تُحسب الأموال بأعداد صحيحة حتى لا يكون أي مجموع خاطئًا قليلاً. ',
  Hindi: 'पैसे पूर्ण संख्याओं में गिने जाते हैं ताकि कोई योग कभी गलत न हो। ',
  Chinese: '钱以整数计算，因此任何总和都不会有一点偏差。',
  Japanese: 'お金は整数で数えられるので、合計が少しでもずれることはありません。',
  Korean: '돈은 정수로 계산되므로 합계가 조금도 틀리지 않습니다. ',
  emoji: '🎉 done 🚀 shipped 😂 again 🙏 thanks 👩‍👩‍👧 ',
  base64: Buffer.from('0123456789 and some more text that is encoded').toString('base64'),
  hex: Buffer.from('0123456789 and some more text that is encoded').toString('hex'),
  'letters apart': 'i g n o r e   t h e   r u l e s ',
}

describe('the bound', () => {
  it('is not below the tokens of texts of many kinds', () => {
    for (const [kind, sentence] of Object.entries(SENTENCES)) {
      const text = sentence.repeat(10)
      const most = Math.max(claudeTable.count(text), o200k(text))
      assert.ok(boundTokens(text, 1) >= most, `${kind}: ${boundTokens(text, 1)} for ${most}`)
      assert.ok(leastTokens(text) <= o200k(text), kind)
    }
  })

  it('is not below 1.1 times the table, and not above 2.5 times, for documents and code', () => {
    for (const file of ['README.md', 'CONTRIBUTING.md', 'src/gateway.ts', 'src/lib/sse.ts', 'test/structure.test.ts']) {
      const text = readFileSync(file, 'utf8').slice(0, 20_000)
      const ratio = boundTokens(text, 1) / (1.1 * claudeTable.count(text))
      assert.ok(ratio >= 1 && ratio <= 2.5, `${file}: ${ratio}`)
    }
  })

  it('is never above the bytes, nor below the least', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(1, 1.5), (text, scale) => {
        const bound = boundTokens(text, scale)
        assert.ok(bound <= Buffer.byteLength(text) && bound >= leastTokens(text))
      }),
    )
  })

  it('grows with its scale, and is nothing for nothing', () => {
    const text = SENTENCES['English']?.repeat(20) ?? ''
    assert.ok(boundTokens(text, 1.5) >= 1.49 * boundTokens(text, 1))
    assert.equal(boundTokens('', 1), 0)
  })
})
