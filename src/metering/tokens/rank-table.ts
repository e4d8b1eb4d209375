/** The tokens of one encoding and their ranks, in flat memory: found by their bytes, without a string for each. */

/** What a byte sequence that is no token has for a rank. */
export const NO_RANK = -1

const TABLE_LINES_PER_TURN = 8_000
const LINE_FEED = 0x0a
const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** Finds the rank of a token; ranks are also the order in which pairs merge, lowest first. */
export interface RankTable {
  /** The rank of the token that these bytes are, or `NO_RANK`. */
  rankOf(bytes: Uint8Array, start: number, end: number): number
}

/**
 * Reads the published form, one `base64 rank` per line, in order of rank. It gives the event loop its turn every few
 * thousand lines.
 * @throws Error where the text has another form.
 */
export async function readRankTable(text: Buffer): Promise<RankTable> {
  const builder = new TableBuilder(text)
  while (builder.read(TABLE_LINES_PER_TURN)) await new Promise(setImmediate)
  return builder.finish()
}

/** Reads lines into one run of bytes. */
class TableBuilder {
  private readonly tokens: Buffer
  private readonly starts: number[] = [0]
  private at = 0
  private filled = 0

  constructor(private readonly text: Buffer) {
    this.tokens = Buffer.allocUnsafe(text.length)
  }

  /** Reads so many lines; false when there are no more. */
  read(lines: number): boolean {
    for (let line = 0; line < lines; line++) {
      if (this.at >= this.text.length) return false
      this.readLine()
    }
    return true
  }

  finish(): RankTable {
    return new FlatTable(Uint8Array.from(this.tokens.subarray(0, this.filled)), Int32Array.from(this.starts))
  }

  private readLine(): void {
    const found = this.text.indexOf(LINE_FEED, this.at)
    const lineEnd = found < 0 ? this.text.length : found
    const [token = '', rank] = this.text.toString('latin1', this.at, lineEnd).split(' ')
    if (Number(rank) !== this.starts.length - 1) throw new Error('the ranks of the token table are not in order')
    this.filled += this.tokens.write(token, this.filled, 'base64')
    this.starts.push(this.filled)
    this.at = lineEnd + 1
  }
}

/**
 * An open-addressing hash table that never changes: how long a search takes is not in the hands of who writes texts. Hashes
 * stand beside the ranks, so that a search for what is no token seldom leaves the table.
 */
class FlatTable implements RankTable {
  /** Hash and rank, alternately. */
  private readonly slots: Int32Array
  private readonly mask: number
  private readonly longest: number
  /** The ranks of two bytes, which every merge begins with. */
  private readonly pairs = new Int32Array(1 << 16).fill(NO_RANK)

  constructor(
    private readonly tokens: Uint8Array,
    private readonly starts: Int32Array,
  ) {
    const count = starts.length - 1
    const size = 1 << Math.ceil(Math.log2(count * 2))
    this.slots = new Int32Array(size * 2).fill(NO_RANK)
    this.mask = size - 1
    let longest = 0
    for (let rank = 0; rank < count; rank++) {
      const start = starts[rank] ?? 0
      const end = starts[rank + 1] ?? 0
      longest = Math.max(longest, end - start)
      if (end - start === 2) this.pairs[pairKey(tokens, start)] = rank
      this.add(hashOf(tokens, start, end), rank)
    }
    this.longest = longest
  }

  rankOf(bytes: Uint8Array, start: number, end: number): number {
    if (end - start === 2) return this.pairs[pairKey(bytes, start)] ?? NO_RANK
    if (end - start > this.longest) return NO_RANK
    const { slots } = this
    const length = end - start
    const hash = hashOf(bytes, start, end)
    let slot = hash & this.mask
    for (;;) {
      const rank = slots[2 * slot + 1] ?? NO_RANK
      if (rank === NO_RANK) return rank
      if (slots[2 * slot] === hash && this.lengthOf(rank) === length && this.isToken(rank, bytes, start)) return rank
      slot = (slot + 1) & this.mask
    }
  }

  private add(hash: number, rank: number): void {
    let slot = hash & this.mask
    while (this.slots[2 * slot + 1] !== NO_RANK) slot = (slot + 1) & this.mask
    this.slots[2 * slot] = hash
    this.slots[2 * slot + 1] = rank
  }

  private lengthOf(rank: number): number {
    return (this.starts[rank + 1] ?? 0) - (this.starts[rank] ?? 0)
  }

  /** Whether the bytes at `start` begin with the token of that rank. */
  private isToken(rank: number, bytes: Uint8Array, start: number): boolean {
    const from = this.starts[rank] ?? 0
    for (let offset = this.lengthOf(rank) - 1; offset >= 0; offset--) {
      if (this.tokens[from + offset] !== bytes[start + offset]) return false
    }
    return true
  }
}

function pairKey(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_OFFSET
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME)
  return hash ^ (hash >>> 15)
}
