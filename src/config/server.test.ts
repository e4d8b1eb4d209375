/** What the server section takes for an address, a name, a range and a loopback host. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLoopbackHost, serverSchema } from './server.js'

const accepts = (settings: object): boolean => serverSchema.safeParse({ state_dir: '/state', ...settings }).success

const HOSTS: Record<string, boolean> = {
  '127.0.0.1': true,
  '::1': true,
  '0.0.0.0': true,
  'gateway.example.com': true,
  my_service: true,
  '': false,
  '[::1]': false,
  '10.0.0.300': false,
  'a b': false,
  'host:80': false,
  'http://host': false,
  '*': false,
}

for (const [host, valid] of Object.entries(HOSTS)) {
  test(`host '${host}' is ${valid ? 'accepted' : 'refused'}`, () => {
    assert.equal(accepts({ host }), valid)
    assert.equal(accepts({ allowed_hosts: [host] }), valid)
  })
}

const PROXIES: Record<string, boolean> = {
  '10.0.0.1': true,
  '10.0.0.0/8': true,
  '2001:db8::/32': true,
  '10.0.0.0/33': false,
  '10.0.0.0/': false,
  '10/8': false,
  '0x7f.1': false,
  'proxy.example': false,
}

for (const [range, valid] of Object.entries(PROXIES)) {
  test(`trusted proxy '${range}' is ${valid ? 'accepted' : 'refused'}`, () => {
    assert.equal(accepts({ trusted_proxies: [range] }), valid)
  })
}

const LOOPBACK: Record<string, boolean> = {
  localhost: true,
  LOCALHOST: true,
  '127.0.0.1': true,
  '127.8.8.8': true,
  '::1': true,
  '::ffff:127.0.0.1': true,
  '0.0.0.0': false,
  '::': false,
  '192.168.1.1': false,
  'localhost.example.com': false,
  '127.0.0.1.example.com': false,
}

for (const [host, loopback] of Object.entries(LOOPBACK)) {
  test(`'${host}' is ${loopback ? '' : 'not '}loopback`, () => assert.equal(isLoopbackHost(host), loopback))
}

test('numbers have bounds', () => {
  assert.ok(accepts({ port: 0 }) && accepts({ port: 65_535 }) && accepts({ drain_seconds: 0 }))
  assert.ok(accepts({ timeouts: { head_seconds: 0.5 } }))
  for (const port of [-1, 65_536, 1.5, '80', Number.NaN, Number.POSITIVE_INFINITY, true, null])
    assert.ok(!accepts({ port }))
  for (const head_seconds of [0, -1, 86_401]) assert.ok(!accepts({ timeouts: { head_seconds } }))
  for (const workers of [0, 1025]) assert.ok(!accepts({ workers }))
})

test('a certificate and its key go together', () => {
  assert.ok(accepts({ tls: { cert_file: '/c', key_file: '/k' } }))
  for (const tls of [{ cert_file: '/c' }, { key_file: '/k' }, { min_version: '1.3' }, { client_ca_file: '/ca' }]) {
    assert.ok(!accepts({ tls }))
  }
})
