/** Makes the log line of a finished exchange. */
import { type ModelRequest, shownModel, usdText } from '../canonical/index.js'
import type { ExchangeLine } from '../telemetry/index.js'
import type { Finished } from './exchange.js'

/** What a line is made of. */
export type Ended = Omit<Finished, 'line' | 'json'>

/** The line without content. */
export function exchangeLine(ended: Ended): ExchangeLine {
  const { id, time, principal, session, route, provider, request, decisions, attempts, timings } = ended
  const { status, code, usage, cost } = ended
  return {
    time: isoTime(time),
    id,
    principal: principal?.name ?? null,
    session: session ?? null,
    dialect: route.dialect.name,
    route: route.pattern,
    provider: provider ?? null,
    model: provider === undefined ? null : modelName(request),
    stream: request?.facts.stream ?? false,
    status,
    code: code ?? null,
    tokens: {
      input: usage.inputTokens ?? null,
      output: usage.outputTokens ?? null,
      cache_read: usage.cacheReadTokens ?? null,
      cache_write: usage.cacheWriteTokens ?? null,
      before: null,
      after: null,
      saved: 0,
    },
    cost_usd: cost === undefined ? null : Number(usdText(cost.nanoUsd)),
    transforms: [],
    decisions: decisions.map(({ stage, decision, code: refusal, ms }) => ({
      stage,
      decision,
      code: refusal ?? null,
      ms: rounded(ms),
      monitored: false,
    })),
    attempts: attempts.map(({ provider: name, code: failure, ms }) => ({
      provider: name,
      code: failure ?? null,
      ms: rounded(ms),
    })),
    scan: { segments: 0, bytes: 0, memoised: 0 },
    masked: {},
    ms: {
      total: rounded(timings.total),
      gateway: rounded(timings.gateway),
      upstream: rounded(timings.upstream),
      first_byte: timings.firstByte === undefined ? null : rounded(timings.firstByte),
    },
  }
}

/** The line with what was said, for operators who set HEADGATE_LOG_SENSITIVE=on. */
export function exchangeLineWithContent(finished: Finished): ExchangeLine {
  const { request, answerText } = finished
  const said = request?.segments().map((segment) => ({ role: segment.role, text: request.text(segment) })) ?? []
  return { ...finished.line, content: { request: said, response: answerText ?? '' } }
}

function modelName(request: ModelRequest | undefined): string | null {
  const model = request?.facts.model
  if (model === undefined) return null
  return shownModel(model)
}

/** Under load many exchanges begin in one millisecond, and writing a date costs as much as the rest of the line. */
function isoTime(ms: number): string {
  if (ms !== lastTime.ms) lastTime = { ms, iso: new Date(ms).toISOString() }
  return lastTime.iso
}

let lastTime = { ms: 0, iso: '1970-01-01T00:00:00.000Z' }

/** To a thousandth of a millisecond. */
function rounded(ms: number): number {
  return Math.round(ms * 1_000) / 1_000
}
