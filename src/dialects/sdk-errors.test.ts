/** A refusal reaches a program as the typed error of the vendor's own SDK, plain and in mid-stream. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import type { Dialect } from '../canonical/index.js'
import { ERRORS, type ErrorCode } from '../errors.js'
import { DIALECTS } from './index.js'

const EXCHANGE_ID = 'ex_0123'
const DETAIL = 'messages[3] is the place.'

/** Answers every call with the same status and body. */
function answering(status: number, headers: readonly string[], body: Buffer) {
  const pairs = headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1] ?? '']] : []))
  return async () => new Response(new Uint8Array(body), { status, headers: Object.fromEntries(pairs) })
}

function dialectNamed(name: string): Dialect {
  const dialect = DIALECTS.find((one) => one.name === name)
  assert.ok(dialect)
  return dialect
}

function openai(dialect: Dialect, code: ErrorCode): OpenAI {
  const { headers, body } = dialect.encodeError({ code, detail: DETAIL }, EXCHANGE_ID)
  return new OpenAI({ apiKey: 'x', maxRetries: 0, fetch: answering(ERRORS[code].status, headers, body) })
}

function anthropic(dialect: Dialect, code: ErrorCode): Anthropic {
  const { headers, body } = dialect.encodeError({ code, detail: DETAIL }, EXCHANGE_ID)
  return new Anthropic({ apiKey: 'x', maxRetries: 0, fetch: answering(ERRORS[code].status, headers, body) })
}

const messages = [{ role: 'user' as const, content: 'Hi' }]

/** One call of each OpenAI route, as a program makes it. */
const OPENAI_CALLS: Readonly<Record<string, (client: OpenAI) => Promise<unknown>>> = {
  'openai-chat': (client) => client.chat.completions.create({ model: 'm', messages }),
  'openai-completions': (client) => client.completions.create({ model: 'm', prompt: 'Hi' }),
  'openai-embeddings': (client) => client.embeddings.create({ model: 'm', input: 'Hi' }),
  'openai-responses': (client) => client.responses.create({ model: 'm', input: 'Hi' }),
  'openai-models': async (client) => client.models.list(),
  'openai-passthrough': async (client) => client.files.list(),
}

const ANTHROPIC_CALLS: Readonly<Record<string, (client: Anthropic) => Promise<unknown>>> = {
  'anthropic-messages': (client) => client.messages.create({ model: 'm', max_tokens: 1, messages }),
  'anthropic-count-tokens': (client) => client.messages.countTokens({ model: 'm', messages }),
  'anthropic-models': async (client) => client.models.list(),
  'anthropic-passthrough': async (client) => client.messages.batches.list(),
}

/** Class and type of each status; statuses that the SDK has no class for are plain API errors. */
type Expected = Readonly<Record<number, readonly [errorClass: string, type: string]>>

const OPENAI_ERRORS: Expected = {
  400: ['BadRequestError', 'invalid_request_error'],
  401: ['AuthenticationError', 'authentication_error'],
  402: ['APIError', 'insufficient_quota'],
  403: ['PermissionDeniedError', 'permission_error'],
  404: ['NotFoundError', 'invalid_request_error'],
  408: ['APIError', 'invalid_request_error'],
  413: ['APIError', 'invalid_request_error'],
  415: ['APIError', 'invalid_request_error'],
  421: ['APIError', 'invalid_request_error'],
  429: ['RateLimitError', 'rate_limit_error'],
  431: ['APIError', 'invalid_request_error'],
  500: ['InternalServerError', 'server_error'],
  502: ['InternalServerError', 'server_error'],
  503: ['InternalServerError', 'server_error'],
  504: ['InternalServerError', 'server_error'],
}

const ANTHROPIC_ERRORS: Expected = {
  400: ['BadRequestError', 'invalid_request_error'],
  401: ['AuthenticationError', 'authentication_error'],
  402: ['PaymentRequiredError', 'billing_error'],
  403: ['PermissionDeniedError', 'permission_error'],
  404: ['NotFoundError', 'not_found_error'],
  408: ['RequestTimeoutError', 'invalid_request_error'],
  413: ['ContentTooLargeError', 'request_too_large'],
  415: ['APIError', 'invalid_request_error'],
  421: ['APIError', 'invalid_request_error'],
  429: ['RateLimitError', 'rate_limit_error'],
  431: ['RequestHeaderFieldsTooLargeError', 'invalid_request_error'],
  500: ['InternalServerError', 'api_error'],
  502: ['InternalServerError', 'api_error'],
  503: ['ServiceUnavailableError', 'overloaded_error'],
  504: ['GatewayTimeoutError', 'timeout_error'],
}

const CODES = Object.keys(ERRORS).filter((code): code is ErrorCode => Object.hasOwn(ERRORS, code))

/** What a call ends with that must not end well. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
  } catch (error) {
    return error
  }
  return assert.fail('the call ended well')
}

describe('the OpenAI SDK', () => {
  for (const [name, call] of Object.entries(OPENAI_CALLS)) {
    const dialect = dialectNamed(name)
    for (const code of CODES) {
      const { status, message } = ERRORS[code]
      const [errorClass, type] = OPENAI_ERRORS[status] ?? []
      it(`${name}: raises ${errorClass} for ${code}`, async () => {
        const error = await failureOf(call(openai(dialect, code)))
        assert.ok(error instanceof OpenAI.APIError, String(error))
        assert.equal(error.constructor.name, errorClass)
        assert.deepEqual([error.status, error.code, error.type, error.param], [status, code, type, null])
        assert.ok(error.message.endsWith(`${message} ${DETAIL}`))
      })
    }
  }

  const streams: Readonly<Record<string, (client: OpenAI) => Promise<AsyncIterable<unknown>>>> = {
    'openai-chat': (client) => client.chat.completions.create({ model: 'm', messages, stream: true }),
    'openai-completions': (client) => client.completions.create({ model: 'm', prompt: 'Hi', stream: true }),
    'openai-responses': (client) => client.responses.create({ model: 'm', input: 'Hi', stream: true }),
  }
  for (const [name, call] of Object.entries(streams)) {
    it(`${name}: raises APIError in mid-stream, after what came before`, async () => {
      const begun = Buffer.from('event: x\ndata: {"type":"x","choices":[]}\n\n')
      const failed = dialectNamed(name).encodeStreamError({ code: 'upstream_error', detail: DETAIL }, EXCHANGE_ID)
      const reply = answering(200, ['content-type', 'text/event-stream'], Buffer.concat([begun, failed]))
      const stream = await call(new OpenAI({ apiKey: 'x', maxRetries: 0, fetch: reply }))
      const { seen, error } = await drain(stream)
      assert.equal(seen, 1)
      assert.ok(error instanceof OpenAI.APIError, String(error))
      assert.equal(error.code, 'upstream_error')
      assert.ok(error.message.includes(DETAIL))
    })
  }
})

describe('the Anthropic SDK', () => {
  for (const [name, call] of Object.entries(ANTHROPIC_CALLS)) {
    const dialect = dialectNamed(name)
    for (const code of CODES) {
      const { status, message } = ERRORS[code]
      const [errorClass, type] = ANTHROPIC_ERRORS[status] ?? []
      it(`${name}: raises ${errorClass} for ${code}`, async () => {
        const error = await failureOf(call(anthropic(dialect, code)))
        assert.ok(error instanceof Anthropic.APIError, String(error))
        assert.equal(error.constructor.name, errorClass)
        assert.deepEqual([error.status, error.type], [status, type])
        assert.ok(error.message.includes(`[${code}] ${message} ${DETAIL}`))
        assert.ok(JSON.stringify(error.error).includes(EXCHANGE_ID))
      })
    }
  }

  it('anthropic-messages: raises APIError in mid-stream, after what came before', async () => {
    const begun = Buffer.from(
      'event: ping\ndata: {"type":"ping"}\n\nevent: message_stop\ndata: {"type":"message_stop"}\n\n',
    )
    const failed = dialectNamed('anthropic-messages').encodeStreamError(
      { code: 'upstream_timeout', detail: DETAIL },
      EXCHANGE_ID,
    )
    const reply = answering(200, ['content-type', 'text/event-stream'], Buffer.concat([begun, failed]))
    const client = new Anthropic({ apiKey: 'x', maxRetries: 0, fetch: reply })
    const { seen, error } = await drain(
      await client.messages.create({ model: 'm', max_tokens: 1, messages, stream: true }),
    )
    assert.equal(seen, 1)
    assert.ok(error instanceof Anthropic.APIError, String(error))
    assert.equal(error.type, 'timeout_error')
    assert.ok(error.message.includes(`[upstream_timeout]`) && error.message.includes(DETAIL))
  })
})

/** How many events came, and what ended them. */
async function drain(stream: AsyncIterable<unknown>): Promise<{ readonly seen: number; readonly error: unknown }> {
  let seen = 0
  try {
    for await (const _ of stream) seen++
  } catch (error) {
    return { seen, error }
  }
  return assert.fail('the stream ended well')
}
