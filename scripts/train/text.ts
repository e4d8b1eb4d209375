/** A text to learn from or to be judged on. */
export interface Text {
  readonly id: string
  readonly text: string
  readonly isAttack: boolean
  readonly source: string
  readonly category: string
  readonly language: string
  /** How much it counts in training; a text of the corpora counts one. */
  readonly weight: number
  /** Where the attack stands, in UTF-16 offsets, where that is known. */
  readonly payload?: { readonly start: number; readonly end: number }
}

/** The same number for the same text in every run and on every machine (FNV-1a, mixed). */
export function stableHash(text: string): number {
  let hash = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
