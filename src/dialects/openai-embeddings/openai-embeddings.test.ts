/** Embeddings have no answer but numbers, and no output to count. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bodyFrame } from '../recorded.suite.js'
import { openaiEmbeddings } from './index.js'

describe('embeddings', () => {
  it('count their input, and no output', () => {
    const [usage, ...more] = openaiEmbeddings.decodeResponse(
      bodyFrame(Buffer.from('{"data":[],"usage":{"prompt_tokens":8,"total_tokens":8}}')),
    )
    assert.ok(usage?.type === 'usage' && more.length === 0)
    assert.deepEqual([usage.usage.inputTokens, usage.usage.outputTokens], [8, undefined])
  })
})
