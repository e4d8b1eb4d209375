/** Unmodified official clients against the gateway: every call that they make works, and the provider sees the right credential. */
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import Anthropic from '@anthropic-ai/sdk'
import { generateText, jsonSchema, type LanguageModel, streamText, tool } from 'ai'
import OpenAI from 'openai'
import { answers, createSignal, type FakeUpstream, startFakeUpstream, tell, until } from '../fake-upstream/index.js'
import { chunk, head, lastChunk } from '../fake-upstream/steps.js'
import { ANTHROPIC_SECRET, OPENAI_SECRET, startTestGateway, type TestGateway, waitUntil } from './support/gateway.js'

const MODEL = 'gpt-4o-mini'
const CLAUDE = 'claude-sonnet-5'
const SAID = 'Grüße 1/2, 你好 😀'
/** What the fake answers to that. */
const ECHO = `You said: ${SAID} – naïve café 😀 1/2`
const OWN = 'sk-own-caller-credential'
const CALLED = { tool: 'get_weather', arguments: '{"city":"Zürich","days":2}' }
const WEATHER = {
  type: 'object' as const,
  properties: { city: { type: 'string' as const }, days: { type: 'number' as const } },
}

let upstream: FakeUpstream
let gateway: TestGateway

before(async () => {
  upstream = await startFakeUpstream()
  gateway = await startTestGateway({ upstream: upstream.url })
})

after(async () => {
  await gateway.stop()
  await upstream.close()
})

/** Who calls, and the secrets that the providers are to see then. */
interface Caller {
  readonly name: string
  readonly key: () => string
  readonly openaiSees: string
  readonly anthropicSees: string
}

const CALLERS: readonly Caller[] = [
  {
    name: 'with a gateway credential',
    key: () => gateway.credential,
    openaiSees: OPENAI_SECRET,
    anthropicSees: ANTHROPIC_SECRET,
  },
  { name: 'with a credential of its own', key: () => OWN, openaiSees: OWN, anthropicSees: OWN },
]

/** Makes calls, and checks what every request that they led to carried. */
async function seenBy(family: 'openai' | 'anthropic', caller: Caller, calls: () => Promise<void>): Promise<void> {
  const before = upstream.requests.length
  await calls()
  const requests = upstream.requests.slice(before)
  assert.ok(requests.length > 0, 'the provider was asked')
  for (const { headers, rawHeaders } of requests) {
    assert.ok(!rawHeaders.join('\n').includes(gateway.credential), 'the gateway credential stays here')
    const sent = [headers['authorization']?.replace(/^Bearer /, ''), headers['x-api-key']].filter(Boolean)
    assert.deepEqual(sent, [family === 'openai' ? caller.openaiSees : caller.anthropicSees])
  }
}

for (const caller of CALLERS) {
  describe(`the openai package ${caller.name}`, () => {
    const client = () => new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: caller.key(), maxRetries: 0 })
    const messages = [{ role: 'user' as const, content: SAID }]

    test('chat completions', () =>
      seenBy('openai', caller, async () => {
        const { data, response } = await client().chat.completions.create({ model: MODEL, messages }).withResponse()
        assert.equal(data.choices[0]?.message.content, ECHO)
        assert.match(response.headers.get('x-headgate-request-id') ?? '', /^[0-9a-z]{26}$/)
      }))

    test('chat completions, streamed', () =>
      seenBy('openai', caller, async () => {
        let text = ''
        const chunks: OpenAI.ChatCompletionChunk[] = []
        for await (const part of await client().chat.completions.create({ model: MODEL, messages, stream: true })) {
          text += part.choices[0]?.delta.content ?? ''
          chunks.push(part)
        }
        assert.equal(text, ECHO)
        assert.ok(
          chunks.every(({ usage }) => !usage),
          'what was not asked for does not come',
        )
      }))

    test('chat completions, streamed with usage', () =>
      seenBy('openai', caller, async () => {
        const stream = client().chat.completions.stream({
          model: MODEL,
          messages,
          stream_options: { include_usage: true },
        })
        assert.equal((await stream.finalChatCompletion()).choices[0]?.message.content, ECHO)
        assert.ok(((await stream.totalUsage()).total_tokens ?? 0) > 0)
      }))

    test('tools, streamed and not', () =>
      seenBy('openai', caller, async () => {
        const request = {
          model: MODEL,
          messages,
          tools: [{ type: 'function' as const, function: { name: CALLED.tool, parameters: WEATHER } }],
        }
        upstream.reply(answers.chatToolAnswer({ model: MODEL, ...CALLED }))
        const whole = await client().chat.completions.create(request)
        const [call] = whole.choices[0]?.message.tool_calls ?? []
        assert.deepEqual(call?.type === 'function' && call.function, { name: CALLED.tool, arguments: CALLED.arguments })
        upstream.reply(answers.chatToolStream({ model: MODEL, ...CALLED }))
        const message = await client().chat.completions.stream(request).finalMessage()
        const [streamed] = message.tool_calls ?? []
        assert.equal(streamed?.type === 'function' && streamed.function.arguments, CALLED.arguments)
      }))

    test('legacy completions, streamed and not', () =>
      seenBy('openai', caller, async () => {
        const whole = await client().completions.create({ model: MODEL, prompt: SAID })
        assert.equal(whole.choices[0]?.text, ECHO)
        let text = ''
        for await (const part of await client().completions.create({ model: MODEL, prompt: SAID, stream: true }))
          text += part.choices[0]?.text ?? ''
        assert.equal(text, ECHO)
      }))

    test('embeddings', () =>
      seenBy('openai', caller, async () => {
        const { data } = await client().embeddings.create({ model: 'text-embedding-3-small', input: [SAID, 'b'] })
        assert.deepEqual(
          data.map(({ embedding }) => embedding),
          [
            [0.5, -0.25, 1],
            [0.5, -0.25, 1],
          ],
        )
      }))

    test('responses, streamed and not, with a tool', () =>
      seenBy('openai', caller, async () => {
        assert.equal((await client().responses.create({ model: MODEL, input: SAID })).output_text, ECHO)
        const events: string[] = []
        let text = ''
        for await (const event of await client().responses.create({ model: MODEL, input: SAID, stream: true })) {
          events.push(event.type)
          if (event.type === 'response.output_text.delta') text += event.delta
        }
        assert.equal(text, ECHO)
        assert.equal(events.at(-1), 'response.completed')
        upstream.reply(answers.responseToolStream({ model: MODEL, ...CALLED }))
        const response = await client().responses.stream({ model: MODEL, input: SAID }).finalResponse()
        const [call] = response.output
        assert.equal(call?.type === 'function_call' && call.arguments, CALLED.arguments)
      }))

    test('models', () =>
      seenBy('openai', caller, async () => {
        const ids: string[] = []
        for await (const model of client().models.list()) ids.push(model.id)
        assert.ok(ids.includes(MODEL))
        assert.equal((await client().models.retrieve(MODEL)).id, MODEL)
      }))
  })

  describe(`the anthropic package ${caller.name}`, () => {
    const client = () => new Anthropic({ baseURL: gateway.url, apiKey: caller.key(), authToken: null, maxRetries: 0 })
    const request = { model: CLAUDE, max_tokens: 64, messages: [{ role: 'user' as const, content: SAID }] }

    test('messages', () =>
      seenBy('anthropic', caller, async () => {
        const { content } = await client().messages.create(request)
        assert.equal(textOf(content), ECHO)
        assert.ok(content.some((block) => block.type === 'thinking' && block.signature !== ''))
      }))

    test('messages, streamed', () =>
      seenBy('anthropic', caller, async () => {
        let text = ''
        const stream = client()
          .messages.stream(request)
          .on('text', (delta) => {
            text += delta
          })
        assert.equal(textOf((await stream.finalMessage()).content), ECHO)
        assert.equal(text, ECHO)
      }))

    test('tools, streamed and not', () =>
      seenBy('anthropic', caller, async () => {
        const withTools = { ...request, tools: [{ name: CALLED.tool, input_schema: WEATHER }] }
        const input = { city: 'Zürich', days: 2 }
        upstream.reply(answers.messageToolAnswer({ model: CLAUDE, ...CALLED }))
        const whole = await client().messages.create(withTools)
        assert.deepEqual(whole.content.find((block) => block.type === 'tool_use')?.input, input)
        upstream.reply(answers.messageToolStream({ model: CLAUDE, ...CALLED }))
        const streamed = await client().messages.stream(withTools).finalMessage()
        assert.deepEqual(streamed.content.find((block) => block.type === 'tool_use')?.input, input)
      }))

    test('count_tokens', () =>
      seenBy('anthropic', caller, async () => {
        const counted = await client().messages.countTokens({ model: CLAUDE, messages: request.messages })
        assert.equal(counted.input_tokens, SAID.length)
      }))

    test('models', () =>
      seenBy('anthropic', caller, async () => {
        const { data } = await client().models.list()
        assert.ok(data.length > 0)
        assert.equal((await client().models.retrieve(CLAUDE)).id, CLAUDE)
      }))
  })

  describe(`the Vercel AI SDK ${caller.name}`, () => {
    const openai = () => createOpenAI({ baseURL: `${gateway.url}/v1`, apiKey: caller.key() })
    const models: readonly (readonly ['openai' | 'anthropic', string, () => LanguageModel])[] = [
      ['openai', 'chat', () => openai().chat(MODEL)],
      ['openai', 'responses', () => openai().responses(MODEL)],
      ['anthropic', 'messages', () => createAnthropic({ baseURL: `${gateway.url}/v1`, apiKey: caller.key() })(CLAUDE)],
    ]
    for (const [family, route, model] of models) {
      test(`${route}: generateText and streamText`, () =>
        seenBy(family, caller, async () => {
          const asked = { model: model(), prompt: SAID, maxRetries: 0 }
          assert.equal((await generateText(asked)).text, ECHO)
          let text = ''
          for await (const delta of streamText(asked).textStream) text += delta
          assert.equal(text, ECHO)
        }))
    }

    test('a tool call, streamed', () =>
      seenBy('openai', caller, async () => {
        upstream.reply(answers.chatToolStream({ model: MODEL, ...CALLED }))
        const tools = {
          get_weather: tool({ inputSchema: jsonSchema<{ city: string }>(WEATHER), execute: () => 'sunny' }),
        }
        const { toolCalls } = streamText({ model: openai().chat(MODEL), prompt: SAID, tools, maxRetries: 0 })
        assert.deepEqual((await toolCalls)[0]?.input, { city: 'Zürich', days: 2 })
      }))
  })
}

test('a credential of its own beside a gateway credential goes upstream, and the other stays here', async () => {
  const openai = new OpenAI({
    baseURL: `${gateway.url}/v1`,
    apiKey: OWN,
    defaultHeaders: { 'x-headgate-key': gateway.credential },
  })
  const caller = { name: '', key: () => OWN, openaiSees: OWN, anthropicSees: OWN }
  await seenBy('openai', caller, async () => {
    const { response } = await openai.models.list().withResponse()
    const line = await gateway.logLine(response.headers.get('x-headgate-request-id') ?? '')
    assert.equal(line['principal'], 'admin')
  })
})

describe('curl', async () => {
  const isInstalled = await promisify(execFile)('curl', ['--version']).then(
    () => true,
    () => false,
  )
  const skip = isInstalled ? false : 'curl is not installed'
  const args = (credential: string, stream: boolean) => [
    '-sS',
    ...(stream ? ['-N'] : []),
    `${gateway.url}/v1/chat/completions`,
    '-H',
    `Authorization: Bearer ${credential}`,
    '-H',
    'Content-Type: application/json',
    '-d',
    JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: SAID }], ...(stream ? { stream } : {}) }),
  ]

  for (const caller of CALLERS) {
    test(`gets an answer ${caller.name}`, { skip }, () =>
      seenBy('openai', caller, async () => {
        const { stdout } = await promisify(execFile)('curl', args(caller.key(), false))
        assert.equal(JSON.parse(stdout).choices[0].message.content, ECHO)
      }),
    )

    test(`-N sees each event as it comes ${caller.name}`, { skip }, () =>
      seenBy('openai', caller, async () => {
        const [began, goOn] = [createSignal(), createSignal()]
        const headers = [
          ['content-type', 'text/event-stream'],
          ['transfer-encoding', 'chunked'],
        ] as const
        const [first, rest] = ['data: {"n":1}\n\n', 'data: {"n":2}\n\ndata: [DONE]\n\n']
        upstream.reply([head(200, headers), chunk(first), tell(began), until(goOn), chunk(rest), lastChunk()])
        const child = spawn('curl', args(caller.key(), true))
        let seen = ''
        child.stdout.on('data', (piece: Buffer) => {
          seen += piece.toString()
        })
        const exited = new Promise((resolve) => child.once('close', resolve))
        await began.fired
        await waitUntil(() => seen === first)
        goOn.fire()
        assert.equal(await exited, 0)
        assert.equal(seen, first + rest)
      }),
    )
  }
})

function textOf(content: readonly Anthropic.ContentBlock[]): string {
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('')
}
