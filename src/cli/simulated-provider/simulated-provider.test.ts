/** The official clients read every answer of the simulated provider, streamed and not. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { type SimulatedProvider, startSimulatedProvider } from './index.js'

const MODEL = 'gpt-4o-mini'
const CLAUDE = 'claude-sonnet-5'
const SAID = 'Guten Tag, 你好, 👋🏽 and "quotes"'
const WEATHER = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 3 }, unit: { enum: ['celsius'] } },
  required: ['city', 'days', 'unit'],
} as const
const WEATHER_ARGUMENTS = { city: 'example city', days: 3, unit: 'celsius' }
const CHAT_TOOLS = [
  { type: 'function' as const, function: { name: 'get_weather', parameters: WEATHER } },
  { type: 'function' as const, function: { name: 'get_time', parameters: { type: 'object', properties: {} } } },
]

let provider: SimulatedProvider
let openai: OpenAI
let anthropic: Anthropic

before(async () => {
  provider = await startSimulatedProvider()
  openai = new OpenAI({ baseURL: `${provider.url}/v1`, apiKey: 'any', maxRetries: 0 })
  anthropic = new Anthropic({ baseURL: provider.url, apiKey: 'any', maxRetries: 0 })
})

after(() => provider.close())

async function collect<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of stream) items.push(item)
  return items
}

describe('chat completions', () => {
  const messages = [{ role: 'user' as const, content: SAID }]

  test('answers in words that echo the user, with usage that adds up', async () => {
    const answer = await openai.chat.completions.create({ model: MODEL, messages })
    assert.equal(answer.choices[0]?.finish_reason, 'stop')
    assert.ok(answer.choices[0]?.message.content?.includes(SAID))
    assert.equal(answer.model, MODEL)
    assert.ok(answer.usage && answer.usage.prompt_tokens > 0 && answer.usage.completion_tokens > 0)
    assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens)
  })

  test('says the same in a stream as in one piece, in several deltas', async () => {
    const whole = await openai.chat.completions.create({ model: MODEL, messages })
    const chunks = await collect(await openai.chat.completions.create({ model: MODEL, messages, stream: true }))
    const deltas = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').filter((delta) => delta !== '')
    assert.ok(deltas.length > 2)
    assert.equal(deltas.join(''), whole.choices[0]?.message.content)
    assert.ok(chunks.every((chunk) => chunk.choices.length === 1 && chunk.usage === undefined))
  })

  test('reports the usage of a stream only when asked, in a last chunk without choices', async () => {
    const asked = { model: MODEL, messages, stream: true as const, stream_options: { include_usage: true } }
    const whole = await openai.chat.completions.create({ model: MODEL, messages })
    const chunks = await collect(await openai.chat.completions.create(asked))
    assert.deepEqual(chunks.at(-1)?.choices, [])
    assert.deepEqual(chunks.at(-1)?.usage, whole.usage)
    assert.ok(chunks.slice(0, -1).every((chunk) => chunk.usage === null))
  })

  test('stops at max_completion_tokens', async () => {
    const answer = await openai.chat.completions.create({ model: MODEL, messages, max_completion_tokens: 2 })
    assert.equal(answer.choices[0]?.finish_reason, 'length')
    assert.equal(answer.choices[0]?.message.content, 'You said')
    assert.equal(answer.usage?.completion_tokens, 2)
  })

  test('calls the first tool with arguments of its schema, and then uses the result', async () => {
    const asked = await openai.chat.completions.create({ model: MODEL, messages, tools: CHAT_TOOLS })
    const message = asked.choices[0]?.message
    const call = message?.tool_calls?.[0]
    assert.ok(message && call?.type === 'function')
    assert.equal(asked.choices[0]?.finish_reason, 'tool_calls')
    assert.equal(call.function.name, 'get_weather')
    assert.deepEqual(JSON.parse(call.function.arguments), WEATHER_ARGUMENTS)

    const result = { role: 'tool' as const, tool_call_id: call.id, content: 'It rains fish.' }
    const told = await openai.chat.completions.create({
      model: MODEL,
      messages: [...messages, message, result],
      tools: CHAT_TOOLS,
    })
    assert.equal(told.choices[0]?.finish_reason, 'stop')
    assert.ok(told.choices[0]?.message.content?.includes('It rains fish.'))
  })

  test('streams a call that the client puts together again', async () => {
    const stream = openai.chat.completions.stream({ model: MODEL, messages, tools: CHAT_TOOLS })
    const call = (await stream.finalMessage()).tool_calls?.[0]
    assert.ok(call?.type === 'function')
    assert.deepEqual(JSON.parse(call.function.arguments), WEATHER_ARGUMENTS)
  })

  test('calls the tool that the user or tool_choice names, or none', async () => {
    const called = async (more: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming>) => {
      const answer = await openai.chat.completions.create({ model: MODEL, messages, tools: CHAT_TOOLS, ...more })
      const call = answer.choices[0]?.message.tool_calls?.[0]
      return call?.type === 'function' ? call.function.name : undefined
    }
    assert.equal(await called({ messages: [{ role: 'user', content: 'please get_time' }] }), 'get_time')
    assert.equal(await called({ tool_choice: { type: 'function', function: { name: 'get_time' } } }), 'get_time')
    assert.equal(await called({ tool_choice: 'none' }), undefined)
  })
})

test('legacy completions answer, streamed and not', async () => {
  const asked = { model: 'gpt-3.5-turbo-instruct', prompt: SAID }
  const whole = await openai.completions.create(asked)
  assert.ok(whole.choices[0]?.text.includes(SAID))
  const streamed = await openai.completions.create({
    ...asked,
    stream: true,
    stream_options: { include_usage: true },
  })
  const chunks = await collect(streamed)
  assert.equal(chunks.map((chunk) => chunk.choices[0]?.text ?? '').join(''), whole.choices[0]?.text)
  assert.deepEqual(chunks.at(-1)?.usage, whole.usage)
})

test('embeddings are unit vectors that depend on the text alone, the same in both encodings', async () => {
  const ask = (more: object) =>
    openai.embeddings.create({ model: 'text-embedding-3-small', input: ['one', 'two', 'one'], dimensions: 16, ...more })
  const decoded = (await ask({})).data.map(({ embedding }) => Array.from(embedding))
  const plain = (await ask({ encoding_format: 'float' })).data.map(({ embedding }) => embedding)
  assert.equal(plain.length, 3)
  assert.deepEqual(plain[0], plain[2])
  assert.notDeepEqual(plain[0], plain[1])
  assert.ok(Math.abs(Math.hypot(...(plain[0] ?? [])) - 1) < 1e-9)
  assert.deepEqual(
    decoded,
    plain.map((vector) => vector.map(Math.fround)),
  )
})

test('models are listed and found by name', async () => {
  const models = await collect(openai.models.list())
  assert.ok(models.some(({ id }) => id === MODEL))
  assert.equal((await openai.models.retrieve(MODEL)).id, MODEL)
  await assert.rejects(openai.models.retrieve('no-such-model'), OpenAI.NotFoundError)
})

describe('responses', () => {
  const tools = [{ type: 'function' as const, name: 'get_weather', parameters: WEATHER, strict: true }]

  test('answers in words, streamed and not', async () => {
    const whole = await openai.responses.create({ model: MODEL, input: SAID })
    assert.ok(whole.output_text.includes(SAID))
    assert.equal(whole.status, 'completed')
    const stream = openai.responses.stream({ model: MODEL, input: SAID })
    const events = await collect(stream)
    assert.deepEqual(
      events.map((event) => event.sequence_number),
      events.map((_, at) => at),
    )
    assert.equal(events[0]?.type, 'response.created')
    assert.equal(events.at(-1)?.type, 'response.completed')
    const final = await stream.finalResponse()
    assert.equal(final.output_text, whole.output_text)
    assert.deepEqual(final.usage, whole.usage)
  })

  test('ends as incomplete at max_output_tokens', async () => {
    const whole = await openai.responses.create({ model: MODEL, input: SAID, max_output_tokens: 2 })
    assert.equal(whole.status, 'incomplete')
    assert.deepEqual(whole.incomplete_details, { reason: 'max_output_tokens' })
    const events = await collect(
      await openai.responses.create({ model: MODEL, input: SAID, max_output_tokens: 2, stream: true }),
    )
    assert.equal(events.at(-1)?.type, 'response.incomplete')
  })

  test('calls a tool, streamed and not, and then uses the result', async () => {
    const asked = await openai.responses.create({ model: MODEL, input: SAID, tools })
    const call = asked.output[0]
    assert.ok(call?.type === 'function_call')
    assert.deepEqual(JSON.parse(call.arguments), WEATHER_ARGUMENTS)
    const streamed = await openai.responses.stream({ model: MODEL, input: SAID, tools }).finalResponse()
    const streamedCall = streamed.output[0]
    assert.ok(streamedCall?.type === 'function_call')
    assert.equal(streamedCall.arguments, call.arguments)

    const told = await openai.responses.create({
      model: MODEL,
      tools,
      input: [
        { role: 'user', content: SAID },
        call,
        { type: 'function_call_output', call_id: call.call_id, output: 'It rains frogs.' },
      ],
    })
    assert.ok(told.output_text.includes('It rains frogs.'))
    assert.ok(told.output_text.includes(SAID))
  })
})

describe('messages', () => {
  const asked = { model: CLAUDE, max_tokens: 1_000, messages: [{ role: 'user' as const, content: SAID }] }
  const tools = [{ name: 'get_weather', input_schema: { ...WEATHER, required: [...WEATHER.required] } }]

  test('answers in words, streamed and not', async () => {
    const whole = await anthropic.messages.create(asked)
    const block = whole.content[0]
    assert.ok(block?.type === 'text' && block.text.includes(SAID))
    assert.equal(whole.stop_reason, 'end_turn')
    const stream = anthropic.messages.stream(asked)
    const events = await collect(stream)
    assert.ok(events.filter((event) => event.type === 'content_block_delta').length > 2)
    const final = await stream.finalMessage()
    assert.deepEqual(final.content, whole.content)
    assert.equal(final.usage.output_tokens, whole.usage.output_tokens)
    assert.equal(final.usage.input_tokens, whole.usage.input_tokens)
  })

  test('stops at max_tokens', async () => {
    const answer = await anthropic.messages.create({ ...asked, max_tokens: 2 })
    assert.equal(answer.stop_reason, 'max_tokens')
    assert.equal(answer.usage.output_tokens, 2)
  })

  test('calls a tool, streamed and not, and then uses the result', async () => {
    const first = await anthropic.messages.create({ ...asked, tools })
    const call = first.content[0]
    assert.ok(call?.type === 'tool_use')
    assert.equal(first.stop_reason, 'tool_use')
    assert.deepEqual(call.input, WEATHER_ARGUMENTS)
    const streamed = (await anthropic.messages.stream({ ...asked, tools }).finalMessage()).content[0]
    assert.ok(streamed?.type === 'tool_use')
    assert.deepEqual(streamed.input, WEATHER_ARGUMENTS)

    const result = { type: 'tool_result' as const, tool_use_id: call.id, content: 'It rains cats.' }
    const told = await anthropic.messages.create({
      ...asked,
      tools,
      messages: [...asked.messages, { role: 'assistant', content: first.content }, { role: 'user', content: [result] }],
    })
    const answer = told.content[0]
    assert.ok(answer?.type === 'text' && answer.text.includes('It rains cats.') && answer.text.includes(SAID))
  })

  test('counts the tokens that a message reports', async () => {
    const { messages, model } = asked
    const counted = await anthropic.messages.countTokens({ messages, model, tools })
    const sent = await anthropic.messages.create({ ...asked, tools })
    assert.equal(counted.input_tokens, sent.usage.input_tokens)
    const longer = [{ role: 'user' as const, content: SAID.repeat(20) }]
    const more = await anthropic.messages.countTokens({ messages: longer, model, tools })
    assert.ok(more.input_tokens > counted.input_tokens)
  })
})

describe('refusals', () => {
  const raw = (path: string, init: RequestInit) => fetch(`${provider.url}${path}`, init)
  const bearer = { authorization: 'Bearer any', 'content-type': 'application/json' }

  test('malformed requests are typed errors of each client', async () => {
    await assert.rejects(openai.chat.completions.create({ model: MODEL, messages: [] }), OpenAI.BadRequestError)
    await assert.rejects(openai.responses.create({ model: '', input: 'x' }), OpenAI.BadRequestError)
    await assert.rejects(openai.embeddings.create({ model: MODEL, input: [] }), OpenAI.BadRequestError)
    await assert.rejects(
      anthropic.messages.create({ model: CLAUDE, max_tokens: 0, messages: [] }),
      Anthropic.BadRequestError,
    )
    for (const body of ['{"model":', '[]', '"text"', '']) {
      const answer = await raw('/v1/chat/completions', { method: 'POST', headers: bearer, body })
      assert.equal(answer.status, 400)
    }
  })

  test('unknown paths and wrong methods are not found, in the shape of the family that was called', async () => {
    await assert.rejects(openai.get('/nothing'), OpenAI.NotFoundError)
    await assert.rejects(anthropic.get('/v1/nothing'), (error: unknown) => {
      assert.ok(error instanceof Anthropic.NotFoundError)
      assert.equal(error.type, 'not_found_error')
      return true
    })
    assert.equal((await raw('/v1/messages', { headers: bearer })).status, 404)
    assert.equal((await raw('/v1/models/a/b', { headers: bearer })).status, 404)
  })

  test('a missing credential is refused in both shapes', async () => {
    const chat = await raw('/v1/chat/completions', { method: 'POST', body: '{}' })
    assert.equal(chat.status, 401)
    assert.deepEqual(Object.keys(Object(await chat.json()).error), ['message', 'type', 'param', 'code'])
    const message = await raw('/v1/messages', { method: 'POST', headers: { 'x-api-key': '' }, body: '{}' })
    assert.equal(message.status, 401)
    assert.equal(Object(await message.json()).error.type, 'authentication_error')
    assert.ok(message.headers.get('request-id'))
  })
})

test('no two answers share an identifier', async () => {
  const ask = () => openai.chat.completions.create({ model: MODEL, messages: [{ role: 'user', content: 'hi' }] })
  const answers = await Promise.all([ask(), ask(), ask()])
  assert.equal(new Set(answers.map(({ id }) => id)).size, 3)
})

test('a closed provider takes no more calls, and closing does not wait for open streams', async () => {
  const short = await startSimulatedProvider()
  const response = await fetch(`${short.url}/v1/models`, { headers: { authorization: 'Bearer any' } })
  assert.equal(response.status, 200)
  await short.close()
  await assert.rejects(fetch(`${short.url}/v1/models`))
})
