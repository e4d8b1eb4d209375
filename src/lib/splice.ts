/** Replaces single places in a run of bytes and leaves every other byte as it is. */

/** Bytes to stand in place of `[start, end)`; with `start === end` they are inserted. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

/**
 * The bytes with every splice applied; the very same object when there is none.
 * @throws RangeError when splices overlap or lie outside.
 */
export function applySplices(bytes: Buffer, splices: readonly Splice[]): Buffer {
  if (splices.length === 0) return bytes
  const pieces: Uint8Array[] = []
  let at = 0
  for (const { start, end, bytes: replacement } of [...splices].sort((a, b) => a.start - b.start)) {
    if (start < at || end < start || end > bytes.length)
      throw new RangeError('splices overlap or lie outside the bytes')
    pieces.push(bytes.subarray(at, start), replacement)
    at = end
  }
  pieces.push(bytes.subarray(at))
  return Buffer.concat(pieces)
}
