/** Looking models up has a model and no body. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openaiModels } from './index.js'

describe('a look-up of models', () => {
  it('names the model that the path names', () => {
    const look = (parameter: string) =>
      openaiModels.decodeRequest({ body: Buffer.alloc(0), parameter, maxNesting: 1 }).facts.model
    assert.deepEqual([look('gpt-5.1'), look('')], ['gpt-5.1', undefined])
  })
})
