/** Every refusal, in every dialect, streamed or not: the official client raises its own typed error, with the code in it. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { type FakeUpstream, misbehave, type Script, startFakeUpstream } from '../fake-upstream/index.js'
import { CALLS, type DialectCall, titleOf } from './support/dialect-calls.js'
import { startTestGateway, type TestGateway } from './support/gateway.js'
import { call } from './support/wire.js'

const WRONG = `hg_${'a'.repeat(12)}_${'b'.repeat(43)}`
const MEBIBYTE = 1024 * 1024

let upstream: FakeUpstream
let gateway: TestGateway
let shipped: TestGateway
let viewer: string

before(async () => {
  upstream = await startFakeUpstream()
  const provider = `{ base_url: "${upstream.url}", allow_private: true, models: ["gpt-*", "claude-*"] }`
  gateway = await startTestGateway({
    upstream: upstream.url,
    yaml: `
server: { port: 0, state_dir: $FOLDER/state, timeouts: { body_idle_seconds: 0.2, first_byte_seconds: 0.2 } }
security: { max_payload_size_kb: 64, max_messages: 3, max_nesting: 20 }
providers: { openai: ${provider}, anthropic: ${provider} }`,
  })
  shipped = await startTestGateway({ upstream: upstream.url })
  viewer = await gateway.createCredential({ name: 'viewer', role: 'viewer' })
})

after(async () => {
  await Promise.all([gateway.stop(), shipped.stop()])
  await upstream.close()
})

/** What a client is made to send instead of what it meant to. */
interface Sent {
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

interface Refusal {
  readonly status: number
  readonly code: string
  /** Tampers with the request on its way out; the client itself knows nothing of it. */
  readonly tamper?: (sent: Sent) => { readonly url?: string; readonly body?: string | ReadableStream }
  /** What the provider does. */
  readonly upstream?: Script
  /** Only calls with a body can be refused so. */
  readonly needsBody?: true
  /** Dialects in which there is nothing of that kind to be refused. */
  readonly except?: readonly string[]
  readonly openai: abstract new (...given: never[]) => Error
  readonly anthropic: abstract new (...given: never[]) => Error
}

const WITHOUT_MESSAGES = ['openai-completions', 'openai-embeddings']

type Made = Pick<DialectCall, 'dialect' | 'family' | 'streams' | 'ask'>

const BODILESS: readonly Made[] = [
  { dialect: 'openai-models', family: 'openai', streams: false, ask: async ({ openai }) => openai.models.list() },
  { dialect: 'openai-passthrough', family: 'openai', streams: false, ask: async ({ openai }) => openai.files.list() },
  {
    dialect: 'anthropic-models',
    family: 'anthropic',
    streams: false,
    ask: async ({ anthropic }) => anthropic.models.list(),
  },
]

const REFUSALS: readonly Refusal[] = [
  {
    status: 400,
    code: 'invalid_request',
    needsBody: true,
    tamper: ({ body }) => ({ body: body.slice(0, -3) }),
    openai: OpenAI.BadRequestError,
    anthropic: Anthropic.BadRequestError,
  },
  {
    status: 400,
    code: 'too_many_messages',
    needsBody: true,
    tamper: ({ body }) => ({ body: manyMessages(body) }),
    except: WITHOUT_MESSAGES,
    openai: OpenAI.BadRequestError,
    anthropic: Anthropic.BadRequestError,
  },
  {
    status: 401,
    code: 'unauthenticated',
    tamper: ({ headers }) => authorize(headers, ''),
    openai: OpenAI.AuthenticationError,
    anthropic: Anthropic.AuthenticationError,
  },
  {
    status: 403,
    code: 'forbidden',
    tamper: ({ headers }) => authorize(headers, viewer),
    openai: OpenAI.PermissionDeniedError,
    anthropic: Anthropic.PermissionDeniedError,
  },
  {
    status: 404,
    code: 'not_found',
    tamper: ({ url }) => ({ url: url.replace('/v1/', '/v2/') }),
    openai: OpenAI.NotFoundError,
    anthropic: Anthropic.NotFoundError,
  },
  {
    status: 408,
    code: 'client_timeout',
    needsBody: true,
    tamper: ({ body }) => ({ body: new ReadableStream({ start: (sender) => sender.enqueue(Buffer.from(body)) }) }),
    openai: OpenAI.APIError,
    anthropic: Anthropic.RequestTimeoutError,
  },
  {
    status: 413,
    code: 'payload_too_large',
    needsBody: true,
    tamper: ({ body }) => ({ body: body.padEnd(64 * 1024 + 1) }),
    openai: OpenAI.APIError,
    anthropic: Anthropic.ContentTooLargeError,
  },
  {
    status: 415,
    code: 'unsupported_encoding',
    needsBody: true,
    tamper: ({ headers }) => {
      headers.set('content-type', 'text/plain')
      return {}
    },
    openai: OpenAI.APIError,
    anthropic: Anthropic.APIError,
  },
  {
    status: 421,
    code: 'misdirected_request',
    tamper: ({ headers }) => {
      headers.set('host', 'evil.example')
      return {}
    },
    openai: OpenAI.APIError,
    anthropic: Anthropic.APIError,
  },
  {
    status: 431,
    code: 'headers_too_large',
    tamper: ({ headers }) => {
      headers.set('x-large', 'a'.repeat(40_000))
      return {}
    },
    openai: OpenAI.APIError,
    anthropic: Anthropic.RequestHeaderFieldsTooLargeError,
  },
  {
    status: 502,
    code: 'upstream_error',
    upstream: misbehave.resetAtOnce,
    openai: OpenAI.InternalServerError,
    anthropic: Anthropic.InternalServerError,
  },
  {
    status: 503,
    code: 'no_route',
    needsBody: true,
    tamper: ({ body }) => ({ body: JSON.stringify({ ...JSON.parse(body), model: 'unknown' }) }),
    openai: OpenAI.InternalServerError,
    anthropic: Anthropic.ServiceUnavailableError,
  },
  {
    status: 504,
    code: 'upstream_timeout',
    upstream: misbehave.sayNothing,
    openai: OpenAI.InternalServerError,
    anthropic: Anthropic.GatewayTimeoutError,
  },
  // Last, because from here on wrong credentials of this address are slowed.
  {
    status: 429,
    code: 'rate_limited',
    tamper: ({ headers }) => authorize(headers, WRONG),
    openai: OpenAI.RateLimitError,
    anthropic: Anthropic.RateLimitError,
  },
]

/** Replaces the credential, whichever header the client sent it in. */
function authorize(headers: Headers, credential: string): Record<never, never> {
  const name = headers.has('x-api-key') ? 'x-api-key' : 'authorization'
  headers.set(name, name === 'authorization' ? `Bearer ${credential}` : credential)
  return {}
}

function manyMessages(body: string): string {
  const items = Array.from({ length: 4 }, () => ({ role: 'user', content: 'hi' }))
  return JSON.stringify({ ...JSON.parse(body), [body.includes('"input"') ? 'input' : 'messages']: items })
}

/** The error that the official client raises for a call whose request is tampered with on its way out. */
async function raisedBy(made: Made, tamper: Refusal['tamper'], target = gateway): Promise<unknown> {
  const tampered = async (input: string | URL | Request, init: RequestInit = {}) => {
    const sent = { url: String(input), headers: new Headers(init.headers), body: String(init.body ?? '') }
    const { url = sent.url, body = sent.body } = tamper?.(sent) ?? {}
    // Node's fetch sets Host itself.
    if (sent.headers.has('host')) return sendByHand(sent, init.method)
    const content = body === '' ? {} : { body, ...(typeof body === 'string' ? {} : { duplex: 'half' }) }
    return fetch(url, { ...init, headers: sent.headers, ...content })
  }
  const options = { apiKey: target.credential, maxRetries: 0, fetch: tampered }
  const clients = {
    openai: new OpenAI({ ...options, baseURL: `${target.url}/v1` }),
    anthropic: new Anthropic({ ...options, baseURL: target.url }),
  }
  return made.ask(clients).then(
    () => assert.fail('nothing was raised'),
    (error: unknown) => error,
  )
}

async function sendByHand({ url, headers, body }: Sent, method = 'GET'): Promise<Response> {
  const { port, pathname } = new URL(url)
  const request = { method, path: pathname, headers: Object.fromEntries(headers), body }
  const { status, headers: received, body: content } = await call(Number(port), request)
  return new Response(content.toString(), { status, headers: received })
}

/** It is an error of exactly that class, and says what it is; so does the log. */
async function assertTyped(error: unknown, refusal: Refusal, made: Made, target = gateway): Promise<void> {
  assert.ok(error instanceof Error)
  assert.equal(error.constructor, refusal[made.family], `${error.constructor.name}: ${error.message}`)
  assert.ok(error instanceof OpenAI.APIError || error instanceof Anthropic.APIError)
  assert.equal(error.status, refusal.status)
  if (error instanceof OpenAI.APIError) assert.equal(error.code, refusal.code)
  else assert.ok(error.message.includes(`[${refusal.code}] `), error.message)
  assert.match(error.type ?? '', /_/)
  const line = await target.logLine(error.headers?.get('x-headgate-request-id') ?? '')
  assert.deepEqual([line['status'], line['code']], [refusal.status, refusal.code])
}

function callsFor({ needsBody, except = [] }: Refusal): readonly Made[] {
  return [...CALLS, ...(needsBody ? [] : BODILESS)].filter(({ dialect }) => !except.includes(dialect))
}

for (const refusal of REFUSALS) {
  describe(`${refusal.status} ${refusal.code}`, { concurrency: refusal.upstream === undefined }, () => {
    for (const made of callsFor(refusal)) {
      test(made.streams ? `${made.dialect}, streamed` : made.dialect, async () => {
        if (refusal.upstream !== undefined) upstream.reply(refusal.upstream)
        // Only the twenty-first wrong credential is slowed.
        if (refusal.status === 429) for (let at = 0; at < 20; at++) await raisedBy(made, refusal.tamper)
        await assertTyped(await raisedBy(made, refusal.tamper), refusal, made)
      })
    }
  })
}

describe('an upload of 40 MB to a gateway with the shipped limits', () => {
  const tooLarge = REFUSALS.find(({ status }) => status === 413) ?? assert.fail()
  for (const made of CALLS) {
    test(`${titleOf(made)}: the refusal is read, not a broken connection`, async () => {
      const error = await raisedBy(made, ({ body }) => ({ body: body.padEnd(40 * MEBIBYTE) }), shipped)
      await assertTyped(error, tooLarge, made, shipped)
    })
  }

  test('and streamed from disk', async () => {
    const file = new File([Buffer.alloc(40 * MEBIBYTE)], 'large.bin')
    const client = new OpenAI({ apiKey: shipped.credential, baseURL: `${shipped.url}/v1`, maxRetries: 0 })
    await assert.rejects(client.files.create({ file, purpose: 'assistants' }), (error: unknown) => {
      assert.ok(error instanceof OpenAI.APIError)
      assert.deepEqual([error.status, error.code], [413, 'payload_too_large'])
      return true
    })
  })
})
