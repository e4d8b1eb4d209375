/** The texts that the templates of hidden instructions make, on made carriers and on carriers that are handed in. */
import { plant } from '../payloads.js'
import type { Text } from '../text.js'
import { madeDirectTexts } from './direct-texts.js'
import { type Chance, expand, pick, readChoices, readTemplates, seededChance } from './expand.js'
import { CARRIERS, HIDDEN_CHOICES, HIDDEN_PAYLOADS, PLAIN } from './hidden.js'

const WEIGHT = 0.5
const TIMES_A_PAYLOAD = 6
const TIMES_A_CARRIER = 24
const TIMES_A_SENTENCE = 3
const LONGEST_CARRIER = 3000
/** What share of the direct attacks is hidden in data too. */
const DIRECT_SHARE = 0.1
const PLACE = '@@'

/** Attacks on carriers, and the same carriers with sentences that ask for something as of right. Always the same for the same seed. */
export function madeHiddenTexts(documents: readonly string[], seed: number): Text[] {
  const chance = seededChance(seed)
  const sentences = readTemplates(PLAIN)
  const choices = new Map([...readChoices(HIDDEN_CHOICES), ['plain', sentences]])
  const carriers = readTemplates(CARRIERS).map((line) => line.replaceAll('\\\\n', '\\n'))
  const make = (template: string) => expand(template, choices, chance)
  const put = (words: string) => hide(words, { documents, carrier: make(pick(carriers, chance)) }, chance)

  const payloads = readTemplates(HIDDEN_PAYLOADS).flatMap((line) =>
    Array.from({ length: TIMES_A_PAYLOAD }, () => make(line)),
  )
  const direct = madeDirectTexts(seed).filter((text) => text.isAttack && chance() < DIRECT_SHARE)
  const attacks = [...payloads, ...direct.map((text) => text.text)].map((words) => ({ ...put(words), isAttack: true }))
  const clean = carriers.flatMap((carrier) =>
    Array.from({ length: TIMES_A_CARRIER }, () => make(carrier.replace(PLACE, '{plain}'))),
  )
  const planted = sentences.flatMap((line) => Array.from({ length: TIMES_A_SENTENCE }, () => put(make(line)).text))
  const harmless = [...clean, ...planted].map((text) => ({ text, isAttack: false }))
  return [...attacks, ...harmless].map((text, place) => ({
    ...text,
    id: `made hidden ${place}`,
    source: 'made',
    category: 'made',
    language: 'en',
    weight: WEIGHT,
  }))
}

interface Carriers {
  readonly documents: readonly string[]
  readonly carrier: string
}

/** On the made carrier, or in a document, as often. */
function hide(words: string, { documents, carrier }: Carriers, chance: Chance): Pick<Text, 'text' | 'payload'> {
  if (chance() < 0.5 && documents.length > 0) {
    return plant(words, pick(documents, chance).slice(0, LONGEST_CARRIER), chance)
  }
  const inside = /^[{[]/.test(carrier) ? JSON.stringify(words).slice(1, -1) : words
  const start = carrier.indexOf(PLACE)
  return { text: carrier.replace(PLACE, () => inside), payload: { start, end: start + inside.length } }
}
