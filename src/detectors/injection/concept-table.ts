/** Finds the concept of a word by the hash that reading the word makes anyway: the lexicon as an open-addressed table. */
import { characterTable, UNSPACED } from './characters.js'
import { CONCEPTS } from './concepts.js'

export const NO_CONCEPT = 0
const SLOTS = 1 << 14
const PRIME = 0x01000193
const WHOLE = 0x5bd1e995

/** One more unit of a word or of a run of an unspaced script. */
export function nextHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, PRIME)
}

/** Of a word that has no units yet. */
export const EMPTY_HASH = 0x297a2d39

/** Open addressing: the concept of a key lies at its slot or in one of the slots after it. */
export interface ConceptTable {
  readonly keys: Int32Array
  readonly concepts: Uint8Array
}

let table: ConceptTable | undefined

export function conceptTable(): ConceptTable {
  table ??= makeTable()
  return table
}

/** The concept that words beginning with these units have, or NO_CONCEPT. */
export function conceptOfStem({ keys, concepts }: ConceptTable, hash: number): number {
  let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1)
  for (;;) {
    const concept = concepts[slot] ?? NO_CONCEPT
    if (concept === NO_CONCEPT || keys[slot] === hash) return concept
    slot = (slot + 1) & (SLOTS - 1)
  }
}

/** The concept of exactly this word, or NO_CONCEPT. */
export function conceptOfWord(from: ConceptTable, hash: number): number {
  return conceptOfStem(from, hash ^ WHOLE)
}

function makeTable(): ConceptTable {
  const made = { keys: new Int32Array(SLOTS), concepts: new Uint8Array(SLOTS) }
  for (const [index, words] of CONCEPTS.entries()) {
    for (const word of words.split(/\s+/)) put(made, keyOf(word), index + 1)
  }
  return made
}

function put({ keys, concepts }: ConceptTable, key: number, concept: number): void {
  let slot = (key ^ (key >>> 15)) & (SLOTS - 1)
  while (concepts[slot] !== NO_CONCEPT && keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1)
  keys[slot] = key
  concepts[slot] = concept
}

/** Words of unspaced scripts are found anywhere in a run, read from their end as the tokens are. */
function keyOf(word: string): number {
  const { classes, folded } = characterTable()
  const units = Array.from(word.replace(/\*$/, ''), (unit) => unit.charCodeAt(0))
  const isUnspaced = units.some((unit) => classes[unit] === UNSPACED)
  const hash = (isUnspaced ? units.reverse() : units).reduce(
    (sum, unit) => nextHash(sum, folded[unit] ?? unit),
    EMPTY_HASH,
  )
  return isUnspaced || word.endsWith('*') ? hash : hash ^ WHOLE
}
