/** Remembers how many tokens short pieces become: the same names and words come again and again in one text. */
import type { CountPiece } from './byte-pairs.js'

const SLOT_BITS = 13
/** Longer pieces are rare, and not remembered. */
const LONGEST = 64

/** One place for each hash; a later piece takes it from an earlier one. Compared byte for byte, so that no piece is taken for another. */
export class PieceMemo {
  private readonly pieces = new Uint8Array(LONGEST << SLOT_BITS)
  private readonly lengths = new Uint8Array(1 << SLOT_BITS)
  private readonly counts = new Uint8Array(1 << SLOT_BITS)

  /** `count` counts the pieces that are not remembered. */
  constructor(private readonly count: CountPiece) {}

  /** How many tokens the piece from `start` to `end` becomes. */
  countOf(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start
    if (length > LONGEST) return this.count(bytes, start, end)
    const slot = slotOf(bytes, start, end)
    if (this.lengths[slot] === length && this.isPieceOf(slot, bytes, start)) return this.counts[slot] ?? 0
    const count = this.count(bytes, start, end)
    const from = slot * LONGEST
    for (let offset = 0; offset < length; offset++) this.pieces[from + offset] = bytes[start + offset] ?? 0
    this.lengths[slot] = length
    this.counts[slot] = count
    return count
  }

  /** Whether the bytes at `start` are the piece in that slot. */
  private isPieceOf(slot: number, bytes: Uint8Array, start: number): boolean {
    const from = slot * LONGEST
    const length = this.lengths[slot] ?? 0
    for (let offset = 0; offset < length; offset++) {
      if (this.pieces[from + offset] !== bytes[start + offset]) return false
    }
    return true
  }
}

function slotOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x9e3779b1)
  return hash >>> (32 - SLOT_BITS)
}
