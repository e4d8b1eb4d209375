/** Turns each HTTP request into an exchange: reads its head, gives it an id, a clock and a signal, and lets the pipeline answer. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Gateway } from '../gateway.js'
import { newExchangeId } from '../lib/index.js'
import type { Received } from '../pipeline/index.js'
import { announcedBytes, BodyBudget, type BodyLimits, checkBodyHead, hasBody, readBody } from './body.js'
import type { Door } from './door.js'
import { healthAnswer } from './health.js'
import { discardRest } from './linger.js'
import { nodeSink } from './node-sink.js'
import type { PeerReader } from './peer.js'

export interface ServeParts {
  readonly gateway: Gateway
  readonly door: Door
  readonly peerOf: PeerReader
  readonly limits: BodyLimits
  readonly isTls: boolean
}

/** Serves requests and knows how many are open. */
export class Exchanges {
  private readonly bodies = new BodyBudget()
  private readonly open = new Set<Promise<void>>()
  private isDraining = false

  constructor(private readonly parts: ServeParts) {}

  /** `expectsContinue` for a client that waits for 100 before it sends its body. */
  handle(request: IncomingMessage, response: ServerResponse, expectsContinue = false): void {
    const { path, query } = splitTarget(request.url ?? '')
    const refusal = this.parts.door(doorView(request, this.parts.isTls))
    const health = refusal ? undefined : healthAnswer(request.method ?? '', path, this.isDraining)
    if (health !== undefined) {
      response
        .writeHead(health.status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(health.body)
      return
    }
    const { pipeline } = this.parts.gateway
    const received = this.received(request, response, { path, query, expectsContinue })
    const sink = nodeSink(response, () => this.isDraining)
    const denied = refusal ?? (this.isDraining ? ({ code: 'draining', retryAfterSeconds: 1 } as const) : undefined)
    const served = denied ? pipeline.refuse(received, sink, denied) : pipeline.serve(received, sink)
    const ended = served.then(() => {
      this.open.delete(ended)
    })
    this.open.add(ended)
    response.once('finish', () => discardRest(request))
  }

  /** From now on new exchanges are refused. Resolves when the open ones have been settled. */
  async drain(): Promise<void> {
    this.isDraining = true
    while (this.open.size > 0) await Promise.all(this.open)
  }

  private received(
    request: IncomingMessage,
    response: ServerResponse,
    { path, query, expectsContinue }: { path: string; query: string; expectsContinue: boolean },
  ): Received {
    const { gateway, peerOf } = this.parts
    const { headers } = request
    const time = gateway.clock.now()
    const method = request.method ?? ''
    const route = gateway.resolveRoute({ method, path, hasHeader: (name) => headers[name] !== undefined })
    return {
      id: newExchangeId(time),
      time,
      startedMs: gateway.clock.monotonicMs(),
      peer: peerOf(request.socket.remoteAddress, headerText(headers['x-forwarded-for'])),
      method,
      path,
      query,
      headers,
      route,
      signal: signalOf(response),
      readBody: () => this.read(request, response, { mustBeJson: route.decodes, expectsContinue }),
    }
  }

  private async read(
    request: IncomingMessage,
    response: ServerResponse,
    { mustBeJson, expectsContinue }: { mustBeJson: boolean; expectsContinue: boolean },
  ): Promise<Buffer> {
    const { limits } = this.parts
    checkBodyHead(request, limits, mustBeJson)
    if (!hasBody(request)) return readBody(request, limits)
    const giveBack = this.bodies.take(announcedBytes(request, limits))
    response.once('close', giveBack)
    // Only now: a client that asks first has not sent the body of a request that was refused.
    if (expectsContinue) response.writeContinue()
    return readBody(request, limits)
  }
}

function doorView(request: IncomingMessage, isTls: boolean) {
  return { target: request.url ?? '', headers: request.headers, localAddress: request.socket.localAddress, isTls }
}

function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?')
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark) }
}

function headerText(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.join(', ')
}

/** Aborted when the connection closes before the answer was complete. */
function signalOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(new Error('the client left'))
  })
  return controller.signal
}
