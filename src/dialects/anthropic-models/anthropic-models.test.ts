/** Looking models up has a model and no body. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anthropicModels } from './index.js'

describe('a look-up of models', () => {
  it('names the model that the path names', () => {
    const look = (parameter: string) =>
      anthropicModels.decodeRequest({ body: Buffer.alloc(0), parameter, maxNesting: 1 }).facts.model
    assert.deepEqual([look('claude-sonnet-4-5'), look('')], ['claude-sonnet-4-5', undefined])
  })
})
