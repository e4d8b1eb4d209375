/** What is passed through goes on as it came, and nobody reads it. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openaiCommon } from '../openai-family.js'
import { passthrough } from './index.js'

describe('a pass-through', () => {
  const dialect = passthrough(openaiCommon, ['/v1/free/{id}/cancel'])

  it('relays any body, JSON or not', () => {
    for (const body of [Buffer.alloc(0), Buffer.from('{"a":'), Buffer.from([0xff, 0x00])]) {
      const request = dialect.decodeRequest({ body, parameter: 'files/a', maxNesting: 1 })
      assert.equal(dialect.encodeRequest(request).body, body)
      assert.deepEqual(request.segments(), [])
    }
  })

  it('takes no part of the path for a model', () => {
    assert.equal(
      dialect.decodeRequest({ body: Buffer.alloc(0), parameter: 'models', maxNesting: 1 }).facts.model,
      undefined,
    )
  })

  it('cannot lower what it does not read, and says what of it is free', () => {
    const request = dialect.decodeRequest({ body: Buffer.from('{"max_tokens":9}'), parameter: '', maxNesting: 1 })
    assert.equal(dialect.limitOutput(request, 5), undefined)
    assert.deepEqual(
      dialect.routes.map(({ method, costs }) => `${method} ${costs}`),
      ['POST nothing', 'GET nothing', 'POST unknown', 'DELETE nothing'],
    )
  })
})
