/** Takes one exchange through the whole house: rings in, provider, rings back, settlement. */
import type { FrameFilter, ModelRequest, Principal } from '../canonical/index.js'
import { HeadgateError, type Refusal } from '../errors.js'
import type { Clock } from '../lib/index.js'
import type { LocalResponse } from './decision.js'
import type { AnswerSink, Candidate, Decoded, Finished, Forward, Forwarded, Received, Routed } from './exchange.js'
import { sendLocal, sendRefusal } from './local-answer.js'
import { type Relayed, relay } from './relay.js'
import { passRing } from './ring.js'
import type { Stages } from './stage.js'
import { type FaultReporter, Trail } from './trail.js'

export interface PipelineParts {
  readonly stages: Stages
  readonly forward: Forward
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

class Run {
  private readonly trail: Trail
  /** What is known so far, for the record that is written however it ends. */
  private readonly known: { principal?: Principal; session?: string; request?: ModelRequest; provider?: string } = {}

  constructor(
    private readonly parts: PipelineParts,
    private readonly received: Received,
    private readonly sink: AnswerSink,
  ) {
    this.trail = new Trail(parts.clock, received.startedMs, parts.onFault)
  }

  async serve(): Promise<void> {
    await this.conclude(await this.answered())
  }

  async refuse(refusal: Refusal): Promise<void> {
    await this.conclude(sendRefusal(this.received, this.sink, refusal))
  }

  private async conclude(relayed: Relayed): Promise<void> {
    await this.trail.settle(relayed)
    const finished = this.finished(relayed)
    this.parts.onFinished(finished)
    await this.background(finished)
  }

  private async answered(): Promise<Relayed> {
    try {
      return await this.deliver(await this.wayIn())
    } catch (error) {
      return this.deliverFailure(error)
    }
  }

  private async wayIn(): Promise<Ending> {
    const { received, parts, trail } = this
    const { route } = received
    const see = () => received
    const caller = await passRing<Received, Principal | undefined>(
      { stages: parts.stages.ingress, initial: undefined, see },
      trail,
    )
    if (caller.kind !== 'passed') return caller
    const principal = caller.value
    if (principal === undefined) return denied('unauthenticated')
    this.known.principal = principal
    if (route.surface === 'protected') return denied('not_found')

    const decoded = await this.decode(principal)
    this.known.request = decoded.request
    const request = await passRing(
      { stages: parts.stages.preflight, initial: decoded.request, see: withRequest(decoded) },
      trail,
    )
    if (request.kind !== 'passed') return request
    this.known.request = request.value

    const ready = { ...decoded, request: request.value }
    const none: readonly Candidate[] = []
    const candidates = await passRing({ stages: parts.stages.routing, initial: none, see: () => ready }, trail)
    if (candidates.kind !== 'passed') return candidates
    if (candidates.value.length === 0) return denied('no_route')
    return this.forward({ ...ready, candidates: candidates.value })
  }

  private async decode(principal: Principal): Promise<Decoded> {
    const { received, parts, trail } = this
    const session = parts.sessionOf(received, principal)
    if (session !== undefined) this.known.session = session
    const startedMs = trail.nowMs()
    const body = await received.readBody()
    trail.waitedForBody(startedMs)
    const { id, route, signal } = received
    const wire = { body, parameter: route.parameter, maxNesting: parts.maxNesting }
    const decoded = { id, principal, route, request: route.dialect.decodeRequest(wire), signal }
    return session === undefined ? decoded : { ...decoded, session }
  }

  private async forward(routed: Routed): Promise<Ending> {
    const { received, trail } = this
    if (received.signal.aborted) throw received.signal.reason
    trail.upstreamBegins()
    const forwarded = await this.parts.forward(routed, received, (attempt) => {
      trail.attempts.push(attempt)
      this.known.provider = attempt.provider
    })
    return { kind: 'forwarded', routed, forwarded }
  }

  private async deliver(ending: Ending): Promise<Relayed> {
    const { received, sink, trail } = this
    if (ending.kind === 'deny') return sendRefusal(received, sink, ending.refusal)
    if (ending.kind === 'respond') return sendLocal(received, sink, ending.response)
    const { forwarded, routed } = ending
    const { provider, answer } = forwarded
    const stream = answer.contentType.startsWith('text/event-stream')
    const first: readonly FrameFilter[] = forwarded.answerFilter ? [forwarded.answerFilter] : []
    const see = (filters: readonly FrameFilter[]) => ({ ...routed, provider, status: answer.status, stream, filters })
    const judged = await passRing({ stages: this.parts.stages.postflight, initial: first, see }, trail)
    if (judged.kind !== 'passed') {
      answer.abort()
      return this.deliver(judged)
    }
    const answered = see(judged.value)
    const owed = trail.responseFollowUps().flatMap((response) => response(answered) ?? [])
    const filters = [...judged.value, ...owed]
    return relay({ received, sink, answered, answer, filters, trail, keepsText: this.parts.keepsAnswerText })
  }

  /** Denials that come as exceptions (a body that cannot be read, a provider that failed), and faults of the runner itself. */
  private deliverFailure(error: unknown): Relayed {
    const { received, sink } = this
    if (received.signal.aborted) {
      sink.abort()
      return { status: 499, code: 'client_closed', usage: {} }
    }
    if (error instanceof HeadgateError) return sendRefusal(received, sink, error)
    this.trail.fault('pipeline', error)
    return sendRefusal(received, sink, { code: 'stage_fault' })
  }

  private finished(relayed: Relayed): Finished {
    const { received, trail } = this
    const { id, time, method, route, peer } = received
    const { decisions, attempts } = trail
    return { id, time, method, route, peer, ...this.known, decisions, attempts, timings: trail.timings(), ...relayed }
  }

  private async background(finished: Finished): Promise<void> {
    for (const stage of this.parts.stages.background) {
      try {
        await stage.finished(finished)
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
