/** What clients are told: an address that they can call, and lines only for providers that there are. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { exportLines, localUrl } from './client-environment.js'

describe('the address for clients on this machine', () => {
  it('is loopback where the gateway listens on every address, and else its own', () => {
    const rows = [
      ['http://0.0.0.0:8787', 'http://127.0.0.1:8787'],
      ['https://0.0.0.0:8787', 'https://127.0.0.1:8787'],
      ['http://[::]:8787', 'http://[::1]:8787'],
      ['http://[0:0::0]:8787', 'http://[::1]:8787'],
      ['http://[::ffff:0.0.0.0]:8787', 'http://127.0.0.1:8787'],
      ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
      ['http://gate.example:80', 'http://gate.example:80'],
      ['http://[2001:db8::1]:8787', 'http://[2001:db8::1]:8787'],
    ] as const
    for (const [listening, local] of rows) assert.equal(localUrl(listening), local)
  })
})

describe('the lines for the shell of a client', () => {
  it('are those of the families that are served', () => {
    const url = 'http://127.0.0.1:1'
    assert.equal(
      exportLines(url, 'hg_x', new Set(['openai'])),
      `  export OPENAI_BASE_URL=${url}/v1\n  export OPENAI_API_KEY='hg_x'\n`,
    )
    assert.equal(
      exportLines(url, 'hg_x', new Set(['anthropic'])),
      `  export ANTHROPIC_BASE_URL=${url}\n  export ANTHROPIC_API_KEY='hg_x'\n`,
    )
    assert.equal(exportLines(url, 'hg_x', new Set()), '')
  })
})
