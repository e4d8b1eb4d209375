/** The official clients read every ready-made answer, and the bytes that are unusual on purpose are there. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { answers, bodyOf, type FakeUpstream, startFakeUpstream } from './index.js'

const MODEL = 'gpt-4o-mini'
const CLAUDE = 'claude-sonnet-5'
const TEXT = 'Größe 1/2, 你好 😀!'
const SAID = { model: MODEL, text: TEXT }
const CALLED = { model: MODEL, tool: 'get_weather', arguments: '{"city": "Zürich", "n": 1.0}' }
const CALL_VALUE = { city: 'Zürich', n: 1 }

let fake: FakeUpstream
let openai: OpenAI
let anthropic: Anthropic

before(async () => {
  fake = await startFakeUpstream()
  openai = new OpenAI({ baseURL: `${fake.url}/v1`, apiKey: 'any', maxRetries: 0 })
  anthropic = new Anthropic({ baseURL: fake.url, apiKey: 'any', maxRetries: 0 })
})

after(() => fake.close())

describe('OpenAI chat completions', () => {
  const asked = { model: MODEL, messages: [{ role: 'user' as const, content: 'hi' }] }

  test('text, whole and streamed', async () => {
    fake.reply(answers.chatAnswer(SAID))
    assert.equal((await openai.chat.completions.create(asked)).choices[0]?.message.content, TEXT)
    fake.reply(answers.chatStream(SAID))
    const completion = await openai.chat.completions.stream(asked).finalChatCompletion()
    assert.equal(completion.choices[0]?.message.content, TEXT)
    assert.equal(completion.usage, undefined)
  })

  test('usage in a stream only when it was asked for, in a chunk without choices', async () => {
    fake.reply(answers.chatStream(SAID, { includeUsage: true }))
    const completion = await openai.chat.completions.stream(asked).finalChatCompletion()
    assert.equal(completion.usage?.total_tokens, 29)
    const [usageChunk, done] = answers.chatStream(SAID, { includeUsage: true }).pieces.slice(-2)
    assert.match(String(usageChunk), /"choices":\[\],"usage":\{/)
    assert.equal(String(done), 'data: [DONE]\n\n')
    assert.doesNotMatch(String(bodyOf(answers.chatStream(SAID))), /usage/)
  })

  test('tool calls, whole and streamed', async () => {
    fake.reply(answers.chatToolAnswer(CALLED))
    const whole = (await openai.chat.completions.create(asked)).choices[0]?.message.tool_calls?.[0]
    fake.reply(answers.chatToolStream(CALLED))
    const streamed = (await openai.chat.completions.stream(asked).finalMessage()).tool_calls?.[0]
    for (const call of [whole, streamed]) {
      assert.ok(call?.type === 'function')
      assert.equal(call.function.name, 'get_weather')
      assert.equal(call.function.arguments, CALLED.arguments)
    }
  })

  test('errors are the typed errors of the client', async () => {
    fake.reply(answers.openaiRateLimited(7))
    await assert.rejects(openai.chat.completions.create(asked), (error: unknown) => {
      assert.ok(error instanceof OpenAI.RateLimitError)
      assert.equal(error.code, 'rate_limit_exceeded')
      assert.equal(error.headers.get('retry-after'), '7')
      return true
    })
    fake.reply(answers.openaiError(400, { message: 'no', param: 'model' }))
    await assert.rejects(openai.chat.completions.create(asked), OpenAI.BadRequestError)
  })
})

test('OpenAI legacy completions, whole and streamed', async () => {
  const asked = { model: MODEL, prompt: 'hi' }
  fake.reply(answers.completionAnswer(SAID))
  assert.equal((await openai.completions.create(asked)).choices[0]?.text, TEXT)
  fake.reply(answers.completionStream(SAID))
  let streamed = ''
  for await (const chunk of await openai.completions.create({ ...asked, stream: true })) {
    streamed += chunk.choices[0]?.text ?? ''
  }
  assert.equal(streamed, TEXT)
})

describe('OpenAI responses', () => {
  const asked = { model: MODEL, input: 'hi' }

  test('text, whole and streamed', async () => {
    fake.reply(answers.responseAnswer(SAID))
    assert.equal((await openai.responses.create(asked)).output_text, TEXT)
    fake.reply(answers.responseStream(SAID))
    const types: string[] = []
    const stream = openai.responses.stream(asked)
    for await (const event of stream) {
      assert.equal(event.sequence_number, types.length)
      types.push(event.type)
    }
    assert.equal(types[0], 'response.created')
    assert.equal(types.at(-1), 'response.completed')
    const final = await stream.finalResponse()
    assert.equal(final.output_text, TEXT)
    assert.equal(final.usage?.total_tokens, 123)
  })

  test('tool calls, whole and streamed', async () => {
    fake.reply(answers.responseToolAnswer(CALLED))
    const whole = (await openai.responses.create(asked)).output[0]
    fake.reply(answers.responseToolStream(CALLED))
    const streamed = (await openai.responses.stream(asked).finalResponse()).output[0]
    for (const call of [whole, streamed]) {
      assert.ok(call?.type === 'function_call')
      assert.equal(call.arguments, CALLED.arguments)
    }
  })
})

describe('Anthropic messages', () => {
  const asked = { model: CLAUDE, max_tokens: 99, messages: [{ role: 'user' as const, content: 'hi' }] }

  test('signed thinking and text, whole and streamed', async () => {
    fake.reply(answers.messageAnswer({ model: CLAUDE, text: TEXT }))
    const whole = await anthropic.messages.create(asked)
    fake.reply(answers.messageStream({ model: CLAUDE, text: TEXT }))
    const streamed = await anthropic.messages.stream(asked).finalMessage()
    const [thinking, text] = streamed.content
    assert.ok(thinking?.type === 'thinking' && thinking.signature.length > 20 && thinking.thinking.includes('déjà'))
    assert.ok(text?.type === 'text' && text.text === TEXT)
    assert.deepEqual(streamed.content, whole.content)
    assert.equal(streamed.usage.output_tokens, 15)
    assert.equal(streamed.stop_reason, 'end_turn')
  })

  test('tool calls, whole and streamed', async () => {
    fake.reply(answers.messageToolAnswer({ ...CALLED, model: CLAUDE }))
    const whole = (await anthropic.messages.create(asked)).content[0]
    fake.reply(answers.messageToolStream({ ...CALLED, model: CLAUDE }))
    const streamed = (await anthropic.messages.stream(asked).finalMessage()).content[1]
    for (const call of [whole, streamed]) {
      assert.ok(call?.type === 'tool_use')
      assert.deepEqual(call.input, CALL_VALUE)
    }
  })

  test('errors are the typed errors of the client', async () => {
    fake.reply(answers.overloadedAnswer())
    await assert.rejects(anthropic.messages.create(asked), (error: unknown) => {
      assert.ok(error instanceof Anthropic.InternalServerError)
      assert.equal(error.status, 529)
      assert.equal(error.type, 'overloaded_error')
      return true
    })
    fake.reply(answers.anthropicRateLimited(3))
    await assert.rejects(anthropic.messages.create(asked), Anthropic.RateLimitError)
    const stream = answers.messageStream({ model: CLAUDE, text: TEXT })
    fake.reply({ ...stream, pieces: [...stream.pieces.slice(0, 3), answers.ANTHROPIC_ERROR_EVENT] })
    await assert.rejects(anthropic.messages.stream(asked).finalMessage(), Anthropic.APIError)
  })
})

describe('unscripted', () => {
  test('each path is answered in its own shape, with an echo', async () => {
    const said = /^You said: hi – naïve café 😀 1\/2$/
    const chat = { model: MODEL, messages: [{ role: 'user' as const, content: 'hi' }] }
    assert.match((await openai.chat.completions.create(chat)).choices[0]?.message.content ?? '', said)
    const streamed = await openai.chat.completions.stream(chat).finalChatCompletion()
    assert.match(streamed.choices[0]?.message.content ?? '', said)
    assert.equal(streamed.model, MODEL)
    assert.match((await openai.completions.create({ model: MODEL, prompt: 'hi' })).choices[0]?.text ?? '', said)
    assert.match((await openai.responses.create({ model: MODEL, input: 'hi' })).output_text, said)
    const parts = [{ role: 'user' as const, content: [{ type: 'input_text' as const, text: 'hi' }] }]
    assert.match((await openai.responses.stream({ model: MODEL, input: parts }).finalResponse()).output_text, said)
    const message = { model: CLAUDE, max_tokens: 9, messages: [{ role: 'user' as const, content: 'hi' }] }
    const content = (await anthropic.messages.create(message)).content
    assert.ok(content[1]?.type === 'text' && said.test(content[1].text))
    assert.deepEqual((await anthropic.messages.stream(message).finalMessage()).content, content)
    const { max_tokens: _, ...counted } = message
    assert.equal((await anthropic.messages.countTokens(counted)).input_tokens, 2)
  })

  test('embeddings and models', async () => {
    const embeddings = await openai.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'] })
    assert.deepEqual(
      embeddings.data.map(({ embedding }) => Array.from(embedding)),
      [
        [0.5, -0.25, 1],
        [0.5, -0.25, 1],
      ],
    )
    const plain = { model: 'text-embedding-3-small', input: 'a', encoding_format: 'float' as const }
    assert.deepEqual((await openai.embeddings.create(plain)).data[0]?.embedding, [0.5, -0.25, 1])
    assert.ok((await openai.models.list()).data.length > 1)
    assert.equal((await openai.models.retrieve('gpt-x')).id, 'gpt-x')
  })

  test('other paths and bodies are errors in the family’s shape', async () => {
    await assert.rejects(openai.get('/nothing'), OpenAI.NotFoundError)
    await assert.rejects(anthropic.get('/v1/nothing'), Anthropic.NotFoundError)
    const answer = await fetch(`${fake.url}/v1/messages`, { method: 'POST', body: '[]' })
    assert.equal(answer.status, 400)
    assert.equal(Object(await answer.json()).error.type, 'invalid_request_error')
  })
})

test('parsing and writing again would change the bytes of every text answer', () => {
  const wholes = [answers.chatAnswer(SAID), answers.messageAnswer(SAID), answers.responseAnswer(SAID)]
  const texts = wholes.map((answer) => bodyOf(answer).toString())
  const streams = [answers.chatStream(SAID), answers.messageStream(SAID), answers.responseStream(SAID)]
  const datas = streams.flatMap(({ pieces }) => pieces.map((piece) => /^data: (.*)$/m.exec(String(piece))?.[1] ?? ''))
  for (const text of texts) assert.notEqual(JSON.stringify(JSON.parse(text)), text)
  const changed = datas.filter((data) => data !== '[DONE]' && JSON.stringify(JSON.parse(data)) !== data)
  assert.ok(changed.length >= 12)
  const all = [...texts, ...datas].join('\n')
  for (const unusual of ['9007199254740993123', '1.0', '\\u00', '\\/', '你', '😀'])
    assert.ok(all.includes(unusual), unusual)
})
