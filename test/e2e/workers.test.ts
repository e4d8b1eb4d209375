/** Several processes behind one port: who serves, who takes the place of whom, and how all of them end. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import {
  bodyOf,
  chunk,
  createSignal,
  type FakeUpstream,
  head,
  lastChunk,
  misbehave,
  type Signal,
  startFakeUpstream,
  until,
} from '../fake-upstream/index.js'
import { CALLS, headersOf, post, STREAMED } from './support/dialect-calls.js'
import { startTestProcess, type TestProcess, waitUntil } from './support/gateway.js'
import { connectRaw, type RawConnection } from './support/raw-connection.js'
import { openWire, requestBytes } from './support/wire.js'

const MAIN = join(import.meta.dirname, '../../src/cli/main.js')
const CHAT = CALLS[0] ?? assert.fail()
const STREAM = STREAMED[0] ?? assert.fail()
const WORKERS = 3

let upstream: FakeUpstream

before(async () => {
  upstream = await startFakeUpstream()
})

after(() => upstream.close())

type Options = Partial<Parameters<typeof startTestProcess>[0]>

async function withWorkers(options: Options, act: (gateway: TestProcess) => Promise<void>): Promise<void> {
  const args = ['--workers', String(WORKERS), ...(options.args ?? [])]
  const gateway = await startTestProcess({ upstream: upstream.url, ...options, args })
  try {
    await waitUntil(() => servingWorkers(gateway).length === WORKERS)
    await act(gateway)
  } finally {
    gateway.child.kill('SIGKILL')
    await gateway.exited
    gateway.remove()
  }
}

function workersOf({ child: { pid } }: TestProcess): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return children.split(/\s+/).filter(Boolean).map(Number)
}

/** A worker opens the log file just before it listens. */
function servingWorkers(gateway: TestProcess): readonly number[] {
  const log = join(gateway.folder, 'log.jsonl')
  return workersOf(gateway).filter((pid) => openFiles(pid).includes(log))
}

function openFiles(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(join(folder, name))]
    } catch {
      // Closed meanwhile.
      return []
    }
  })
}

/** How many of the gateway's connections with clients a process holds. */
function connectionsOf(pid: number, { port }: TestProcess): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const established = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([, address = '', , state]) => address.endsWith(local) && state === '01')
    .map((row) => `socket:[${row[9]}]`)
  return openFiles(pid).filter((file) => established.includes(file)).length
}

/** Connections that each have been served once and stay open: more than one for every worker. */
async function openConnections({ port }: TestProcess): Promise<readonly RawConnection[]> {
  const connections: RawConnection[] = []
  for (let count = 0; count < 4 * WORKERS; count++) {
    const connection = await connectRaw(port)
    connection.send(requestBytes({ path: '/health' }))
    await connection.untilReceived('"ok"')
    connections.push(connection)
  }
  return connections
}

/** The statuses of a call on new connections: more than one for every worker. */
async function statusesOf(gateway: TestProcess, credential: string): Promise<readonly number[]> {
  const statuses = Array.from({ length: 4 * WORKERS }, async () => {
    const wire = await openWire(gateway.port)
    const headers = headersOf(CHAT, credential)
    wire.write(requestBytes({ method: 'POST', path: CHAT.path, headers, body: CHAT.body }))
    const { status } = await wire.answer()
    wire.destroy()
    return status
  })
  return Promise.all(statuses)
}

const allAre = (status: number) => Array.from({ length: 4 * WORKERS }, () => status)

/** Streams that have begun, and go on when the signal is fired: more than one for every worker. */
async function openStreams({ url, credential }: TestProcess, more: Signal) {
  const { pieces, headers } = STREAM.answer
  const [first = Buffer.alloc(0), ...rest] = pieces
  const script = [
    head(200, [...headers, ['transfer-encoding', 'chunked']]),
    chunk(first),
    until(more),
    ...rest.map((piece) => chunk(piece)),
    lastChunk(),
  ]
  upstream.reply(script, 2 * WORKERS)
  return Promise.all(Array.from({ length: 2 * WORKERS }, () => post(url, STREAM, credential)))
}

async function assertWhole(streams: readonly Response[]): Promise<void> {
  for (const stream of streams) {
    assert.deepEqual(Buffer.from(await stream.arrayBuffer()), bodyOf(STREAM.answer))
  }
}

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

function isAlive(pid: number): boolean {
  try {
    // Whoever lost its parent may stay as a zombie where nobody reaps it.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** A level at which the gateway tells of workers that end. */
const TELLING = 'log: { file: $FOLDER/log.jsonl, level: error }'

describe('workers', () => {
  test('share the port: all of them serve, and the primary serves nobody', () =>
    withWorkers({}, async (gateway) => {
      const connections = await openConnections(gateway)
      for (const pid of workersOf(gateway)) assert.ok(connectionsOf(pid, gateway) > 0, `${pid} serves`)
      assert.equal(connectionsOf(gateway.child.pid ?? 0, gateway), 0)
      assert.equal(gateway.stdout().match(/listens on/g)?.length, 1)
      assert.equal(gateway.stdout().match(/export OPENAI_API_KEY=/g)?.length, 1)
      for (const { socket } of connections) socket.destroy()
      assert.deepEqual(await statusesOf(gateway, gateway.credential), allAre(200))
      assert.equal(await gateway.stop(), 0)
      assert.equal(gateway.stderr(), '')
    }))

  test('one that dies is replaced, and the others go on meanwhile', () =>
    withWorkers({ yaml: TELLING }, async (gateway) => {
      const before = workersOf(gateway)
      const [victim = 0, ...others] = before
      process.kill(victim, 'SIGKILL')
      // A connection that is on its way to a worker while it dies goes down with it.
      await waitUntil(() => gateway.stderr() !== '')
      assert.deepEqual(await statusesOf(gateway, gateway.credential), allAre(200))
      await waitUntil(() => servingWorkers(gateway).length === WORKERS)
      const now = workersOf(gateway)
      assert.deepEqual(
        others.filter((pid) => !now.includes(pid)),
        [],
      )
      const successor = now.find((pid) => !before.includes(pid)) ?? assert.fail()
      assert.match(gateway.stderr(), new RegExp(`^[\\d:.]+ error worker ${victim} ended unexpectedly .*\\n$`))
      const holds = async () => {
        await openConnections(gateway)
        return connectionsOf(successor, gateway) > 0
      }
      while (!(await holds()));
      assert.equal(await gateway.stop(), 0)
    }))

  test('when all of them die, the address that was printed stays the same', () =>
    withWorkers({}, async (gateway) => {
      const before = workersOf(gateway)
      for (const pid of before) process.kill(pid, 'SIGKILL')
      await waitUntil(() => servingWorkers(gateway).filter((pid) => !before.includes(pid)).length === WORKERS)
      await waitUntil(() => before.every((pid) => !isAlive(pid)))
      const isHeard = () =>
        fetch(`${gateway.url}/health`)
          .then((answer) => answer.ok)
          .catch(() => false)
      while (!(await isHeard()));
      assert.deepEqual(await statusesOf(gateway, gateway.credential), allAre(200))
      assert.equal(await gateway.stop(), 0)
    }))

  test('that cannot start any more end the gateway: exit 1, and a line that says so', () =>
    withWorkers({}, async (gateway) => {
      writeFileSync(join(gateway.folder, 'headgate.yaml'), 'server: { prot: 1 }')
      for (const pid of workersOf(gateway)) process.kill(pid, 'SIGKILL')
      await Promise.race([gateway.exited, new Promise((resolve) => setTimeout(resolve, 60_000))])
      assert.equal(gateway.child.exitCode, 1)
      const lines = gateway.stderr().trimEnd().split('\n')
      assert.match(lines.at(-1) ?? '', /^headgate: server\.workers: /)
      for (const line of lines.slice(0, -1)) assert.match(line, /^headgate: .*server\.prot/)
    }))

  test('all know of a credential that is made or revoked while they run', () =>
    withWorkers({}, async (gateway) => {
      const headgate = async (...words: readonly string[]) => {
        const state = ['--state-dir', join(gateway.folder, 'state')]
        return (await promisify(execFile)(process.execPath, [MAIN, ...words, ...state])).stdout.trim()
      }
      const credential = await headgate('keys', 'create', '--name', 'late')
      assert.deepEqual(await statusesOf(gateway, credential), allAre(200))
      await headgate('keys', 'revoke', 'late')
      assert.deepEqual(await statusesOf(gateway, credential), allAre(401))
      assert.equal(await gateway.stop(), 0)
    }))
})

describe('the logs of workers', () => {
  test('hold whole lines, each once', () =>
    withWorkers({ yaml: 'log: { file: $FOLDER/log.jsonl, level: info }' }, async (gateway) => {
      const asked = 600
      const ids: (string | null)[] = []
      const ask = async () => {
        while (ids.length < asked) {
          const at = ids.push(null) - 1
          const answer = await post(gateway.url, CHAT, gateway.credential)
          ids[at] = answer.headers.get('x-headgate-request-id')
          await answer.arrayBuffer()
        }
      }
      await Promise.all(Array.from({ length: 24 }, ask))
      assert.equal(await gateway.stop(), 0)
      const lines = await gateway.logLines(asked)
      assert.deepEqual(lines.map(({ id }) => id).sort(), [...ids].sort())
      const told = gateway.stderr().trimEnd().split('\n')
      const line =
        /^\d\d:\d\d:\d\d\.\d{3} info {2}(200 \S+ \S+ by default \d+ ms \S+ tokens [0-9a-z]{26}|draining: .*)$/
      for (const each of told) assert.match(each, line)
      assert.equal(told.length, asked + 1)
    }))

  test('are opened anew on SIGHUP, by all of them', () =>
    withWorkers({}, async (gateway) => {
      const [current, old] = [join(gateway.folder, 'log.jsonl'), join(gateway.folder, 'log.1')]
      renameSync(current, old)
      const have = (path: string) => workersOf(gateway).filter((pid) => openFiles(pid).includes(path)).length
      assert.equal(have(old), WORKERS)
      gateway.child.kill('SIGHUP')
      await waitUntil(() => have(current) === WORKERS && have(old) === 0)
      assert.equal(await gateway.stop(), 0)
    }))
})

describe('the end of workers', () => {
  const toPrimary = ({ child }: TestProcess, signal: NodeJS.Signals) => void child.kill(signal)
  const toGroup = ({ child: { pid } }: TestProcess, signal: NodeJS.Signals) =>
    void process.kill(-(pid ?? assert.fail()), signal)
  const ways = [
    ['SIGTERM', 'SIGTERM', toPrimary],
    ['SIGTERM to the whole process group', 'SIGTERM', toGroup],
    ['SIGINT to the whole process group', 'SIGINT', toGroup],
  ] as const

  for (const [what, signal, send] of ways) {
    test(`${what}: what is open is finished, nothing new is taken, exit 0`, () =>
      withWorkers({ detached: true }, async (gateway) => {
        const more = createSignal()
        const streams = await openStreams(gateway, more)
        send(gateway, signal)
        await untilDraining(gateway)
        assert.equal(gateway.child.exitCode, null)
        more.fire()
        await assertWhole(streams)
        assert.equal(await gateway.exited, 0)
        assert.equal((await gateway.logLines(streams.length)).length, streams.length)
      }))

    test(`${what}, twice: exit 1 at once, and nobody is left`, () =>
      withWorkers({ detached: true }, async (gateway) => {
        upstream.reply(misbehave.stallAfter(STREAM.answer, 1))
        const stream = await post(gateway.url, STREAM, gateway.credential)
        const pids = workersOf(gateway)
        send(gateway, signal)
        await untilDraining(gateway)
        send(gateway, signal)
        assert.equal(await gateway.exited, 1)
        await assert.rejects(stream.text())
        await waitUntil(() => !pids.some(isAlive))
      }))
  }

  test('a drain that runs out of time: exit 1, and what was open is written down', () =>
    withWorkers({ yaml: 'server: { port: 0, state_dir: $FOLDER/state, drain_seconds: 0.2 }' }, async (gateway) => {
      upstream.reply(misbehave.stallAfter(STREAM.answer, 1))
      const stream = await post(gateway.url, STREAM, gateway.credential)
      assert.equal(await gateway.stop(), 1)
      await assert.rejects(stream.text())
      assert.equal((await gateway.logLines(1))[0]?.['status'], 499)
    }))

  test('without their primary they finish what is open, and end', () =>
    withWorkers({}, async (gateway) => {
      const more = createSignal()
      const streams = await openStreams(gateway, more)
      const pids = workersOf(gateway)
      gateway.child.kill('SIGKILL')
      await untilDraining(gateway)
      more.fire()
      await assertWhole(streams)
      await waitUntil(() => !pids.some(isAlive))
      assert.equal((await gateway.logLines(streams.length)).length, streams.length)
    }))
})

describe('a start of workers that fails', () => {
  const tls = '{ cert_file: $FOLDER/headgate.yaml, key_file: $FOLDER/headgate.yaml }'
  const rows: readonly (readonly [string, () => string, number, RegExp])[] = [
    ['the port is in use', () => `port: ${upstream.port}, state_dir: $FOLDER/state`, 1, /server\.port: \d+ .* in use/],
    ['a certificate that is none', () => `port: 0, state_dir: $FOLDER/state, tls: ${tls}`, 2, /server\.tls/],
    ['a state folder that cannot be', () => 'port: 0, state_dir: $FOLDER/headgate.yaml/s', 1, /server\.state_dir: /],
    ['a wrong key', () => 'prot: 0', 2, /server\.prot/],
  ]
  for (const [what, server, status, line] of rows) {
    test(`${what}: exit ${status}, and one line`, async () => {
      const args = ['--workers', String(WORKERS)]
      const failed = await startTestProcess({ upstream: upstream.url, yaml: `server: { ${server()} }`, args })
      try {
        assert.equal(await failed.exited, status)
        assert.equal(failed.stdout(), '')
        assert.match(failed.stderr(), /^headgate: [^\n]+\n$/)
        assert.match(failed.stderr(), line)
      } finally {
        failed.remove()
      }
    })
  }
})
