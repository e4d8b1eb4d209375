/** Names of variables, and which of several is read. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEnvironment, readVariables, variablesOf } from './environment.js'

const FLAGS = [
  { flag: '--port', key: 'server.port', argument: 'PORT', description: '' },
  { flag: '--quiet', key: 'log.level', value: 'error', description: '' },
  { flag: '--log-level', key: 'log.level', argument: 'LEVEL', description: '' },
] as const

test('a key has the short variable of its flag and the one derived from its path', () => {
  assert.deepEqual(variablesOf(['server', 'port'], FLAGS), ['HEADGATE_PORT', 'HEADGATE_SERVER_PORT'])
  assert.deepEqual(variablesOf(['log', 'level'], FLAGS), ['HEADGATE_LOG_LEVEL'])
  assert.deepEqual(variablesOf(['providers', 'my-llm', 'base_url'], FLAGS), ['HEADGATE_PROVIDERS_MY_LLM_BASE_URL'])
})

test('an alias is read only where none of ours is set', () => {
  const names = ['HEADGATE_PORT', 'HEADGATE_SERVER_PORT']
  const alias = { name: 'HEADROOM_PORT', value: '1' }
  assert.deepEqual(readVariables({ HEADROOM_PORT: '1' }, names), [alias])
  assert.deepEqual(readVariables({ HEADROOM_PORT: '1', HEADGATE_PORT: ' ' }, names), [alias])
  assert.deepEqual(readVariables({ HEADROOM_PORT: '1', HEADGATE_SERVER_PORT: '2' }, names), [
    { name: 'HEADGATE_SERVER_PORT', value: '2' },
  ])
  assert.deepEqual(readVariables({ HEADROOM_WORKERS: '1' }, ['HEADGATE_WORKERS']), [])
})

test('the environment is a copy of the process’s own', () => {
  process.env['HEADGATE_TEST_MARK'] = 'here'
  const env = readEnvironment()
  delete process.env['HEADGATE_TEST_MARK']
  assert.equal(env['HEADGATE_TEST_MARK'], 'here')
})
