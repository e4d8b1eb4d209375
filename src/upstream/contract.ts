/** How a request leaves: one call to one provider, answered by pushes, so that a stream costs no promise per chunk. */
import type { HeadgateError } from '../errors.js'

/** One HTTP request to a provider, as it will be sent. */
export interface UpstreamCall {
  readonly method: string
  /** Path and query, as they stand in the request line. */
  readonly path: string
  /** Names and values in turn: `['content-type', 'application/json', …]`; names in lower case. Without host, content-length and connection. */
  readonly headers: readonly string[]
  readonly body: Uint8Array | null
}

/** What a caller may do to a call that is under way. */
export interface UpstreamControl {
  /** Breaks the call off and closes its connection; no push follows. */
  abort(): void
  /** Stops reading from the provider until `resume`; what was read before (64 KB at most) is still pushed. Time spent paused is not counted as the provider's silence. */
  pause(): void
  resume(): void
}

/** Receives an answer in pushes: `head` once, `data` any number of times, then `end` or `fail` exactly once. `fail` may come first. */
export interface UpstreamSink {
  /** Headers are names and values in turn; names in lower case. Interim (1xx) answers are not reported. */
  head(status: number, headers: readonly string[]): void
  /** The chunk is only the sink's own after this call; it is never written to again. */
  data(chunk: Uint8Array): void
  end(): void
  /** `upstream_error` or `upstream_timeout`. `sent` is false only where it is certain that no byte of the request left. */
  fail(error: HeadgateError, sent: boolean): void
}

/** The way to one provider: pooled keep-alive connections to one origin. */
export interface UpstreamOrigin {
  send(call: UpstreamCall, sink: UpstreamSink): UpstreamControl
}

export interface Transport {
  /** The way to `baseUrl`'s origin. With `allowPrivate` false, private and special addresses are refused at connect time. */
  origin(baseUrl: URL, options: { readonly allowPrivate: boolean }): UpstreamOrigin
  close(): Promise<void>
}
