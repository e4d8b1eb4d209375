/** Collects lines as bytes outside the JavaScript heap, where waiting lines cost the garbage collector nothing. */

const FIRST_BYTES = 64 * 1024
/** UTF-8 needs at most three bytes for a UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3

export class LineBuffer {
  private bytes = Buffer.allocUnsafeSlow(FIRST_BYTES)
  private used = 0

  /** Bytes that wait. */
  get size(): number {
    return this.used
  }

  /** Adds a line and its line end. */
  add(line: string): void {
    const needed = this.used + line.length * MAX_BYTES_PER_UNIT + 1
    if (needed > this.bytes.length) this.grow(needed)
    this.used += this.bytes.write(line, this.used)
    this.used = this.bytes.writeUInt8(0x0a, this.used)
  }

  /** Hands over what waits and begins anew. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.used)
    this.bytes = Buffer.allocUnsafeSlow(FIRST_BYTES)
    this.used = 0
    return taken
  }

  private grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
    this.bytes.copy(larger, 0, 0, this.used)
    this.bytes = larger
  }
}
