/** Every configuration key is seen to work through a socket or a file: here, or in the test that this table names. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { describeKeys } from '../../src/schema.js'
import { type FakeUpstream, misbehave, startFakeUpstream } from '../fake-upstream/index.js'
import { CALLS, codeIn, headersOf, post } from './support/dialect-calls.js'
import { startTestGateway, startTestProcess } from './support/gateway.js'

const CHAT = CALLS[0] ?? assert.fail()
const MESSAGE = CALLS.find(({ dialect }) => dialect === 'anthropic-messages') ?? assert.fail()

/** The file of a test, and its title as it stands there. */
const SHOWN: Readonly<Record<string, readonly [file: string, title: string]>> = {
  'server.host': ['starting', 'an address that others can reach, with keys'],
  'server.port': ['starting', 'the port is in use: 1'],
  'server.workers': ['configuration', 'server.workers: processes that share the port'],
  'server.state_dir': ['process', 'what it keeps is its owner’s alone'],
  'server.tls.cert_file': ['starting', 'is all that is spoken'],
  'server.tls.key_file': ['starting', 'is all that is spoken'],
  'server.tls.min_version': ['starting', 'min_version'],
  'server.tls.client_ca_file': ['starting', 'client_ca_file: only with a certificate of that authority'],
  'server.trusted_proxies': ['strangers', 'X-Forwarded-For from a trusted proxy'],
  'server.allowed_hosts': ['strangers', 'Host'],
  'server.timeouts.head_seconds': ['broken-requests', 'a client that is slow'],
  'server.timeouts.body_idle_seconds': ['broken-requests', 'a client that is slow'],
  'server.timeouts.connect_seconds': ['configuration', 'server.timeouts.connect_seconds: name, TCP and TLS together'],
  'server.timeouts.first_byte_seconds': ['upstream-manners', 'no answer in time: 504, in every dialect'],
  'server.timeouts.idle_seconds': ['upstream-manners', 'silence in the middle of a whole answer: 504'],
  'server.drain_seconds': ['process', 'a drain that runs out of time: exit 1'],
  'log.file': ['log', 'a line has every field, and no other'],
  'log.level': ['configuration', 'log.level: what is told on stderr'],
  'log.sensitive': ['log', 'is in the line under HEADGATE_LOG_SENSITIVE=on'],
  'auth.mode': ['authentication', 'auth.mode: $'],
  'security.max_payload_size_kb': ['refusals', 'at the limit it passes, one byte more is refused'],
  'security.max_messages': ['refusals', 'as many messages as are allowed, and one more'],
  'security.max_nesting': ['refusals', 'as deep as is allowed, and one deeper'],
  'budget.per_day_usd': ['money', 'is told on answers, and charged what was reported to the nano-dollar'],
  'budget.scopes': ['money', 'of one credential leaves the others free'],
  'budget.on_tight': ['money', 'lowers the maximum output where the operator wants that, and says so'],
  'budget.unknown_price': ['money', 'takes a model without a price for what the operator says'],
  'budget.unpriced_features': ['money', 'lets through what has no price by the token where the operator allows it'],
  'prices.overrides': ['money', 'is told on answers, and charged what was reported to the nano-dollar'],
  'rate_limiting.enabled': ['rates', 'rate_limiting.enabled: without it nothing is counted'],
  'rate_limiting.requests_per_minute': ['rates', 'rate_limiting.requests_per_minute: so many pass'],
  'rate_limiting.tokens_per_minute': ['rates', 'rate_limiting.tokens_per_minute: what was used counts'],
  'rate_limiting.max_concurrent': ['rates', 'rate_limiting.max_concurrent: so many are open at a time'],
  'providers.<name>.dialect': ['configuration', 'providers: dialect, models, base_url and api_key'],
  'providers.<name>.base_url': ['configuration', 'providers: dialect, models, base_url and api_key'],
  'providers.<name>.api_key': ['configuration', 'providers: dialect, models, base_url and api_key'],
  'providers.<name>.allow_private': ['upstream-network', 'are called where the operator says that they are meant'],
  'providers.<name>.models': ['configuration', 'providers: dialect, models, base_url and api_key'],
}

let upstream: FakeUpstream

before(async () => {
  upstream = await startFakeUpstream()
})

after(() => upstream.close())

test('each key that there is has a test, and each test that is named exists', () => {
  const keys = describeKeys().map(({ key }) => key)
  assert.deepEqual(Object.keys(SHOWN).sort(), [...keys].sort())
  for (const [key, [file, title]] of Object.entries(SHOWN)) {
    const source = readFileSync(join(import.meta.dirname, '../../../test/e2e', `${file}.test.ts`), 'utf8')
    const isTest = source.split('\n').some((line) => /^ *(test|describe|it)\(/.test(line) && line.includes(title))
    assert.ok(isTest, `${key}: ${file}, ${title}`)
  }
})

test('server.timeouts.connect_seconds: name, TCP and TLS together', async () => {
  // The fake takes the connection, and waits for the end of a head that never comes in TLS.
  const address = `https://127.0.0.1:${upstream.port}`
  const gateway = await startTestGateway({
    upstream: address,
    yaml: 'server: { port: 0, state_dir: $FOLDER/state, timeouts: { connect_seconds: 0.3 } }',
  })
  try {
    const response = await post(gateway.url, CHAT, gateway.credential)
    const body = await response.text()
    assert.equal(response.status, 504)
    assert.equal(codeIn(CHAT, body), 'upstream_timeout')
    assert.match(body, /no connection in time/)
  } finally {
    await gateway.stop()
  }
})

test('log.level: what is told on stderr', async () => {
  const told: Record<string, string> = {}
  for (const level of ['silent', 'error', 'warn', 'info', 'debug']) {
    const gateway = await startTestProcess({
      upstream: upstream.url,
      yaml: `log: { level: ${level}, file: $FOLDER/log.jsonl }`,
      env: { HEADGATE_NO_SUCH_KEY: '1' },
    })
    try {
      assert.equal((await post(gateway.url, CHAT, gateway.credential)).status, 200)
      upstream.reply(misbehave.resetAtOnce)
      assert.equal((await post(gateway.url, CHAT, gateway.credential)).status, 502)
      assert.equal(await gateway.stop(), 0)
      told[level] = gateway.stderr()
    } finally {
      gateway.child.kill('SIGKILL')
      gateway.remove()
    }
  }
  const tells = (level: string) => ({
    failure: told[level]?.includes('502 upstream_error') === true,
    warning: told[level]?.includes('HEADGATE_NO_SUCH_KEY') === true,
    success: told[level]?.includes('200 /v1/chat/completions') === true,
  })
  assert.equal(told['silent'], '')
  assert.deepEqual(tells('error'), { failure: true, warning: false, success: false })
  assert.deepEqual(tells('warn'), { failure: true, warning: true, success: false })
  for (const level of ['info', 'debug']) assert.deepEqual(tells(level), { failure: true, warning: true, success: true })
})

test('providers: dialect, models, base_url and api_key', async () => {
  const other = await startFakeUpstream()
  const gateway = await startTestGateway({
    upstream: '',
    yaml: `providers:
  one: { dialect: openai, base_url: "${upstream.url}", models: [red, "blue-*"], api_key: env:ONE, allow_private: true }
  two: { dialect: openai, base_url: "${other.url}/deep/v1/", models: ["*"], api_key: env:TWO, allow_private: true }
  three: { dialect: anthropic, base_url: "${other.url}/v1", models: ["*"], api_key: env:THREE, allow_private: true }
`,
    env: { ONE: 'sk-one', TWO: 'sk-two', THREE: 'sk-three' },
  })
  try {
    const askedWith = async (call: typeof CHAT, model: string) => {
      const before = [upstream, other].map(({ requests }) => requests.length)
      const body = call.body.replace(/"model":"[^"]*"/, `"model":"${model}"`)
      const headers = headersOf(call, gateway.credential)
      await (await fetch(gateway.url + call.path, { method: 'POST', headers, body })).text()
      const [asked, ...others] = [upstream, other].flatMap(({ requests }, at) => requests.slice(before[at]))
      assert.equal(others.length, 0)
      const { target, headers: sent } = asked ?? assert.fail('nobody was asked')
      return [target, sent['host'], sent['authorization'] ?? sent['x-api-key']]
    }
    const first = `127.0.0.1:${upstream.port}`
    const second = `127.0.0.1:${other.port}`
    assert.deepEqual(await askedWith(CHAT, 'red'), [CHAT.path, first, 'Bearer sk-one'])
    assert.deepEqual(await askedWith(CHAT, 'blue-7'), [CHAT.path, first, 'Bearer sk-one'])
    assert.deepEqual(await askedWith(CHAT, 'redder'), [`/deep${CHAT.path}`, second, 'Bearer sk-two'])
    assert.deepEqual(await askedWith(MESSAGE, 'red'), [MESSAGE.path, second, 'sk-three'])
  } finally {
    await gateway.stop()
    await other.close()
  }
})

test('server.workers: processes that share the port', async () => {
  const gateway = await startTestProcess({ upstream: upstream.url, args: ['--workers', '2'] })
  try {
    const { pid } = gateway.child
    const children = () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/)
    assert.equal(children().length, 2)
    for (let times = 0; times < 10; times++) {
      assert.equal((await post(gateway.url, CHAT, gateway.credential)).status, 200)
    }
    assert.equal(await gateway.stop(), 0)
  } finally {
    gateway.child.kill('SIGKILL')
    gateway.remove()
  }
})
