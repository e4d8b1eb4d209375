/** The facts that a request is judged by are those that a provider would serve it by; where that is not certain it is refused. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ModelRequest } from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import { decodeJsonRequest } from './json-request.js'

function decode(body: string | Buffer, maxNesting = 10): ModelRequest {
  const wire = { body: Buffer.from(body), parameter: '', maxNesting }
  return decodeJsonRequest(wire, { rule: {}, conversation: { key: 'messages', mayBeText: false } })
}

function refusal(body: string | Buffer, maxNesting?: number): string | undefined {
  try {
    decode(body, maxNesting)
  } catch (error) {
    assert.ok(error instanceof HeadgateError)
    assert.equal(error.code, 'invalid_request')
    return error.detail
  }
  return assert.fail('the request was taken')
}

describe('the facts of a request', () => {
  it('are its model, whether it streams, and how many messages it has', () => {
    const { model, stream, messageCount } = decode('{"model":"m\\u0031","stream":true,"messages":[{},{}]}').facts
    assert.deepEqual({ model, stream, messageCount }, { model: 'm1', stream: true, messageCount: 2 })
  })

  it('may be absent, and a stream null', () => {
    assert.equal(decode('{}').facts.model, undefined)
    assert.equal(decode('{}').facts.messageCount, 0)
    for (const body of ['{}', '{"stream":null}', '{"stream":false}']) assert.equal(decode(body).facts.stream, false)
  })

  it('are found under a name that is escaped, or in other letters', () => {
    for (const name of ['\\u006dodel', 'Model', 'MODEL']) assert.equal(decode(`{"${name}":"m"}`).facts.model, 'm')
    assert.equal(decode('{"\\u017ftream":true}').facts.stream, true)
    assert.equal(decode('{"Messages":[{}],"messages":[{}]}').facts.messageCount, 2)
  })

  it('may be given twice if they agree', () => {
    assert.equal(decode('{"model":"m","model":"m"}').facts.model, 'm')
    assert.equal(decode('{"messages":[{}],"messages":[{},{}]}').facts.messageCount, 3)
  })
})

describe('a request is refused, with the place', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['{"model":"a","model":"b"}', 'model is given twice.'],
    ['{"model":"a","Model":"b"}', 'model is given twice.'],
    ['{"model":"a","\\u006dodel":"b"}', 'model is given twice.'],
    ['{"stream":true,"stream":false}', 'stream is given twice.'],
    ['{"stream":false,"\u017ftream":true}', 'stream is given twice.'],
    ['{"model":7}', 'model must be a string.'],
    ['{"model":null}', 'model must be a string.'],
    ['{"stream":"true"}', 'stream must be a boolean.'],
    ['{"stream":1}', 'stream must be a boolean.'],
    ['{"messages":"Hi"}', 'messages must be an array.'],
    ['{"messages":null}', 'messages must be an array.'],
    ['{"messages":{}}', 'messages must be an array.'],
    ['{"messages":[{},"Hi"]}', 'messages[1] must be an object.'],
    ['{"messages":[[]]}', 'messages[0] must be an object.'],
    ['[]', 'The body must be a JSON object.'],
    ['"planted"', 'The body must be a JSON object.'],
    ['', 'The body is not valid JSON: the text ends too early at byte 0.'],
    ['{"a":planted}', 'The body is not valid JSON: a value is expected at byte 5.'],
    ['{"a":1}x', 'The body is not valid JSON: unexpected text after the value at byte 7.'],
    ['\ufeff{}', 'The body is not valid JSON: a value is expected at byte 0.'],
    ['{"a":[[[[[[[[[[1]]]]]]]]]]}', 'The body is not valid JSON: nested deeper than 10 at byte 14.'],
  ]
  for (const [body, detail] of refused) it(JSON.stringify(body), () => assert.equal(refusal(body), detail))

  it('where it is no UTF-8', () => {
    assert.equal(refusal(Buffer.from([0x22, 0xff, 0x22])), 'The body is not valid JSON: the text is not UTF-8.')
  })
})
