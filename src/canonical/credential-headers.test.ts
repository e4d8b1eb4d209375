/** A gateway credential is found wherever it is presented, and never passes for the caller's own. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gatewayCredentials, ownCredentialHeaders } from './credential-headers.js'

const GATEWAY = 'hg_k1_secret'

describe('gatewayCredentials', () => {
  it('takes one from each of the headers that can carry it', () => {
    for (const [name, value] of [
      ['authorization', `Bearer ${GATEWAY}`],
      ['authorization', `bearer   ${GATEWAY} `],
      ['authorization', GATEWAY],
      ['x-api-key', GATEWAY],
      ['x-headgate-key', GATEWAY],
      ['api-key', GATEWAY],
      ['x-goog-api-key', GATEWAY],
    ] as const) {
      assert.deepEqual(gatewayCredentials({ [name]: value }), [GATEWAY], `${name}: ${value}`)
      assert.deepEqual(ownCredentialHeaders({ [name]: value }), [], `${name}: ${value}`)
    }
  })

  it('tells one from several', () => {
    assert.deepEqual(gatewayCredentials({ authorization: `Bearer ${GATEWAY}`, 'x-api-key': GATEWAY }), [GATEWAY])
    assert.deepEqual(gatewayCredentials({ authorization: `Bearer ${GATEWAY}`, 'x-headgate-key': 'hg_k2_other' }), [
      GATEWAY,
      'hg_k2_other',
    ])
    assert.deepEqual(gatewayCredentials({ 'x-headgate-key': [GATEWAY, 'hg_k2_other'] }), [GATEWAY, 'hg_k2_other'])
  })

  it('takes whatever stands in the header of headgate for one', () => {
    assert.deepEqual(gatewayCredentials({ 'x-headgate-key': 'sk-mine' }), ['sk-mine'])
    assert.deepEqual(ownCredentialHeaders({ 'x-headgate-key': 'sk-mine' }), [])
  })

  it('finds none where there is none', () => {
    assert.deepEqual(gatewayCredentials({}), [])
    assert.deepEqual(
      gatewayCredentials({ authorization: 'Bearer sk-mine', 'x-api-key': 'sk-hg_mine', cookie: GATEWAY }),
      [],
    )
  })
})

describe('ownCredentialHeaders', () => {
  it('passes on what is no gateway credential, header by header', () => {
    const headers = { authorization: `Bearer ${GATEWAY}`, 'x-api-key': 'sk-mine', 'api-key': '', accept: '*/*' }
    assert.deepEqual(ownCredentialHeaders(headers), ['x-api-key', 'sk-mine'])
    assert.deepEqual(ownCredentialHeaders({ authorization: 'Bearer sk-mine' }), ['authorization', 'Bearer sk-mine'])
  })

  it('passes nothing on that holds a gateway credential anywhere', () => {
    for (const value of [
      `Basic x, Bearer ${GATEWAY}`,
      `Bearer\t${GATEWAY}`,
      `key="${GATEWAY}"`,
      ` ${GATEWAY}`,
      `token=${GATEWAY}`,
    ])
      assert.deepEqual(ownCredentialHeaders({ authorization: value }), [], value)
  })

  it('does not pass on a header that was sent twice', () => {
    assert.deepEqual(ownCredentialHeaders({ 'x-api-key': ['sk-a', 'sk-b'] }), [])
  })
})
