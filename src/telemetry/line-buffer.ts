/** Collects lines as bytes outside the JavaScript heap, where waiting lines cost the garbage collector nothing. */

const FIRST_BYTES = 64 * 1024
/** UTF-8 needs at most three bytes for a UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3
const LINE_END = 0x0a

export class LineBuffer {
  private filling = Buffer.allocUnsafeSlow(FIRST_BYTES)
  private taken = Buffer.allocUnsafeSlow(FIRST_BYTES)
  private used = 0

  /** Bytes that wait. */
  get size(): number {
    return this.used
  }

  /** Adds a line and its line end. */
  add(line: string): void {
    const needed = this.used + line.length * MAX_BYTES_PER_UNIT + 1
    if (needed > this.filling.length) this.grow(needed)
    this.used += this.filling.write(line, this.used)
    this.filling[this.used++] = LINE_END
  }

  /** Hands over what waits and begins anew. What is handed over stands until the next call. */
  take(): Buffer {
    const lines = this.filling.subarray(0, this.used)
    const next = this.taken
    this.taken = this.filling
    this.filling = next
    this.used = 0
    return lines
  }

  private grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.filling.length * 2))
    this.filling.copy(larger, 0, 0, this.used)
    this.filling = larger
  }
}
