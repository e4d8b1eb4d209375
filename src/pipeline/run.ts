/** Takes one exchange through the whole house: rings in, provider, rings back, settlement. */
import type { FrameFilter, ModelRequest, Principal } from '../canonical/index.js'
import { HeadgateError, type Refusal } from '../errors.js'
import type { Clock } from '../lib/index.js'
import { lineJson } from '../telemetry/index.js'
import type { LocalResponse } from './decision.js'
import type {
  Answered,
  AnswerSink,
  Arriving,
  Candidate,
  Decoded,
  Finished,
  Forward,
  Forwarded,
  Operate,
  Outcome,
  Received,
  Routed,
  Timings,
} from './exchange.js'
import { exchangeLine } from './exchange-line.js'
import { sendLocal, sendRefusal } from './local-answer.js'
import { type Relayed, relay } from './relay.js'
import { type Passage, passRing } from './ring.js'
import type { Stages } from './stage.js'
import { type FaultReporter, Trail } from './trail.js'

export interface PipelineParts {
  readonly stages: Stages
  readonly forward: Forward
  /** Answers what is asked on the operator's own routes; absent where there are none. */
  readonly operate?: Operate | undefined
  readonly clock: Clock
  readonly maxNesting: number
  /** The keyed fingerprint of the conversation, from the head of the request; absent where the client names none. */
  readonly sessionOf: (received: Received, principal: Principal) => string | undefined
  /** Keeps the text of answers for the log: only where the operator asked for content in it. */
  readonly keepsAnswerText: boolean
  /** Told of every exchange, however it ended, when it has been settled. */
  readonly onFinished: (finished: Finished) => void
  readonly onFault: FaultReporter
}

/** Both resolve when the exchange has been settled, and never reject. */
export interface Pipeline {
  serve(received: Received, sink: AnswerSink): Promise<void>
  /** Ends an exchange at the door: answered, settled and written down like any other. */
  refuse(received: Received, sink: AnswerSink, refusal: Refusal): Promise<void>
}

export function createPipeline(parts: PipelineParts): Pipeline {
  return {
    serve: (received, sink) => new Run(parts, received, sink).serve(),
    refuse: (received, sink, refusal) => new Run(parts, received, sink).refuse(refusal),
  }
}

/** Where the way in led: to a provider's answer, to an answer of our own, or to a refusal. */
type Ending =
  | { readonly kind: 'forwarded'; readonly routed: Routed; readonly forwarded: Forwarded }
  | { readonly kind: 'respond'; readonly response: LocalResponse }
  | { readonly kind: 'deny'; readonly refusal: Refusal }

interface Known {
  principal: Principal | undefined
  session: string | undefined
  request: ModelRequest | undefined
  provider: string | undefined
  upstreamStatus: number | undefined
}

class Run {
  readonly trail: Trail
  /** What is known so far, for the record that is written however it ends. */
  private readonly known: Known = {
    principal: undefined,
    session: undefined,
    request: undefined,
    provider: undefined,
    upstreamStatus: undefined,
  }

  constructor(
    private readonly parts: PipelineParts,
    readonly received: Received,
    readonly sink: AnswerSink,
  ) {
    this.trail = new Trail(parts.clock, received.startedMs, parts.onFault)
  }

  async serve(): Promise<void> {
    await this.conclude(await this.answered(this.wayIn()))
  }

  async refuse(refusal: Refusal): Promise<void> {
    await this.conclude(await this.answered({ kind: 'deny', refusal }))
  }

  private async conclude(relayed: Relayed): Promise<void> {
    const timings = this.trail.timings()
    const outcome = this.outcome(relayed)
    if (this.trail.owesAnything) await this.trail.settle(outcome)
    const finished = this.finished(outcome, relayed.answerText, timings)
    try {
      this.parts.onFinished(finished)
    } catch (error) {
      this.trail.fault('pipeline', error)
    }
    await this.background(finished)
  }

  /** Never rejects, so that whatever happened is settled. */
  private async answered(ending: Ending | Promise<Ending>): Promise<Relayed> {
    try {
      return await this.deliver(await ending)
    } catch (error) {
      return this.deliverFailure(error)
    }
  }

  private async wayIn(): Promise<Ending> {
    const { received, parts, trail } = this
    const { route } = received
    const see = (principal: Principal | undefined): Arriving => {
      this.known.principal = principal
      return { received, principal }
    }
    const caller = await passRing<Arriving, Principal | undefined>(
      { stages: parts.stages.ingress, initial: undefined, see },
      trail,
    )
    if (caller.kind !== 'passed') return caller
    const principal = caller.value
    if (principal === undefined) return denied('unauthenticated')
    this.known.principal = principal
    if (route.surface === 'protected') return parts.operate?.(received, principal) ?? denied('not_found')

    const decoded = await this.decode(principal)
    this.known.request = decoded.request
    const request = await passRing(
      { stages: parts.stages.preflight, initial: decoded.request, see: withRequest(decoded) },
      trail,
    )
    if (request.kind !== 'passed') return request
    this.known.request = request.value

    const { id, session, signal } = decoded
    const seeRouted = (candidates: readonly Candidate[]): Routed => ({
      id,
      principal,
      route,
      request: request.value,
      session,
      signal,
      candidates,
    })
    const none: readonly Candidate[] = []
    const candidates = await passRing({ stages: parts.stages.routing, initial: none, see: seeRouted }, trail)
    if (candidates.kind !== 'passed') return candidates
    if (candidates.value.length === 0) return denied('no_route')
    const routed = seeRouted(candidates.value)
    return { kind: 'forwarded', routed, forwarded: await this.forward(routed) }
  }

  private async decode(principal: Principal): Promise<Decoded> {
    const { received, parts, trail } = this
    const session = parts.sessionOf(received, principal)
    this.known.session = session
    const startedMs = trail.nowMs()
    const body = await received.readBody().finally(() => trail.waitedForBody(startedMs))
    const { id, route, signal } = received
    const wire = { body, parameter: route.parameter, maxNesting: parts.maxNesting }
    return { id, principal, route, request: route.dialect.decodeRequest(wire), session, signal }
  }

  private forward(routed: Routed): Promise<Forwarded> {
    const { received, trail } = this
    received.signal.throwIfAborted()
    trail.upstreamBegins()
    return this.parts.forward(routed, received, (attempt) => {
      trail.attempts.push(attempt)
      this.known.provider = attempt.provider
    })
  }

  private deliver(ending: Ending): Relayed | Promise<Relayed> {
    if (ending.kind === 'forwarded') return this.deliverAnswer(ending)
    this.received.signal.throwIfAborted()
    return ending.kind === 'deny' ? sendRefusal(this, ending.refusal) : sendLocal(this, ending.response)
  }

  private async deliverAnswer({ routed, forwarded }: Ending & { kind: 'forwarded' }): Promise<Relayed> {
    const { received, sink, trail, parts } = this
    const { answer } = forwarded
    this.known.upstreamStatus = answer.status
    try {
      const judged = await this.wayBack(routed, forwarded)
      if (judged.kind !== 'passed') {
        answer.abort()
        return this.deliver(judged)
      }
      received.signal.throwIfAborted()
      const answered = judged.value
      const filters = [...answered.filters, ...trail.answerFilters(answered)]
      return relay({ received, sink, answered, answer, filters, trail, keepsText: parts.keepsAnswerText })
    } catch (error) {
      answer.abort()
      throw error
    }
  }

  private async wayBack(routed: Routed, { provider, answer, answerFilter }: Forwarded): Promise<Passage<Answered>> {
    const { status, contentType } = answer
    const stream = contentType.startsWith('text/event-stream')
    const { id, principal, route, request, session, signal, candidates } = routed
    const see = (filters: readonly FrameFilter[]): Answered => ({
      id,
      principal,
      route,
      request,
      session,
      signal,
      candidates,
      provider,
      status,
      stream,
      filters,
    })
    const initial = answerFilter === undefined ? [] : [answerFilter]
    const judged = await passRing({ stages: this.parts.stages.postflight, initial, see }, this.trail)
    return judged.kind === 'passed' ? { kind: 'passed', value: see(judged.value) } : judged
  }

  /** Denials that come as exceptions (a body that cannot be read, a provider that failed), and faults of the runner itself. */
  private deliverFailure(error: unknown): Relayed {
    const { received, sink, trail } = this
    if (received.signal.aborted) {
      sink.abort()
      return { status: 499, code: 'client_closed', usage: {} }
    }
    const isDenial = error instanceof HeadgateError
    if (!isDenial) trail.fault('pipeline', error)
    try {
      return sendRefusal(this, isDenial ? error : { code: 'stage_fault' })
    } catch (second) {
      trail.fault('pipeline', second)
      sink.abort()
      return { status: 500, code: 'stage_fault', usage: {} }
    }
  }

  private outcome({ status, code, usage, isComplete }: Relayed): Outcome {
    const { provider, upstreamStatus } = this.known
    const attempt = this.trail.attempts.at(-1)
    const answered = isComplete ? 'complete' : 'begun'
    const unanswered = attempt?.sent ? 'sent' : 'none'
    const reach = upstreamStatus === undefined ? unanswered : answered
    return { status, ...(code === undefined ? {} : { code }), usage, provider, reach, upstreamStatus }
  }

  private finished(outcome: Outcome, answerText: string | undefined, timings: Timings): Finished {
    const { received, trail } = this
    const { id, time, method, route, peer } = received
    const { principal, session, request } = this.known
    const { decisions, attempts, cost } = trail
    const seen = { id, time, method, route, peer, principal, session, request, decisions, attempts, timings, cost }
    const ended = Object.assign(seen, outcome, answerText === undefined ? undefined : { answerText })
    const line = exchangeLine(ended)
    return Object.assign(ended, { line, json: lineJson(line) })
  }

  private async background(finished: Finished): Promise<void> {
    for (const stage of this.parts.stages.background) {
      try {
        const pending = stage.finished(finished)
        if (pending instanceof Promise) await pending
      } catch (error) {
        this.trail.fault(stage.name, error)
      }
    }
  }
}

function denied(code: Refusal['code']): Ending {
  return { kind: 'deny', refusal: { code } }
}

function withRequest(decoded: Decoded): (request: ModelRequest) => Decoded {
  return (request) => (request === decoded.request ? decoded : { ...decoded, request })
}
