/** What a request asks for is read as the provider would read it that charges most; a number that is none is refused. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Demand } from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import { DIALECTS } from './index.js'
import { decoded } from './recorded.suite.js'

function demand(name: string, body: string): Demand {
  const dialect = DIALECTS.find((one) => one.name === name)
  assert.ok(dialect)
  const read = decoded(dialect, Buffer.from(body)).facts.demand
  assert.ok(read)
  return read()
}

const chat = (members: string) => demand('openai-chat', `{"messages":[]${members && `,${members}`}}`)
const completions = (members: string) => demand('openai-completions', `{${members}}`)
const responses = (members: string) => demand('openai-responses', `{"input":[]${members && `,${members}`}}`)
const messages = (members: string) => demand('anthropic-messages', `{"messages":[]${members && `,${members}`}}`)
const block = (fields: string) => demand('anthropic-messages', `{"messages":[{"role":"user","content":[{${fields}}]}]}`)
const part = (fields: string) => demand('openai-chat', `{"messages":[{"role":"user","content":[{${fields}}]}]}`)
const item = (fields: string) => demand('openai-responses', `{"input":[{${fields}}]}`)

describe('the maximum of the output', () => {
  it('is the largest of those that are given', () => {
    assert.equal(chat('').maxOutputTokens, undefined)
    assert.equal(chat('"max_tokens":5').maxOutputTokens, 5)
    assert.equal(chat('"max_tokens":5,"max_completion_tokens":7').maxOutputTokens, 7)
    assert.equal(chat('"max_completion_tokens":5,"max_tokens":7').maxOutputTokens, 7)
    assert.equal(chat('"max_completion_tokens":null,"max_tokens":7').maxOutputTokens, 7)
    assert.equal(completions('"max_tokens":16').maxOutputTokens, 16)
    assert.equal(responses('"max_output_tokens":16').maxOutputTokens, 16)
    assert.equal(messages('"max_tokens":16').maxOutputTokens, 16)
  })

  it('may be nothing at all, as to fill a cache', () => assert.equal(messages('"max_tokens":0').maxOutputTokens, 0))

  it('may be written in any way that is a whole number', () => {
    for (const number of ['1000', '1e3', '1000.0', '100000E-2'])
      assert.equal(messages(`"max_tokens":${number}`).maxOutputTokens, 1000)
    assert.equal(messages('"max\\u005ftokens":7').maxOutputTokens, 7)
  })

  it('bounds nothing where some providers would not see it', () => {
    assert.equal(messages('"Max_Tokens":7').maxOutputTokens, undefined)
    assert.equal(messages('"Max_Tokens":7,"max_tokens":7').maxOutputTokens, 7)
    assert.equal(chat('"max_output_tokens":7').maxOutputTokens, undefined)
  })
})

describe('a request is refused', () => {
  const refused: readonly (readonly [() => unknown, string])[] = [
    [() => messages('"max_tokens":-1'), 'max_tokens must be a whole number, at least 0.'],
    [() => messages('"max_tokens":1.5'), 'max_tokens must be a whole number, at least 0.'],
    [() => messages('"max_tokens":1e400'), 'max_tokens must be a whole number, at least 0.'],
    [() => messages('"max_tokens":9007199254740993'), 'max_tokens must be a whole number, at least 0.'],
    [() => messages('"max_tokens":"5"'), 'max_tokens must be a whole number, at least 0.'],
    [() => messages('"max_tokens":[5]'), 'max_tokens must be a whole number, at least 0.'],
    [() => messages('"max_tokens":5,"max_tokens":6'), 'max_tokens is given twice.'],
    [() => messages('"max_tokens":5,"MAX_TOKENS":6'), 'max_tokens is given twice.'],
    [() => chat('"max_completion_tokens":true'), 'max_completion_tokens must be a whole number, at least 0.'],
    [() => chat('"n":0'), 'n must be a whole number, at least 1.'],
    [() => chat('"n":1,"N":9'), 'n is given twice.'],
    [() => completions('"best_of":"2"'), 'best_of must be a whole number, at least 1.'],
    [() => responses('"max_output_tokens":{}'), 'max_output_tokens must be a whole number, at least 0.'],
  ]
  for (const [read, detail] of refused) {
    it(`because ${detail}`, () => {
      assert.throws(read, (error) => {
        assert.ok(error instanceof HeadgateError)
        assert.deepEqual([error.code, error.detail], ['invalid_request', detail])
        return true
      })
    })
  }
})

describe('answers', () => {
  it('are as many as the request asks for', () => {
    assert.equal(chat('').answers, 1)
    assert.equal(chat('"n":3').answers, 3)
    assert.equal(chat('"n":null').answers, 1)
    assert.equal(chat('"N":3').answers, 3)
  })

  it('are generated and paid for even if only the best are sent, for every prompt', () => {
    assert.equal(completions('"prompt":"a","n":2,"best_of":5').answers, 5)
    assert.equal(completions('"prompt":["a","b","c"],"n":2').answers, 6)
    assert.equal(completions('"prompt":[[1,2],[3]]').answers, 2)
    assert.equal(completions('"prompt":[1,2,3]').answers, 1)
    assert.equal(completions('"prompt":[]').answers, 1)
    assert.equal(completions('"Prompt":["a","b"],"prompt":"c"').answers, 3)
  })
})

describe('images', () => {
  it('are counted wherever they stand', () => {
    assert.equal(part('"type":"image_url","image_url":{"url":"https://a.example/b"}').images, 1)
    assert.equal(item('"role":"user","content":[{"type":"input_image","file_id":"file-1"}]').images, 1)
    assert.equal(item('"type":"computer_call_output","output":{"type":"computer_screenshot","file_id":"f"}').images, 1)
    const image = '{"type":"image","source":{"type":"url","url":"https://a.example/b"}}'
    assert.equal(block(`"type":"tool_result","tool_use_id":"t","content":[${image},${image}]`).images, 2)
    assert.equal(block(`"type":"document","source":{"type":"content","content":[${image}]}`).images, 1)
  })

  it('are counted without a type, with another beside it, and under a name in other letters', () => {
    assert.equal(part('"image_url":{"url":"https://a.example/b"}').images, 1)
    assert.equal(part('"type":"text","type":"image_url"').images, 1)
    assert.equal(part('"Type":"image_url"').images, 1)
    assert.equal(part('"\\u0074ype":"image_url"').images, 1)
    assert.equal(part('"Image_URL":"https://a.example/b"').images, 1)
  })

  it('are no references, and their data is no structure', () => {
    const data = 'iVBORw0KGgo'.repeat(1000)
    const { references, structure } = block(`"type":"image","source":{"type":"base64","data":"${data}"}`)
    assert.equal(references, false)
    assert.ok(structure().length < 200)
  })
})

describe('references', () => {
  const unshown: readonly (() => Demand)[] = [
    () => part('"type":"file","file":{"file_id":"file-1"}'),
    () => part('"type":"file","file":{"file_data":"data:application/pdf;base64,JVBERi0xLjcK"}'),
    () => part('"file":{"file_id":"file-1"}'),
    () => part('"type":"video_url","video_url":{"url":"https://a.example/b"}'),
    () => responses('"previous_response_id":"resp_1"'),
    () => responses('"Previous_Response_Id":"resp_1"'),
    () => responses('"conversation":{"id":"conv_1"}'),
    () => responses('"prompt":{"id":"pmpt_1"}'),
    () => item('"type":"item_reference","id":"msg_1"'),
    () => item('"role":"user","content":[{"type":"input_file","file_url":"https://a.example/b"}]'),
    () => item('"role":"user","content":[{"type":"hologram","file_id":"file-1"}]'),
    () => block('"type":"document","source":{"type":"file","file_id":"file_1"}'),
    () => block('"type":"document","source":{"type":"url","url":"https://a.example/b"}'),
    () => block('"type":"document","source":{"type":"base64","data":"JVBERi0xLjcK"}'),
    () => block('"type":"container_upload","file_id":"file_1"'),
    () => messages('"container":"container_1"'),
    () => messages('"thread":{"type":"continue","previous_message_id":"msg_1"}'),
  ]
  unshown.forEach((read, index) => {
    it(`number ${index + 1} is one: its tokens are not shown`, () => assert.equal(read().references, true))
  })

  const shown: readonly (() => Demand)[] = [
    () => part('"type":"text","text":"file_id"'),
    () => responses('"previous_response_id":null,"conversation":null,"prompt":null'),
    () => item('"type":"function_call","call_id":"c","name":"f","arguments":"{\\"file_id\\":1}"'),
    () => item('"type":"message","content":[{"type":"output_text","annotations":[{"file_id":"file-1"}]}]'),
    () => block('"type":"document","source":{"type":"text","media_type":"text/plain","data":"words"}'),
    () => block('"type":"tool_use","id":"t","name":"f","input":{"file_id":"7","type":"url"}'),
    () => messages('"metadata":{"file_id":"7"},"thread":{"type":"create"},"container":null'),
    () => messages('"tools":[{"name":"f","input_schema":{"properties":{"file_id":{"type":"file"}}}}]'),
    () => chat('"response_format":{"json_schema":{"schema":{"properties":{"file":{"type":"image_url"}}}}}'),
  ]
  shown.forEach((read, index) => {
    it(`what is shown is none: number ${index + 1}`, () => {
      const { references, images } = read()
      assert.deepEqual({ references, images }, { references: false, images: 0 })
    })
  })
})

describe('writes to the cache', () => {
  const cached = (control: string) => block(`"type":"text","text":"a","cache_control":${control}`).cacheWrites

  it('are as dear as the longest that is asked for', () => {
    assert.equal(messages('').cacheWrites, 'none')
    assert.equal(cached('null'), 'none')
    assert.equal(cached('{"type":"ephemeral"}'), '5m')
    assert.equal(cached('{"type":"ephemeral","ttl":"5m"}'), '5m')
    assert.equal(cached('{"type":"ephemeral","ttl":"1h"}'), '1h')
    assert.equal(cached('{"type":"ephemeral","ttl":"5m","TTL":"1h"}'), '1h')
    assert.equal(cached('{"type":"ephemeral","ttl":"a year"}'), '1h')
    assert.equal(messages('"cache_control":{"type":"ephemeral"}').cacheWrites, '5m')
    assert.equal(messages('"tools":[{"name":"f","Cache_Control":{"ttl":"1h"}}]').cacheWrites, '1h')
    assert.equal(messages('"system":[{"type":"text","text":"a","cache_control":{}}]').cacheWrites, '5m')
    assert.equal(
      block('"type":"image","source":{"type":"url","url":"https://a.example/b"},"cache_control":{"ttl":"1h"}')
        .cacheWrites,
      '1h',
    )
  })

  it('happen unasked in the formats of OpenAI', () => {
    assert.equal(chat('').cacheWrites, '5m')
    assert.equal(responses('').cacheWrites, '5m')
    assert.equal(completions('').cacheWrites, 'none')
  })
})

describe('reasoning', () => {
  it('is on, off or left to the model', () => {
    assert.equal(chat('').reasoning, 'unsaid')
    assert.equal(chat('"reasoning_effort":"none"').reasoning, 'off')
    assert.equal(chat('"reasoning_effort":"low"').reasoning, 'on')
    assert.equal(responses('"reasoning":{"effort":"none"}').reasoning, 'off')
    assert.equal(responses('"reasoning":{"effort":"none","effort":"high"}').reasoning, 'on')
    assert.equal(messages('"thinking":{"type":"disabled"}').reasoning, 'off')
    assert.equal(messages('"thinking":{"type":"adaptive"}').reasoning, 'on')
  })
})

describe('the service tier', () => {
  it('is named, and is without a price unless it costs what is listed', () => {
    for (const tier of ['auto', 'default', 'flex', 'standard_only']) {
      const { serviceTier, unpriced } = chat(`"service_tier":"${tier}"`)
      assert.deepEqual([serviceTier, unpriced], [tier, []])
    }
    for (const tier of ['priority', 'scale'])
      assert.deepEqual(chat(`"service_tier":"${tier}"`).unpriced, ['service_tier'])
    for (const tier of ['"planted"', '7', '{}']) {
      const { serviceTier, unpriced } = chat(`"service_tier":${tier}`)
      assert.deepEqual([serviceTier, unpriced], ['other', ['service_tier']])
    }
    assert.deepEqual(chat('"service_tier":"auto","Service_Tier":"priority"').unpriced, ['service_tier'])
    assert.equal(chat('"service_tier":null').serviceTier, undefined)
  })
})

describe('structure', () => {
  it('is all that is no text, a line for each piece', () => {
    assert.equal(
      chat(
        '"user":"u_1","tools":[{"type":"function","function":{"name":"f","description":"Words.","n":1.0}}]',
      ).structure(),
      '{"messages":[],"user":"u_1","tools":[{"type":"function","function":{"name":"f","description":\n,"n":1.0}}]}',
    )
  })

  it('has the ids of tokens, and what the vendor sealed', () => {
    assert.match(completions('"prompt":[1212,318]').structure(), /\[1212,318\]/)
    const sealed = 'CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar0PUaP2SJrtP4HUJnjLHW'
    assert.ok(block(`"type":"thinking","thinking":"Hm.","signature":"${sealed}"`).structure().includes(sealed))
  })

  it('is the same however the texts are edited', () => {
    const dialect = DIALECTS.find(({ name }) => name === 'openai-chat')
    const request = dialect && decoded(dialect, Buffer.from('{"messages":[{"role":"user","content":"Hi"}]}'))
    const [segment] = request?.segments() ?? []
    assert.ok(request && segment)
    const edited = request.withText(new Map([[segment, 'A longer text']]))
    assert.equal(edited.facts.demand?.().structure(), request.facts.demand?.().structure())
  })
})
