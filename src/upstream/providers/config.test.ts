/** What an entry under `providers` may be. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../config/index.js'
import { PROVIDER_FLAGS, providersSchema } from './config.js'

const ENTRY = { dialect: 'openai', base_url: 'http://127.0.0.1:11434/v1' }
const accepts = (entry: object, name = 'local'): boolean =>
  providersSchema.safeParse({ [name]: { ...ENTRY, ...entry } }).success

test('what may be left out', () => {
  assert.deepEqual(providersSchema.parse({ local: ENTRY }), {
    local: { ...ENTRY, allow_private: false, models: ['*'] },
  })
})

const BASE_URLS: Record<string, boolean> = {
  'https://api.example.com': true,
  'http://[::1]:8080/v1/': true,
  'https://user@host': false,
  'https://user:planted@host': false,
  'https://host?x=1': false,
  'https://host?': false,
  'https://host/#': false,
  'ftp://host': false,
  'file:///etc/passwd': false,
  'javascript:alert(1)': false,
  'https://': false,
  'https://host/a b': false,
  ' https://host': false,
  host: false,
  '': false,
}

for (const [base_url, valid] of Object.entries(BASE_URLS)) {
  test(`base_url '${base_url}' is ${valid ? 'accepted' : 'refused'}`, () => assert.equal(accepts({ base_url }), valid))
}

test('names become variables and log fields, so they are plain', () => {
  for (const name of ['local', 'my-llm', 'my_llm', 'Azure2', 'constructor']) assert.ok(accepts({}, name), name)
  for (const name of ['', '9', 'a b', 'a.b', '-a', '_a', 'ü', 'a'.repeat(65)]) assert.ok(!accepts({}, name), name)
})

test('a secret is a Secret, and nothing else', () => {
  assert.ok(accepts({ api_key: new Secret('x') }))
  for (const api_key of ['x', 1, null, {}]) assert.ok(!accepts({ api_key }))
})

test('other fields', () => {
  for (const entry of [
    { dialect: 'none' },
    { models: [''] },
    { models: 'gpt' },
    { allow_private: 'yes' },
    { nope: 1 },
  ]) {
    assert.ok(!accepts(entry), JSON.stringify(entry))
  }
})

test('each known provider has a flag for its address', () => {
  assert.deepEqual(
    PROVIDER_FLAGS.map(({ flag, key }) => [flag, key]),
    [
      ['--openai-url', 'providers.openai.base_url'],
      ['--anthropic-url', 'providers.anthropic.base_url'],
    ],
  )
})
