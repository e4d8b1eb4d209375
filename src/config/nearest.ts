/** Finds the valid name that a mistyped one was probably meant to be. */

/** The candidate with the fewest edits between it and `name`; none when all differ too much to be a slip of the fingers. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let fewest = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    const edits = editDistance(name, candidate)
    if (edits < fewest && edits < candidate.length) {
      best = candidate
      fewest = edits
    }
  }
  return best
}

/** Levenshtein's distance, kept one row at a time. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let line = 0; line < left.length; line++) {
    const next = [line + 1]
    for (let column = 0; column < right.length; column++) {
      const replaced = at(row, column) + (left[line] === right[column] ? 0 : 1)
      next.push(Math.min(replaced, at(row, column + 1) + 1, at(next, column) + 1))
    }
    row = next
  }
  return at(row, right.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
