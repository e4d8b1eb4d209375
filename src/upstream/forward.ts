/** Sends a routed request to the first of its candidates that can be reached. */
import {
  type Dialect,
  type EncodedRequest,
  type FrameFilter,
  type ModelRequest,
  ownCredentialHeaders,
} from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import type { Clock, LeaveSignal } from '../lib/index.js'
import { type AttemptAnswer, AttemptFailed, attempt } from './attempt.js'
import { outboundHeaders } from './outbound-headers.js'
import type { UpstreamProvider } from './provider.js'

/** What forwarding needs of a routed exchange. */
export interface ForwardRequest {
  readonly candidates: readonly ForwardCandidate[]
  readonly request: ModelRequest
  readonly route: {
    readonly decodes: boolean
    readonly dialect: Pick<Dialect, 'encodeRequest' | 'limitOutput'>
  }
}

export interface ForwardCandidate {
  readonly provider: string
  /** The most output that it may be asked for, where that is less than the request asks for. */
  readonly maxOutputTokens?: number
}

/** What it borrows from the head of the client's request. */
export interface ForwardHead {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly signal: LeaveSignal
}

export interface ForwardAttempt {
  readonly provider: string
  readonly code?: string
  /** False only where it is certain that no byte of the request left. */
  readonly sent: boolean
  readonly ms: number
}

export interface ForwardAnswer {
  readonly provider: string
  readonly answer: AttemptAnswer
  readonly answerFilter: FrameFilter | undefined
}

/** Forwards to the given providers. The result rejects with HeadgateError, or with the signal's reason when the client leaves. */
export function createForward(providers: ReadonlyMap<string, UpstreamProvider>, clock: Clock) {
  return async (
    routed: ForwardRequest,
    head: ForwardHead,
    record: (attempt: ForwardAttempt) => void,
  ): Promise<ForwardAnswer> => {
    let failure: unknown
    for (const candidate of routed.candidates) {
      const { provider: name } = candidate
      const provider = providers.get(name)
      if (provider === undefined) continue
      const { body, answerFilter } = encoded(routed, candidate)
      const startedMs = clock.monotonicMs()
      try {
        const answer = await call(provider, head, { body, decodes: routed.route.decodes })
        record({ provider: name, sent: true, ms: clock.monotonicMs() - startedMs })
        return { provider: name, answer, answerFilter }
      } catch (error) {
        failure = error instanceof AttemptFailed ? error.refusal : error
        const sent = !(error instanceof AttemptFailed) || error.sent
        record({ provider: name, code: codeOf(failure, head), sent, ms: clock.monotonicMs() - startedMs })
        if (!mayTryNext(error, head)) break
      }
    }
    throw failure ?? new HeadgateError({ code: 'no_route' })
  }
}

/** @throws HeadgateError where the request cannot be held to the output that was reserved for it. */
function encoded(
  { request, route: { dialect } }: ForwardRequest,
  { maxOutputTokens }: ForwardCandidate,
): EncodedRequest {
  const held = maxOutputTokens === undefined ? request : dialect.limitOutput(request, maxOutputTokens)
  if (held === undefined) throw new HeadgateError({ code: 'budget_exhausted' })
  return dialect.encodeRequest(held)
}

function call(
  provider: UpstreamProvider,
  head: ForwardHead,
  { body, decodes }: { readonly body: Buffer; readonly decodes: boolean },
): Promise<AttemptAnswer> {
  const { method, path, query, headers, signal } = head
  const outbound = {
    method,
    path: provider.path(path + query),
    headers: outboundHeaders(headers, provider.authorization()),
    body: body.length === 0 && method !== 'POST' ? null : body,
  }
  return attempt(provider.origin, outbound, { decodes, signal })
}

/** Only where it is certain that nothing was sent, and never with a credential that the caller meant for somebody else. */
function mayTryNext(error: unknown, head: ForwardHead): boolean {
  return error instanceof AttemptFailed && !error.sent && ownCredentialHeaders(head.headers).length === 0
}

function codeOf(failure: unknown, { signal }: ForwardHead): string {
  if (signal.aborted) return 'client_closed'
  return failure instanceof HeadgateError ? failure.code : 'stage_fault'
}
