/** What stops the program from starting, each with one clear line and the right status; and TLS, which has most of the settings. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { ConnectionOptions } from 'node:tls'
import { type FakeUpstream, startFakeUpstream } from '../fake-upstream/index.js'
import { CALLS, headersOf, post } from './support/dialect-calls.js'
import { startTestProcess, type TestProcess } from './support/gateway.js'

const FIXTURES = join(import.meta.dirname, '../../../src/upstream/fixtures')
/** For `localhost`; its own authority, and so good for a client too. */
const CERT_FILE = join(FIXTURES, 'localhost.cert.pem')
const KEY_FILE = join(FIXTURES, 'localhost.key.pem')
const CHAT = CALLS[0] ?? assert.fail()

let upstream: FakeUpstream

before(async () => {
  upstream = await startFakeUpstream()
})

after(() => upstream.close())

type Options = Omit<Parameters<typeof startTestProcess>[0], 'upstream'>

/** Starts what cannot start: its status, and the line that says why. */
async function failedStart(options: Options): Promise<{ readonly status: number | null; readonly line: string }> {
  const failed = await startTestProcess({ upstream: upstream.url, ...options })
  if (failed.url !== '') failed.child.kill('SIGKILL')
  const status = await failed.exited
  failed.remove()
  assert.equal(failed.stdout(), '', 'it did not start')
  assert.match(failed.stderr(), /^headgate: [^\n]+\n$/)
  return { status, line: failed.stderr() }
}

async function withProcess(options: Options, act: (gateway: TestProcess) => Promise<void>): Promise<void> {
  const gateway = await startTestProcess({ upstream: upstream.url, ...options })
  try {
    assert.notEqual(gateway.url, '', gateway.stderr())
    await act(gateway)
    assert.equal(await gateway.stop(), 0, gateway.stderr())
  } finally {
    gateway.child.kill('SIGKILL')
    gateway.remove()
  }
}

describe('a start that fails', () => {
  test('the port is in use: 1', async () => {
    const { status, line } = await failedStart({ yaml: `server: { port: ${upstream.port}, state_dir: $FOLDER/state }` })
    assert.equal(status, 1)
    assert.match(line, /server\.port: \d+ on 127\.0\.0\.1 is in use; .*--port/)
  })

  test('the host is no address of this machine: 1', async () => {
    const { status, line } = await failedStart({ args: ['--host', '192.0.2.1'], authMode: 'keys' })
    assert.equal(status, 1)
    assert.match(line, /server\.host: 192\.0\.2\.1 .*--host/)
  })

  test('the state folder cannot be written: 1', async () => {
    const { status, line } = await failedStart({ yaml: 'server: { port: 0, state_dir: $FOLDER/headgate.yaml/state }' })
    assert.equal(status, 1)
    assert.match(line, /server\.state_dir: .*--state-dir/)
  })

  test('what the state folder holds is no database: 1', async () => {
    const { status, line } = await failedStart({
      yaml: 'server: { port: 0, state_dir: $FOLDER }',
      beforeStart: (folder) => writeFileSync(join(folder, 'headgate.db'), 'no database at all '.repeat(100)),
    })
    assert.equal(status, 1)
    assert.match(line, /damaged, or is not a database/)
  })

  test('the log file cannot be written: 1', async () => {
    const { status, line } = await failedStart({ args: ['--log-file', '/dev/null/log'] })
    assert.equal(status, 1)
    assert.match(line, /log\.file: .*--log-file/)
  })

  const tlsWith = (cert: string, key: string) =>
    `server: { port: 0, state_dir: $FOLDER/state, tls: { cert_file: ${cert}, key_file: ${key} } }`

  test('a certificate that is none, or is not there, or has another key: 2', async () => {
    for (const yaml of [
      tlsWith('$FOLDER/headgate.yaml', KEY_FILE),
      tlsWith('$FOLDER/missing.pem', KEY_FILE),
      tlsWith(CERT_FILE, CERT_FILE),
    ]) {
      const { status, line } = await failedStart({ yaml })
      assert.equal(status, 2, line)
      assert.match(line, /server\.tls/)
    }
  })

  test('a client authority that is none: 2', async () => {
    const yaml = tlsWith(CERT_FILE, KEY_FILE).replace(' } }', ', client_ca_file: $FOLDER/headgate.yaml } }')
    const { status, line } = await failedStart({ yaml })
    assert.equal(status, 2)
    assert.match(line, /server\.tls/)
  })

  test('a key that does not exist: 2, with the line and the nearest name', async () => {
    const { status, line } = await failedStart({ yaml: 'server: { prot: 0 }' })
    assert.equal(status, 2)
    assert.match(line, /headgate\.yaml:\d+: server\.prot .*server\.port/)
  })

  test('a value of the wrong type, a file that is no YAML, a flag that does not exist: 2', async () => {
    for (const options of [{ yaml: 'security: { max_messages: many }' }, { yaml: 'security: [' }]) {
      assert.equal((await failedStart(options)).status, 2)
    }
    const failed = await startTestProcess({ upstream: upstream.url, args: ['--prot', '1'] })
    assert.equal(await failed.exited, 2)
    assert.match(failed.stderr(), /--prot/)
    failed.remove()
  })

  test('an address that others can reach, without keys: 2', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
      const { status, line } = await failedStart({ args: ['--host', host] })
      assert.equal(status, 2, line)
      assert.match(line, /server\.host .*auth\.mode/)
    }
  })
})

test('an address that others can reach, with keys', () =>
  withProcess({ args: ['--host', '0.0.0.0'], authMode: 'keys' }, async (gateway) => {
    const url = `http://127.0.0.1:${gateway.port}`
    assert.ok(gateway.stdout().includes(`headgate listens on http://0.0.0.0:${gateway.port}, and so on ${url} for`))
    assert.ok(gateway.stdout().includes(`export OPENAI_BASE_URL=${url}/v1\n`))
    assert.equal((await post(url, CHAT, gateway.credential)).status, 200)
    assert.equal((await post(url, CHAT, 'sk-of-somebody')).status, 401)
  }))

describe('TLS', () => {
  const cert = readFileSync(CERT_FILE)
  const key = readFileSync(KEY_FILE)
  const stranger = {
    cert: readFileSync(join(import.meta.dirname, '../../../test/e2e/fixtures/stranger.cert.pem')),
    key: readFileSync(join(import.meta.dirname, '../../../test/e2e/fixtures/stranger.key.pem')),
  }
  const yaml = (more = '') =>
    `server: { port: 0, state_dir: $FOLDER/state, tls: { cert_file: ${CERT_FILE}, key_file: ${KEY_FILE}${more} } }`

  /** The status of a call over TLS; rejects where there is no agreement. */
  function ask({ port, credential }: TestProcess, tls: ConnectionOptions): Promise<number> {
    const { promise, resolve, reject } = withResolvers<number>()
    const options = { host: '127.0.0.1', servername: 'localhost', port, ca: cert, agent: false as const, ...tls }
    const headers = { ...headersOf(CHAT, credential), host: 'localhost' }
    const asking = request({ ...options, method: 'POST', path: CHAT.path, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
    })
    asking.once('error', reject)
    asking.end(CHAT.body)
    return promise
  }

  test('is all that is spoken', () =>
    withProcess({ yaml: yaml() }, async (gateway) => {
      assert.match(gateway.url, /^https:/)
      assert.equal(await ask(gateway, {}), 200)
      await assert.rejects(fetch(`http://127.0.0.1:${gateway.port}/health`))
      await assert.rejects(ask(gateway, { maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }))
      for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) assert.equal(await ask(gateway, { maxVersion }), 200)
    }))

  test('min_version', () =>
    withProcess({ yaml: yaml(', min_version: "1.3"') }, async (gateway) => {
      assert.equal(await ask(gateway, {}), 200)
      await assert.rejects(ask(gateway, { maxVersion: 'TLSv1.2' }))
    }))

  test('client_ca_file: only with a certificate of that authority', () =>
    withProcess({ yaml: yaml(`, client_ca_file: ${CERT_FILE}`) }, async (gateway) => {
      assert.equal(await ask(gateway, { cert, key }), 200)
      await assert.rejects(ask(gateway, {}))
      await assert.rejects(ask(gateway, stranger))
      assert.equal((await gateway.logLines(1)).length, 1)
    }))
})

function withResolvers<Value>() {
  let resolve: (value: Value) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<Value>((onValue, onReason) => {
    resolve = onValue
    reject = onReason
  })
  return { promise, resolve, reject }
}
