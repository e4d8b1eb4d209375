/** Every way headgate says no: code, HTTP status, whose fault it is, whether to try again, and how to mend it. */

/** Whose fault a refusal is. */
export type ErrorSource = 'client' | 'gateway' | 'upstream'

/** `no`: the same request will fail again; `later`: try after a while; `elsewhere`: another provider may answer. */
export type ErrorRetry = 'no' | 'later' | 'elsewhere'

export interface ErrorRow {
  readonly status: number
  readonly source: ErrorSource
  readonly retry: ErrorRetry
  /** One sentence for a person; holds no content, no matched text, no secret. */
  readonly message: string
  /** One sentence: what to do about it. */
  readonly remedy: string
}

export const ERRORS = {
  invalid_request: {
    status: 400,
    source: 'client',
    retry: 'no',
    message: 'The request is malformed.',
    remedy: 'Mend the place that the message names.',
  },
  too_many_messages: {
    status: 400,
    source: 'client',
    retry: 'no',
    message: 'The request has more messages than this gateway allows.',
    remedy: 'Send fewer messages, or raise security.max_messages.',
  },
  unauthenticated: {
    status: 401,
    source: 'client',
    retry: 'no',
    message: 'No valid credential was presented.',
    remedy: 'Send a gateway credential (headgate keys create) as a bearer token, x-api-key or x-headgate-key.',
  },
  budget_exhausted: {
    status: 402,
    source: 'client',
    retry: 'no',
    message: 'The budget does not hold what this request can cost.',
    remedy: 'Ask for less output, wait for the window to reset, or raise the budget that the message names.',
  },
  unknown_price: {
    status: 402,
    source: 'client',
    retry: 'no',
    message: 'A budget applies, and what this request can cost is not known.',
    remedy:
      'Give the model a price under prices.overrides, set budget.unknown_price, or leave out what the message names.',
  },
  forbidden: {
    status: 403,
    source: 'client',
    retry: 'no',
    message: 'This credential may not do that.',
    remedy: 'Use a credential whose role and models allow it.',
  },
  not_found: {
    status: 404,
    source: 'client',
    retry: 'no',
    message: 'There is no such route here.',
    remedy: 'Check the path and the method.',
  },
  client_timeout: {
    status: 408,
    source: 'client',
    retry: 'later',
    message: 'The request took too long to arrive.',
    remedy: 'Send the head and the body without long pauses, or raise server.timeouts.',
  },
  payload_too_large: {
    status: 413,
    source: 'client',
    retry: 'no',
    message: 'The request body is larger than this gateway allows.',
    remedy: 'Send a smaller body, or raise security.max_payload_size_kb.',
  },
  unsupported_encoding: {
    status: 415,
    source: 'client',
    retry: 'no',
    message: 'The body is in an encoding or media type that cannot be read here.',
    remedy: 'Send application/json in UTF-8, plain or as gzip, deflate, br or (where Node has it) zstd.',
  },
  misdirected_request: {
    status: 421,
    source: 'client',
    retry: 'no',
    message: 'The Host of the request is not one of this gateway.',
    remedy: 'Call the bound address or localhost, or add the name to server.allowed_hosts.',
  },
  rate_limited: {
    status: 429,
    source: 'client',
    retry: 'later',
    message: 'A rate limit is reached.',
    remedy: 'Wait for retry-after seconds.',
  },
  headers_too_large: {
    status: 431,
    source: 'client',
    retry: 'no',
    message: 'The request head is larger than this gateway allows.',
    remedy: 'Send fewer or shorter headers.',
  },
  stage_fault: {
    status: 500,
    source: 'gateway',
    retry: 'no',
    message: 'A part of the gateway failed, so the request was refused.',
    remedy: 'Look up the request id in the log and report it.',
  },
  upstream_error: {
    status: 502,
    source: 'upstream',
    retry: 'elsewhere',
    message: 'The provider could not be reached, or broke off its answer.',
    remedy: 'Try again later, and check the provider with headgate doctor.',
  },
  no_route: {
    status: 503,
    source: 'gateway',
    retry: 'no',
    message: 'No configured provider serves this model or route.',
    remedy: 'Add the model to a provider under providers.',
  },
  overloaded: {
    status: 503,
    source: 'gateway',
    retry: 'later',
    message: 'The gateway has more open requests than it can serve.',
    remedy: 'Try again shortly.',
  },
  draining: {
    status: 503,
    source: 'gateway',
    retry: 'later',
    message: 'The gateway is shutting down.',
    remedy: 'Try again shortly.',
  },
  upstream_timeout: {
    status: 504,
    source: 'upstream',
    retry: 'elsewhere',
    message: 'The provider did not answer in time.',
    remedy: 'Try again later, or raise server.timeouts.',
  },
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof ERRORS

/** A refusal as a value: what `deny` carries and what a dialect encodes for the client. */
export interface Refusal {
  readonly code: ErrorCode
  /** Names the place or the limit; never holds content, matched text or secrets. */
  readonly detail?: string
  /** Whole seconds for `retry-after`. */
  readonly retryAfterSeconds?: number
  /** Further headers of the answer, names and values in turn. */
  readonly headers?: readonly string[]
}

/** A refusal thrown from deep inside a decoder or a transport; caught by the runner, which turns it into an answer. */
export class HeadgateError extends Error implements Refusal {
  readonly code: ErrorCode
  readonly detail?: string
  readonly retryAfterSeconds?: number
  readonly headers?: readonly string[]

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(messageOf(refusal), options)
    this.name = 'HeadgateError'
    this.code = refusal.code
    if (refusal.detail !== undefined) this.detail = refusal.detail
    if (refusal.retryAfterSeconds !== undefined) this.retryAfterSeconds = refusal.retryAfterSeconds
    if (refusal.headers !== undefined) this.headers = refusal.headers
  }
}

/** The sentence a client reads. */
export function messageOf({ code, detail }: Refusal): string {
  return detail === undefined ? ERRORS[code].message : `${ERRORS[code].message} ${detail}`
}
