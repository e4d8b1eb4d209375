/** The layout of a JSON index: what the scanner writes and the document reads. */

/** What a node is. An object's children are its keys and values in turn. */
export const KIND = { object: 1, array: 2, string: 3, number: 4, true: 5, false: 6, null: 7 } as const

/** Ints per node on the tape: kind and escape flag, start, end (exclusive), and the node that follows the subtree. */
export const STRIDE = 4

/** Set beside the kind of a string that holds a backslash. */
export const ESCAPED = 8

/** A text that is not JSON, or too deep, or too full; `offset` is the byte at which that shows, where it is known. */
export class JsonSyntaxError extends Error {
  constructor(
    readonly problem: string,
    readonly offset?: number,
  ) {
    super(offset === undefined ? problem : `${problem} at byte ${offset}`)
    this.name = 'JsonSyntaxError'
  }
}
