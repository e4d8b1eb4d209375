/** The maximum of the output is lowered where every provider sees it, and never raised. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DIALECTS } from './index.js'
import { decoded } from './recorded.suite.js'

function limited(name: string, body: string, maxTokens: number): string | undefined {
  const dialect = DIALECTS.find((one) => one.name === name)
  assert.ok(dialect)
  return dialect
    .limitOutput(decoded(dialect, Buffer.from(body)), maxTokens)
    ?.encode()
    .toString()
}

const chat = (body: string, maxTokens = 50) => limited('openai-chat', body, maxTokens)
const messages = (body: string, maxTokens = 50) => limited('anthropic-messages', body, maxTokens)

describe('a lower maximum', () => {
  it('stands in place of the larger one', () => {
    assert.equal(chat('{"max_tokens" : 1e3 ,"messages":[]}'), '{"max_tokens" : 50 ,"messages":[]}')
    assert.equal(messages('{"messages":[],"max\\u005ftokens":80}'), '{"messages":[],"max\\u005ftokens":50}')
    assert.equal(limited('openai-responses', '{"max_output_tokens":80.0}', 16), '{"max_output_tokens":16}')
  })

  it('stands in every place that holds a larger one', () => {
    assert.equal(
      chat('{"max_tokens":80,"max_completion_tokens":40,"MAX_TOKENS":80,"messages":[]}'),
      '{"max_tokens":50,"max_completion_tokens":40,"MAX_TOKENS":50,"messages":[]}',
    )
  })

  it('is added where there is none, under the name of its format', () => {
    assert.equal(chat('{"messages":[] }'), '{"messages":[] ,"max_completion_tokens":50}')
    assert.equal(limited('openai-completions', '{}', 50), '{"max_tokens":50}')
    assert.equal(limited('openai-responses', '{"input":"a"}', 50), '{"input":"a","max_output_tokens":50}')
    assert.equal(messages('{"messages":[]}'), '{"messages":[],"max_tokens":50}')
  })

  it('stands in place of null, under the name that would be added', () => {
    assert.equal(chat('{"messages":[],"max_completion_tokens":null}'), '{"messages":[],"max_completion_tokens":50}')
    assert.equal(
      chat('{"messages":[],"max_tokens":null}'),
      '{"messages":[],"max_tokens":null,"max_completion_tokens":50}',
    )
  })

  it('is added beside one that some providers would pass over', () => {
    assert.equal(messages('{"Max_Tokens":80,"messages":[]}'), '{"Max_Tokens":50,"messages":[],"max_tokens":50}')
    assert.equal(messages('{"Max_Tokens":null,"messages":[]}'), '{"Max_Tokens":null,"messages":[],"max_tokens":50}')
  })

  it('leaves a request alone that asks for no more', () => {
    for (const body of ['{"messages":[],"max_tokens":50}', '{"messages":[],"max_tokens":1.0}'])
      assert.equal(messages(body), body)
    assert.equal(limited('openai-embeddings', '{"input":"a"}', 5), '{"input":"a"}')
  })

  it('goes beside the wish for usage', () => {
    const dialect = DIALECTS.find(({ name }) => name === 'openai-chat')
    const request = dialect && decoded(dialect, Buffer.from('{"messages":[],"stream":true}'))
    const lower = request && dialect?.limitOutput(request, 50)
    assert.equal(
      lower && dialect?.encodeRequest(lower).body.toString(),
      '{"messages":[],"stream":true,"max_completion_tokens":50,"stream_options":{"include_usage":true}}',
    )
  })
})

describe('there is no lower maximum', () => {
  it('that is none, or that the vendor would refuse', () => {
    for (const maxTokens of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      assert.equal(chat('{"messages":[]}', maxTokens), undefined)
    assert.equal(limited('openai-responses', '{"input":"a"}', 15), undefined)
  })

  it('at or below the tokens that the model may think for', () => {
    const thinking = (budget: string) => `{"messages":[],"max_tokens":80,"thinking":{"budget_tokens":${budget}}}`
    assert.equal(messages(thinking('50')), undefined)
    assert.equal(messages(thinking('60')), undefined)
    assert.equal(messages(thinking('"many"')), undefined)
    assert.ok(messages(thinking('49')))
    assert.ok(messages(thinking('60'), 80))
  })

  it('for a request whose fallbacks have their own', () => {
    assert.equal(messages('{"messages":[],"max_tokens":80,"fallbacks":[{"model":"m","max_tokens":90}]}'), undefined)
    assert.ok(messages('{"messages":[],"max_tokens":80,"fallbacks":null}'))
  })

  it('for what is not read, or is not answered by a model', () => {
    assert.equal(limited('openai-passthrough', '{"max_tokens":80}', 50), undefined)
    assert.equal(limited('anthropic-count-tokens', '{"messages":[]}', 50), undefined)
  })
})
