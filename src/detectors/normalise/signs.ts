/** What had to be undone to normalise a text: cheap evidence for a detector. */

/** How many characters of each kind were found. Ordinary prose in any language has none, or very few. */
export interface Signs {
  /** Zero-width and other invisible characters, variation selectors of emoji apart. */
  readonly invisible: number
  /** Controls of the direction of writing. */
  readonly bidi: number
  /** Tag characters, which spell ASCII and are not shown. */
  readonly tags: number
  /** Combining marks that were set on a letter apart from it. */
  readonly marks: number
  /** Letters that only look like the Latin letters they were read as. */
  readonly lookalikes: number
  /** Full-width, mathematical, circled and other forms of plain letters and digits. */
  readonly compatibility: number
  /** Letters of words that were written with a separator after each letter. */
  readonly spaced: number
  /** Digits and signs that stood for letters. */
  readonly leet: number
}

export const NO_SIGNS: Signs = {
  invisible: 0,
  bidi: 0,
  tags: 0,
  marks: 0,
  lookalikes: 0,
  compatibility: 0,
  spaced: 0,
  leet: 0,
}
