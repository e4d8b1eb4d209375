/** Counts tokens for any model: exactly where its tokenizer is public, else by an upper bound. */
import { Lru, sha256 } from '../../lib/index.js'
import { type CountTokens, type Effort, type EncodingName, loadEncoding } from './encoding.js'
import { boundScaleOf, encodingOf } from './families.js'
import { boundTokens, leastTokens } from './upper-bound.js'

export interface TokenCounter {
  /** The tokens of a text as the vendor counts them; undefined where its tokenizer is not public, or not loaded yet. */
  exact(text: string): number | undefined
  /** At least the tokens of a text: the exact count where there is one. */
  upperBound(text: string): number
  /** At most the tokens of a text: the exact count where there is one. */
  lowerBound(text: string): number
  /** The sum of the bounds of many texts, at a bounded effort for all of them together. */
  upperBoundOfAll(texts: Iterable<string>): number
}

export interface Tokenizers {
  forModel(model: string): TokenCounter
  /** Loads the public tokenizers; until then, and should that fail, the bound serves in their place. */
  warm(): Promise<void>
}

/** Shorter texts are counted faster than looked up. */
const SHORTEST_REMEMBERED = 400
/** What an entry weighs in memory, about. */
const BYTES_OF_AN_ENTRY = 200
const MEMO_BYTES = 8 << 20

/** What one call may spend on texts of odd letters: some 100 ms at worst. */
const MERGED_BYTES_AT_ONCE = 1 << 18
/** Beyond so many characters the cheap bound takes over. */
const EXACT_CHARACTERS_AT_ONCE = 1 << 21

/** `memoBytes` bounds the memory for counts of texts that were seen before; a text is remembered as its hash. */
export function createTokenizers({ memoBytes = MEMO_BYTES }: { readonly memoBytes?: number } = {}): Tokenizers {
  const memo = new Lru<string, number>(memoBytes)
  const loaded = new Map<EncodingName, CountTokens>()
  const loading = new Map<EncodingName, Promise<void>>()
  const load = (name: EncodingName) => {
    const started = loading.get(name) ?? loadEncoding(name).then((count) => void loaded.set(name, count))
    loading.set(name, started)
    return started
  }
  return {
    forModel(model) {
      const name = encodingOf(model)
      const scale = boundScaleOf(model)
      const count = () => (name === undefined ? undefined : loaded.get(name))
      // Whoever asks for a model of this family once will ask again. A failure is for those to see who wait for it.
      if (name !== undefined && !loaded.has(name)) load(name).catch(() => undefined)
      return new Counter({ name: name ?? `bound ${scale}`, scale, count, memo })
    },
    async warm() {
      await load('o200k_base')
      await load('cl100k_base')
    },
  }
}

interface CounterParts {
  /** Tells the counts of different tokenizers apart. */
  readonly name: string
  readonly scale: number
  readonly count: () => CountTokens | undefined
  readonly memo: Lru<string, number>
}

class Counter implements TokenCounter {
  constructor(private readonly parts: CounterParts) {}

  exact(text: string): number | undefined {
    const count = this.parts.count()
    return count === undefined ? undefined : this.remembered(text, () => count(text))
  }

  upperBound(text: string): number {
    return this.upperBoundOfAll([text])
  }

  lowerBound(text: string): number {
    return this.exact(text) ?? leastTokens(text)
  }

  upperBoundOfAll(texts: Iterable<string>): number {
    const { count, scale } = this.parts
    const countTokens = count()
    const effort: Effort = { bytesLeft: MERGED_BYTES_AT_ONCE }
    let charactersLeft = EXACT_CHARACTERS_AT_ONCE
    let sum = 0
    for (const text of texts) {
      charactersLeft -= text.length
      const isExact = countTokens !== undefined && charactersLeft >= 0
      sum += isExact
        ? this.remembered(
            text,
            () => countTokens(text, effort),
            () => effort.bytesLeft >= 0,
          )
        : boundTokens(text, scale)
    }
    return sum
  }

  /** What was counted for the same text before, or now; `isWorthKeeping` is asked after the count. */
  private remembered(text: string, count: () => number, isWorthKeeping = () => true): number {
    if (text.length < SHORTEST_REMEMBERED) return count()
    const { memo, name } = this.parts
    const key = name + sha256(text).toString('latin1')
    const known = memo.get(key)
    if (known !== undefined) return known
    const tokens = count()
    if (isWorthKeeping()) memo.set(key, tokens, BYTES_OF_AN_ENTRY)
    return tokens
  }
}
