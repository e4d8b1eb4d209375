/** Counting tokens takes the body of a message, and its answer is no usage. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anthropicMessages } from '../anthropic-messages/index.js'
import { bodyFrame, decoded, describeSegments, recordings } from '../recorded.suite.js'
import { anthropicCountTokens } from './index.js'

describe('counting tokens', () => {
  it('reads a body as a message is read', () => {
    for (const { bytes } of recordings('anthropic-messages', '.request.json'))
      assert.equal(
        describeSegments(decoded(anthropicCountTokens, bytes)),
        describeSegments(decoded(anthropicMessages, bytes)),
      )
  })

  it('costs nothing: the tokens of its answer were counted, not used', () => {
    assert.deepEqual(anthropicCountTokens.decodeResponse(bodyFrame(Buffer.from('{"input_tokens":2095}')), 'all'), [])
  })
})
