/** The log file: appended to, private, and followed when it is renamed away. */
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { openLogFile } from './log-file.js'

const root = fs.mkdtempSync(join(tmpdir(), 'log-file-'))
after(() => fs.rmSync(root, { recursive: true }))

let folder = root
let path = ''
beforeEach(() => {
  folder = fs.mkdtempSync(join(root, 'test-'))
  path = join(folder, 'headgate.jsonl')
})

function open() {
  const time = { nowMs: 0 }
  const errors: unknown[] = []
  const log = openLogFile({ path, monotonicMs: () => time.nowMs, onError: (error) => void errors.push(error) })
  const write = async (...lines: string[]) => {
    for (const line of lines) log.write(line)
    await log.flush()
  }
  return { log, time, errors, write }
}

const text = (file: string) => fs.readFileSync(file, 'utf8')

describe('the log file', () => {
  it('is made for its owner alone, and appended to', async () => {
    fs.writeFileSync(path, 'before\n', { mode: 0o600 })
    const { log, write } = open()
    await write('{"a":1}', '{"a":2}')
    await log.close()
    assert.equal(text(path), 'before\n{"a":1}\n{"a":2}\n')
    fs.rmSync(path)
    await open().log.close()
    assert.equal(fs.statSync(path).mode & 0o777, 0o600)
  })

  it('that cannot be opened is an error at once', () => {
    assert.throws(() => openLogFile({ path: join(folder, 'none', 'log'), monotonicMs: () => 0, onError: () => {} }), {
      code: 'ENOENT',
    })
  })

  it('writes what waits when it is closed, and nothing afterwards', async () => {
    const { log, errors } = open()
    log.write('last')
    await log.close()
    await log.close()
    // The next file to be opened gets the number that is free now.
    const other = join(folder, 'other')
    const descriptor = fs.openSync(other, 'a')
    log.write('too late')
    await log.flush()
    log.reopen()
    await log.flush()
    fs.closeSync(descriptor)
    assert.equal(text(path), 'last\n')
    assert.equal(text(other), '')
    assert.equal(errors.length, 1)
  })
})

describe('rotation', () => {
  it('by rename is noticed with time', async () => {
    const { log, time, write, errors } = open()
    await write('one')
    fs.renameSync(path, `${path}.1`)
    await write('two')
    time.nowMs += 1_000
    await write('three')
    assert.equal(text(`${path}.1`), 'one\ntwo\n')
    assert.equal(text(path), 'three\n')
    time.nowMs += 5_000
    await write('four')
    await log.close()
    assert.equal(text(path), 'three\nfour\n')
    assert.deepEqual(errors, [])
  })

  it('by another file in its place too', async () => {
    const { log, time, write } = open()
    await write('one')
    fs.writeFileSync(`${path}.new`, 'new\n')
    fs.renameSync(`${path}.new`, path)
    time.nowMs += 1_000
    await write('two')
    await log.close()
    assert.equal(text(path), 'new\ntwo\n')
  })

  it('by reopen is at once, with what was said before in the old file', async () => {
    const { log, write } = open()
    await write('one')
    fs.renameSync(path, `${path}.1`)
    log.write('two')
    log.reopen()
    await log.flush()
    await write('three')
    await log.close()
    assert.equal(text(`${path}.1`), 'one\ntwo\n')
    assert.equal(text(path), 'three\n')
  })

  it('leaks no descriptor', { skip: !fs.existsSync('/proc/self/fd') }, async () => {
    const opened = () => fs.readdirSync('/proc/self/fd').length
    const { log, write } = open()
    await write('one')
    const before = opened()
    for (let count = 0; count < 20; count++) {
      fs.renameSync(path, `${path}.${count}`)
      log.reopen()
      await write(`line ${count}`)
    }
    assert.equal(opened(), before)
    await log.close()
    assert.equal(opened(), before - 1)
  })

  it('to a place that cannot be opened loses no line, and is told of once', async () => {
    const { log, time, write, errors } = open()
    const moved = `${folder}-moved`
    fs.renameSync(folder, moved)
    for (const line of ['one', 'two', 'three']) {
      time.nowMs += 1_000
      await write(line)
    }
    log.reopen()
    await log.flush()
    assert.equal(errors.length, 1)
    assert.equal(text(join(moved, 'headgate.jsonl')), 'one\ntwo\nthree\n')
    fs.mkdirSync(folder)
    time.nowMs += 1_000
    await write('four')
    assert.equal(text(path), 'four\n')
    await log.close()
  })
})
