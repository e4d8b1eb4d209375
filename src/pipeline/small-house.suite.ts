/** A house of a few lines for the tests of the spine: stages, a provider and a client that do as they are told and notice everything. */
import assert from 'node:assert/strict'
import { type Dialect, jsonRequest, type Principal } from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import { indexJson, Leaving, parseJson } from '../lib/index.js'
import { describeFault } from '../telemetry/index.js'
import { allow, type Decision, type FollowUp, transform } from './decision.js'
import type {
  AnswerReader,
  AnswerSink,
  Arriving,
  AttemptRecord,
  Finished,
  Forwarded,
  FrameFilter,
  Received,
  Route,
  Routed,
  UpstreamAnswer,
} from './exchange.js'
import { createPipeline } from './run.js'
import type { Stage, Stages } from './stage.js'

export const ALICE: Principal = { kind: 'gateway', name: 'alice', id: 'id1', tenant: 'team:a', roles: ['user'] }

/** A wire format in which every string of the body is text, `{"tokens":3}` is usage and `{"bad":1}` an error. */
export const dialect: Dialect = {
  name: 'test',
  family: 'test',
  routes: [{ method: 'POST', pattern: '/v1/test', costs: 'tokens' }],
  limitOutput: () => undefined,
  hasBody: true,
  decodeRequest: ({ body, maxNesting }) =>
    jsonRequest(
      indexJson(body, maxNesting),
      { model: 'model-1', stream: false, messageCount: 1 },
      {
        voice: { role: 'user', provenance: 'user' },
      },
    ),
  encodeRequest: (request) => ({ body: request.encode() }),
  isNotable: ({ bytes }) => bytes.includes('"tokens"') || bytes.includes('"bad"'),
  decodeResponse: (frame) => {
    const text = frame.data().toString()
    if (/^\{"tokens":\d+\}$/.test(text)) return [{ type: 'usage', usage: { outputTokens: Number(text.slice(10, -1)) } }]
    if (text === '{"bad":1}') return [{ type: 'error' }]
    return [{ type: 'text', kind: 'answer', text }]
  },
  encodeError: ({ code }) => ({
    headers: ['content-type', 'application/json'],
    body: Buffer.from(`{"code":"${code}"}`),
  }),
  encodeStreamError: ({ code }) => Buffer.from(`event: error\ndata: ${code}\n\n`),
}

export const ROUTE: Route = {
  pattern: '/v1/test',
  surface: 'data',
  dialect,
  decodes: true,
  parameter: '',
  costs: 'tokens',
}

/** The client's end of the line. It insists on the contract of `AnswerSink`. */
export class Client implements AnswerSink {
  status: number | undefined
  headers: readonly string[] = []
  readonly chunks: Buffer[] = []
  ended: 'end' | 'abort' | undefined
  /** While true, every write says that it is enough. */
  isSlow = false
  private drains: (() => void)[] = []

  head(status: number, headers: readonly string[]): void {
    assert.equal(this.status, undefined, 'a second head')
    assert.equal(this.ended, undefined, 'a head after the end')
    this.status = status
    this.headers = headers
  }

  write(bytes: Uint8Array): boolean {
    assert.notEqual(this.status, undefined, 'a write before the head')
    assert.equal(this.ended, undefined, 'a write after the end')
    this.chunks.push(Buffer.from(bytes))
    return !this.isSlow
  }

  onDrain(resume: () => void): void {
    this.drains.push(resume)
  }

  drain(): void {
    this.isSlow = false
    for (const resume of this.drains.splice(0)) resume()
  }

  end(last?: Uint8Array): void {
    if (last !== undefined) this.write(last)
    assert.equal(this.ended, undefined, 'a second end')
    assert.notEqual(this.status, undefined, 'an end before the head')
    this.ended = 'end'
  }

  abort(): void {
    assert.equal(this.ended, undefined, 'an abort after the end')
    this.ended = 'abort'
  }

  /** All that came, as text. */
  get body(): string {
    return Buffer.concat(this.chunks).toString()
  }

  /** The code of a refusal. */
  get code(): unknown {
    const parsed = parseJson(this.body)
    return typeof parsed === 'object' && parsed !== null && 'code' in parsed ? parsed.code : undefined
  }

  header(name: string): string | undefined {
    const at = this.headers.indexOf(name)
    return at < 0 ? undefined : this.headers[at + 1]
  }
}

/** A provider's answer that arrives when the test says so. After an abort nothing arrives. */
export class Answer implements UpstreamAnswer {
  readonly status: number
  readonly headers: readonly string[]
  readonly contentType: string
  readonly contentLength?: number
  pauses = 0
  resumes = 0
  isAborted = false
  private reader: AnswerReader | undefined
  private waiting: ((reader: AnswerReader) => void)[] = []

  constructor(head: { contentType?: string; status?: number; contentLength?: number } = {}) {
    this.status = head.status ?? 200
    this.contentType = head.contentType ?? 'text/event-stream'
    this.headers = ['content-type', this.contentType]
    if (head.contentLength !== undefined) this.contentLength = head.contentLength
  }

  read(reader: AnswerReader): void {
    this.reader = reader
    for (const push of this.waiting) push(reader)
    this.waiting = []
  }

  pause(): void {
    this.pauses++
  }

  resume(): void {
    this.resumes++
  }

  abort(): void {
    this.isAborted = true
  }

  data(chunk: string | Buffer): this {
    return this.push((reader) => reader.data(Buffer.from(chunk)))
  }

  end(): this {
    return this.push((reader) => reader.end())
  }

  fail(error: Error = new HeadgateError({ code: 'upstream_error' })): this {
    return this.push((reader) => reader.fail(error))
  }

  private push(act: (reader: AnswerReader) => void): this {
    if (this.isAborted) return this
    if (this.reader === undefined) this.waiting.push(act)
    else act(this.reader)
    return this
  }
}

/** A stage by its decision; a thrown or rejected error is its fault. */
export function stage<Input, Value>(
  name: string,
  decide: (input: Input) => Decision<Value> | Promise<Decision<Value>>,
  onFault: 'deny' | 'allow' = 'deny',
): Stage<Input, Value> {
  return { name, onFault, decide }
}

const admit = stage<Arriving, Principal>('admit', () => transform(ALICE))
const toProvider = stage<unknown, readonly { readonly provider: string }[]>('to-provider', () =>
  transform([{ provider: 'p' }]),
)

export interface HouseOptions {
  readonly stages?: Partial<Stages>
  readonly body?: string
  readonly route?: Partial<Route>
  readonly readBody?: () => Promise<Buffer>
  readonly answer?: Answer
  readonly answerFilter?: FrameFilter
  readonly forward?: (routed: Routed, record: (attempt: AttemptRecord) => void) => Promise<Forwarded>
  readonly keepsAnswerText?: boolean
  readonly onFinished?: (finished: Finished) => void
  /** The monotonic clock; otherwise time stands still. */
  readonly nowMs?: () => number
}

/** A pipeline around one exchange. Without stages of the test's own, everybody is admitted and sent to provider `p`. */
export function house(options: HouseOptions = {}) {
  const { answer = new Answer(), answerFilter, onFinished = () => {}, nowMs = () => 0 } = options
  const client = new Client()
  const leaving = new Leaving()
  const faults: string[] = []
  const finished: Finished[] = []
  const sent: Routed[] = []
  const pipeline = createPipeline({
    stages: {
      ingress: [admit],
      preflight: [],
      routing: [toProvider],
      postflight: [],
      background: [],
      ...options.stages,
    },
    forward: async (routed, _received, record) => {
      sent.push(routed)
      if (options.forward !== undefined) return options.forward(routed, record)
      record({ provider: 'p', sent: true, ms: 1 })
      return { provider: 'p', answer, ...(answerFilter === undefined ? {} : { answerFilter }) }
    },
    clock: { now: () => 1_700_000_000_000, monotonicMs: nowMs },
    maxNesting: 10,
    sessionOf: () => undefined,
    keepsAnswerText: options.keepsAnswerText ?? false,
    onFinished: (ended) => {
      finished.push(ended)
      onFinished(ended)
    },
    onFault: (place, error) => faults.push(describeFault(place, error)),
  })
  const received: Received = {
    id: 'exchange-1',
    time: 1_700_000_000_000,
    startedMs: 0,
    peer: { address: '127.0.0.1', isLoopback: true },
    method: 'POST',
    path: '/v1/test',
    query: '',
    headers: {},
    route: { ...ROUTE, ...options.route },
    signal: leaving,
    readBody: options.readBody ?? (async () => Buffer.from(options.body ?? '{"a":"hello"}')),
  }
  return {
    client,
    answer,
    faults,
    finished,
    sent,
    serve: () => pipeline.serve(received, client),
    refuse: () => pipeline.refuse(received, client, { code: 'draining', retryAfterSeconds: 1 }),
    leave: () => leaving.leave(new Error('the client left')),
  }
}

/** Notes how often and with what each debt was settled. */
export class Debts {
  readonly settled: string[] = []
  private made = 0

  owe(name: string, more: Pick<FollowUp, 'response'> = {}): FollowUp {
    this.made++
    return {
      ...more,
      settle: ({ status, code }) => void this.settled.push(`${name} ${status}${code === undefined ? '' : ` ${code}`}`),
    }
  }

  get count(): number {
    return this.made
  }
}

/** A stage of any ring that only owes something. */
export function owing(name: string, debts: Debts): Stage<unknown, never> {
  return stage(name, () => allow(debts.owe(name)))
}

/** Lets everything happen that is due without time passing. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
