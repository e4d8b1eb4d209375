/** A request goes to the route that its path names, and to none that only looks like it. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { resolveRoute } from './index.js'

function resolve(method: string, path: string, headers: readonly string[] = []) {
  const { dialect, pattern, surface, decodes, parameter } = routeOf(method, path, headers)
  return { dialect: dialect.name, pattern, surface, decodes, parameter }
}

function routeOf(method: string, path: string, headers: readonly string[] = []) {
  return resolveRoute({
    method,
    path,
    hasHeader: (name) => headers.includes(name),
  })
}

describe('resolveRoute', () => {
  const decoded: readonly (readonly [string, string])[] = [
    ['/v1/chat/completions', 'openai-chat'],
    ['/v1/completions', 'openai-completions'],
    ['/v1/embeddings', 'openai-embeddings'],
    ['/v1/responses', 'openai-responses'],
    ['/v1/messages', 'anthropic-messages'],
    ['/v1/messages/count_tokens', 'anthropic-count-tokens'],
  ]
  for (const [path, dialect] of decoded) {
    it(`reads POST ${path}`, () => {
      const route = { dialect, pattern: path, surface: 'data', decodes: true, parameter: '' }
      assert.deepEqual(resolve('POST', path), route)
      assert.deepEqual(resolve('POST', path, ['anthropic-version']), route)
    })
  }

  it('tells the vendors apart by the mark of their clients where both have the route', () => {
    assert.equal(resolve('GET', '/v1/models').dialect, 'openai-models')
    assert.equal(resolve('GET', '/v1/models', ['anthropic-version']).dialect, 'anthropic-models')
    assert.equal(resolve('POST', '/v1/files').dialect, 'openai-passthrough')
    assert.equal(resolve('POST', '/v1/files', ['anthropic-version']).dialect, 'anthropic-passthrough')
  })

  it('takes the rest of the path, decoded, as the parameter', () => {
    assert.equal(resolve('GET', '/v1/models/meta%2Fllama-3').parameter, 'meta/llama-3')
    assert.equal(resolve('GET', '/v1/models/a/b').parameter, 'a/b')
    assert.equal(resolve('DELETE', '/v1/files/file-1').pattern, '/v1/{rest}')
  })

  it('knows no other path, and answers it in the dialect of the caller', () => {
    for (const path of ['/', '/v1', '/v1/', '/v2/files', '/admin/keys', '/V1/chat/completions', '', '*'])
      assert.deepEqual(resolve('POST', path), {
        dialect: 'openai-chat',
        pattern: '(none)',
        surface: 'protected',
        decodes: false,
        parameter: '',
      })
    assert.equal(resolve('POST', '/nowhere', ['anthropic-version']).dialect, 'anthropic-messages')
    assert.equal(resolve('PUT', '/v1/files/a').surface, 'protected')
  })

  it('passes on no path that a server could take for another', () => {
    const paths = [
      '/v1/files/../chat',
      '/v1/files/%2e%2e/chat',
      '/v1/./a',
      '/v1//a',
      '/v1/a/',
      '/v1/a%2f',
      '/v1/a\\b',
      '/v1/a%5Cb',
      '/v1/a;b',
      '/v1/a%0ab',
      '/v1/a%00',
      '/v1/%252e',
      '/v1/%zz',
      '/v1/%ff',
    ]
    for (const path of paths) assert.equal(resolve('POST', path).surface, 'protected', path)
  })

  it('passes on no other spelling of a route that is read', () => {
    for (const path of [
      '/v1/Chat/Completions',
      '/v1/chat%2Fcompletions',
      '/v1/m%65ssages',
      '/v1/messages.',
      '/v1/responses%20',
      '/v1/EMBEDDINGS',
    ])
      assert.equal(resolve('POST', path).surface, 'protected', path)
  })
})

describe('what a call costs', () => {
  const ANTHROPIC = ['anthropic-version']

  it('is tokens on every route that is answered by a model', () => {
    for (const path of ['chat/completions', 'completions', 'embeddings', 'responses', 'messages'])
      assert.equal(routeOf('POST', `/v1/${path}`).costs, 'tokens')
  })

  it('is nothing where something is looked up, deleted or counted', () => {
    assert.equal(routeOf('POST', '/v1/messages/count_tokens').costs, 'nothing')
    for (const path of ['/v1/models', '/v1/models/m', '/v1/files', '/v1/responses/resp_1', '/v1/messages/batches'])
      for (const headers of [[], ANTHROPIC]) assert.equal(routeOf('GET', path, headers).costs, 'nothing', path)
    assert.equal(routeOf('DELETE', '/v1/files/file-1').costs, 'nothing')
  })

  it('is nothing for a few calls that vendors do not charge for', () => {
    const free = [
      'files',
      'uploads',
      'uploads/upload_1/parts',
      'uploads/upload_1/complete',
      'uploads/upload_1/cancel',
      'moderations',
      'responses/resp_1/cancel',
      'batches/batch_1/cancel',
      'fine_tuning/jobs/ftjob-1/cancel',
    ]
    for (const path of free) assert.equal(routeOf('POST', `/v1/${path}`).costs, 'nothing', path)
    for (const path of ['files', 'messages/batches/msgbatch_1/cancel'])
      assert.equal(routeOf('POST', `/v1/${path}`, ANTHROPIC).costs, 'nothing', path)
  })

  it('is unknown for every other call, and for what only looks like a free one', () => {
    const paths = [
      'images/generations',
      'audio/speech',
      'batches',
      'messages/batches',
      'responses/compact',
      'responses/resp_1/cancel/again',
      'responses/a/b/cancel',
      'responses/a%2Fb/cancel',
      'responses/cancel',
      'uploads/upload_1/other',
      'files/file-1',
      'vector_stores',
    ]
    for (const path of paths)
      for (const headers of [[], ANTHROPIC])
        assert.equal(routeOf('POST', `/v1/${path}`, headers).costs, 'unknown', path)
    assert.equal(routeOf('POST', '/nowhere').costs, 'unknown')
  })
})
