/** An Aho–Corasick automaton as one dense table, so that a character costs one look into it. */
import { type Alphabet, SYMBOL } from './alphabet.js'
import { NONE, plantTrie, type Trie } from './trie.js'

/**
 * Finds every place where a word ends, in one pass and in time that does not depend on how many words there are. A state is
 * the offset of a row in `next`; the states from `firstAccepting` on end at least one word.
 */
export class WordAutomaton {
  /** The state after a symbol: `next[state + symbol]`. State 0 is the beginning. */
  readonly next: Int32Array
  readonly firstAccepting: number
  /** The number of each word as it is found: words that are spelt with the same symbols are one. */
  readonly numbers: readonly number[]
  /** How many symbols the word of each number has. */
  readonly lengths: readonly number[]
  private readonly wordAt: Int32Array
  /** The accepting state of the longest word that is a shorter end of the same letters. */
  private readonly shorter: Int32Array

  /** @param words folded; one without a letter is never found */
  constructor(
    readonly alphabet: Alphabet,
    words: readonly string[],
  ) {
    const symbols = words.map((word) => alphabet.symbolsOfWord(word))
    this.lengths = symbols.map(({ length }) => length)
    const trie = plantTrie(symbols)
    this.numbers = trie.numbers
    const { rowOf, accepting } = orderRows(trie)
    this.firstAccepting = (trie.nodes - accepting) * alphabet.size
    this.wordAt = new Int32Array(accepting)
    this.shorter = new Int32Array(accepting)
    this.next = new Int32Array(trie.nodes * alphabet.size)
    for (const node of trie.order.subarray(0, trie.nodes)) this.fillRow(trie, node, rowOf)
  }

  /** Calls back with the number of every word that ends in an accepting state, the longest first. */
  eachWord(state: number, visit: (word: number) => void): void {
    let index = (state - this.firstAccepting) / this.alphabet.size
    while (index >= 0) {
      visit(this.wordAt[index] ?? NONE)
      index = this.shorter[index] ?? NONE
    }
  }

  /** A row is that of the node's fallback, which was filled before, but for the node's own branches. */
  private fillRow(trie: Trie, node: number, rowOf: Int32Array): void {
    const { size } = this.alphabet
    const row = rowOf[node] ?? 0
    const fallback = rowOf[trie.fallback[node] ?? 0] ?? 0
    this.next.copyWithin(row * size, fallback * size, (fallback + 1) * size)
    this.next[row * size + SYMBOL.skip] = row * size
    for (let child = trie.firstChild[node] ?? NONE; child !== NONE; child = trie.nextSibling[child] ?? NONE) {
      this.next[row * size + (trie.symbol[child] ?? 0)] = (rowOf[child] ?? 0) * size
    }
    this.nameWord(trie, node, rowOf)
  }

  private nameWord(trie: Trie, node: number, rowOf: Int32Array): void {
    const firstRow = this.firstAccepting / this.alphabet.size
    const index = (rowOf[node] ?? 0) - firstRow
    if (index < 0) return
    // A node that only ends a shorter word stands for that word.
    const ending = trie.word[node] === NONE ? (trie.shorter[node] ?? 0) : node
    const after = trie.shorter[ending] ?? NONE
    this.wordAt[index] = trie.word[ending] ?? NONE
    this.shorter[index] = after === NONE ? NONE : (rowOf[after] ?? 0) - firstRow
  }
}

/** Rows in the order of depth, so that those that are used most lie together, but accepting ones last. */
function orderRows({ nodes, order, word, shorter }: Trie): { rowOf: Int32Array; accepting: number } {
  const rowOf = new Int32Array(nodes)
  const isAccepting = (node: number): boolean => word[node] !== NONE || shorter[node] !== NONE
  let row = 0
  const all = order.subarray(0, nodes)
  for (const node of all) if (!isAccepting(node)) rowOf[node] = row++
  const accepting = nodes - row
  for (const node of all) if (isAccepting(node)) rowOf[node] = row++
  return { rowOf, accepting }
}
