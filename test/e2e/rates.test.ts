/** Requests and tokens a minute, and how many at a time: who is counted by what, what a refusal says, and what every answer tells. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { startGateway } from '../../src/cli/start-gateway.js'
import { systemClock } from '../../src/lib/index.js'
import { loadConfig } from '../../src/schema.js'
import { createCredential, openStores } from '../../src/stores/index.js'
import {
  answers,
  createSignal,
  type FakeUpstream,
  misbehave,
  send,
  startFakeUpstream,
  tell,
  until,
} from '../fake-upstream/index.js'
import {
  CALLS,
  clientsOf,
  codeIn,
  type DialectCall,
  headersOf,
  post,
  STREAMED,
  titleOf,
} from './support/dialect-calls.js'
import { startTestGateway, startTestProcess, type TestGateway, type TestProcess, waitUntil } from './support/gateway.js'
import { connectRaw } from './support/raw-connection.js'
import { call, openWire, requestBytes, type WireAnswer } from './support/wire.js'

const CHAT = CALLS[0] ?? assert.fail()
const MESSAGE = CALLS.find(({ dialect }) => dialect === 'anthropic-messages') ?? assert.fail()
const STREAM = STREAMED[0] ?? assert.fail()
/** What the fake reports of a chat. */
const CHAT_TOKENS = 29

let upstream: FakeUpstream

before(async () => {
  upstream = await startFakeUpstream()
})

after(() => upstream.close())

type Options = Omit<Parameters<typeof startTestGateway>[0], 'upstream'>

async function withGateway(options: Options, act: (gateway: TestGateway) => Promise<void>): Promise<void> {
  const gateway = await startTestGateway({ upstream: upstream.url, ...options })
  try {
    await act(gateway)
  } finally {
    await gateway.stop()
  }
}

const withRates = (rates: string, act: (gateway: TestGateway) => Promise<void>) =>
  withGateway({ yaml: `rate_limiting: { ${rates} }` }, act)

/** What the headers of an answer tell. */
function standing(headers: Headers): { readonly limit: number; readonly remaining: number; readonly reset: number } {
  const read = (name: string) => {
    const text = headers.get(name) ?? ''
    assert.match(text, /^\d+$/, `${name}: ${text}`)
    return Number(text)
  }
  return { limit: read('ratelimit-limit'), remaining: read('ratelimit-remaining'), reset: read('ratelimit-reset') }
}

/** It is a 429 that says so in the dialect, names that limit and no other, and says when to come again. */
async function assertLimited(made: DialectCall, answer: Response, named: 'requests' | 'tokens' | 'concurrency') {
  const text = await answer.text()
  assert.equal(answer.status, 429, text)
  assert.equal(codeIn(made, text), 'rate_limited')
  assert.match(text, new RegExp(`he limit on ${named} is \\d+`))
  assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
  standing(answer.headers)
}

/** Once the answer has come to its end. */
async function statusOf(asked: Promise<Response>): Promise<number> {
  const answer = await asked
  await answer.text()
  return answer.status
}

describe('requests a minute', () => {
  test('rate_limiting.requests_per_minute: so many pass, and one more is refused', () =>
    withRates('requests_per_minute: 3', async ({ url, credential, logLine }) => {
      for (const remaining of [2, 1, 0]) {
        const answer = await post(url, CHAT, credential)
        assert.equal(answer.status, 200, await answer.text())
        assert.deepEqual({ ...standing(answer.headers), reset: 0 }, { limit: 3, remaining, reset: 0 })
      }
      const before = upstream.requests.length
      const refused = await post(url, CHAT, credential)
      assert.deepEqual({ ...standing(refused.headers), reset: 0 }, { limit: 3, remaining: 0, reset: 0 })
      assert.ok(standing(refused.headers).reset > 0)
      assert.ok(Number(refused.headers.get('retry-after')) <= 20)
      const line = await logLine(refused.headers.get('x-headgate-request-id') ?? '')
      assert.deepEqual([line['status'], line['code']], [429, 'rate_limited'])
      await assertLimited(CHAT, refused, 'requests')
      assert.equal(upstream.requests.length, before)
    }))

  test('are each credential’s own', () =>
    withRates('requests_per_minute: 1', async (gateway) => {
      const other = await gateway.createCredential({ name: 'other' })
      for (const credential of [gateway.credential, other]) {
        assert.equal(await statusOf(post(gateway.url, CHAT, credential)), 200)
        await assertLimited(MESSAGE, await post(gateway.url, MESSAGE, credential), 'requests')
      }
    }))

  test('count on every route, passed through ones too, and those that lead nowhere', () =>
    withRates('requests_per_minute: 4', async ({ url, credential }) => {
      const headers = headersOf(CHAT, credential)
      for (const path of ['/v1/models', '/v1/files', '/v2/nothing', '/api/v1/nothing'])
        assert.notEqual(await statusOf(fetch(url + path, { headers })), 429, path)
      for (const path of ['/v1/models', '/v1/files', '/v2/nothing', '/api/v1/nothing'])
        assert.equal(await statusOf(fetch(url + path, { headers })), 429, path)
    }))

  test('are refused before a body is read', () =>
    withRates('requests_per_minute: 1', async ({ port, url, credential }) => {
      assert.equal(await statusOf(post(url, CHAT, credential)), 200)
      const announced = { 'content-type': 'application/json', authorization: `Bearer ${credential}` }
      const wire = await openWire(port)
      const headers = { ...announced, 'content-length': '1000000', expect: '100-continue' }
      wire.write(requestBytes({ method: 'POST', path: CHAT.path, headers }))
      // No 100 comes first, and nothing of the body has been sent.
      assert.equal((await wire.answer()).status, 429)
      wire.destroy()
      const silent = await call(port, {
        method: 'POST',
        path: CHAT.path,
        headers: { ...announced, 'content-length': '1000000' },
      })
      assert.equal(silent.status, 429)
    }))
})

describe('tokens a minute', () => {
  test('rate_limiting.tokens_per_minute: what was used counts, and then it is enough', () =>
    withRates(`tokens_per_minute: ${2 * CHAT_TOKENS}`, async ({ url, credential }) => {
      for (let count = 0; count < 2; count++) assert.equal(await statusOf(post(url, CHAT, credential)), 200)
      await assertLimited(CHAT, await post(url, CHAT, credential), 'tokens')
    }))

  test('an answer may leave a debt, streamed too', () =>
    withRates('tokens_per_minute: 40', async ({ url, credential }) => {
      const much = answers.chatAnswer({ model: 'gpt-4o-mini', text: 'x' })
      const pieces = much.pieces.map((piece) => piece.toString().replace('"prompt_tokens":19', '"prompt_tokens":5000'))
      upstream.reply(send({ ...much, pieces: pieces.map((piece) => Buffer.from(piece)) }))
      assert.equal(await statusOf(post(url, CHAT, credential)), 200)
      const refused = await post(url, CHAT, credential)
      assert.ok(Number(refused.headers.get('retry-after')) > 60)
      await assertLimited(CHAT, refused, 'tokens')
    }))

  test('are given back for what never reached a provider', async () => {
    const provider = `{ base_url: "${upstream.url}", allow_private: true, models: ["gpt-*"] }`
    const yaml = `rate_limiting: { tokens_per_minute: 40 }\nproviders: { openai: ${provider} }`
    await withGateway({ yaml }, async ({ url, credential }) => {
      const unserved = { ...CHAT, body: CHAT.body.replace('gpt-4o-mini', 'unserved') }
      for (let count = 0; count < 10; count++) assert.equal(await statusOf(post(url, unserved, credential)), 503)
      assert.equal(await statusOf(post(url, CHAT, credential)), 200)
    })
  })

  test('a request that could never pass is told so, and no client tries it again', () =>
    withRates('tokens_per_minute: 40', async ({ url, credential }) => {
      const body = CHAT.body.replace('"hi"', JSON.stringify('hello '.repeat(1_000)))
      const refused = await post(url, { ...CHAT, body }, credential)
      assert.equal(refused.headers.get('x-should-retry'), 'false')
      const text = await refused.clone().text()
      assert.match(text, /never pass/)
      await assertLimited(CHAT, refused, 'tokens')
      assert.equal(await statusOf(post(url, CHAT, credential)), 200)
    }))
})

describe('concurrency', () => {
  /** Streams that have begun and will never end. */
  const openStreams = async (count: number, { url, credential }: Pick<TestGateway, 'url' | 'credential'>) => {
    upstream.reply(misbehave.stallAfter(STREAM.answer, 1), count)
    const leaving = new AbortController()
    const open = Array.from({ length: count }, () =>
      fetch(url + STREAM.path, {
        method: 'POST',
        headers: headersOf(STREAM, credential),
        body: STREAM.body,
        signal: leaving.signal,
      }),
    )
    for (const stream of await Promise.all(open)) assert.equal(stream.status, 200)
    return leaving
  }

  test('rate_limiting.max_concurrent: so many are open at a time, and then one more', () =>
    withRates('max_concurrent: 2', async (gateway) => {
      const leaving = await openStreams(2, gateway)
      const refused = await post(gateway.url, CHAT, gateway.credential)
      await assertLimited(CHAT, refused, 'concurrency')
      // It cost no request.
      const { remaining } = standing(refused.headers)
      assert.ok(remaining >= 598)
      leaving.abort()
      let status = 429
      while (status === 429) status = await statusOf(post(gateway.url, CHAT, gateway.credential))
      assert.equal(status, 200)
    }))

  test('is given back however an exchange ends', () =>
    withRates('max_concurrent: 1', async ({ url, credential }) => {
      const ends: (() => Promise<unknown>)[] = [
        () => statusOf(post(url, CHAT, credential)),
        () => statusOf(post(url, STREAM, credential)),
        () => statusOf(post(url, { ...CHAT, body: 'no json' }, credential)),
        () => statusOf(fetch(`${url}/v2/nowhere`, { headers: headersOf(CHAT, credential) })),
        () => {
          upstream.reply(misbehave.resetAtOnce)
          return statusOf(post(url, CHAT, credential))
        },
        async () => {
          upstream.reply(misbehave.resetAfter(STREAM.answer, 1))
          await (await post(url, STREAM, credential)).text().catch(() => {})
        },
      ]
      for (const [at, end] of [...ends, ...ends].entries()) {
        await end()
        // The answer may be here a moment before the exchange is settled.
        let status = 429
        while (status === 429) status = await statusOf(post(url, CHAT, credential))
        assert.equal(status, 200, `after ${at}`)
      }
    }))
})

describe('a credential’s own limits', () => {
  test('go before those of the configuration', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headgate-rates-'))
    const configFile = join(folder, 'headgate.yaml')
    const provider = `{ base_url: "${upstream.url}", allow_private: true, models: ["*"] }`
    const rates = '{ requests_per_minute: 1, tokens_per_minute: 20 }'
    const server = `{ port: 0, state_dir: ${folder}/state }`
    const yaml = `server: ${server}\nlog: { level: silent }\nrate_limiting: ${rates}\nproviders: { openai: ${provider} }\n`
    writeFileSync(configFile, yaml)
    const terminal = { env: { OPENAI_API_KEY: 'sk-upstream' }, cwd: folder, out: () => {}, err: () => {} }
    const { config } = loadConfig({ flags: {}, env: terminal.env, cwd: folder, configFile })
    const stores = await openStores({ kind: 'memory' })
    const gateway = await startGateway(config, terminal, { stores })
    const make = async (name: string, limits: object) => {
      const { record, credential } = createCredential({ name, role: 'user', ...limits }, systemClock)
      await stores.credentials.add(record)
      return credential
    }
    try {
      const often = await make('often', { requestsPerMinute: 3, tokensPerMinute: 1_000 })
      for (const remaining of [2, 1, 0]) {
        const answer = await post(gateway.url, CHAT, often)
        assert.equal(answer.status, 200, await answer.text())
        assert.equal(standing(answer.headers).remaining, remaining)
        assert.equal(standing(answer.headers).limit, 3)
      }
      await assertLimited(CHAT, await post(gateway.url, CHAT, often), 'requests')
      const little = await make('little', { requestsPerMinute: 10, tokensPerMinute: 1 })
      await assertLimited(CHAT, await post(gateway.url, CHAT, little), 'tokens')
      const single = await make('single', { requestsPerMinute: 10, tokensPerMinute: 1_000, maxConcurrent: 1 })
      const more = createSignal()
      const began = createSignal()
      upstream.reply([tell(began), until(more), ...send(CHAT.answer)])
      const first = post(gateway.url, CHAT, single)
      await began.fired
      await assertLimited(CHAT, await post(gateway.url, CHAT, single), 'concurrency')
      more.fire()
      await (await first).text()
    } finally {
      await gateway.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('callers without a gateway credential', () => {
  const own = (name: string) => ({ authorization: `Bearer sk-${name}` })

  /** A call from that address of this machine. */
  function callFrom(localAddress: string, port: number, headers: Readonly<Record<string, string>>) {
    return new Promise<{ readonly status: number | undefined; readonly remaining: unknown }>((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', localAddress, path: '/v1/models', headers }, (answer) => {
        answer.resume()
        resolve({ status: answer.statusCode, remaining: answer.headers['ratelimit-remaining'] })
      })
      asked.once('error', reject).end()
    })
  }

  test('are counted by their address, whatever credential they bring', () =>
    withRates('requests_per_minute: 2', async ({ port, url, credential }) => {
      const asked = (address: string, name: string) => callFrom(address, port, own(name))
      assert.deepEqual(await asked('127.0.0.1', 'one'), { status: 200, remaining: '1' })
      assert.deepEqual(await asked('127.0.0.1', 'two'), { status: 200, remaining: '0' })
      for (let count = 0; count < 30; count++) assert.equal((await asked('127.0.0.1', `n${count}`)).status, 429)
      assert.deepEqual(await asked('127.0.0.2', 'one'), { status: 200, remaining: '1' })
      assert.equal(await statusOf(post(url, CHAT, credential)), 200)
    }))

  test('X-Forwarded-For counts from a trusted proxy, and from nobody else', async () => {
    const asked = ({ port }: TestGateway, forwardedFor: string) =>
      call(port, { path: '/v1/models', headers: { ...own('one'), 'x-forwarded-for': forwardedFor } })
    const rates = 'rate_limiting: { requests_per_minute: 1 }'
    await withGateway({ yaml: rates }, async (gateway) => {
      assert.equal((await asked(gateway, '127.0.0.7')).status, 200)
      for (const claimed of ['127.0.0.8', '127.0.0.9', '::1']) assert.equal((await asked(gateway, claimed)).status, 429)
    })
    const server = 'server: { port: 0, state_dir: $FOLDER/state, trusted_proxies: [127.0.0.1] }'
    await withGateway({ yaml: `${server}\n${rates}` }, async (gateway) => {
      assert.equal((await asked(gateway, '127.0.0.7')).status, 200)
      assert.equal((await asked(gateway, '127.0.0.7')).status, 429)
      assert.equal((await asked(gateway, '127.0.0.99, 127.0.0.7')).status, 429)
      assert.equal((await asked(gateway, '127.0.0.8')).status, 200)
    })
  })

  test('a wrong credential buys no fresh bucket, and is told nothing of buckets', () =>
    withRates('requests_per_minute: 5', async ({ port }) => {
      const wrong = (at: number) => `hg_${String(at).padStart(12, '0')}_${'b'.repeat(43)}`
      const seen: WireAnswer[] = []
      for (let at = 0; at < 40; at++)
        seen.push(await call(port, { path: '/v1/models', headers: { authorization: `Bearer ${wrong(at)}` } }))
      assert.deepEqual(new Set(seen.slice(0, 20).map(({ status }) => status)), new Set([401]))
      assert.equal(seen.at(-1)?.status, 429)
      for (const { headers } of seen) assert.equal(headers['ratelimit-limit'], undefined)
      // Nor does it use up what those have who bring their own.
      assert.equal((await call(port, { path: '/v1/models', headers: own('one') })).headers['ratelimit-remaining'], '4')
    }))
})

describe('ratelimit-limit, -remaining and -reset', () => {
  let gateway: TestGateway
  let viewer: string

  before(async () => {
    const provider = `{ base_url: "${upstream.url}", allow_private: true, models: ["gpt-*", "claude-*"] }`
    gateway = await startTestGateway({
      upstream: upstream.url,
      yaml: `security: { max_messages: 1 }\nproviders: { openai: ${provider}, anthropic: ${provider} }`,
    })
    viewer = await gateway.createCredential({ name: 'viewer', role: 'viewer' })
  })

  after(() => gateway.stop())

  /** Each header stands once, and holds what it should. */
  function assertTold({ headers }: WireAnswer): void {
    assert.equal(headers['ratelimit-limit'], '600')
    assert.match(headers['ratelimit-remaining'] ?? '', /^\d{1,3}$/)
    assert.match(headers['ratelimit-reset'] ?? '', /^[1-9]\d?$/)
  }

  const ask = (made: DialectCall, change: { readonly credential?: string; readonly body?: string } = {}) =>
    call(gateway.port, {
      method: 'POST',
      path: made.path,
      headers: headersOf(made, change.credential ?? gateway.credential),
      body: change.body ?? made.body,
    })

  for (const made of CALLS) {
    test(`${titleOf(made)}: on answers, and on refusals by whatever comes later`, async () => {
      const refusals = [
        [403, ask(made, { credential: viewer })],
        [400, ask(made, { body: '{' })],
        [503, ask(made, { body: made.body.replace(/"model":"[^"]*"/, '"model":"unknown"') })],
      ] as const
      for (const [status, asked] of refusals) {
        const answer = await asked
        assert.equal(answer.status, status)
        assertTold(answer)
      }
      const good = await ask(made)
      assert.equal(good.status, 200)
      assertTold(good)
      upstream.reply(misbehave.resetAtOnce)
      const failed = await ask(made)
      assert.equal(failed.status, 502)
      assertTold(failed)
    })
  }

  test('on what is passed through, and where there is nothing', async () => {
    for (const path of ['/v1/files', '/v1/models', '/v2/nothing', '/api/v1/nothing'])
      assertTold(await call(gateway.port, { path, headers: headersOf(CHAT, gateway.credential) }))
  })

  test('are ours alone, where a provider has some too', async () => {
    const { headers, ...rest } = CHAT.answer
    upstream.reply(send({ ...rest, headers: [...headers, ['ratelimit-limit', '7'], ['ratelimit-reset', '7']] }))
    assertTold(await ask(CHAT))
  })

  test('tell nothing to those who are nobody, nor on health', async () => {
    const rows = [
      [401, {}, '/v1/models'],
      [200, {}, '/health'],
    ] as const
    for (const [status, headers, path] of rows) {
      const answer = await call(gateway.port, { path, headers })
      assert.equal(answer.status, status)
      assert.equal(answer.headers['ratelimit-limit'], undefined)
    }
  })
})

describe('the vendors’ clients', () => {
  const rows = [
    ['requests', 'requests_per_minute: 1'],
    ['tokens', 'tokens_per_minute: 20'],
    ['concurrency', 'max_concurrent: 1'],
  ] as const
  for (const [named, rates] of rows) {
    // Counting tokens takes none.
    for (const made of CALLS.filter(({ dialect }) => named !== 'tokens' || dialect !== 'anthropic-count-tokens')) {
      test(`raise their own error for ${named}: ${titleOf(made)}`, () =>
        withRates(rates, async ({ url, credential }) => {
          const [began, more] = [createSignal(), createSignal()]
          upstream.reply([tell(began), until(more), ...send(CHAT.answer)])
          const first = post(url, CHAT, credential)
          await began.fired
          const raised = made.ask(clientsOf(url, credential))
          const error = await raised.then(
            () => assert.fail('it passed'),
            (thrown: unknown) => thrown,
          )
          more.fire()
          await (await first).text()
          assert.ok(error instanceof (made.family === 'openai' ? OpenAI.RateLimitError : Anthropic.RateLimitError))
          assert.match(error.message, new RegExp(`he limit on ${named} is`))
          assert.match(error.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
        }))
    }
  }
})

describe('the configuration', () => {
  const TIMES = 8

  /** How many of eight requests pass. */
  async function passing({ url, credential }: Pick<TestGateway, 'url' | 'credential'>): Promise<number> {
    let passed = 0
    for (let count = 0; count < TIMES; count++) if ((await statusOf(post(url, CHAT, credential))) === 200) passed += 1
    return passed
  }

  test('rate_limiting.enabled: without it nothing is counted, and nothing told', () =>
    withRates('enabled: false, requests_per_minute: 1, tokens_per_minute: 1, max_concurrent: 1', async (gateway) => {
      assert.equal(await passing(gateway), TIMES)
      const answer = await post(gateway.url, CHAT, gateway.credential)
      assert.equal(answer.headers.get('ratelimit-limit'), null)
      await answer.text()
      let status = 401
      for (let count = 0; count < 40; count++) status = await statusOf(post(gateway.url, CHAT, 'hg_wrong'))
      assert.equal(status, 429)
    }))

  test('null is no limit', () =>
    withRates('tokens_per_minute: null, max_concurrent: null', async (gateway) => {
      assert.equal(await passing(gateway), TIMES)
    }))

  const variables = [
    ['HEADGATE_RATE_LIMIT_REQUESTS', '2', 2],
    ['HEADGATE_RATE_LIMITING_REQUESTS_PER_MINUTE', '2', 2],
    ['HEADROOM_RATE_LIMIT_REQUESTS', '2', 2],
    ['HEADGATE_RATE_LIMIT_TOKENS', String(3 * CHAT_TOKENS), 3],
    ['HEADROOM_RATE_LIMIT_TOKENS', String(3 * CHAT_TOKENS), 3],
  ] as const
  for (const [name, value, passes] of variables) {
    test(`${name}`, () =>
      withGateway({ env: { [name]: value } }, async (gateway) => assert.equal(await passing(gateway), passes)))
  }

  const flags = [
    [['--rate-limit-requests', '2'], 2],
    [['--rate-limit-tokens', String(3 * CHAT_TOKENS)], 3],
    [['--rate-limit-requests', '2', '--no-rate-limit'], TIMES],
  ] as const
  for (const [args, passes] of flags) {
    test(args.join(' '), () => withProcess({ args }, async (gateway) => assert.equal(await passing(gateway), passes)))
  }
})

type ProcessOptions = Omit<Parameters<typeof startTestProcess>[0], 'upstream'>

async function withProcess(options: ProcessOptions, act: (gateway: TestProcess) => Promise<void>): Promise<void> {
  const gateway = await startTestProcess({ upstream: upstream.url, ...options })
  try {
    await act(gateway)
    assert.equal(await gateway.stop(), 0)
  } finally {
    gateway.child.kill('SIGKILL')
    await gateway.exited
    gateway.remove()
  }
}

describe('several processes', () => {
  const WORKERS = 2

  const withWorkers = (rates: string, act: (gateway: TestProcess) => Promise<void>) =>
    withProcess({ args: ['--workers', String(WORKERS)], yaml: `rate_limiting: { ${rates} }` }, async (gateway) => {
      await waitUntil(() => servingWorkers(gateway).length === WORKERS)
      await act(gateway)
    })

  function workersOf({ child: { pid } }: TestProcess): readonly number[] {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return children.split(/\s+/).filter(Boolean).map(Number)
  }

  /** A worker opens the log file just before it listens. */
  function servingWorkers(gateway: TestProcess): readonly number[] {
    const log = join(gateway.folder, 'log.jsonl')
    return workersOf(gateway).filter((pid) =>
      readdirSync(`/proc/${pid}/fd`).some((name) => targetOf(`/proc/${pid}/fd/${name}`) === log),
    )
  }

  function targetOf(link: string): string {
    try {
      return readlinkSync(link)
    } catch {
      // Closed meanwhile.
      return ''
    }
  }

  const requestOf = (made: DialectCall, credential: string) => ({
    method: 'POST',
    path: made.path,
    headers: headersOf(made, credential),
    body: made.body,
  })

  /** The statuses of so many calls at once, each on a connection of its own, so that every process gets some. */
  async function statuses(gateway: TestProcess, count: number, credential = gateway.credential) {
    const asked = Array.from({ length: count }, () => call(gateway.port, requestOf(CHAT, credential)))
    return (await Promise.all(asked)).map(({ status }) => status)
  }

  const countOf = (status: number, all: readonly number[]) => all.filter((each) => each === status).length

  test('share one limit on requests', () =>
    withWorkers('requests_per_minute: 10', async (gateway) => {
      const all = await statuses(gateway, 32)
      assert.deepEqual([countOf(200, all), countOf(429, all)], [10, 22])
    }))

  test('share one limit on tokens', () =>
    withWorkers(`tokens_per_minute: ${4 * CHAT_TOKENS}`, async (gateway) => {
      for (let times = 0; times < 4; times++) assert.deepEqual(await statuses(gateway, 1), [200])
      assert.equal(countOf(429, await statuses(gateway, 8)), 8)
    }))

  test('share one limit on wrong credentials', () =>
    withWorkers('enabled: true', async (gateway) => {
      const all = await statuses(gateway, 40, `hg_${'0'.repeat(12)}_${'b'.repeat(43)}`)
      assert.deepEqual([countOf(401, all), countOf(429, all)], [20, 20])
    }))

  test('share permits, and those of one that dies are free again', () =>
    withWorkers('max_concurrent: 4', async (gateway) => {
      upstream.reply(misbehave.stallAfter(STREAM.answer, 1), 4)
      const streams = await Promise.all(Array.from({ length: 4 }, () => connectRaw(gateway.port)))
      for (const stream of streams) stream.send(requestBytes(requestOf(STREAM, gateway.credential)))
      for (const stream of streams) await stream.untilReceived('200 OK')
      assert.equal(countOf(429, await statuses(gateway, 8)), 8)
      const before = workersOf(gateway)
      for (const pid of before) process.kill(pid, 'SIGKILL')
      await waitUntil(() => servingWorkers(gateway).filter((pid) => !before.includes(pid)).length === WORKERS)
      for (const { socket } of streams) socket.destroy()
      assert.deepEqual(await statuses(gateway, 1), [200])
    }))

  test('grant nothing while the one that counts does not answer: 503, and then all is well again', () =>
    withWorkers('requests_per_minute: 100', async (gateway) => {
      const wire = await openWire(gateway.port)
      const ask = async () => {
        wire.write(requestBytes(requestOf(CHAT, gateway.credential)))
        return wire.answer()
      }
      assert.equal((await ask()).status, 200)
      gateway.child.kill('SIGSTOP')
      const refused = await ask()
      assert.equal(refused.status, 503)
      assert.equal(codeIn(CHAT, refused.body.toString()), 'overloaded')
      assert.equal(refused.headers['retry-after'], '1')
      gateway.child.kill('SIGCONT')
      let status = 503
      while (status === 503) status = (await ask()).status
      assert.equal(status, 200)
      wire.destroy()
    }))
})
