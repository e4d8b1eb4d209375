/** The operator's API: who may ask what, in which form, and that nothing else is answered. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { z } from 'zod'
import { PERMISSIONS, type Principal, ROLES, type Role } from '../canonical/index.js'
import { resolveRoute } from '../dialects/index.js'
import { HeadgateError } from '../errors.js'
import { Leaving } from '../lib/index.js'
import type { Received } from '../pipeline/index.js'
import { openStores, type Stores } from '../stores/index.js'
import { createOperate } from './operate.js'
import { ROUTES } from './routes.js'
import { row } from './row.js'

const NOW = Date.UTC(2027, 0, 31, 12)
const PLANTED = 'planted-text-of-a-client'

let stores: Stores
before(async () => {
  stores = await openStores({ kind: 'memory' })
})
after(() => stores.close())

interface Asked {
  readonly method?: string
  readonly path: string
  readonly query?: string
  readonly body?: string
  readonly role?: Role
}

/** The answer's status and body, or the code of the refusal with what it says. */
async function ask({ method = 'GET', path, query = '', body = '', role = 'admin' }: Asked, rows = ROUTES) {
  const operate = createOperate({ ...stores, configured: [], clock: { now: () => NOW } }, rows)
  const principal: Principal = { kind: 'gateway', name: 'ops', id: 'x', tenant: 'x', roles: [role] }
  try {
    const answer = await operate(received({ method, path, query, body }), principal)
    if (answer.kind === 'deny') return { code: answer.refusal.code, detail: answer.refusal.detail ?? '' }
    const { status, headers, body: bytes } = answer.response
    return { status, headers, told: JSON.parse(Buffer.from(bytes).toString()) }
  } catch (error) {
    if (error instanceof HeadgateError) return { code: error.code, detail: error.detail ?? '' }
    throw error
  }
}

function received({ method, path, query, body }: Required<Omit<Asked, 'role'>>): Received {
  return {
    id: 'x',
    time: NOW,
    startedMs: 0,
    peer: { address: '127.0.0.1', isLoopback: true },
    method,
    path,
    query,
    headers: {},
    route: resolveRoute({ method, path, hasHeader: () => false }),
    signal: new Leaving(),
    readBody: async () => Buffer.from(body),
  }
}

const BUDGET = '{"match":{"key":"ci"},"limit_usd":"10","window":"day"}'
const SPEND = '/api/v1/analytics/spend'

describe('a row', () => {
  it('does not compile without a permission', () => {
    const definition = {
      method: 'GET',
      path: '/api/v1/x',
      summary: '',
      input: z.strictObject({}),
      output: z.object({}),
    } as const
    // @ts-expect-error: the permission is missing.
    assert.ok(row({ ...definition, answer: async () => ({}) }))
  })

  it('sends nothing that its form does not name', async () => {
    const leaky = row({
      method: 'GET',
      path: '/api/v1/x',
      permission: 'logs:read',
      summary: '',
      input: z.strictObject({}),
      output: z.object({ name: z.string() }),
      answer: async () => ({ name: 'ci', hash: PLANTED }),
    })
    assert.deepEqual((await ask({ path: '/api/v1/x' }, [leaky])).told, { name: 'ci' })
  })

  it('is the only one for its method and path', () => {
    const shapes = ROUTES.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
    assert.equal(new Set(shapes).size, shapes.length)
  })

  it('takes what its path names as a member of its input', () => {
    for (const { path, input } of ROUTES)
      for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) assert.ok(Object.hasOwn(input.shape, name), path)
  })
})

describe('who may', () => {
  for (const { method, path, permission } of ROUTES)
    for (const role of ROLES) {
      const granted: readonly Role[] = PERMISSIONS[permission]
      it(`${role}: ${method} ${path} is ${granted.includes(role) ? 'answered' : 'refused'}`, async () => {
        await stores.budgets.put({ ...RULE, id: 'a' })
        const answer = await ask({
          method,
          path: path.replace('{id}', 'a'),
          body: method === 'PUT' ? BUDGET : '',
          role,
        })
        if (granted.includes(role)) assert.equal(answer.status, 200)
        else assert.deepEqual([answer.code, answer.detail], ['forbidden', `It takes the permission ${permission}.`])
      })
    }

  it('is asked before anything is read', async () => {
    assert.equal(
      (await ask({ method: 'PUT', path: '/api/v1/budgets/a', body: 'no json', role: 'user' })).code,
      'forbidden',
    )
  })
})

const RULE = { match: {}, limitNanoUsd: 1, window: 'day', timezone: 'UTC', createdAt: 0 } as const

describe('a path', () => {
  const OTHERS = [
    '/api/v1/budgets/',
    '/api/v1/budgets//',
    '/api/v1/budgets/a/b',
    '/api/v1/budgets/.',
    '/api/v1/budgets/..',
    '/api/v1/budgets/%61',
    '/api/v1/budgets/a%2fb',
    '/api/v1/budgets/a;b',
    '/api/v1/Budgets',
    '/api/v1//budgets',
    '/api//v1/budgets',
    'api/v1/budgets',
    `/api/v1/budgets/${'a'.repeat(129)}`,
    '/api/v1/analytics',
    '/api/v1/analytics/spend/',
    '/api/v1',
    '/api/v1/constructor',
  ]
  for (const path of OTHERS) {
    it(`${path} is none`, async () => {
      for (const method of ['GET', 'PUT', 'DELETE', 'POST'])
        assert.equal((await ask({ method, path, body: BUDGET })).code, 'not_found')
    })
  }

  it('answers the methods of its rows alone', async () => {
    for (const method of ['POST', 'PATCH', 'HEAD', 'OPTIONS', 'get'])
      assert.equal((await ask({ method, path: SPEND })).code, 'not_found')
  })
})

describe('what is asked', () => {
  it('is answered as JSON that nobody keeps', async () => {
    const { headers } = await ask({ path: SPEND })
    assert.deepEqual(headers, ['content-type', 'application/json', 'cache-control', 'no-store'])
  })

  const WRONG_QUERIES = [
    ['?from=yesterday', /^from must be a day such as/],
    ['?from=2027-02-30', /^from must be/],
    ['?from=-1', /^from must be/],
    ['?from=2027-01-02&to=2027-01-01', /^to must be .* not before from/],
    ['?by=day,day', /^by must be some of day,key,team/],
    ['?by=', /^by must be/],
    [`?by=${PLANTED}`, /^by must be/],
    [`?${PLANTED}=1`, /^It takes from, to, by, and nothing else\.$/],
    ['?__proto__=1', /^It takes from, to, by, and nothing else\.$/],
    ['?by=day&by=key', /twice/],
  ] as const
  for (const [query, detail] of WRONG_QUERIES) {
    it(`is refused: ${query}`, async () => {
      const answer = await ask({ path: SPEND, query })
      assert.equal(answer.code, 'invalid_request')
      assert.match(answer.detail ?? '', detail)
      assert.ok(!answer.detail?.includes(PLANTED))
    })
  }

  const WRONG_BODIES = [
    ['', /JSON object/],
    ['[]', /JSON object/],
    [PLANTED, /JSON object/],
    ['{}', /^limit_usd must be an amount in US dollars above 0/],
    ['{"limit_usd":0,"window":"day"}', /^limit_usd must be/],
    ['{"limit_usd":-1,"window":"day"}', /^limit_usd must be/],
    ['{"limit_usd":1e-10,"window":"day"}', /^limit_usd must be/],
    ['{"limit_usd":"ten","window":"day"}', /^limit_usd must be/],
    ['{"limit_usd":1e300,"window":"day"}', /^limit_usd must be/],
    ['{"limit_usd":1,"window":"year"}', /^window must be one of hour, day/],
    ['{"limit_usd":1,"window":"day","timezone":"Mars/Base"}', /^timezone must be the IANA name/],
    [`{"limit_usd":1,"window":"day","match":{"${PLANTED}":"x"}}`, /^match must be an object/],
    ['{"limit_usd":1,"window":"day","match":{"key":""}}', /^match must be/],
    ['{"limit_usd":1,"window":"day","id":"other"}', /may not be named again/],
    [
      `{"limit_usd":1,"window":"day","${PLANTED}":1}`,
      /^It takes id, match, limit_usd, window, timezone, and nothing else\.$/,
    ],
    ['{"limit_usd":1,"window":"day","__proto__":{}}', /nothing else/],
  ] as const
  for (const [body, detail] of WRONG_BODIES) {
    it(`is refused: ${body}`, async () => {
      const before = await stores.budgets.list()
      const answer = await ask({ method: 'PUT', path: '/api/v1/budgets/wrong', body })
      assert.equal(answer.code, 'invalid_request')
      assert.match(answer.detail ?? '', detail)
      assert.ok(!answer.detail?.includes(PLANTED))
      assert.deepEqual(await stores.budgets.list(), before)
    })
  }

  it('is refused when it is too long, and when a body comes with a query', async () => {
    const long = `{"limit_usd":1,"window":"day","match":{"key":"${'x'.repeat(64 * 1024)}"}}`
    assert.equal((await ask({ method: 'PUT', path: '/api/v1/budgets/a', body: long })).code, 'payload_too_large')
    const both = await ask({ method: 'PUT', path: '/api/v1/budgets/a', query: '?x=1', body: BUDGET })
    assert.deepEqual([both.code, both.detail], ['invalid_request', 'It takes no query.'])
  })
})

describe('budgets', () => {
  it('are made, changed, told of and taken away', async () => {
    const path = '/api/v1/budgets/key:ci:month'
    const body = '{"match":{"key":"ci"},"limit_usd":0.1,"window":"month","timezone":"Europe/Berlin"}'
    const made = await ask({ method: 'PUT', path, body })
    const rule = {
      id: 'key:ci:month',
      match: { key: 'ci' },
      limit_nano_usd: 100_000_000,
      limit_usd: '0.1',
      window: 'month',
      timezone: 'Europe/Berlin',
      created_at: '2027-01-31T12:00:00.000Z',
    }
    assert.deepEqual(made.told, rule)
    await ask({ method: 'PUT', path, body: body.replace('0.1', '"0.300000001"') })
    const { told } = await ask({ path: '/api/v1/budgets' })
    const found = told.budgets.filter(({ id }: { id: string }) => id === rule.id)
    assert.deepEqual(
      found.map((one: Record<string, unknown>) => [
        one['source'],
        one['limit_usd'],
        one['left_nano_usd'],
        one['resets_at'],
      ]),
      [['store', '0.300000001', 300_000_001, '2027-01-31T23:00:00.000Z']],
    )
    assert.deepEqual((await ask({ method: 'DELETE', path })).told, { id: rule.id, removed: true })
    const again = await ask({ method: 'DELETE', path })
    assert.deepEqual(
      [again.code, again.detail],
      ['not_found', 'No budget has that id; those of the configuration have none.'],
    )
  })
})
