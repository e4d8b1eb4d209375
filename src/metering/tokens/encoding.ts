/** A public tokenizer: how a text is cut, and which pieces are tokens. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { pieceCounter } from './byte-pairs.js'
import { PieceMemo } from './piece-memo.js'
import { NO_RANK, type RankTable, readRankTable } from './rank-table.js'
import { type Splitter, splitCl100k, splitO200k } from './split.js'

/** The encodings of OpenAI's models. */
export type EncodingName = 'o200k_base' | 'cl100k_base'

/** How many bytes of pieces that are no tokens may still be merged; merging is a hundred times slower than finding a token. */
export interface Effort {
  bytesLeft: number
}

/**
 * Counts the tokens of a text as the vendor does; a special token written as text is text. When the effort is spent, a
 * piece that is no token counts as its bytes, which no tokenizer exceeds.
 */
export type CountTokens = (text: string, effort?: Effort) => number

const SPLITTERS: Readonly<Record<EncodingName, Splitter>> = { o200k_base: splitO200k, cl100k_base: splitCl100k }

/** Loads the tokens of an encoding from the package that carries them; some 100 ms of work, most of it given to the loop in parts. */
export async function loadEncoding(name: EncodingName): Promise<CountTokens> {
  const file = fileURLToPath(import.meta.resolve(`gpt-tokenizer/data/${name}.tiktoken`))
  return counter(SPLITTERS[name], await readRankTable(await readFile(file)))
}

function counter(split: Splitter, table: RankTable): CountTokens {
  const memo = new PieceMemo(pieceCounter(table))
  return (text, effort) => {
    const bytes = Buffer.from(text)
    let tokens = 0
    let end = 0
    for (let start = 0; start < bytes.length; start = end) {
      end = split(bytes, start, bytes.length)
      if (table.rankOf(bytes, start, end) !== NO_RANK) {
        tokens += 1
        continue
      }
      if (effort !== undefined) effort.bytesLeft -= end - start
      tokens += effort === undefined || effort.bytesLeft >= 0 ? memo.countOf(bytes, start, end) : end - start
    }
    return tokens
  }
}
