/** Turns each HTTP request into an exchange: reads its head, gives it an id, a clock and a signal, and lets the pipeline answer. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { HeadgateError } from '../errors.js'
import type { Gateway } from '../gateway.js'
import { Leaving, newExchangeId } from '../lib/index.js'
import type { Received } from '../pipeline/index.js'
import { BodyBudget, type BodyShare } from './body-budget.js'
import { announcedBytes, checkBodyHead, hasBody } from './body-head.js'
import type { BodyLimits } from './body-limits.js'
import type { Door } from './door.js'
import { healthAnswer } from './health.js'
import { endedEarly, IncomingBody } from './incoming-body.js'
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

/** A request as it came in, and the two ends of its exchange. */
export interface Incoming {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: IncomingBody
  /** The client waits for 100 before it sends its body. */
  readonly expectsContinue: boolean
  /** Raised when the connection closes before the answer was complete. */
  readonly leaving: Leaving
  /** What the body takes of the room for bodies. */
  readonly share: BodyShare
}

/** Serves requests and knows which are open. */
export class Exchanges {
  private readonly bodies = new BodyBudget()
  private readonly open = new Set<Promise<void>>()
  private readonly latest = new Map<Duplex, Incoming>()
  private isDraining = false
  private drained: () => void = () => {}

  constructor(private readonly parts: ServeParts) {}

  handle(request: IncomingMessage, response: ServerResponse, expectsContinue = false): void {
    const incoming = {
      request,
      response,
      body: new IncomingBody(request, this.parts.limits),
      expectsContinue,
      leaving: new Leaving(),
      share: this.bodies.share(),
    }
    if (!this.latest.has(request.socket)) request.socket.once('close', () => this.latest.delete(request.socket))
    this.latest.set(request.socket, incoming)
    if (response.socket === null) closeWithConnection(response, request.socket)
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
    const received = this.received(incoming, path, query)
    const sink = nodeSink(response, () => this.isDraining)
    const denied = refusal ?? (this.isDraining ? ({ code: 'draining', retryAfterSeconds: 1 } as const) : undefined)
    const served = denied ? pipeline.refuse(received, sink, denied) : pipeline.serve(received, sink)
    this.open.add(served)
    response.once('close', () => this.closed(incoming, served))
    response.once('finish', () => discardRest(request))
  }

  /** Open until the last byte has gone out: a slow client still reads when the exchange has long been settled. */
  private closed({ response, leaving, share }: Incoming, served: Promise<void>): void {
    if (!response.writableFinished) leaving.leave(new Error('the client left'))
    share.resize(0)
    void served.then(() => {
      this.open.delete(served)
      this.tellWhenDrained()
    })
  }

  private tellWhenDrained(): void {
    if (this.open.size === 0) this.drained()
  }

  /** From now on new exchanges are refused. Resolves when the open ones have been settled. */
  drain(): Promise<void> {
    this.isDraining = true
    return new Promise((resolve) => {
      this.drained = resolve
      this.tellWhenDrained()
    })
  }

  /** The last request that came in on a connection, whether it is still open or not. */
  latestOn(connection: Duplex): Incoming | undefined {
    return this.latest.get(connection)
  }

  private received(incoming: Incoming, path: string, query: string): Received {
    const { gateway, peerOf } = this.parts
    const { request, leaving } = incoming
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
      signal: leaving,
      readBody: () => this.read(incoming, route.decodes),
    }
  }

  private async read(
    { request, response, body, expectsContinue, share }: Incoming,
    mustBeJson: boolean,
  ): Promise<Buffer> {
    checkBodyHead(request, this.parts.limits.maxBytes, mustBeJson)
    if (!hasBody(request)) return NO_BODY
    if (response.destroyed) throw endedEarly()
    share.resize(announcedBytes(request.headers))
    // Only now: a client that asks first has not sent the body of a request that was refused.
    if (expectsContinue) response.writeContinue()
    try {
      return await body.read(share)
    } catch (error) {
      if (!request.complete && !isTooLarge(error)) response.shouldKeepAlive = false
      throw error
    }
  }
}

const NO_BODY = Buffer.alloc(0)

/** A client that sent too much is heard out and may go on; one that was slow or broke off has nothing more to say here. */
function isTooLarge(error: unknown): boolean {
  return error instanceof HeadgateError && error.code === 'payload_too_large'
}

function doorView({ url = '', headers, rawHeaders, socket }: IncomingMessage, isTls: boolean) {
  return { target: url, headers, rawHeaders, localAddress: socket.localAddress, isTls }
}

function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?')
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark) }
}

function headerText(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.join(', ')
}

/**
 * Node closes the one answer whose turn it is when a connection ends; those that wait behind it, to requests that were
 * pipelined, would never hear that their client has left.
 */
function closeWithConnection(response: ServerResponse, connection: Duplex): void {
  const close = () => {
    response.destroy()
    response.emit('close')
  }
  // One for each answer that waits: many are no leak.
  connection.setMaxListeners(0)
  connection.once('close', close)
  response.once('socket', () => connection.off('close', close))
}
