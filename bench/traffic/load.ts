/** The load generator, a process of its own: carries out one order after the other and reports what came of each. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection, type Outcome } from './connection.js'
import { type Conversation, chatRequest, growingConversation, SERIAL_DIGITS } from './conversation.js'
import { type LoadOrder, type LoadReport, loadOrder, type Traffic } from './order.js'

type Pace<Name extends Traffic['pace']> = Extract<Traffic, { pace: Name }>

const PATH = '/v1/chat/completions'
const MAX_OPEN_CONNECTIONS = 512
const MAX_FAILURES = 500
const WATCHDOG_MS = 20_000

/** What the official OpenAI package sends with every call. */
const USUAL_HEADERS = [
  'accept: application/json',
  'content-type: application/json',
  'user-agent: OpenAI/JS 6.49.0',
  'x-stainless-retry-count: 0',
  'x-stainless-timeout: 600',
  'x-stainless-lang: js',
  'x-stainless-package-version: 6.49.0',
  'x-stainless-os: Linux',
  'x-stainless-arch: x64',
  'x-stainless-runtime: node',
  'x-stainless-runtime-version: v20.20.2',
]

/** Carries out one order. Every answer is checked; nothing that fails goes uncounted. */
class Run {
  readonly startedAtMs = performance.now()
  readonly report: LoadReport = {
    completed: 0,
    failed: { status: 0, length: 0, connection: 0 },
    elapsedMs: 0,
    answerBytes: 0,
    firstByteMs: [],
    totalMs: [],
  }
  private readonly connections: Connection[] = []

  constructor(readonly order: LoadOrder) {}

  async carryOut(): Promise<LoadReport> {
    const { traffic } = this.order
    const watchdog = setTimeout(() => this.close(), WATCHDOG_MS + ('durationMs' in traffic ? traffic.durationMs : 0))
    if (traffic.pace === 'closed') await this.closedLoop(traffic)
    else if (traffic.pace === 'rate') await this.fixedRate(traffic)
    else await this.walkTurns(traffic)
    clearTimeout(watchdog)
    this.report.elapsedMs = this.elapsedMs()
    this.close()
    return this.report
  }

  private async closedLoop(traffic: Pace<'closed'>): Promise<void> {
    const { connections, durationMs, staggerMs, maxRequests } = traffic
    let issued = 0
    const lane = async (index: number): Promise<void> => {
      if (staggerMs > 0) await sleep((index * staggerMs) / connections)
      const exchange = this.requestsOf(traffic)
      while (this.elapsedMs() < durationMs && issued < maxRequests && !this.isHopeless()) {
        issued += 1
        await exchange()
      }
    }
    await Promise.all(Array.from({ length: connections }, (_, index) => lane(index)))
  }

  private async fixedRate(traffic: Pace<'rate'>): Promise<void> {
    const idle: (() => Promise<void>)[] = []
    const open = new Set<Promise<void>>()
    const leave = (exchange: () => Promise<void>): void => {
      const answered = exchange().then(() => {
        idle.push(exchange)
        open.delete(answered)
      })
      open.add(answered)
    }
    for (let issued = 0; this.elapsedMs() < traffic.durationMs && !this.isHopeless(); await sleep(1)) {
      const due = Math.floor((this.elapsedMs() * traffic.perSecond) / 1000)
      for (; issued < due; issued += 1) {
        const exchange = idle.pop() ?? (open.size < MAX_OPEN_CONNECTIONS ? this.requestsOf(traffic) : undefined)
        if (exchange === undefined) this.report.failed.connection += 1
        else leave(exchange)
      }
    }
    await Promise.all(open)
  }

  private async walkTurns(traffic: Pace<'turns'>): Promise<void> {
    const lane = async (seed: number): Promise<void> => {
      const conversation = conversationOf(seed, traffic)
      const connection = this.connect()
      for (let turn = traffic.fromTurn; turn < traffic.toTurn && !this.isHopeless(); turn += 1) {
        const body = conversation.bytes.subarray(0, conversation.ends[turn])
        const head = headOf(this.order, body.length + conversation.tail.length)
        this.count(await connection.exchange([head, body, conversation.tail]))
      }
    }
    await Promise.all(Array.from({ length: traffic.conversations }, (_, index) => lane(traffic.firstSeed + index)))
  }

  /** A connection of its own, whose every request carries the next serial number. */
  private requestsOf({ body: { sizeBytes, answer } }: Pace<'closed' | 'rate'>): () => Promise<void> {
    const connection = this.connect()
    const body = chatRequest(sizeBytes, answer)
    const head = headOf(this.order, body.bytes.length)
    const request = [Buffer.concat([head, body.bytes])]
    return async () => {
      nextSerial += 1
      request[0]?.write(String(nextSerial).padStart(SERIAL_DIGITS, '0'), head.length + body.serialAt, 'latin1')
      this.count(await connection.exchange(request))
    }
  }

  private count({ status, bodyBytes, firstByteMs, totalMs }: Outcome): void {
    const { report, order } = this
    report.answerBytes = bodyBytes
    if (status === 0) report.failed.connection += 1
    else if (status !== 200) report.failed.status += 1
    else if (order.expectedBytes !== null && bodyBytes !== order.expectedBytes) report.failed.length += 1
    else report.completed += 1
    if (!order.keepSamples || status !== 200) return
    report.firstByteMs.push(firstByteMs)
    report.totalMs.push(totalMs)
  }

  private connect(): Connection {
    const connection = new Connection(this.order.port)
    this.connections.push(connection)
    return connection
  }

  private isHopeless(): boolean {
    const { status, length, connection } = this.report.failed
    return status + length + connection > MAX_FAILURES
  }

  private elapsedMs(): number {
    return performance.now() - this.startedAtMs
  }

  private close(): void {
    for (const connection of this.connections) connection.close()
  }
}

let nextSerial = 0

/** Kept from order to order: a session's windows are measured one at a time. */
const conversations = new Map<number, Conversation>()

function conversationOf(seed: number, traffic: Pace<'turns'>): Conversation {
  const known = conversations.get(seed)
  if (known !== undefined) return known
  if (conversations.size >= traffic.conversations) conversations.clear()
  const made = growingConversation(seed, traffic)
  conversations.set(seed, made)
  return made
}

function headOf({ port, headers }: LoadOrder, bodyBytes: number): Buffer {
  const lines = [`POST ${PATH} HTTP/1.1`, `host: 127.0.0.1:${port}`, ...USUAL_HEADERS, ...headers]
  return Buffer.from(`${lines.join('\r\n')}\r\ncontent-length: ${bodyBytes}\r\n\r\n`, 'latin1')
}

process.on('message', async (message) => {
  process.send?.(await new Run(loadOrder.parse(message)).carryOut())
})
process.on('disconnect', () => process.exit())
