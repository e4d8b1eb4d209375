/** The program itself: how it ends, and how it begins again. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  bodyOf,
  chunk,
  createSignal,
  type FakeUpstream,
  head,
  lastChunk,
  misbehave,
  startFakeUpstream,
  until,
} from '../fake-upstream/index.js'
import { CALLS, codeIn, headersOf, post, STREAMED, WHOLE } from './support/dialect-calls.js'
import { startTestProcess, type TestProcess, waitUntil } from './support/gateway.js'
import { connectRaw } from './support/raw-connection.js'
import { openWire, requestBytes } from './support/wire.js'

const CHAT = CALLS[0] ?? assert.fail()
const STREAM = STREAMED[0] ?? assert.fail()

let upstream: FakeUpstream

before(async () => {
  upstream = await startFakeUpstream()
})

after(() => upstream.close())

/** Resolves when the process takes no connection any more, which is when it drains. */
async function untilDraining({ port }: TestProcess): Promise<void> {
  let isRefused = false
  const knock = async () => {
    while (!isRefused) {
      const client = await connectRaw(port).catch(() => undefined)
      isRefused = client === undefined
      client?.socket.destroy()
    }
  }
  await Promise.all([knock(), waitUntil(() => isRefused)])
}

async function withProcess(
  options: Partial<Parameters<typeof startTestProcess>[0]>,
  act: (gateway: TestProcess) => Promise<void>,
): Promise<void> {
  const gateway = await startTestProcess({ upstream: upstream.url, ...options })
  try {
    await act(gateway)
  } finally {
    gateway.child.kill('SIGKILL')
    await gateway.exited
    gateway.remove()
  }
}

describe('a signal', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal}: what is open is finished, nothing new is taken, exit 0`, () =>
      withProcess({}, async (gateway) => {
        const more = createSignal()
        const { pieces, headers } = STREAM.answer
        const [first = Buffer.alloc(0), ...rest] = pieces
        upstream.reply([
          head(200, [...headers, ['transfer-encoding', 'chunked']]),
          chunk(first),
          until(more),
          ...rest.map((piece) => chunk(piece)),
          lastChunk(),
        ])
        const stream = await post(gateway.url, STREAM, gateway.credential)
        const reader = stream.body?.getReader() ?? assert.fail()
        const received = [(await reader.read()).value ?? Buffer.alloc(0)]
        const kept = await openWire(gateway.port)
        kept.write(requestBytes({ path: '/readyz' }))
        assert.equal((await kept.answer()).status, 200)
        gateway.child.kill(signal)
        await untilDraining(gateway)

        kept.write(
          requestBytes({
            method: 'POST',
            path: CHAT.path,
            headers: headersOf(CHAT, gateway.credential),
            body: CHAT.body,
          }),
        )
        const refused = await kept.answer()
        assert.equal(refused.status, 503)
        assert.equal(codeIn(CHAT, String(refused.body)), 'draining')
        assert.equal(refused.headers['connection'], 'close')
        assert.equal(refused.headers['retry-after'], '1')

        more.fire()
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) received.push(piece.value)
        assert.deepEqual(Buffer.concat(received), bodyOf(STREAM.answer))
        assert.equal(await gateway.exited, 0)
        const lines = await gateway.logLines(2)
        assert.deepEqual(lines.map(({ status }) => status).sort(), [200, 503])
      }))

    test(`${signal} twice: exit 1 at once`, () =>
      withProcess({}, async (gateway) => {
        upstream.reply(misbehave.stallAfter(STREAM.answer, 1))
        const stream = await post(gateway.url, STREAM, gateway.credential)
        gateway.child.kill(signal)
        await untilDraining(gateway)
        gateway.child.kill(signal)
        assert.equal(await gateway.exited, 1)
        await assert.rejects(stream.text())
      }))
  }

  test('an idle process ends at once, though clients keep connections open', () =>
    withProcess({}, async (gateway) => {
      const idle = await connectRaw(gateway.port)
      idle.send(requestBytes({ path: '/health' }))
      await idle.untilReceived('"ok"')
      const fresh = await connectRaw(gateway.port)
      assert.equal(await gateway.stop(), 0)
      await Promise.all([idle.closed, fresh.closed])
    }))

  test('a drain that runs out of time: exit 1, and what was open is settled and written down', () =>
    withProcess({ yaml: 'server: { port: 0, state_dir: $FOLDER/state, drain_seconds: 0.2 }' }, async (gateway) => {
      upstream.reply(misbehave.stallAfter(STREAM.answer, 1))
      const stream = await post(gateway.url, STREAM, gateway.credential)
      assert.equal(await gateway.stop(), 1)
      await assert.rejects(stream.text())
      const [line] = await gateway.logLines(1)
      assert.equal(line?.['route'], STREAM.path)
      assert.equal(line?.['status'], 499)
    }))

  test('a client that reads slowly gets the rest of its answer', () =>
    withProcess({}, async (gateway) => {
      const call = WHOLE[0] ?? assert.fail()
      const large = Buffer.from(JSON.stringify({ choices: [], text: 'z'.repeat(24_000_000) }))
      upstream.reply({ ...call.answer, pieces: [large] })
      const response = await post(gateway.url, call, gateway.credential)
      gateway.child.kill('SIGTERM')
      await untilDraining(gateway)
      assert.equal((await response.arrayBuffer()).byteLength, large.length)
      assert.equal(await gateway.exited, 0)
    }))

  test('a request whose body is still coming is served', () =>
    withProcess({}, async (gateway) => {
      upstream.reply(CHAT.answer)
      const headers = headersOf(CHAT, gateway.credential)
      const request = requestBytes({ method: 'POST', path: CHAT.path, headers, body: CHAT.body })
      const client = await openWire(gateway.port)
      client.write(request.subarray(0, -5))
      const other = await post(gateway.url, CHAT, gateway.credential)
      await other.arrayBuffer()
      gateway.child.kill('SIGTERM')
      await untilDraining(gateway)
      client.write(request.subarray(-5))
      assert.equal((await client.answer()).status, 200)
      assert.equal(await gateway.exited, 0)
    }))
})

describe('a new start', () => {
  let folder: string
  let yaml: string

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'headgate-restart-'))
    yaml = `server: { port: 0, state_dir: "${folder}/deep/state" }`
  })

  after(() => rmSync(folder, { recursive: true, force: true }))

  test('the first one prints a credential, later ones do not, and it goes on working', async () => {
    let first = ''
    await withProcess({ yaml }, async (gateway) => {
      first = gateway.credential
      assert.match(first, /^hg_\w+$/)
      assert.equal((await post(gateway.url, CHAT, first)).status, 200)
      assert.equal(await gateway.stop(), 0)
    })
    await withProcess({ yaml }, async (gateway) => {
      assert.doesNotMatch(gateway.stdout(), /hg_/)
      assert.equal((await post(gateway.url, CHAT, first)).status, 200)
      // Broken off: nothing is written any more.
      gateway.child.kill('SIGKILL')
      await gateway.exited
    })
    await withProcess({ yaml }, async (gateway) => {
      assert.doesNotMatch(gateway.stdout(), /hg_/)
      assert.equal((await post(gateway.url, CHAT, first)).status, 200)
      const stream = await post(gateway.url, STREAM, first)
      await stream.text()
    })
  })

  test('what it keeps is its owner’s alone', () =>
    withProcess({ yaml }, async (gateway) => {
      await post(gateway.url, CHAT, 'hg_wrong')
      await gateway.logLines(1)
      const state = join(folder, 'deep', 'state')
      for (const path of [join(folder, 'deep'), state]) assert.equal(statSync(path).mode & 0o777, 0o700, path)
      const files = readdirSync(state)
      assert.ok(files.some((name) => name.endsWith('-wal')))
      for (const name of files) assert.equal(statSync(join(state, name)).mode & 0o777, 0o600, name)
      assert.equal(statSync(join(gateway.folder, 'log.jsonl')).mode & 0o777, 0o600)
    }))
})

describe('the log file', () => {
  const ask = async (gateway: TestProcess) => void (await (await post(gateway.url, CHAT, gateway.credential)).text())
  const linesIn = (path: string) =>
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '').length
      : 0

  test('is opened anew on SIGHUP', () =>
    withProcess({}, async (gateway) => {
      const [current, old] = [join(gateway.folder, 'log.jsonl'), join(gateway.folder, 'log.1')]
      await ask(gateway)
      await gateway.logLines(1)
      renameSync(current, old)
      gateway.child.kill('SIGHUP')
      await waitUntil(() => existsSync(current))
      await ask(gateway)
      await gateway.logLines(1)
      assert.equal(linesIn(old), 1)
      assert.equal(await gateway.stop(), 0)
    }))

  test('is followed when it is renamed, and no line is lost', () =>
    withProcess({}, async (gateway) => {
      const [current, old] = [join(gateway.folder, 'log.jsonl'), join(gateway.folder, 'log.1')]
      await ask(gateway)
      await gateway.logLines(1)
      renameSync(current, old)
      let asked = 1
      while (!existsSync(current)) {
        await ask(gateway)
        asked += 1
      }
      assert.equal(await gateway.stop(), 0)
      assert.ok(linesIn(old) >= 1 && linesIn(current) >= 1)
      assert.equal(linesIn(old) + linesIn(current), asked)
    }))
})
