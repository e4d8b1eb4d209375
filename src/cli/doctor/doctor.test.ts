/** What the doctor finds, and what it prescribes. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../../lib/index.js'
import { loadConfig } from '../../schema.js'
import { openStores } from '../../stores/index.js'
import { openShell, providersAt, type Shell } from '../shell.suite.js'
import { type SimulatedProvider, startSimulatedProvider } from '../simulated-provider/index.js'
import { startGateway } from '../start-gateway.js'
import { checkClock, checkLedgerTime } from './check-clock.js'
import { checkNode } from './check-node.js'
import { checkPrices } from './check-prices.js'

/** This file runs compiled; what it reads lies in the source folder. */
const FIXTURES = fileURLToPath(new URL('../../../../src/upstream/fixtures/', import.meta.url))

const shells: Shell[] = []
let provider: SimulatedProvider
before(async () => {
  provider = await startSimulatedProvider()
})
after(async () => {
  await provider.close()
  for (const shell of shells) shell.remove()
})

function shellWith(env: Readonly<Record<string, string>> = {}, yaml = ''): Shell {
  const shell = openShell({ ...providersAt(provider.url), ...env })
  shells.push(shell)
  if (yaml !== '') writeFileSync(join(shell.folder, 'headgate.yaml'), yaml)
  return shell
}

/** The loopback port is taken until `free` is called. */
async function takePort(): Promise<{ readonly port: number; free(): Promise<void> }> {
  const server = createServer((socket) => void socket.resume().end('what?'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return { port: address.port, free: () => new Promise((resolve) => void server.close(() => resolve())) }
}

describe('doctor', () => {
  it('is content with a healthy installation, and prints no secret', async () => {
    const shell = shellWith({ OPENAI_API_KEY: 'sk-planted-secret' })
    await shell.run('keys', 'create', '--name', 'ci')
    const { status, out, err } = await shell.run('doctor')
    assert.deepEqual({ status, err }, { status: 0, err: '' })
    for (const line of out.trim().split('\n')) assert.match(line, /^ok {4}\S/)
    assert.match(out, /server\.state_dir: .* opens and works; 1 gateway credential$/m)
    assert.match(out, /providers\.openai: http:\/\/127\.0\.0\.1:\d+ is reached$/m)
    assert.match(out, /providers\.openai\.api_key: is set \(OPENAI_API_KEY\)$/m)
    assert.match(out, /providers\.anthropic\.api_key: is not set; callers bring their own/)
    assert.match(out, /the clock agrees with that of a provider/)
    assert.ok(!out.includes('sk-planted-secret'))
  })

  it('makes no folder that is not there', async () => {
    const { out } = await shellWith().run('doctor')
    assert.match(out, /ok {4}server\.state_dir: .* is made by the first start/)
  })

  it('prescribes chmod where others may look in', async () => {
    const shell = shellWith()
    await shell.run('keys', 'create', '--name', 'ci')
    chmodSync(shell.stateDir, 0o755)
    chmodSync(join(shell.stateDir, 'headgate.db'), 0o644)
    const { status, out } = await shell.run('doctor')
    assert.equal(status, 0)
    assert.ok(
      out.includes(
        `warn  server.state_dir: ${shell.stateDir} is open to other users (755) — chmod 700 '${shell.stateDir}'`,
      ),
      out,
    )
    assert.ok(out.includes(`chmod 600 '${join(shell.stateDir, 'headgate.db')}'`), out)
  })

  it('fails on a database that is none', async () => {
    const shell = shellWith()
    mkdirSync(shell.stateDir, { mode: 0o700 })
    writeFileSync(
      join(shell.stateDir, 'headgate.db'),
      'no database at all, but long enough to be looked at '.repeat(99),
      { mode: 0o600 },
    )
    const { status, out } = await shell.run('doctor')
    assert.equal(status, 1)
    assert.match(out, /^fail {2}server\.state_dir: .* — Restore it/m)
  })

  it('fails on every problem of the configuration', async () => {
    const { status, out } = await shellWith({ HEADGATE_PORT: 'x' }, 'server: { prt: 1 }\n').run('doctor')
    assert.equal(status, 1)
    assert.match(out, /^fail {2}headgate\.yaml:1: server\.prt is not a known key — Did you mean server\.port\?$/m)
    assert.match(out, /^fail {2}HEADGATE_PORT: server\.port must be/m)
  })

  it('tells a port that a stranger has from one that a headgate has', async () => {
    const stranger = await takePort()
    const { status, out } = await shellWith({ HEADGATE_PORT: String(stranger.port) }).run('doctor')
    await stranger.free()
    assert.equal(status, 1)
    assert.match(out, /^fail {2}server\.port: \d+ on 127\.0\.0\.1 is in use by another program — .*--port/m)

    const other = shellWith()
    const env = { HEADGATE_STATE_DIR: other.stateDir, HEADGATE_PORT: '0', HEADGATE_LOG_LEVEL: 'silent' }
    const { config } = loadConfig({ flags: {}, env, cwd: other.folder })
    const gateway = await startGateway(config, { env, cwd: other.folder, out: () => {}, err: () => {} })
    const again = await shellWith({ HEADGATE_PORT: String(gateway.port) }).run('doctor')
    await gateway.stop()
    assert.equal(again.status, 0)
    assert.match(again.out, /^ok {4}server\.port: \d+ on 127\.0\.0\.1 is taken by a headgate/m)
  })

  it('fails on a private provider that may not be private, and names the setting', async () => {
    const { status, out } = await shellWith({ HEADGATE_PROVIDERS_OPENAI_ALLOW_PRIVATE: 'false' }).run('doctor')
    assert.equal(status, 1)
    assert.match(out, /^fail {2}providers\.openai: .* is not reached\. .*providers\.openai\.allow_private/m)
  })

  it('fails on a provider that nobody listens for', async () => {
    const { port, free } = await takePort()
    await free()
    const { status, out } = await shellWith({ HEADGATE_PROVIDERS_OPENAI_BASE_URL: `http://127.0.0.1:${port}` }).run(
      'doctor',
    )
    assert.equal(status, 1)
    assert.match(
      out,
      /^fail {2}providers\.openai: .* is not reached\. The connection was refused\. — Check providers\.openai\.base_url/m,
    )
  })

  it('warns of a provider without a secret that nobody could use', async () => {
    const { status, out } = await shellWith({}, 'auth: { mode: keys }\n').run('doctor')
    assert.equal(status, 0)
    assert.match(out, /^warn {2}providers\.openai\.api_key: is not set, and auth\.mode: keys/m)
  })

  it('fails on a proxy address that is none', async () => {
    const { status, out } = await shellWith({ https_proxy: 'ftp://planted:password@proxy' }).run('doctor')
    assert.equal(status, 1)
    assert.match(out, /^fail {2}https_proxy is not/m)
    assert.ok(!out.includes('planted'))
  })
})

describe('doctor, on TLS', () => {
  function shellWithTls(prepare: (folder: string) => void): Shell {
    const shell = shellWith({}, 'server: { tls: { cert_file: cert.pem, key_file: key.pem } }\n')
    copyFileSync(join(FIXTURES, 'localhost.cert.pem'), join(shell.folder, 'cert.pem'))
    copyFileSync(join(FIXTURES, 'localhost.key.pem'), join(shell.folder, 'key.pem'))
    chmodSync(join(shell.folder, 'key.pem'), 0o600)
    prepare(shell.folder)
    return shell
  }

  it('finds a pair that belongs together', async () => {
    const { status, out } = await shellWithTls(() => {}).run('doctor')
    assert.equal(status, 0)
    assert.match(out, /^ok {4}server\.tls: certificate and key belong together$/m)
    assert.match(out, /^ok {4}server\.tls\.cert_file: the certificate is valid for \d+ days$/m)
  })

  it('finds a key of another certificate', async () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const other = privateKey.export({ type: 'pkcs8', format: 'pem' })
    const { status, out } = await shellWithTls((folder) => writeFileSync(join(folder, 'key.pem'), other)).run('doctor')
    assert.equal(status, 1)
    assert.match(out, /^fail {2}server\.tls: the key is not that of the certificate/m)
  })

  it('finds files that are no PEM or not there, and a key that others may read', async () => {
    const { status, out } = await shellWithTls((folder) => {
      writeFileSync(join(folder, 'cert.pem'), 'nothing')
      chmodSync(join(folder, 'key.pem'), 0o644)
    }).run('doctor')
    assert.equal(status, 1)
    assert.match(out, /^fail {2}server\.tls\.cert_file: .*cert\.pem cannot be read as PEM/m)
    assert.match(out, /^warn {2}server\.tls\.key_file: .* — chmod 600/m)
  })
})

describe('doctor, on money', () => {
  it('tells how old the prices are, and warns of old ones', async () => {
    const { out } = await shellWith().run('doctor')
    assert.match(out, /^(ok {2}|warn) {2}prices: catalogue \d+\.\d+\.\d+ of \d{4}-\d\d-\d\d, \d+ days old/m)
    const [, published = ''] = / of (\S+),/.exec(checkPrices(0).what) ?? []
    const dayMs = 86_400_000
    const levels = [0, 180, 181].map((days) => checkPrices(Date.parse(published) + days * dayMs).level)
    assert.deepEqual(levels, ['ok', 'ok', 'warn'])
    assert.match(checkPrices(Date.parse(published) + 200 * dayMs).fix ?? '', /prices\.overrides/)
  })

  it('warns of a clock that is behind what the ledger has seen', async () => {
    const shell = shellWith()
    const stores = await openStores({ kind: 'sqlite', stateDir: shell.stateDir })
    const at = systemClock.now() + 7_200_000
    const draft = { id: 'x', attempt: 1, at, provider: 'p', model: 'm' }
    await stores.ledger.reserve({ draft, amountNanoUsd: 0, accounts: [] })
    stores.ledger.release(draft)
    await stores.ledger.flush()
    await stores.close()
    const { status, out } = await shell.run('doctor')
    assert.equal(status, 0)
    assert.match(out, /^warn {2}the clock is 7(199|200) s behind the latest time in the ledger — Set the clock/m)
    assert.equal(checkLedgerTime(at - 5_000, at), undefined)
  })
})

describe('doctor, on the machine', () => {
  it('knows which Node is too old', () => {
    const levels = ['18.20.0', '20.18.9', '20.19.0', '22.0.0', '24.1.0'].map((version) => checkNode(version).level)
    assert.deepEqual(levels, ['fail', 'fail', 'ok', 'ok', 'ok'])
  })

  it('judges the clock by that of the nearest provider', () => {
    const now = Date.UTC(2026, 6, 1)
    assert.equal(checkClock(0, []).level, 'fail')
    assert.equal(checkClock(now, []).level, 'ok')
    assert.equal(checkClock(now, [now - 1_000]).level, 'ok')
    assert.equal(checkClock(now, [now - 3_600_000, now + 60_000]).level, 'ok')
    assert.match(checkClock(now, [now - 3_600_000]).what, /3600 s ahead of/)
    assert.equal(checkClock(now, [now + 3_600_000]).level, 'warn')
  })
})
