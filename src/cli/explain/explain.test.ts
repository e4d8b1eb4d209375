/** What became of an exchange, told from the record that a gateway left behind. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { systemClock } from '../../lib/index.js'
import { loadConfig } from '../../schema.js'
import { createCredential, openStores } from '../../stores/index.js'
import { openShell, providersAt } from '../shell.suite.js'
import { startSimulatedProvider } from '../simulated-provider/index.js'
import { startGateway } from '../start-gateway.js'

const PLANTED = 'planted-words-of-a-client'

const shell = openShell()
const ids = { answered: '', refused: '', failed: '' }

before(async () => {
  const provider = await startSimulatedProvider()
  const env = {
    HEADGATE_STATE_DIR: shell.stateDir,
    HEADGATE_PORT: '0',
    HEADGATE_LOG_LEVEL: 'silent',
    HEADGATE_API_KEY: 'x',
    ...providersAt(provider.url),
  }
  const { config } = loadConfig({ flags: {}, env, cwd: shell.folder })
  const gateway = await startGateway(config, { env, cwd: shell.folder, out: () => {}, err: () => {} })
  const { record, credential } = createCredential({ name: 'ci', role: 'user' }, systemClock)
  await gateway.stores.credentials.add(record)
  const call = async (bearer: string): Promise<string> => {
    const messages = [{ role: 'user', content: PLANTED }]
    const answer = await fetch(`${gateway.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-simulated', stream: true, stream_options: { include_usage: true }, messages }),
    })
    await answer.text()
    return answer.headers.get('x-headgate-request-id') ?? ''
  }
  ids.answered = await call(credential)
  ids.refused = await call(`hg_${'x'.repeat(12)}_${'y'.repeat(43)}`)
  await provider.close()
  ids.failed = await call(credential)
  await gateway.stop()
})
after(() => shell.remove())

describe('explain', () => {
  it('tells the whole story of an answered exchange', async () => {
    const { status, out, err } = await shell.run('explain', ids.answered)
    assert.deepEqual({ status, err }, { status: 0, err: '' })
    assert.ok(out.startsWith(`Exchange ${ids.answered}\n`))
    assert.match(out, /^ {2}when +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC$/m)
    assert.match(out, /^ {2}who +ci$/m)
    assert.match(out, /^ {2}route +\/v1\/chat\/completions \(openai-chat, streamed\)$/m)
    assert.match(out, /^ {2}model +gpt-simulated$/m)
    assert.match(out, /^ {2}answered +200 by openai$/m)
    assert.match(out, /^ {2}authenticate +transform +[\d.]+ ms$/m)
    assert.match(out, /^ {2}route +transform +[\d.]+ ms$/m)
    assert.match(out, /^ {2}1 +openai +[\d.]+ ms +answered$/m)
    assert.match(out, /^ {2}tokens +\d+ in.*, \d+ out$/m)
    assert.match(out, /^ {2}time +[\d.]+ ms in all: headgate [\d.]+ ms, provider [\d.]+ ms; first byte/m)
    assert.ok(!out.includes(PLANTED))
  })

  it('tells why one was refused, and how to mend it', async () => {
    const { out } = await shell.run('explain', ids.refused)
    assert.match(out, /^ {2}who +nobody/m)
    assert.match(out, /^ {2}ended +401 unauthenticated$/m)
    assert.match(out, /^ {2}remedy +Send a gateway credential/m)
    assert.match(out, /^ {2}authenticate +deny +[\d.]+ ms +unauthenticated$/m)
    assert.doesNotMatch(out, /Attempts|tokens/)
  })

  it('names the attempt that failed', async () => {
    const { out } = await shell.run('explain', ids.failed)
    assert.match(out, /^ {2}ended +502 upstream_error$/m)
    assert.match(out, /^ {2}1 +openai +[\d.]+ ms +upstream_error$/m)
  })

  it('prints the record itself with --json', async () => {
    const { out } = await shell.run('explain', ids.answered, '--json')
    const { id, principal, attempts, decisions } = JSON.parse(out)
    assert.deepEqual({ id, principal, attempts: attempts.length }, { id: ids.answered, principal: 'ci', attempts: 1 })
    assert.ok(decisions.length > 2)
  })

  it('hints at what there is where the id is unknown', async () => {
    const { status, out, err } = await shell.run('explain', 'nothing')
    assert.deepEqual({ status, out }, { status: 1, out: '' })
    assert.ok(err.includes(ids.failed) && err.includes('x-headgate-request-id'), err)
  })

  it('prints a record that it cannot read as it is', async () => {
    const stores = await openStores({ kind: 'sqlite', stateDir: shell.stateDir })
    await stores.exchanges.append([{ id: 'from-the-future', time: 1, json: '{"shape":"new"}' }])
    await stores.close()
    const { status, out } = await shell.run('explain', 'from-the-future')
    assert.deepEqual({ status, out }, { status: 0, out: '{"shape":"new"}\n' })
  })
})
