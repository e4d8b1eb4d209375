/** A map that holds a bounded weight: what was used least recently leaves first, in constant time. */

/** An entry, between those that were used before and after it. */
interface Entry<Key, Value> {
  readonly key: Key
  readonly value: Value
  readonly weight: number
  older: Entry<Key, Value> | undefined
  newer: Entry<Key, Value> | undefined
}

/** Weights are in one unit of the owner's choice: entries, or bytes. */
export class Lru<Key, Value> {
  private readonly entries = new Map<Key, Entry<Key, Value>>()
  private oldest: Entry<Key, Value> | undefined
  private newest: Entry<Key, Value> | undefined
  private held = 0

  constructor(private readonly maxWeight: number) {}

  get size(): number {
    return this.entries.size
  }

  /** The sum of the weights of all entries; never more than the bound. */
  get weight(): number {
    return this.held
  }

  /** The value, which counts as used now; undefined where there is none. */
  get(key: Key): Value | undefined {
    const entry = this.entries.get(key)
    if (entry === undefined || entry === this.newest) return entry?.value
    this.unlink(entry)
    this.append(entry)
    return entry.value
  }

  /** Keeps a value in the place of an earlier one; one that is heavier than the bound is not kept. */
  set(key: Key, value: Value, weight = 1): void {
    this.delete(key)
    if (weight > this.maxWeight) return
    const entry: Entry<Key, Value> = { key, value, weight, older: undefined, newer: undefined }
    this.entries.set(key, entry)
    this.append(entry)
    this.held += weight
    while (this.held > this.maxWeight && this.oldest !== undefined) this.delete(this.oldest.key)
  }

  delete(key: Key): void {
    const entry = this.entries.get(key)
    if (entry === undefined) return
    this.entries.delete(key)
    this.unlink(entry)
    this.held -= entry.weight
  }

  private append(entry: Entry<Key, Value>): void {
    entry.older = this.newest
    entry.newer = undefined
    if (this.newest === undefined) this.oldest = entry
    else this.newest.newer = entry
    this.newest = entry
  }

  private unlink(entry: Entry<Key, Value>): void {
    const { older, newer } = entry
    if (older === undefined) this.oldest = newer
    else older.newer = newer
    if (newer === undefined) this.newest = older
    else newer.older = older
  }
}
