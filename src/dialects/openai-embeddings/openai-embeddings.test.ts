/** Embeddings have no answer but numbers, and no output to count. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bodyFrame } from '../recorded.suite.js'
import { openaiEmbeddings } from './index.js'

describe('embeddings', () => {
  it('count their input, and no output', () => {
    for (const counts of ['"prompt_tokens":8,"total_tokens":8', '"prompt_tokens":8', '"total_tokens":8']) {
      const frame = bodyFrame(Buffer.from(`{"data":[],"usage":{${counts}}}`))
      const [usage, ...more] = openaiEmbeddings.decodeResponse(frame, 'usage')
      assert.ok(usage?.type === 'usage' && more.length === 0)
      assert.deepEqual([usage.usage.inputTokens, usage.usage.outputTokens], [8, undefined])
    }
  })
})
