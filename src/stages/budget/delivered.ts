/** Follows an answer as it goes by, so that what came of it can be counted if its provider never says. */
import type { Dialect, Frame, FrameFilter } from '../../canonical/index.js'
import { HeadgateError } from '../../errors.js'

/** What is kept uncounted of one answer. */
const MAX_KEPT_BYTES = 256 * 1024

export interface DeliveredOptions {
  readonly dialect: Pick<Dialect, 'decodeResponse'>
  readonly countTokens: (text: string) => number
  /** No more than the model counts: an answer is only ended where it is certain that it is too long. */
  readonly leastTokens: (text: string) => number
  /** The tokens that were reserved; an answer that passes them is ended. Absent where nothing was reserved. */
  readonly maxTokens?: number | undefined
}

/**
 * Changes nothing. Frames are kept as they are, and only counted when somebody asks, when there are many, or when their
 * lengths say that they might have passed what was reserved: so most answers are never counted.
 */
export class Delivered implements FrameFilter {
  private kept: Frame[] = []
  private keptBytes = 0
  /** What frames of this answer have around their text, as far as was seen: the length of the shortest one. */
  private shortestBytes = 0
  /** Tokens that the kept frames may well hold: what each is longer than the shortest before it, and one for that. */
  private likelyTokens = 0
  private countedTokens = 0
  private certainTokens = 0
  private uncertain = ''

  constructor(private readonly options: DeliveredOptions) {}

  /** @throws HeadgateError `budget_exhausted` when the answer is longer than what was reserved for it. */
  frame(frame: Frame): readonly Frame[] {
    const { maxTokens = Number.POSITIVE_INFINITY } = this.options
    this.keep(frame)
    if (this.keptBytes > MAX_KEPT_BYTES || this.certainTokens + this.likelyTokens > maxTokens) this.count()
    // A whole answer has been made and paid for, so nobody gains by keeping it back.
    if (this.certainTokens > maxTokens && frame.event !== 'body')
      throw new HeadgateError({
        code: 'budget_exhausted',
        detail: 'The answer is longer than what was reserved for it.',
      })
    return [frame]
  }

  end(): readonly Frame[] {
    return []
  }

  /** The tokens of everything that came so far. */
  tokens(): number {
    this.count()
    return this.countedTokens
  }

  private keep(frame: Frame): void {
    const { length } = frame.bytes
    this.kept.push(frame)
    this.keptBytes += length
    this.likelyTokens += Math.max(1, length - this.shortestBytes + 1)
    this.shortestBytes = this.shortestBytes === 0 ? length : Math.min(this.shortestBytes, length)
  }

  private count(): void {
    const { dialect, countTokens, leastTokens } = this.options
    const events = this.kept.flatMap((frame) => dialect.decodeResponse(frame, 'all'))
    // Pieces of one text are counted together: each alone would have a token more at its edge.
    const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('')
    this.kept = []
    this.keptBytes = 0
    this.likelyTokens = 0
    if (text === '') return
    this.countedTokens += countTokens(text)
    // A few words may be no certain token by themselves, and many of them are.
    this.uncertain += text
    const certain = leastTokens(this.uncertain)
    if (certain === 0) return
    this.certainTokens += certain
    this.uncertain = ''
  }
}
