/** The memory of one process keeps the promises, answers at once, and knows whose bucket is whose. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Principal } from '../../canonical/index.js'
import { describeLimitStore } from './contract.suite.js'
import { bucketOf, createLocalLimits } from './index.js'

describeLimitStore('memory', createLocalLimits)

test('memory answers at once', () => {
  const limits = createLocalLimits({ monotonicMs: () => 0 })
  const taken = limits.take({ counted: 'requests', subject: 'alice', perMinute: 2 }, 1)
  assert.deepEqual(taken, { remaining: 1, resetSeconds: 30, retryAfterSeconds: 0 })
})

test('a flood of addresses takes nothing from those who have a credential', () => {
  const limits = createLocalLimits({ monotonicMs: () => 0 })
  for (let count = 0; count < 20_000; count++)
    limits.take({ counted: 'peer-requests', subject: `127.1.${count >> 8}.${count & 255}`, perMinute: 2 }, 2)
  assert.equal(limits.take({ counted: 'peer-requests', subject: '127.9.9.9', perMinute: 2 }, 1).refused, 'rate')
  assert.equal(limits.take({ counted: 'requests', subject: 'alice', perMinute: 2 }, 2).refused, undefined)
})

test('a credential is counted by its id, everybody else by the network of the peer', () => {
  const gateway: Principal = { kind: 'gateway', name: 'alice', id: 'a1', tenant: 'team:x', roles: ['user'] }
  const own: Principal = { ...gateway, kind: 'own', id: 'own-1', countedAs: '127.0.0.1' }
  assert.deepEqual(bucketOf(gateway, 'requests', 5), { counted: 'requests', subject: 'a1', perMinute: 5 })
  assert.deepEqual(bucketOf(gateway, 'tokens', 5), { counted: 'tokens', subject: 'a1', perMinute: 5 })
  assert.deepEqual(bucketOf(own, 'requests', 5), { counted: 'peer-requests', subject: '127.0.0.1', perMinute: 5 })
  assert.deepEqual(bucketOf(own, 'tokens', 5), { counted: 'peer-tokens', subject: '127.0.0.1', perMinute: 5 })
})
