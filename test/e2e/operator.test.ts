/** Money as operators see and set it, through real sockets: what was spent, to the nano-dollar, and budgets that hold at once. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Role } from '../../src/canonical/index.js'
import { openShell } from '../../src/cli/shell.suite.js'
import { type Answer, answers, type FakeUpstream, send, startFakeUpstream } from '../fake-upstream/index.js'
import { startTestGateway, type TestGateway } from './support/gateway.js'

const SPEND = '/api/v1/analytics/spend'
const CHAT = '/v1/chat/completions'

/** In nano-dollars for a token, so that what calls come to can be reckoned here. */
const PRICES: Readonly<
  Record<string, { readonly input: number; readonly output: number; readonly cacheRead: number }>
> = {
  'model-a': { input: 150, output: 600, cacheRead: 75 },
  'model-b': { input: 3_001, output: 15_007, cacheRead: 301 },
}

const OVERRIDES = Object.entries(PRICES).map(
  ([model, { input, output, cacheRead }]) =>
    `    ${model}: { input_usd_per_mtok: ${input / 1_000}, output_usd_per_mtok: ${output / 1_000}, cache_read_usd_per_mtok: ${cacheRead / 1_000} }`,
)
const YAML = `prices:
  overrides:
${OVERRIDES.join('\n')}
budget:
  scopes:
    - { match: { team: web }, limit_usd: 5, window: month }
`

let upstream: FakeUpstream
let gateway: TestGateway

before(async () => {
  upstream = await startFakeUpstream()
  gateway = await startTestGateway({ upstream: upstream.url, yaml: YAML })
})
after(async () => {
  await gateway.stop()
  await upstream.close()
})

type Reported = { readonly input: number; readonly output: number; readonly cached: number }

function chatAnswer(model: string, { input, output, cached }: Reported): Answer {
  const usage = {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
  }
  const message = { role: 'assistant', content: 'x' }
  const body = {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model,
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage,
  }
  return { status: 200, headers: [['content-type', 'application/json']], pieces: [Buffer.from(JSON.stringify(body))] }
}

function costNanoUsd(model: string, { input, output, cached }: Reported): number {
  const price = PRICES[model] ?? assert.fail()
  return (input - cached) * price.input + cached * price.cacheRead + output * price.output
}

async function chat(
  credential: string,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
) {
  const answer = await fetch(gateway.url + CHAT, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ max_tokens: 200, messages: [{ role: 'user', content: 'hello' }], ...body }),
  })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

async function operate(
  path: string,
  options: { readonly method?: string; readonly body?: unknown; readonly credential?: string } = {},
) {
  const { method = 'GET', body, credential = gateway.credential } = options
  const answer = await fetch(gateway.url + path, {
    method,
    headers: credential === '' ? {} : { authorization: `Bearer ${credential}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, told: JSON.parse(await answer.text()), headers: answer.headers }
}

describe('spending', () => {
  test('is what the provider reported, to the nano-dollar, by every dimension, in the API and in the shell', async () => {
    const expected = new Map<string, { calls: number; input: number; output: number; cost: number }>()
    const keys = {
      ci: await gateway.createCredential({ name: 'ci', team: 'web' }),
      lab: await gateway.createCredential({ name: 'lab' }),
    }
    for (let at = 0; at < 12; at++) {
      const model = at % 2 === 0 ? 'model-a' : 'model-b'
      const key = at % 3 === 0 ? 'ci' : 'lab'
      const reported = { input: 17 + at * 31, output: 3 + at, cached: at * 7 }
      upstream.reply(send(chatAnswer(model, reported)))
      const answer = await chat(keys[key], { model }, at % 4 === 0 ? { 'x-headgate-session': 'nightly' } : {})
      assert.equal(answer.status, 200, answer.text)
      const row = expected.get(`${key} ${model}`) ?? { calls: 0, input: 0, output: 0, cost: 0 }
      expected.set(`${key} ${model}`, {
        calls: row.calls + 1,
        input: row.input + reported.input,
        output: row.output + reported.output,
        cost: row.cost + costNanoUsd(model, reported),
      })
    }
    const { told } = await operate(`${SPEND}?by=key,model`)
    const rows = new Map(
      told.rows.map((row: Record<string, number>) => [
        `${row['key']} ${row['model']}`,
        { calls: row['calls'], input: row['input_tokens'], output: row['output_tokens'], cost: row['cost_nano_usd'] },
      ]),
    )
    assert.deepEqual(rows, expected)
    const sum = [...expected.values()].reduce((total, { cost }) => total + cost, 0)
    assert.equal(told.total.cost_nano_usd, sum)
    assert.equal(Math.round(Number(told.total.cost_usd) * 1e9), sum)

    for (const by of [
      'day',
      'key',
      'team',
      'user',
      'model',
      'provider',
      'session',
      'day,key,team,user,model,provider,session',
    ]) {
      const { told: other } = await operate(`${SPEND}?by=${by}`)
      assert.equal(
        other.rows.reduce((total: number, row: Record<string, number>) => total + (row['cost_nano_usd'] ?? 0), 0),
        sum,
        by,
      )
    }
    const sessions = (await operate(`${SPEND}?by=session`)).told.rows
    // One name in two tenants is two conversations; most calls named none.
    assert.equal(sessions.length, 3)
    assert.ok(!JSON.stringify(sessions).includes('nightly'))

    const shell = openShell({
      HEADGATE_STATE_DIR: `${gateway.folder}/state`,
      HEADGATE_CONFIG: `${gateway.folder}/headgate.yaml`,
      OPENAI_API_KEY: 'x',
    })
    const printed = JSON.parse((await shell.run('spend', '--by', 'key,model', '--json')).out)
    assert.deepEqual(printed.rows, told.rows)
    const { budgets } = (await operate('/api/v1/budgets')).told
    assert.deepEqual(
      printed.budgets.map(({ bearer, committed_usd }: Record<string, unknown>) => [bearer, committed_usd]),
      budgets.map(({ bearer, committed_usd }: Record<string, unknown>) => [bearer, committed_usd]),
    )
    const web = [...expected]
      .filter(([name]) => name.startsWith('ci '))
      .reduce((total, [, { cost }]) => total + cost, 0)
    assert.deepEqual([budgets[0].match, budgets[0].committed_nano_usd], [{ team: 'web' }, web])
    shell.remove()
  })

  test('is the same for a stream, of which the last event tells', async () => {
    const key = await gateway.createCredential({ name: 'streamer' })
    upstream.reply(send(answers.chatStream({ model: 'model-a', text: 'hello' }, { includeUsage: true })))
    assert.equal((await chat(key, { model: 'model-a', stream: true })).status, 200)
    const { told } = await operate(`${SPEND}?by=key`)
    const [row] = told.rows.filter(({ key: name }: { key: string }) => name === 'streamer')
    // The fake reports 19 tokens in and 10 out.
    assert.deepEqual([row.calls, row.cost_nano_usd], [1, 19 * 150 + 10 * 600])
  })

  test('is told by explain, with the arithmetic and who bears it', async () => {
    const key = await gateway.createCredential({ name: 'explained', team: 'web' })
    upstream.reply(send(chatAnswer('model-b', { input: 1_234, output: 56, cached: 200 })))
    const answer = await chat(key, { model: 'model-b' })
    const id = answer.headers.get('x-headgate-request-id') ?? ''
    await gateway.logLine(id)
    const shell = openShell({ HEADGATE_STATE_DIR: `${gateway.folder}/state` })
    // The record is written a moment after the answer.
    let out = ''
    for (let tries = 0; tries < 100 && out === ''; tries++) {
      await sleep(50)
      out = (await shell.run('explain', id)).out
    }
    const cost = 1_034 * 3_001 + 200 * 301 + 56 * 15_007
    assert.match(out, /^ {2}1,034 input × \$3\.001\/M = \$0\.003103034$/m)
    assert.match(out, /^ {4}200 input read from the cache × \$0\.301\/M = \$0\.0000602$/m)
    assert.match(out, /^ {5}56 output × \$15\.007\/M = \$0\.000840392$/m)
    assert.equal(cost, 3_103_034 + 60_200 + 840_392)
    assert.match(out, /^ {2}cost +\$0\.004003626, known by the tokens that the provider reported$/m)
    assert.match(out, /^ {2}borne by +team web, the month from \d{4}-\d\d-01T00:00Z \(UTC\)$/m)
    const { ledger } = JSON.parse((await shell.run('explain', id, '--json')).out)
    assert.deepEqual(
      ledger.map(({ costNanoUsd: booked, how }: Record<string, unknown>) => [booked, how]),
      [[cost, 'reported']],
    )
    shell.remove()
  })
})

describe('a budget that an operator sets', () => {
  test('holds from the next call on, and no longer than it is there', async () => {
    const key = await gateway.createCredential({ name: 'held' })
    const call = async () => {
      upstream.reply(send(chatAnswer('model-a', { input: 10, output: 10, cached: 0 })))
      return chat(key, { model: 'model-a' })
    }
    assert.equal((await call()).status, 200)
    const path = '/api/v1/budgets/held-day'
    const made = await operate(path, {
      method: 'PUT',
      body: { match: { key: 'held' }, limit_usd: '0.000000001', window: 'day' },
    })
    assert.equal(made.status, 200)
    const refused = await call()
    assert.deepEqual([refused.status, JSON.parse(refused.text).error.code], [402, 'budget_exhausted'])
    assert.equal(
      (await operate(path, { method: 'PUT', body: { match: { key: 'held' }, limit_usd: 1, window: 'day' } })).status,
      200,
    )
    assert.equal((await call()).status, 200)
    const { budgets } = (await operate('/api/v1/budgets')).told
    const [standing] = budgets.filter(({ id }: { id: string }) => id === 'held-day')
    assert.deepEqual(
      [standing.committed_nano_usd, standing.reserved_nano_usd, standing.left_nano_usd],
      [7_500, 0, 1_000_000_000 - 7_500],
    )
    assert.equal((await operate(path, { method: 'DELETE' })).status, 200)
    assert.equal((await call()).status, 200)
    assert.equal((await operate(path, { method: 'DELETE' })).status, 404)
  })

  test('is made with a credential, and there is never one without the other', async () => {
    const shell = openShell({ HEADGATE_STATE_DIR: `${gateway.folder}/state` })
    const made = await shell.run('keys', 'create', '--name', 'poor', '--budget', '0.000000001usd/day')
    assert.equal(made.status, 0, made.err)
    assert.equal((await chat(made.out.trim(), { model: 'model-a' })).status, 402)
    shell.remove()
  })
})

describe('the operator’s routes', () => {
  const BUDGET = { limit_usd: 1, window: 'day' }
  const ROUTES = [
    { method: 'GET', path: SPEND, allowed: ['admin', 'operator', 'user', 'viewer'] },
    { method: 'GET', path: '/api/v1/budgets', allowed: ['admin', 'operator', 'user', 'viewer'] },
    { method: 'PUT', path: '/api/v1/budgets/by-role', body: BUDGET, allowed: ['admin'] },
    { method: 'DELETE', path: '/api/v1/budgets/by-role', allowed: ['admin'] },
  ] as const
  const ROLES: readonly Role[] = ['viewer', 'user', 'operator', 'admin']

  for (const { allowed, ...route } of ROUTES) {
    test(`${route.method} ${route.path}: 401 for strangers, 403 without the permission`, async () => {
      assert.equal((await operate(route.path, { ...route, credential: '' })).status, 401)
      assert.equal((await operate(route.path, { ...route, credential: 'sk-of-a-provider' })).status, 401)
      for (const role of ROLES) {
        const credential = await gateway.createCredential({
          name: `${role}-${route.method}-${route.path.length}`,
          role,
        })
        const { status, told, headers } = await operate(route.path, { ...route, credential })
        const granted: readonly Role[] = allowed
        assert.equal(status, granted.includes(role) ? 200 : 403, role)
        if (status === 403) assert.equal(told.error.code, 'forbidden')
        else assert.equal(headers.get('cache-control'), 'no-store')
      }
    })
  }

  test('are these alone: any other path and method is unknown, for those who may ask at all', async () => {
    for (const path of [
      '/api/v1/budgets/',
      '/api/v1/budgets/a/b',
      '/api/v1/budgets/%61',
      '/api/v1/analytics',
      '/api/v2/budgets',
      '/admin',
    ]) {
      assert.equal((await operate(path)).status, 404, path)
      assert.equal((await operate(path, { credential: '' })).status, 401, path)
    }
    assert.equal((await operate(SPEND, { method: 'DELETE' })).status, 404)
  })

  test('refuse what they do not understand, and quote nothing of it', async () => {
    const { status, told } = await operate(`${SPEND}?by=planted-words`)
    assert.deepEqual([status, told.error.code], [400, 'invalid_request'])
    assert.ok(!told.error.message.includes('planted'))
    const large = { ...BUDGET, match: { key: 'x'.repeat(70_000) } }
    assert.equal((await operate('/api/v1/budgets/large', { method: 'PUT', body: large })).status, 413)
  })
})
