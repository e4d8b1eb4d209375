/**
 * Finds where an attack stands in a text that carries it, by comparing it with texts on the same carrier, and puts attacks on other
 * carriers: so that a model learns the attack, not what it was found in.
 */
import { type Chance, pick } from './grammar/expand.js'
import { stableHash, type Text } from './text.js'

/** A carrier is the same when so much of a clean text is found around the attack. */
const SAME_AS_CLEAN = 0.85
/** Or so much of another attack's text. */
const SAME_AS_ATTACKED = 0.3
const SHORTEST_PAYLOAD = 8
const LONGEST_PAYLOAD = 1600
const LONGEST_CARRIER = 2500

/** The texts, with the place of the attack in each where it can be told. */
export function locatePayloads(texts: readonly Text[]): Text[] {
  return texts.map((text) => {
    const isAlike = (other: Text) => other.source === text.source && other.category === text.category
    const payload = text.isAttack ? payloadOf(text, texts.filter(isAlike)) : undefined
    return payload === undefined ? text : { ...text, payload }
  })
}

function payloadOf(attacked: Text, others: readonly Text[]): { start: number; end: number } | undefined {
  const { text } = attacked
  let best = { shared: 0, before: 0, after: 0, isClean: false }
  for (const other of others) {
    if (other === attacked) continue
    const { before, after } = sharedEnds(text, other.text)
    const isClean = !other.isAttack && before + after >= SAME_AS_CLEAN * other.text.length
    const isBetter = isClean === best.isClean ? before + after > best.shared : isClean
    if (isBetter) best = { shared: before + after, before, after, isClean }
  }
  if (!best.isClean && best.shared < SAME_AS_ATTACKED * text.length) return undefined
  const start = startOfWord(text, best.before)
  const end = endOfWord(text, text.length - best.after)
  return end - start > SHORTEST_PAYLOAD && end - start < LONGEST_PAYLOAD ? { start, end } : undefined
}

function sharedEnds(left: string, right: string): { before: number; after: number } {
  const most = Math.min(left.length, right.length)
  let before = 0
  while (before < most && left[before] === right[before]) before += 1
  let after = 0
  while (after < most - before && left.at(-1 - after) === right.at(-1 - after)) after += 1
  return { before, after }
}

function startOfWord(text: string, place: number): number {
  let start = place
  while (start > 0 && /\S/.test(text.charAt(start - 1))) start -= 1
  return start
}

function endOfWord(text: string, place: number): number {
  let end = place
  while (end < text.length && /\S/.test(text.charAt(end))) end += 1
  return end
}

/** Each carrier once, with its attack taken out. */
export function cleanedCarriers(texts: readonly Text[]): Text[] {
  const cleaned = texts.flatMap((text) => {
    if (text.payload === undefined) return []
    const carrier = text.text.slice(0, text.payload.start) + text.text.slice(text.payload.end)
    const { payload: _payload, ...rest } = text
    return [{ ...rest, id: `${text.id} cleaned`, text: carrier, isAttack: false }]
  })
  return [...new Map(cleaned.map((text) => [stableHash(text.text), text])).values()]
}

export interface Recombination {
  readonly attacks: readonly Text[]
  readonly carriers: readonly Text[]
  /** How many carriers each attack is put on, and what such a text counts. */
  readonly times: number
  readonly weight: number
}

/** Attacks whose place is known, each put on other carriers. */
export function recombine({ attacks, carriers, times, weight }: Recombination, chance: Chance): Text[] {
  return attacks.flatMap((attack) => {
    const { payload } = attack
    if (payload === undefined) return []
    const words = attack.text.slice(payload.start, payload.end)
    return Array.from({ length: times }, (_, time) => {
      const placed = plant(words, pick(carriers, chance).text.slice(0, LONGEST_CARRIER), chance)
      return { ...attack, ...placed, id: `${attack.id} on another carrier ${time}`, weight }
    })
  })
}

export type Planted = Pick<Text, 'text'> & { readonly payload: { readonly start: number; readonly end: number } }

/** Puts words into a text where somebody would: in a string of JSON, on a line of their own, or at an end. */
export function plant(words: string, carrier: string, chance: Chance): Planted {
  const isJson = /^\s*[{[]/.test(carrier)
  const gap = isJson ? ' ' : '\n'
  const start = plantingPlace(carrier, isJson, chance)
  const text = `${carrier.slice(0, start)}${words}${gap}${carrier.slice(start)}`
  return { text, payload: { start, end: start + words.length } }
}

function plantingPlace(carrier: string, isJson: boolean, chance: Chance): number {
  const where = chance()
  if (!isJson && where < 0.15) return 0
  const from = Math.floor(chance() * carrier.length)
  const mark = isJson ? '": "' : '\n'
  const found = carrier.indexOf(mark, from)
  return found === -1 || (!isJson && where > 0.8) ? carrier.length : found + mark.length
}
