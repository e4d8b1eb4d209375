/** What holds for every row, and how providers that are not known by name are called. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorize, PROVIDERS } from './index.js'

for (const row of PROVIDERS) {
  test(`${row.name} presents its secret once, in a header with a lower-case name, and speaks for its family`, () => {
    const headers = authorize(row, 'sk-planted')
    assert.equal(headers.length, 2)
    assert.equal(headers[0], headers[0]?.toLowerCase())
    assert.ok(headers[1]?.includes('sk-planted'))
    assert.deepEqual(authorize({ name: 'local', dialect: row.dialect }, 'sk-planted'), headers)
  })

  test(`${row.name} is at a plain https address`, () => {
    const url = new URL(row.baseUrl)
    assert.equal(url.protocol, 'https:')
    assert.equal(url.origin, row.baseUrl)
  })
}

test('names are unique', () => {
  const names = PROVIDERS.map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
})

test('the dialect that is configured decides, not the name', () => {
  assert.deepEqual(authorize({ name: 'anthropic', dialect: 'openai' }, 's'), ['authorization', 'Bearer s'])
})
