/** What a provider's answer says, whatever its wire format, and the frames in which it travels. */

/**
 * One event of an answer as it stood on the wire. A stream is one frame per server-sent event;
 * an answer that is not streamed is a single frame named `body`.
 */
export interface Frame {
  /** The frame's own bytes, line ends included. */
  readonly bytes: Buffer
  /** The name of the wire event: the `event` field of a stream, `message` where it has none, or `body`. */
  readonly event: string
  /** The JSON text of the frame: the `data` field of a stream, or the whole body. */
  data(): Buffer
}

/** Tokens as the provider reports them; absent where it said nothing of that kind. */
export interface Usage {
  /** All input, what was read from and written to the provider's cache included (as in the OpenTelemetry GenAI conventions). */
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  /** Part of the input. */
  readonly cacheReadTokens?: number | undefined
  /** Part of the input, whatever the lifetime of what was written. */
  readonly cacheWriteTokens?: number | undefined
  /** Part of `cacheWriteTokens`: what was written to be kept for an hour. */
  readonly cacheWrite1hTokens?: number | undefined
  /** Part of the output. */
  readonly reasoningTokens?: number | undefined
  /** Part of the input. */
  readonly audioInputTokens?: number | undefined
  /** Part of the output. */
  readonly audioOutputTokens?: number | undefined
  /** Part of the input. */
  readonly imageInputTokens?: number | undefined
}

/** What one frame means. Kinds of text are told apart, so that a guard can judge an answer and its reasoning differently. */
export type AnswerEvent =
  | {
      readonly type: 'text'
      readonly kind: 'answer' | 'reasoning' | 'refusal' | 'tool_arguments'
      readonly text: string
    }
  /** Totals so far; `mergeUsage` takes the larger of what was said before and now. */
  | { readonly type: 'usage'; readonly usage: Usage }
  /** The provider reports a failure inside an answer that began well. */
  | { readonly type: 'error' }

/** Looks at each frame on its way to the client and says what goes on instead: itself, nothing, or others. */
export interface FrameFilter {
  frame(frame: Frame): readonly Frame[]
  /** What was held back and is still owed when the answer has ended. */
  end(): readonly Frame[]
}

/** Both together, member by member the larger: totals only grow, and a later report may leave out what an earlier one counted. */
export function mergeUsage(earlier: Usage, later: Usage): Usage {
  return {
    inputTokens: larger(earlier.inputTokens, later.inputTokens),
    outputTokens: larger(earlier.outputTokens, later.outputTokens),
    cacheReadTokens: larger(earlier.cacheReadTokens, later.cacheReadTokens),
    cacheWriteTokens: larger(earlier.cacheWriteTokens, later.cacheWriteTokens),
    cacheWrite1hTokens: larger(earlier.cacheWrite1hTokens, later.cacheWrite1hTokens),
    reasoningTokens: larger(earlier.reasoningTokens, later.reasoningTokens),
    audioInputTokens: larger(earlier.audioInputTokens, later.audioInputTokens),
    audioOutputTokens: larger(earlier.audioOutputTokens, later.audioOutputTokens),
    imageInputTokens: larger(earlier.imageInputTokens, later.imageInputTokens),
  }
}

function larger(before: number | undefined, after: number | undefined): number | undefined {
  if (before === undefined || after === undefined) return before ?? after
  return Math.max(before, after)
}
