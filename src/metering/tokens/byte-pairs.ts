/** Byte pair encoding of one piece: neighbours merge, the pair of the lowest rank first, until no pair is a token. */
import { NO_RANK, type RankTable } from './rank-table.js'

/** A longer piece is counted as its bytes, which no tokenizer exceeds: that bounds the memory of a merge to some 40 MiB. */
export const LONGEST_EXACT_PIECE = 1 << 20

/** Positions and ranks share one number of the heap: rank × 2^21 + position. */
const POSITIONS = LONGEST_EXACT_PIECE * 2
const KEPT_SCRATCH = 4_096

/** How many tokens the piece from `start` to `end` becomes. */
export type CountPiece = (bytes: Uint8Array, start: number, end: number) => number

/** Counts a piece with the tokens of that table, in n log n steps. */
export function pieceCounter(table: RankTable): CountPiece {
  const kept = new Merge(table, KEPT_SCRATCH)
  return (bytes, start, end) => {
    const length = end - start
    if (length === 1) return 1
    if (length > LONGEST_EXACT_PIECE) return length
    const merge = length <= KEPT_SCRATCH ? kept : new Merge(table, length)
    return merge.run(bytes, start, length)
  }
}

/** The working memory of merges; parts are named by the offset of their first byte. */
class Merge {
  private readonly next: Int32Array
  private readonly previous: Int32Array
  /** The rank of each part together with the next one; `NO_RANK` where that is no token or the part is gone. */
  private readonly ranks: Int32Array
  /** A binary heap of pairs; one whose rank has changed since is skipped when it comes up. */
  private readonly heap: Float64Array
  private heaped = 0

  constructor(
    private readonly table: RankTable,
    maxLength: number,
  ) {
    this.next = new Int32Array(maxLength + 1)
    this.previous = new Int32Array(maxLength + 1)
    this.ranks = new Int32Array(maxLength + 1)
    this.heap = new Float64Array(maxLength * 3 + 1)
  }

  run(bytes: Uint8Array, start: number, length: number): number {
    const { table, next, previous, ranks } = this
    this.heaped = 0
    for (let at = 0; at < length; at++) {
      next[at] = at + 1
      previous[at] = at - 1
      const rank = at + 1 < length ? table.rankOf(bytes, start + at, start + at + 2) : NO_RANK
      ranks[at] = rank
      if (rank !== NO_RANK) this.push(rank * POSITIONS + at)
    }
    let parts = length
    while (this.heaped > 0) {
      const top = this.pop()
      const rank = Math.floor(top / POSITIONS)
      const left = top - rank * POSITIONS
      if (ranks[left] !== rank) continue
      parts--
      const gone = next[left] ?? length
      const right = next[gone] ?? length
      ranks[gone] = NO_RANK
      next[left] = right
      const rightEnd = right < length ? (next[right] ?? length) : length
      if (right < length) previous[right] = left
      this.rerank(left, right < length ? table.rankOf(bytes, start + left, start + rightEnd) : NO_RANK)
      const before = previous[left] ?? -1
      if (before >= 0) this.rerank(before, table.rankOf(bytes, start + before, start + right))
    }
    return parts
  }

  private rerank(at: number, rank: number): void {
    this.ranks[at] = rank
    if (rank !== NO_RANK) this.push(rank * POSITIONS + at)
  }

  private push(entry: number): void {
    const { heap } = this
    let at = this.heaped++
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent] ?? 0
      if (above <= entry) break
      heap[at] = above
      at = parent
    }
    heap[at] = entry
  }

  private pop(): number {
    const { heap } = this
    const top = heap[0] ?? 0
    const entry = heap[--this.heaped] ?? 0
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.heaped) break
      if (child + 1 < this.heaped && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child++
      const below = heap[child] ?? 0
      if (below >= entry) break
      heap[at] = below
      at = child
    }
    heap[at] = entry
    return top
  }
}
