/** The configuration as an operator meets it: each key from each place, who wins, and what is said when it is wrong. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { stringify } from 'yaml'
import { ConfigError } from './config/index.js'
import { describeKeys, explainKey, FLAGS, jsonSchema, type LoadedConfig, loadConfig, showConfig } from './schema.js'

interface Written {
  readonly yaml?: string
  readonly env?: Readonly<Record<string, string>>
  readonly flags?: Readonly<Record<string, string | boolean>>
  /** Other files of the working folder. */
  readonly files?: Readonly<Record<string, string>>
}

function folderWith({ yaml, files = {} }: Written): string {
  const cwd = mkdtempSync(join(tmpdir(), 'headgate-schema-'))
  const all = yaml === undefined ? files : { ...files, 'headgate.yaml': yaml }
  for (const [name, text] of Object.entries(all)) writeFileSync(join(cwd, name), text)
  return cwd
}

function loadIn(cwd: string, { env = {}, flags = {} }: Written): LoadedConfig {
  return loadConfig({ flags, env: { HOME: cwd, ...env }, cwd })
}

function loaded(written: Written): LoadedConfig {
  return loadIn(folderWith(written), written)
}

function refusal(written: Written): string[] {
  try {
    loaded(written)
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error))
    assert.equal(error.message.split('\n').length, error.problems.length)
    return error.message.split('\n')
  }
  return ['accepted']
}

function valueAt(config: object, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((value, name) => Object.entries(value ?? {}).find(([own]) => own === name)?.[1], config)
}

function nested(key: string, value: unknown): unknown {
  return key.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value)
}

/** For each key: a value that is not its default, and the same as text. Paths are absolute, so that they stay what they are. */
const SAMPLES: Record<string, [value: unknown, text: string]> = {
  'server.host': ['::1', '::1'],
  'server.port': [0, '0'],
  'server.workers': [4, '4'],
  'server.state_dir': ['/var/lib/headgate', '/var/lib/headgate'],
  'server.tls.cert_file': ['/cert.pem', '/cert.pem'],
  'server.tls.key_file': ['/key.pem', '/key.pem'],
  'server.tls.min_version': ['1.3', '1.3'],
  'server.tls.client_ca_file': ['/ca.pem', '/ca.pem'],
  'server.trusted_proxies': [['10.0.0.0/8', '::1'], '10.0.0.0/8, ::1'],
  'server.allowed_hosts': [['gate.example'], 'gate.example'],
  'server.timeouts.head_seconds': [1.5, '1.5'],
  'server.timeouts.body_idle_seconds': [2, '2'],
  'server.timeouts.connect_seconds': [3, '3'],
  'server.timeouts.first_byte_seconds': [4, '4'],
  'server.timeouts.idle_seconds': [5, '5'],
  'server.drain_seconds': [0, '0'],
  'log.file': ['/var/log/headgate.jsonl', '/var/log/headgate.jsonl'],
  'log.level': ['debug', 'debug'],
  'log.sensitive': ['on', 'on'],
  'auth.mode': ['keys', 'keys'],
  'security.max_payload_size_kb': [512, '512'],
  'security.max_messages': [50, '50'],
  'security.max_nesting': [20, '20'],
  'rate_limiting.enabled': [false, 'false'],
  'rate_limiting.requests_per_minute': [5, '5'],
  'rate_limiting.tokens_per_minute': [5_000, '5000'],
  'rate_limiting.max_concurrent': [6, '6'],
  'budget.per_day_usd': [2.5, '2.5'],
  'budget.scopes': [
    [{ match: { key: 'ci' }, limit_usd: 1, window: 'day', timezone: 'Europe/Berlin' }],
    '[{"match":{"key":"ci"},"limit_usd":1,"window":"day","timezone":"Europe/Berlin"}]',
  ],
  'budget.on_tight': ['clamp', 'clamp'],
  'budget.unknown_price': [
    { input_usd_per_mtok: 1, output_usd_per_mtok: 2 },
    '{"input_usd_per_mtok":1,"output_usd_per_mtok":2}',
  ],
  'budget.unpriced_features': ['allow', 'allow'],
  'prices.overrides': [
    { 'gpt-x': { input_usd_per_mtok: 1, output_usd_per_mtok: 2 } },
    '{"gpt-x":{"input_usd_per_mtok":1,"output_usd_per_mtok":2}}',
  ],
  'providers.<name>.dialect': ['anthropic', 'anthropic'],
  'providers.<name>.base_url': ['http://other.example', 'http://other.example'],
  'providers.<name>.api_key': ['[secret]', 'env:OTHER_SECRET'],
  'providers.<name>.allow_private': [true, 'on'],
  'providers.<name>.models': [['llama*', 'phi-*'], 'llama*,phi-*'],
}

/** What must stand beside a key for the whole to be valid. */
const BESIDE: Record<string, string> = {
  HEADGATE_SERVER_TLS_CERT_FILE: '/c.pem',
  HEADGATE_SERVER_TLS_KEY_FILE: '/k.pem',
  HEADGATE_PROVIDERS_LOCAL_BASE_URL: 'http://x.example',
}
const LOCAL = { providers: { local: { dialect: 'openai', base_url: 'http://x.example' } } }

test('every key has a sample here', () => {
  assert.deepEqual(
    describeKeys().map(({ key }) => key),
    Object.keys(SAMPLES),
  )
})

for (const description of describeKeys()) {
  const key = description.key.replace('<name>', 'local')
  const [value, text] = SAMPLES[description.key] ?? []
  const plain = (config: object): unknown => JSON.parse(JSON.stringify(valueAt(config, key)) ?? 'null')
  const secret = { OTHER_SECRET: 'sk-1' }

  /** The surroundings in which only this key is missing. */
  const around = (variable: string): Record<string, string> => {
    const { [variable]: _, ...others } = key.startsWith('server.tls') ? BESIDE : {}
    return { ...secret, ...others }
  }
  const derived = `HEADGATE_${key.toUpperCase().replaceAll('.', '_')}`

  test(`${key} from the file`, () => {
    const written = key.endsWith('api_key') ? text : value
    const yaml = stringify(merged(LOCAL, nested(key, written)))
    const { config, sources } = loaded({ yaml, env: around(derived) })
    assert.deepEqual(plain(config), value)
    assert.match(sources[key] ?? '', /^headgate\.yaml:\d+$/)
  })

  for (const variable of description.variables.map((name) => name.replace('<NAME>', 'LOCAL'))) {
    test(`${key} from ${variable}, over the file`, () => {
      const { config, sources, warnings } = loaded({
        yaml: stringify(LOCAL),
        env: { ...around(derived), [variable]: text ?? '' },
      })
      assert.deepEqual(plain(config), value)
      assert.equal(sources[key], variable)
      assert.deepEqual(warnings, [])
    })
  }

  test(`${key} is explained in one sentence`, () => {
    assert.match(description.description, /^[A-Z][^\n]*\.$/)
    assert.ok(description.type.length > 0)
    const explained = explainKey(key)
    assert.ok('key' in explained && explained.key === key && explained.variables.includes(derived))
  })
}

function merged(left: unknown, right: unknown): unknown {
  if (!isObject(left) || !isObject(right)) return right
  const both = new Set([...Object.keys(left), ...Object.keys(right)])
  return Object.fromEntries(
    [...both].map((name) => [name, name in right ? merged(left[name], right[name]) : left[name]]),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What the flags that stand alone mean. */
const ALONE: Readonly<Record<string, unknown>> = { '--quiet': 'error', '--no-rate-limit': false }

for (const { flag, key, argument } of FLAGS) {
  test(`${flag} sets ${key}, over variable and file`, () => {
    const [value, text] = SAMPLES[key.replace(/^providers\.\w+/, 'providers.<name>')] ?? []
    const variable = `HEADGATE_${key.toUpperCase().replaceAll('.', '_')}`
    const given = argument === undefined ? true : (text ?? '')
    const { config, sources } = loaded({ env: { [variable]: text ?? '' }, flags: { [key]: given } })
    assert.deepEqual(valueAt(config, key), argument === undefined ? ALONE[flag] : value)
    assert.equal(sources[key], flag)
  })
}

test('what anybody gets who configures nothing', () => {
  const { config, sources, warnings, aliases, file } = loaded({ env: { HOME: '/home/ada', XDG_STATE_HOME: '/state' } })
  assert.deepEqual(config.server, {
    host: '127.0.0.1',
    port: 8787,
    workers: 1,
    state_dir: process.platform === 'linux' ? '/state/headgate' : config.server.state_dir,
    trusted_proxies: [],
    allowed_hosts: [],
    timeouts: {
      head_seconds: 10,
      body_idle_seconds: 30,
      connect_seconds: 10,
      first_byte_seconds: 600,
      idle_seconds: 120,
    },
    drain_seconds: 30,
  })
  assert.deepEqual(config.log, { level: 'info', sensitive: 'off' })
  assert.deepEqual(config.auth, { mode: 'local' })
  assert.deepEqual(config.security, { max_payload_size_kb: 32_768, max_messages: 10_000, max_nesting: 200 })
  assert.deepEqual(Object.keys(config.providers), ['openai', 'anthropic'])
  assert.deepEqual(config.providers['anthropic'], {
    dialect: 'anthropic',
    base_url: 'https://api.anthropic.com',
    allow_private: false,
    models: ['claude-*'],
  })
  assert.deepEqual(new Set(Object.values(sources)), new Set(['default']))
  assert.deepEqual({ warnings, aliases, file }, { warnings: [], aliases: [], file: undefined })
})

test('the file says which providers exist, and a known one still brings what it knows', () => {
  const { config } = loaded({ yaml: 'providers:\n  anthropic:\n  local: { dialect: openai, base_url: http://x }\n' })
  assert.deepEqual(Object.keys(config.providers), ['anthropic', 'local'])
  assert.equal(config.providers['anthropic']?.base_url, 'https://api.anthropic.com')
  assert.deepEqual(config.providers['local']?.models, ['*'])
  assert.deepEqual(Object.keys(loaded({ yaml: 'providers: {}' }).config.providers), [])
})

test('the address of a known provider adds it', () => {
  const yaml = 'providers:\n  local: { dialect: openai, base_url: http://x }\n'
  const { config } = loaded({ yaml, env: { HEADGATE_OPENAI_URL: 'http://127.0.0.1:1/v1' } })
  assert.deepEqual(Object.keys(config.providers), ['local', 'openai'])
  assert.equal(config.providers['openai']?.base_url, 'http://127.0.0.1:1/v1')
  assert.ok(config.providers['openai']?.models.includes('gpt-*'))
})

test('sections with nothing beneath them were not written', () => {
  const { config } = loaded({ yaml: 'server:\nlog:\nproviders:\n', env: { HEADGATE_PORT: '1' } })
  assert.equal(config.server.port, 1)
  assert.deepEqual(Object.keys(config.providers), ['openai', 'anthropic'])
  assert.equal(loaded({ yaml: 'server:\n  tls:\n  timeouts:\n' }).config.server.tls, undefined)
})

test('which secret a provider gets', () => {
  const yaml = `
providers:
  openai:
  anthropic: { api_key: env:MINE }
  filed: { dialect: openai, base_url: http://x, api_key: file:secret.txt }
  bare: { dialect: openai, base_url: http://x }
`
  const env = { OPENAI_API_KEY: 'sk-usual', MINE: 'sk-mine', HEADGATE_API_KEY: 'sk-shared' }
  const { config, sources } = loaded({ yaml, env, files: { 'secret.txt': 'sk-filed\n' } })
  const secrets = Object.entries(config.providers).map(([name, { api_key }]) => [name, api_key?.reveal()])
  assert.deepEqual(Object.fromEntries(secrets), {
    openai: 'sk-usual',
    anthropic: 'sk-mine',
    filed: 'sk-filed',
    bare: 'sk-shared',
  })
  assert.equal(sources['providers.openai.api_key'], 'OPENAI_API_KEY')
  assert.equal(sources['providers.bare.api_key'], 'HEADGATE_API_KEY')
})

test('a variable may hold a secret itself, or where it is', () => {
  const variable = 'HEADGATE_PROVIDERS_OPENAI_API_KEY'
  const secretOf = (env: Record<string, string>) =>
    loaded({ env, files: { s: 'sk-filed' } }).config.providers['openai']?.api_key?.reveal()
  assert.equal(secretOf({ [variable]: 'sk-1' }), 'sk-1')
  assert.equal(secretOf({ [variable]: 'env:X', X: 'sk-2' }), 'sk-2')
  assert.equal(secretOf({ [variable]: 'file:s' }), 'sk-filed')
  assert.equal(secretOf({ HEADROOM_API_KEY: 'sk-3' }), 'sk-3')
  assert.equal(secretOf({ HEADROOM_API_KEY: 'sk-3', HEADGATE_API_KEY: 'sk-4' }), 'sk-4')
  assert.equal(secretOf({}), undefined)
})

test('relative paths: from the folder of the file that names them, else from the working folder', () => {
  const cwd = folderWith({})
  mkdirSync(join(cwd, 'etc'))
  const file = join(cwd, 'etc', 'gate.yaml')
  writeFileSync(file, 'server: { tls: { cert_file: c.pem, key_file: ~/k.pem } }')
  const env = { HOME: '/home/ada', HEADGATE_LOG_FILE: 'gate.jsonl', HEADGATE_CONFIG: 'etc/gate.yaml' }
  const { config, sources, file: used } = loadConfig({ flags: { 'server.state_dir': 'state' }, env, cwd })
  assert.equal(used, file)
  assert.equal(config.server.tls?.cert_file, join(cwd, 'etc', 'c.pem'))
  assert.equal(config.server.tls?.key_file, '/home/ada/k.pem')
  assert.equal(config.log.file, join(cwd, 'gate.jsonl'))
  assert.equal(config.server.state_dir, join(cwd, 'state'))
  assert.equal(sources['server.tls.cert_file'], 'etc/gate.yaml:1')
})

test('which file is read: the named one, else that of the working folder, else that of the state folder', () => {
  const cwd = folderWith({ files: { 'other.yaml': 'server: { port: 3 }' } })
  const stateDir = folderWith({ yaml: 'server: { port: 1 }' })
  const inState = loadConfig({ flags: { 'server.state_dir': stateDir }, env: {}, cwd })
  assert.equal(inState.config.server.port, 1)
  assert.equal(inState.sources['server.port'], `${join(stateDir, 'headgate.yaml')}:1`)
  writeFileSync(join(cwd, 'headgate.yaml'), 'server: { port: 2 }')
  const env = { HEADGATE_STATE_DIR: stateDir }
  assert.equal(loadConfig({ flags: {}, env, cwd }).config.server.port, 2)
  assert.equal(loadConfig({ flags: {}, env: { ...env, HEADGATE_CONFIG: 'other.yaml' }, cwd }).config.server.port, 3)
  const byFlag = loadConfig({ flags: {}, env: { HEADGATE_CONFIG: 'none.yaml' }, cwd, configFile: 'other.yaml' })
  assert.equal(byFlag.config.server.port, 3)
  assert.throws(() => loadConfig({ flags: {}, env: {}, cwd, configFile: 'none.yaml' }), {
    message: 'none.yaml: the file cannot be read (ENOENT). Check the path and its permissions.',
  })
})

test('aliases are read, ours win, and the result tells which was used', () => {
  const env = {
    HEADROOM_PORT: '1',
    HEADROOM_HOST: '::1',
    HEADROOM_LOG_FILE: '/l',
    HEADROOM_LOG_SENSITIVE: 'on',
    HEADROOM_API_KEY: 's',
  }
  const { config, aliases } = loaded({ env: { ...env, HEADGATE_SERVER_HOST: 'localhost' } })
  assert.deepEqual(
    new Set(aliases),
    new Set(['HEADROOM_PORT', 'HEADROOM_LOG_FILE', 'HEADROOM_LOG_SENSITIVE', 'HEADROOM_API_KEY']),
  )
  assert.deepEqual(
    [config.server.host, config.server.port, config.log],
    ['localhost', 1, { level: 'info', file: '/l', sensitive: 'on' }],
  )
})

test('an unknown variable is a warning that names the nearest and not the value', () => {
  const { warnings } = loaded({ env: { HEADGATE_PROT: 'planted', HEADGATE_ELSE_ENTIRELY: 'planted', OTHER: 'x' } })
  assert.deepEqual(warnings, [
    'HEADGATE_PROT is no variable of headgate and is ignored. Did you mean HEADGATE_PORT?',
    'HEADGATE_ELSE_ENTIRELY is no variable of headgate and is ignored.',
  ])
})

test('an empty variable is not set', () => {
  assert.equal(loaded({ env: { HEADGATE_PORT: '', HEADROOM_PORT: ' ' } }).config.server.port, 8787)
})

const GOLDEN: Record<string, [Written, string[]]> = {
  'unknown keys name the nearest valid one': [
    { yaml: 'server:\n  prot: 1\n  timeouts: { had_seconds: 1 }\nport: 1\nlog_file: x\nsever: {}\nnonsense: 1\n' },
    [
      'headgate.yaml:2: server.prot is not a known key. Did you mean server.port?',
      'headgate.yaml:3: server.timeouts.had_seconds is not a known key. Did you mean server.timeouts.head_seconds?',
      'headgate.yaml:4: port is not a known key. Did you mean server.port?',
      'headgate.yaml:5: log_file is not a known key. Did you mean log.file?',
      'headgate.yaml:6: sever is not a known key. Did you mean server?',
      'headgate.yaml:7: nonsense is not a known key. Valid here: server, log, auth, security, rate_limiting, budget, prices, providers.',
    ],
  ],
  'wrong types and values, wherever they stand': [
    {
      yaml: 'server:\n  drain_seconds: soon\n  trusted_proxies:\n    - ::1\n    - nobody\nlog: loud\nauth:\n  mode: none\n',
      env: { HEADGATE_SECURITY_MAX_NESTING: '0', HEADGATE_WORKERS: '1e1' },
      flags: { 'server.port': '65536', 'log.file': '' },
    },
    [
      '--port: server.port must be a whole number from 0 to 65535. See headgate config explain server.port.',
      'HEADGATE_SECURITY_MAX_NESTING: security.max_nesting must be a whole number from 1 to 1000. See headgate config explain security.max_nesting.',
      'HEADGATE_WORKERS: server.workers must be a whole number from 1 to 1024. See headgate config explain server.workers.',
      'headgate.yaml:2: server.drain_seconds must be a number of seconds from 0 up to 86400. See headgate config explain server.drain_seconds.',
      'headgate.yaml:5: server.trusted_proxies must be a list of IP addresses and ranges such as 10.0.0.0/8. See headgate config explain server.trusted_proxies.',
      'headgate.yaml:6: log must be a section with keys of its own. Valid in it: file, level, sensitive.',
      'headgate.yaml:8: auth.mode must be one of "local", "keys". See headgate config explain auth.mode.',
    ],
  ],
  'a certificate without its key': [
    { yaml: 'log:\n  level: info\nserver:\n  tls:\n    cert_file: c.pem\n' },
    ['headgate.yaml:4: server.tls.key_file is missing. Set it, or remove server.tls.'],
  ],
  'a key without its certificate, by a variable': [
    { env: { HEADGATE_SERVER_TLS_KEY_FILE: '/k' } },
    ['HEADGATE_SERVER_TLS_KEY_FILE: server.tls.cert_file is missing. Set it, or remove server.tls.'],
  ],
  'a public address in local mode': [
    { flags: { 'server.host': '0.0.0.0' } },
    [
      '--host: server.host can be reached from other machines, which auth.mode: local does not allow. Set auth.mode: keys, or listen on 127.0.0.1.',
    ],
  ],
  'providers that cannot be': [
    {
      yaml: 'providers:\n  local: { dialect: gemini }\n  a b: { dialect: openai, base_url: http://x }\n  openai: { base_url: "http://u:planted@h" }\n  list: []\n',
    },
    [
      'headgate.yaml:2: providers.local.dialect must be one of "openai", "anthropic". See headgate config explain providers.local.dialect.',
      'headgate.yaml:2: providers.local.base_url is missing. Set it, or remove providers.local.',
      'headgate.yaml:3: providers.a b is not a usable name. Begin with a letter; then letters, digits, - and _, 64 at most.',
      'headgate.yaml:4: providers.openai.base_url must be an http or https URL without user name, query and fragment. See headgate config explain providers.openai.base_url.',
      'headgate.yaml:5: providers.list must be a section with keys of its own. Valid in it: dialect, base_url, api_key, allow_private, models.',
    ],
  ],
  'secrets, without ever repeating one': [
    {
      yaml: `providers:
  openai: { api_key: sk-planted }
  anthropic: { api_key: env:NOT_SET_ANYWHERE }
  a: { dialect: openai, base_url: http://x, api_key: file:nowhere }
  b: { dialect: openai, base_url: http://x, api_key: 123456 }
  c: { dialect: openai, base_url: http://x, api_key: env:TWO_LINES }
  d: { dialect: openai, base_url: http://x, api_key: env:sk-planted }
  e: { dialect: openai, base_url: http://x, api_key: "" }
`,
      env: { TWO_LINES: 'sk-planted\nsk-planted' },
    },
    [
      'headgate.yaml:2: providers.openai.api_key must be a reference, never the secret itself. Write env:NAME for a variable or file:PATH for a file.',
      'headgate.yaml:3: providers.anthropic.api_key names the variable NOT_SET_ANYWHERE, which is not set. Set NOT_SET_ANYWHERE, or remove this key.',
      'headgate.yaml:4: providers.a.api_key names a file that cannot be read (ENOENT). Check the path and its permissions.',
      'headgate.yaml:5: providers.b.api_key must be a secret, written as env:NAME or file:PATH. See headgate config explain providers.b.api_key.',
      'headgate.yaml:6: providers.c.api_key leads to a secret that is empty or holds characters that no header can carry. Store the secret alone, on one line.',
      'headgate.yaml:7: providers.d.api_key names no possible variable. Write env:NAME for a variable or file:PATH for a file.',
      'headgate.yaml:8: providers.e.api_key must be a secret, written as env:NAME or file:PATH. See headgate config explain providers.e.api_key.',
    ],
  ],
  'two variables for one key that disagree': [
    { env: { HEADGATE_PORT: '1', HEADGATE_SERVER_PORT: '2' } },
    ['HEADGATE_PORT: server.port is set to something else by HEADGATE_SERVER_PORT. Remove one of the two variables.'],
  ],
  'a flag for no key': [
    { flags: { 'server.prot': '1' } },
    ['command line: server.prot is not a known key. Did you mean server.port?'],
  ],
  'a value in place of a section is not hidden by a variable': [
    { yaml: 'server: 5', env: { HEADGATE_PORT: '1' } },
    [
      'headgate.yaml:1: server must be a section with keys of its own. Valid in it: host, port, workers, state_dir, tls, trusted_proxies, allowed_hosts, timeouts, drain_seconds.',
    ],
  ],
}

for (const [name, [written, lines]] of Object.entries(GOLDEN)) {
  test(`refused: ${name}`, () => {
    const told = refusal(written)
    assert.deepEqual(told, lines)
    assert.ok(!told.join('\n').includes('planted'))
  })
}

test('a public address is right with keys', () => {
  assert.equal(loaded({ yaml: 'server: { host: 0.0.0.0 }\nauth: { mode: keys }' }).config.server.host, '0.0.0.0')
})

test('show: one line for each key, with its source, secrets unseen', () => {
  const env = {
    HEADGATE_PORT: '80',
    OPENAI_API_KEY: 'sk-planted',
    HEADGATE_SERVER_ALLOWED_HOSTS: 'a.example,b.example',
  }
  const lines = showConfig(loaded({ yaml: 'providers:\n  openai:\nlog:\n  level: warn\n', env }))
  assert.equal(lines.length, describeKeys().length)
  for (const line of [
    'server.host = 127.0.0.1   (default)',
    'server.port = 80   (HEADGATE_PORT)',
    'server.allowed_hosts = [a.example, b.example]   (HEADGATE_SERVER_ALLOWED_HOSTS)',
    'log.file = none   (default)',
    'log.level = warn   (headgate.yaml:4)',
    'providers.openai.api_key = [secret]   (OPENAI_API_KEY)',
  ]) {
    assert.ok(lines.includes(line), line)
  }
  assert.ok(!lines.join('\n').includes('planted'))
})

test('explain: a key, one of a known provider, and one that does not exist', () => {
  assert.deepEqual(explainKey('server.port'), {
    key: 'server.port',
    type: 'a whole number from 0 to 65535',
    default: '8787',
    description: 'The port to listen on; 0 picks a free one.',
    variables: ['HEADGATE_PORT', 'HEADGATE_SERVER_PORT'],
    flags: ['--port PORT'],
  })
  const secret = explainKey('providers.openai.api_key')
  assert.ok('key' in secret && secret.default === 'env:OPENAI_API_KEY')
  assert.deepEqual(explainKey('server.prot'), { didYouMean: 'server.port' })
})

test('the JSON schema knows every key and asks for none', () => {
  const text = JSON.stringify(jsonSchema())
  for (const { key, description } of describeKeys()) {
    assert.ok(text.includes(JSON.stringify(key.split('.').at(-1))), key)
    assert.ok(text.includes(JSON.stringify(description)), key)
  }
  assert.ok(!text.includes('"required"'))
  assert.ok(text.includes('^(env|file):.+'))
})
