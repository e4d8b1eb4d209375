/** Which headers cross the gateway, in either direction. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answerHeaders, headerOf, outboundHeaders } from './outbound-headers.js'

const GATEWAY = `hg_${'A'.repeat(12)}_${'b'.repeat(43)}`
const PROVIDER = ['authorization', 'Bearer provider-secret']

/** As an object, so that a test can look at one; a header that is there twice is a mistake. */
function sent(incoming: Parameters<typeof outboundHeaders>[0], authorization: readonly string[] = PROVIDER) {
  const flat = outboundHeaders(incoming, authorization)
  const names = flat.filter((_, index) => index % 2 === 0)
  assert.equal(new Set(names).size, names.length)
  return Object.fromEntries(names.map((name) => [name, headerOf(flat, name)]))
}

const ALWAYS = { authorization: 'Bearer provider-secret', 'accept-encoding': 'identity' }

describe('headers for a provider', () => {
  it('are those that mean something to it', () => {
    const harmless = {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      'user-agent': 'OpenAI/JS 6.1',
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'a, b',
      'openai-organization': 'org',
      'x-stainless-lang': 'js',
      'idempotency-key': 'k',
      traceparent: '00-1-2-01',
    }
    assert.deepEqual(sent(harmless), { ...harmless, ...ALWAYS })
    assert.deepEqual(sent({ 'x-list': ['a', 'b'], 'x-none': undefined }), { 'x-list': 'a, b', ...ALWAYS })
  })

  it('are none of the connection’s own, of headgate’s, of the client’s network, and no cookies', () => {
    const stays = [
      ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
      ...['host', 'content-length', 'content-encoding', 'accept-encoding', 'cookie', 'origin', 'referer'],
      ...['x-headgate-session', 'x-headgate-compress', 'x-headgate-anything', 'proxy-authorization'],
      ...['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'x-client-ip', 'true-client-ip'],
      ...['cf-connecting-ip', 'sec-fetch-site', 'sec-websocket-key'],
    ]
    for (const name of stays) assert.deepEqual(sent({ [name]: 'value' }), ALWAYS, name)
  })

  it('are none that the connection lists', () => {
    const incoming = { connection: 'close, X-Internal , x-other', 'x-internal': '1', 'x-other': '2', 'x-third': '3' }
    assert.deepEqual(sent(incoming), { 'x-third': '3', ...ALWAYS })
    assert.deepEqual(sent({ connection: 'authorization', 'x-third': '3' }), { 'x-third': '3', ...ALWAYS })
    assert.deepEqual(sent({ connection: 'keep-alive', 'keep-alive': '5', 'x-third': '3' }), {
      'x-third': '3',
      ...ALWAYS,
    })
  })
})

describe('credentials for a provider', () => {
  const identity = { 'accept-encoding': 'identity' }

  it('are the provider’s own where the caller has a gateway credential alone, and that never leaves', () => {
    const rows = [
      { authorization: `Bearer ${GATEWAY}` },
      { authorization: GATEWAY },
      { authorization: `Bearer\t${GATEWAY}` },
      { authorization: `Basic ${GATEWAY}` },
      { 'x-api-key': GATEWAY },
      { 'x-api-key': `sk-own, ${GATEWAY}` },
      { 'x-headgate-key': GATEWAY },
      { 'x-headgate-key': 'anything' },
      { 'api-key': GATEWAY },
      { 'x-goog-api-key': GATEWAY },
      {},
      { 'x-api-key': '' },
    ]
    for (const incoming of rows) assert.deepEqual(sent(incoming), ALWAYS, JSON.stringify(incoming))
  })

  it('are the caller’s own where there are any, and then never the provider’s', () => {
    const own = { authorization: 'Bearer sk-own' }
    assert.deepEqual(sent(own), { ...own, ...identity })
    assert.deepEqual(sent({ ...own, 'x-headgate-key': GATEWAY }), { ...own, ...identity })
    assert.deepEqual(sent({ 'x-api-key': 'sk-ant-own', authorization: `Bearer ${GATEWAY}` }), {
      'x-api-key': 'sk-ant-own',
      ...identity,
    })
    assert.deepEqual(sent({ 'x-goog-api-key': 'AIza', connection: 'x-goog-api-key' }), {
      'x-goog-api-key': 'AIza',
      ...identity,
    })
    assert.deepEqual(sent({ 'x-api-key': 'sk-with-hg_inside' }), { 'x-api-key': 'sk-with-hg_inside', ...identity })
  })

  it('are none where neither has any', () => {
    assert.deepEqual(sent({}, []), identity)
    assert.deepEqual(sent({ authorization: `Bearer ${GATEWAY}` }, []), identity)
  })
})

describe('headers for a client', () => {
  const shown = (headers: readonly string[], isDecompressed = false) => answerHeaders(headers, isDecompressed)

  it('are the provider’s harmless ones, repeated ones too', () => {
    const harmless = [
      'content-type',
      'application/json',
      'request-id',
      'req_1',
      'x-ratelimit-remaining',
      '9',
      'openai-version',
      '1',
      'retry-after',
      '3',
      'link',
      'a',
      'link',
      'b',
    ]
    assert.deepEqual(shown(harmless), harmless)
  })

  it('are none of the connection’s own, none that bind a browser, and none that are headgate’s', () => {
    const kept = [
      ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
      ...[
        'content-length',
        'date',
        'server',
        'set-cookie',
        'location',
        'refresh',
        'alt-svc',
        'strict-transport-security',
        'www-authenticate',
      ],
      ...['x-headgate-request-id', 'access-control-allow-origin', 'clear-site-data'],
    ]
    for (const name of kept) assert.deepEqual(shown([name, 'value']), [], name)
    assert.deepEqual(shown(['connection', 'close, x-hop', 'x-hop', '1', 'x-end', '2']), ['x-end', '2'])
  })

  it('tell of a content coding unless it was taken off', () => {
    const headers = ['content-encoding', 'gzip', 'x-end', '2']
    assert.deepEqual(shown(headers), headers)
    assert.deepEqual(shown(headers, true), ['x-end', '2'])
  })
})

describe('one header', () => {
  it('is the last of its name', () => {
    assert.equal(headerOf(['a', '1', 'b', '2', 'a', '3'], 'a'), '3')
    assert.equal(headerOf(['a', 'b', 'c', 'd'], 'b'), '')
    assert.equal(headerOf([], 'a'), '')
  })
})
