/** The tree of all words by their symbols, and where each of its nodes goes on when no branch fits. */

export const NONE = -1
const ROOT = 0

/** Nodes are numbered as they were planted, the root 0. Lists hold -1 for none. */
export interface Trie {
  readonly nodes: number
  /** The branches of a node: its first child, and from child to child. */
  readonly firstChild: Int32Array
  readonly nextSibling: Int32Array
  /** The symbol that leads to a node. */
  readonly symbol: Uint8Array
  /** The number of the word that ends at a node. */
  readonly word: Int32Array
  /** The node of the longest shorter end of the same letters. */
  readonly fallback: Int32Array
  /** The nearest of those that ends a word. */
  readonly shorter: Int32Array
  /** All nodes, the nearest to the root first. */
  readonly order: Int32Array
  /** For each word the number that it is found by: its own place, or that of an earlier word with the same symbols. */
  readonly numbers: readonly number[]
}

export function plantTrie(words: readonly (readonly number[])[]): Trie {
  const room = words.reduce((sum, { length }) => sum + length, 1)
  const trie = {
    nodes: 1,
    firstChild: new Int32Array(room).fill(NONE),
    nextSibling: new Int32Array(room).fill(NONE),
    symbol: new Uint8Array(room),
    word: new Int32Array(room).fill(NONE),
    fallback: new Int32Array(room),
    shorter: new Int32Array(room).fill(NONE),
    order: new Int32Array(room),
  }
  const numbers = words.map((symbols, number) => {
    let node = ROOT
    for (const symbol of symbols) {
      const child = childOf(trie, node, symbol)
      node = child === NONE ? addChild(trie, node, symbol) : child
    }
    if (node !== ROOT && trie.word[node] === NONE) trie.word[node] = number
    return trie.word[node] ?? NONE
  })
  findFallbacks(trie)
  return { ...trie, numbers }
}

interface Growing extends Omit<Trie, 'numbers' | 'nodes'> {
  nodes: number
}

function addChild(trie: Growing, parent: number, symbol: number): number {
  const node = trie.nodes++
  trie.symbol[node] = symbol
  trie.nextSibling[node] = trie.firstChild[parent] ?? NONE
  trie.firstChild[parent] = node
  return node
}

function childOf({ firstChild, nextSibling, symbol: symbols }: Growing, node: number, symbol: number): number {
  let child = firstChild[node] ?? NONE
  while (child !== NONE && symbols[child] !== symbol) child = nextSibling[child] ?? NONE
  return child
}

function findFallbacks(trie: Growing): void {
  let known = 1
  for (let at = 0; at < known; at++) {
    const node = trie.order[at] ?? ROOT
    for (let child = trie.firstChild[node] ?? NONE; child !== NONE; child = trie.nextSibling[child] ?? NONE) {
      const back = fallbackOf(trie, node, trie.symbol[child] ?? 0)
      trie.fallback[child] = back
      trie.shorter[child] = trie.word[back] === NONE ? (trie.shorter[back] ?? NONE) : back
      trie.order[known++] = child
    }
  }
}

function fallbackOf(trie: Growing, parent: number, symbol: number): number {
  for (let node = parent; node !== ROOT; ) {
    node = trie.fallback[node] ?? ROOT
    const child = childOf(trie, node, symbol)
    if (child !== NONE) return child
  }
  return ROOT
}
