/** Chance that is the same in every run. */

let state = 12_345

/** A whole number from 0 up to, not including, `limit`. */
export function below(limit: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * limit)
}

export function pick<Item>(items: readonly Item[]): Item {
  const [item] = items.slice(below(items.length))
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

export function many<Item>(count: number, make: () => Item): Item[] {
  return Array.from({ length: count }, make)
}

export function bytes(count: number): Buffer {
  return Buffer.from(many(count, () => below(256)))
}

/** So many characters of a list. */
export function chars(list: readonly string[], count: number, between = ''): string {
  return many(count, () => list[below(list.length)]).join(between)
}

export function word(letters: string, length: number): string {
  return chars([...letters], length)
}

/** All characters of a range of code points. */
export function alphabet(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, place) => String.fromCodePoint(first + place))
}
