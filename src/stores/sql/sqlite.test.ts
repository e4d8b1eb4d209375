/** What only a database on disk can promise: privacy of its files, many processes, sudden death, damage. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import Database from 'libsql'
import { createCredential, openStores, StateFolderError, verifyCredential } from '../index.js'

const folder = mkdtempSync(join(tmpdir(), 'headgate-sqlite-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const clock = { now: () => 1_700_000_000_000 }
const open = (stateDir: string) => openStores({ kind: 'sqlite', stateDir })
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

/** What the first version of `headgate.db` was made with. */
const VERSION_1 = `
  CREATE TABLE credentials (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32), role TEXT NOT NULL, team TEXT, models TEXT,
    created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER) STRICT;
  CREATE UNIQUE INDEX credentials_unrevoked_name ON credentials (name) WHERE revoked_at IS NULL;
  CREATE TABLE exchange_batches (seq INTEGER PRIMARY KEY, count INTEGER NOT NULL, first_id TEXT NOT NULL,
    last_id TEXT NOT NULL, lines TEXT NOT NULL) STRICT;
  CREATE INDEX exchange_batches_ids ON exchange_batches (last_id, first_id);
  CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL CHECK (length(value) = 32)) STRICT;
  PRAGMA user_version = 1;`

let folders = 0
function freshDir(): string {
  folders += 1
  return join(folder, `state-${folders}`)
}

/** A process of its own that runs a few lines with `stores` open on that folder. */
function runProcess(stateDir: string, lines: string) {
  const program = `
    const { openStores, createCredential } = await import(${JSON.stringify(import.meta.resolve('../index.js'))})
    const stores = await openStores({ kind: 'sqlite', stateDir: ${JSON.stringify(stateDir)} })
    ${lines}`
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
}

describe('the state folder', () => {
  it('is made for its owner alone, and so are the files in it while it is in use', async () => {
    const stateDir = join(freshDir(), 'deep', 'headgate')
    const before = process.umask(0)
    const stores = await open(stateDir).finally(() => process.umask(before))
    await stores.exchanges.append([{ id: 'a', time: 1, json: '{}' }])
    assert.equal(modeOf(stateDir), '700')
    const databases = ['headgate.db', 'ledger.db'].flatMap((file) => [file, `${file}-shm`, `${file}-wal`])
    assert.deepEqual(readdirSync(stateDir).sort(), databases)
    for (const file of databases) assert.equal(modeOf(join(stateDir, file)), '600', file)
    await stores.close()
  })

  it('closes files that stand open to others', async () => {
    const stateDir = freshDir()
    await (await open(stateDir)).close()
    for (const file of readdirSync(stateDir)) chmodSync(join(stateDir, file), 0o666)
    const stores = await open(stateDir)
    for (const file of readdirSync(stateDir)) assert.equal(modeOf(join(stateDir, file)), '600', file)
    await stores.close()
  })

  it('is refused in clear words where it cannot be a folder', async () => {
    const file = freshDir()
    writeFileSync(file, '')
    const refused = [file, join(file, 'below'), ...(process.platform === 'linux' ? ['/proc/headgate'] : [])]
    for (const stateDir of refused) {
      await assert.rejects(open(stateDir), isStateFolderError(stateDir, /--state-dir or HEADGATE_STATE_DIR/))
    }
  })

  it('is refused in clear words where it may not be written', {
    skip: process.getuid?.() === 0 && 'root may write anywhere',
  }, async () => {
    const stateDir = freshDir()
    mkdirSync(stateDir, { mode: 0o500 })
    await assert.rejects(open(stateDir), isStateFolderError(stateDir, /--state-dir/))
  })

  it('is refused where the database is a folder, or a link to nowhere', async () => {
    const withFolder = freshDir()
    mkdirSync(join(withFolder, 'headgate.db'), { recursive: true })
    await assert.rejects(open(withFolder), isStateFolderError(withFolder, /./))
    const withLink = freshDir()
    mkdirSync(withLink)
    symlinkSync(join(withLink, 'nowhere'), join(withLink, 'headgate.db'))
    await assert.rejects(open(withLink), isStateFolderError(withLink, /./))
    assert.deepEqual(readdirSync(withLink), ['headgate.db'])
  })

  it('is not well once the database has gone', async () => {
    const stateDir = freshDir()
    const stores = await open(stateDir)
    await stores.check()
    rmSync(join(stateDir, 'headgate.db'))
    await assert.rejects(stores.check(), isStateFolderError(stateDir, /Restore/))
    await stores.close()
  })
})

describe('the database', () => {
  it('keeps everything over a close and a new start', async () => {
    const stateDir = freshDir()
    const first = await open(stateDir)
    const { record, credential } = createCredential({ name: 'ci', role: 'admin', models: ['o*'] }, clock)
    await first.credentials.add(record)
    await first.exchanges.append([{ id: 'a', time: 1, json: '{}' }])
    const secret = await first.secrets.getOrCreate('vault')
    await first.close()

    const second = await open(stateDir)
    assert.deepEqual(await verifyCredential(second.credentials, credential, 0), { ok: true, record })
    assert.deepEqual(await second.exchanges.latest(5), [{ id: 'a', time: 1, json: '{}' }])
    assert.deepEqual(await second.secrets.getOrCreate('vault'), secret)
    await second.close()
  })

  it('never holds a credential in clear', async () => {
    const stateDir = freshDir()
    const stores = await open(stateDir)
    const { record, credential } = createCredential({ name: 'ci', role: 'user' }, clock)
    await stores.credentials.add(record)
    const kept = () => readdirSync(stateDir).map((file) => readFileSync(join(stateDir, file), 'latin1'))
    assert.ok(kept().some((bytes) => bytes.includes(record.id)))
    await stores.close()
    for (const bytes of kept()) assert.equal(bytes.includes(credential.slice(16)), false)
  })

  it('of version 1 is brought up to date with all that is in it', async () => {
    const stateDir = freshDir()
    mkdirSync(stateDir)
    const { record, credential } = createCredential({ name: 'ci', role: 'admin', team: 'data' }, clock)
    const old = new Database(join(stateDir, 'headgate.db'))
    old.exec(VERSION_1)
    old
      .prepare('INSERT INTO credentials (id, name, hash, role, team, created_at) VALUES (?, ?, ?, ?, ?, ?)')
      .run([record.id, record.name, record.hash, record.role, 'data', record.createdAt])
    old.close()

    const stores = await open(stateDir)
    assert.deepEqual(await verifyCredential(stores.credentials, credential, 0), { ok: true, record })
    const limited = createCredential({ name: 'limited', role: 'user', user: 'ada', requestsPerMinute: 5 }, clock).record
    await stores.credentials.add(limited)
    await stores.close()
    const again = await open(stateDir)
    assert.deepEqual(
      (await again.credentials.list()).map(({ name, requestsPerMinute }) => [name, requestsPerMinute]),
      [
        ['ci', undefined],
        ['limited', 5],
      ],
    )
    await again.close()
  })

  it('from a newer headgate is left alone', async () => {
    const stateDir = freshDir()
    await (await open(stateDir)).close()
    const newer = new Database(join(stateDir, 'headgate.db'))
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    await assert.rejects(open(stateDir), isStateFolderError('newer headgate', /Upgrade headgate/))
  })

  it('is refused in clear words when it is not a database', async () => {
    const stateDir = freshDir()
    mkdirSync(stateDir)
    writeFileSync(join(stateDir, 'headgate.db'), 'planted-secret '.repeat(1000))
    await assert.rejects(
      open(stateDir),
      (error) => isStateFolderError('damaged', /backup/)(error) && !String(error).includes('planted'),
    )
  })

  it('is refused in clear words when its end is missing', async () => {
    const stateDir = freshDir()
    await (await open(stateDir)).close()
    const path = join(stateDir, 'headgate.db')
    for (const beside of ['-wal', '-shm']) rmSync(`${path}${beside}`, { force: true })
    truncateSync(path, 4096)
    await assert.rejects(open(stateDir), isStateFolderError('damaged', /backup/))
  })

  it('refuses a record with a role that it does not know', async () => {
    const stateDir = freshDir()
    const stores = await open(stateDir)
    const { record, credential } = createCredential({ name: 'ci', role: 'user' }, clock)
    await stores.credentials.add(record)
    const other = new Database(join(stateDir, 'headgate.db'), { timeout: 5000 })
    other.prepare('UPDATE credentials SET role = ?').run(['superuser'])
    other.close()
    await assert.rejects(async () => verifyCredential(stores.credentials, credential, 0), /does not hold a role/)
    await stores.close()
  })

  it('moves its log away before it grows large', { timeout: 60_000 }, async () => {
    const stateDir = freshDir()
    const stores = await open(stateDir)
    const path = join(stateDir, 'headgate.db')
    const json = JSON.stringify('x'.repeat(4000))
    const hasMoved = () => statSync(path).size > 8e6 && statSync(`${path}-wal`).size < 4e6
    let batches = 0
    // At most 40 MB, so that the last resort of 64 MiB never comes to help.
    while (!hasMoved() && batches < 200) {
      const batch = Array.from({ length: 50 }, (_, index) => ({ id: `${batches}-${index}`, time: 0, json }))
      await stores.exchanges.append(batch)
      batches += 1
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    assert.ok(hasMoved(), `${statSync(path).size} bytes, and ${statSync(`${path}-wal`).size} in the log`)
    assert.equal((await stores.exchanges.latest(100_000)).length, batches * 50)
    await stores.close()
  })
})

describe('several processes', () => {
  it('see a revocation by another at once', { timeout: 60_000 }, async () => {
    const stateDir = freshDir()
    const stores = await open(stateDir)
    const { record, credential } = createCredential({ name: 'ci', role: 'user' }, clock)
    await stores.credentials.add(record)
    assert.equal((await verifyCredential(stores.credentials, credential, 0)).ok, true)
    const child = runProcess(
      stateDir,
      `console.log(await stores.credentials.revoke('${record.id}', 5)); await stores.close()`,
    )
    assert.equal((await text(child.stdout)).trim(), 'true')
    assert.deepEqual(await verifyCredential(stores.credentials, credential, 0), { ok: false, reason: 'revoked' })
    await stores.close()
  })

  it('start at once on a fresh folder, agree on a secret, and only one gets a name', { timeout: 60_000 }, async () => {
    const stateDir = freshDir()
    const lines = `
      const secret = Buffer.from(await stores.secrets.getOrCreate('vault')).toString('hex')
      const { record } = createCredential({ name: 'first', role: 'admin' }, { now: () => 1 })
      const won = await stores.credentials.add(record).then(() => true, (error) => error.name)
      await stores.exchanges.append([{ id: record.id, time: 1, json: '{}' }])
      await stores.close()
      console.log(JSON.stringify({ secret, won }))`
    const outputs = await Promise.all(Array.from({ length: 4 }, () => text(runProcess(stateDir, lines).stdout)))
    const answers: { secret: string; won: true | string }[] = outputs.map((output) => JSON.parse(output))
    assert.equal(new Set(answers.map(({ secret }) => secret)).size, 1)
    assert.deepEqual(answers.map(({ won }) => String(won)).sort(), ['NameTaken', 'NameTaken', 'NameTaken', 'true'])
    const stores = await open(stateDir)
    assert.equal((await stores.credentials.list()).length, 1)
    assert.equal((await stores.exchanges.latest(10)).length, 4)
    await stores.close()
  })

  it('keep what one had appended when it is killed', { timeout: 60_000 }, async () => {
    const stateDir = freshDir()
    const child = runProcess(
      stateDir,
      `await stores.exchanges.append([{ id: 'a', time: 1, json: '{}' }, { id: 'b', time: 2, json: '{}' }])
       console.log('appended')
       setInterval(() => undefined, 1000)`,
    )
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGKILL')
    await ended
    assert.equal(child.signalCode, 'SIGKILL')
    const stores = await open(stateDir)
    assert.deepEqual(
      (await stores.exchanges.latest(5)).map(({ id }) => id),
      ['b', 'a'],
    )
    await stores.close()
  })
})

function isStateFolderError(what: string, fix: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof StateFolderError, String(error))
    assert.ok(error.what.includes(what), error.what)
    assert.match(error.fix, fix)
    return true
  }
}
