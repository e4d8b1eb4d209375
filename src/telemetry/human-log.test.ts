/** What people read on stderr: which lines at which level, and no line that is not what it seems. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { LOG_LEVELS, type LogLevel } from './human-log.js'
import type { ExchangeLine } from './line.js'

const LINE: ExchangeLine = {
  time: '2026-01-02T03:04:05.678Z',
  id: 'exchange-1',
  principal: 'alice',
  session: 'abc',
  dialect: 'openai-chat',
  route: '/v1/chat/completions',
  provider: 'openai',
  model: 'gpt-5',
  stream: true,
  status: 200,
  code: null,
  tokens: { input: 10, output: 20, cache_read: null, cache_write: null, before: null, after: null, saved: 0 },
  cost_usd: null,
  transforms: [],
  decisions: [],
  attempts: [],
  scan: { segments: 0, bytes: 0, memoised: 0 },
  masked: {},
  ms: { total: 12.4, gateway: 1, upstream: 11, first_byte: 5 },
}

/** Lets another process write to its stderr, and gives what it wrote. */
function written(level: LogLevel, calls: string): readonly string[] {
  const script = `
    import { createHumanLog } from ${JSON.stringify(new URL('./human-log.js', import.meta.url).href)}
    const log = createHumanLog(${JSON.stringify(level)}, () => Date.UTC(2026, 0, 2, 3, 4, 5, 678))
    const line = ${JSON.stringify(LINE)}
    ${calls}
    await log.flush()`
  const { stderr, stdout, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  assert.deepEqual([status, stdout], [0, ''])
  return stderr.split('\n').slice(0, -1)
}

describe('the human log', () => {
  it('says at each level what belongs there', () => {
    const calls = `
      log.error('an error'); log.warn('a warning'); log.info('a word')
      log.exchange(line); log.exchange({ ...line, status: 502, code: 'upstream_error' })`
    const counts = Object.fromEntries(LOG_LEVELS.map((level) => [level, written(level, calls).length]))
    assert.deepEqual(counts, { silent: 0, error: 2, warn: 3, info: 5, debug: 5 })
  })

  it('tells an exchange in a line', () => {
    const lines = written(
      'info',
      `log.exchange(line)
      log.exchange({ ...line, stream: false, status: 401, code: 'unauthenticated', principal: null, provider: null, model: null, tokens: { ...line.tokens, input: null, output: null } })
      log.exchange({ ...line, status: 504, code: 'upstream_timeout', tokens: { ...line.tokens, output: null } })`,
    )
    assert.deepEqual(lines, [
      '03:04:05.678 info  200 /v1/chat/completions stream openai/gpt-5 by alice 12 ms 10→20 tokens exchange-1',
      '03:04:05.678 info  401 unauthenticated /v1/chat/completions -/- by - 12 ms exchange-1',
      '03:04:05.678 error 504 upstream_timeout /v1/chat/completions stream openai/gpt-5 by alice 12 ms 10→? tokens exchange-1',
    ])
  })

  it('lets no control character through to a terminal', () => {
    const lines = written('info', String.raw`log.info('one\u001b[31m\r\ntwo\u0000\u007f\u009b3\u0085\tfour')`)
    assert.deepEqual(lines, ['03:04:05.678 info  one [31m two 3 four'])
  })

  it('holds no content, even of a line that has it', () => {
    const content = `{ request: [{ role: 'user', text: 'what-was-said' }], response: 'what-was-answered' }`
    assert.doesNotMatch(written('debug', `log.exchange({ ...line, content: ${content} })`).join(), /what-was/)
  })
})
