/** Remembers the names of members that were read before: every request has the same few, and to make a string costs more than to find it. */

const SLOTS = 1024
const LONGEST = 40
const HASH_FACTOR = 31

/** Bounded by its slots: of two names with one slot, the later is remembered. */
const names: string[] = new Array(SLOTS).fill('')

/** The ASCII text of `[start, end)`. */
export function nameIn(bytes: Buffer, start: number, end: number): string {
  const length = end - start
  if (length > LONGEST) return bytes.toString('latin1', start, end)
  let hash = length
  for (let at = start; at < end; at++) hash = (hash * HASH_FACTOR + (bytes[at] ?? 0)) | 0
  const slot = hash & (SLOTS - 1)
  const known = names[slot] ?? ''
  if (known.length === length && stands(known, bytes, start)) return known
  const name = bytes.toString('latin1', start, end)
  names[slot] = name
  return name
}

function stands(name: string, bytes: Buffer, start: number): boolean {
  for (let at = 0; at < name.length; at++) {
    if (name.charCodeAt(at) !== bytes[start + at]) return false
  }
  return true
}
