/** Lines reach their descriptor whole, in order and in batches, and a descriptor that fails costs nothing but its lines. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { LineWriter } from './line-writer.js'

const folder = fs.mkdtempSync(join(tmpdir(), 'line-writer-'))
after(() => fs.rmSync(folder, { recursive: true }))

let files = 0

/** A writer to a fresh file, and what is in it. */
function fileWriter(limit: { readonly maxWriteBytes?: number } = {}) {
  const path = join(folder, String(files++))
  const descriptor = fs.openSync(path, 'a')
  const errors: unknown[] = []
  const asked = { count: 0 }
  const target = {
    descriptor: () => {
      asked.count++
      return descriptor
    },
    onError: (error: unknown) => void errors.push(error),
    ...limit,
  }
  return { writer: new LineWriter(target), errors, asked, written: () => fs.readFileSync(path, 'utf8') }
}

const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `line ${from + index}`)
const asText = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

/** Waits, in a generous number of steps, for what happens by itself. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let steps = 0; !isTrue() && steps < 500; steps++) await wait(10)
  assert.ok(isTrue())
}

describe('lines', () => {
  it('are written by themselves, together', async () => {
    const { writer, asked, written } = fileWriter()
    for (const line of numbered(0, 100)) writer.write(line)
    assert.equal(written(), '')
    await until(() => written() !== '')
    await writer.flush()
    assert.equal(written(), asText(numbered(0, 100)))
    assert.equal(asked.count, 1)
  })

  it('stay in order, whole and single through flushes at the same time', async () => {
    const { writer, written } = fileWriter()
    const flushes: Promise<void>[] = []
    for (const line of numbered(0, 2_000)) {
      writer.write(`${line} ${'é😀'.repeat(50)}`)
      if (Math.random() < 0.1) flushes.push(writer.flush())
      if (Math.random() < 0.01) await wait(0)
    }
    await Promise.all([...flushes, writer.flush()])
    assert.equal(written(), asText(numbered(0, 2_000).map((line) => `${line} ${'é😀'.repeat(50)}`)))
  })

  it('are all there when a flush resolves, and a flush of nothing does nothing', async () => {
    const { writer, written, asked } = fileWriter()
    await writer.flush()
    assert.equal(asked.count, 0)
    writer.write('one')
    const first = writer.flush()
    writer.write('two')
    await writer.flush()
    assert.equal(written(), 'one\ntwo\n')
    await first
  })
})

describe('a limit on what is written at once', () => {
  it('keeps the lines of several processes whole in one pipe', async () => {
    const module = JSON.stringify(new URL('./line-writer.js', import.meta.url).href)
    const script = `
      import { LineWriter } from ${module}
      const writer = new LineWriter({ descriptor: () => 1, onError: (error) => { throw error }, maxWriteBytes: 4096 })
      const [name] = process.argv.slice(-1)
      for (let line = 0; line < 20_000; line++) writer.write(name + line + 'é'.repeat(line % 60) + name)
      await writer.flush()`
    const path = join(folder, 'script.mjs')
    fs.writeFileSync(path, script)
    const command = '(for name in a b c; do "$0" "$1" $name & done; wait) | cat'
    const out = execFileSync('sh', ['-c', command, process.execPath, path], { encoding: 'utf8', maxBuffer: 1e9 })
    const lines = out.split('\n').slice(0, -1)
    assert.equal(lines.length, 60_000)
    for (const line of lines) assert.match(line, /^([abc])\d+é*\1$/)
  })

  it('does not keep a longer line from being written', async () => {
    const { writer, written } = fileWriter({ maxWriteBytes: 4 })
    const lines = ['123', '', 'é', 'longer than that', '1', '2', '']
    for (const line of lines) writer.write(line)
    await writer.flush()
    assert.equal(written(), asText(lines))
  })
})

describe('a descriptor that fails', () => {
  it('is told of once for each run of failures, and lines go on when it is well', async () => {
    const path = join(folder, 'recovers')
    const good = fs.openSync(path, 'a')
    const bad = fs.openSync(path, 'r')
    const errors: unknown[] = []
    let current = bad
    const writer = new LineWriter({ descriptor: () => current, onError: (error) => void errors.push(error) })
    const flushed = async (line: string) => {
      writer.write(line)
      await writer.flush()
    }
    await flushed('lost')
    await flushed('lost too')
    assert.equal(errors.length, 1)
    current = good
    await flushed('kept')
    current = bad
    await flushed('lost again')
    assert.equal(errors.length, 2)
    assert.equal(fs.readFileSync(path, 'utf8'), 'kept\n')
  })

  it('may also throw when it is asked for', async () => {
    const errors: unknown[] = []
    const writer = new LineWriter({
      descriptor: () => {
        throw new Error('none there')
      },
      onError: (error) => void errors.push(error),
    })
    writer.write('lost')
    await writer.flush()
    assert.equal(errors.length, 1)
  })

  it('costs no more memory than may wait', async () => {
    const { writer, errors, written } = fileWriter()
    const megabyte = 'x'.repeat(1024 * 1024)
    for (let count = 0; count < 80; count++) writer.write(megabyte)
    assert.equal(errors.length, 1)
    await writer.flush()
    const length = written().length
    assert.ok(length > 60 * 1024 * 1024 && length < 70 * 1024 * 1024)
  })
})

describe('a full pipe', () => {
  /** A pipe that is nobody's but ours, and does not block. */
  function pipe() {
    const path = join(folder, `pipe-${files++}`)
    execFileSync('mkfifo', [path])
    const descriptor = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_NONBLOCK)
    const errors: unknown[] = []
    const writer = new LineWriter({ descriptor: () => descriptor, onError: (error) => void errors.push(error) })
    const read = () => {
      const bytes = Buffer.alloc(1024 * 1024)
      try {
        return bytes.toString('utf8', 0, fs.readSync(descriptor, bytes, 0, bytes.length, null))
      } catch {
        return ''
      }
    }
    return { writer, errors, read, close: () => fs.closeSync(descriptor) }
  }

  const long = (name: string) => `${name} ${'x'.repeat(30_000)}`

  it('is waited for', async () => {
    const { writer, errors, read, close } = pipe()
    const lines = ['a', 'b', 'c', 'd', 'e', 'f'].map(long)
    for (const line of lines) writer.write(line)
    let isDone = false
    void writer.flush().then(() => {
      isDone = true
    })
    let text = ''
    while (!isDone) {
      await wait(1)
      text += read()
    }
    text += read()
    close()
    assert.equal(text, asText(lines))
    assert.deepEqual(errors, [])
  })

  it('that nobody reads is given up, and the next line begins a line of its own', async () => {
    const { writer, errors, read, close } = pipe()
    for (const name of ['a', 'b', 'c', 'd']) writer.write(long(name))
    await writer.flush()
    assert.equal(errors.length, 1)
    const lost = read()
    assert.ok(lost.startsWith(asText([long('a'), long('b')])) && !lost.endsWith('\n'))
    writer.write('after')
    await writer.flush()
    assert.equal(read(), '\nafter\n')
    close()
  })
})
