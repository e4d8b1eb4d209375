/** The texts that the templates of direct attacks and of harmless requests make. */
import type { Text } from '../text.js'
import { ENGLISH_ATTACK_CHOICES, ENGLISH_ATTACKS } from './english-attacks.js'
import { ENGLISH_BENIGN, ENGLISH_BENIGN_CHOICES } from './english-benign.js'
import { ENGLISH_LONG_ATTACKS } from './english-personas.js'
import { type Chance, type Choices, expand, pick, readChoices, readTemplates, seededChance } from './expand.js'
import { LANGUAGES_OF_ASIA } from './languages-asia.js'
import { LANGUAGES_OF_THE_EAST } from './languages-east.js'
import { LANGUAGES_OF_EUROPE } from './languages-europe.js'
import { LANGUAGES_AT_WORK } from './languages-work.js'

/** A made text counts less than one that people wrote. */
const WEIGHT = 0.4
const ENGLISH_TIMES = 6
const OTHER_ATTACK_TIMES = 5
const OTHER_HARMLESS_TIMES = 8
/** How often a text gets a harmless one before or after it. */
const MIXED = 0.25

/** Always the same texts for the same seed. */
export function madeDirectTexts(seed: number): Text[] {
  const chance = seededChance(seed)
  return [...englishTexts(chance), ...otherLanguages(chance)]
}

function englishTexts(chance: Chance): Text[] {
  const harmless = expandAll(ENGLISH_BENIGN, readChoices(ENGLISH_BENIGN_CHOICES), chance)
  const attacks = expandAll(`${ENGLISH_ATTACKS}\n${ENGLISH_LONG_ATTACKS}`, readChoices(ENGLISH_ATTACK_CHOICES), chance)
  return withMixtures({ attacks, harmless, language: 'en' }, chance)
}

function expandAll(templates: string, choices: Choices, chance: Chance): string[] {
  return readTemplates(templates).flatMap((template) =>
    Array.from({ length: ENGLISH_TIMES }, () => shape(expand(template, choices, chance), chance)),
  )
}

function otherLanguages(chance: Chance): Text[] {
  const blocks = [LANGUAGES_OF_EUROPE, LANGUAGES_OF_THE_EAST, LANGUAGES_OF_ASIA, LANGUAGES_AT_WORK].flatMap((text) =>
    text.split(/^== /m).slice(1),
  )
  return blocks.flatMap((block) => {
    const choices = readChoices(block)
    const [language = ''] = block.split('\n', 1)
    const made = (mark: string, times: number) =>
      linesAfter(block, mark).flatMap((template) =>
        Array.from({ length: times }, () => shape(expand(template, choices, chance), chance)),
      )
    const attacks = [...new Set(made('+ ', OTHER_ATTACK_TIMES))]
    const harmless = [...new Set(made('- ', OTHER_HARMLESS_TIMES))]
    return withMixtures({ attacks, harmless, language }, chance)
  })
}

function linesAfter(block: string, mark: string): string[] {
  const lines = block.split('\n').filter((line) => line.startsWith(mark))
  return lines.map((line) => line.slice(mark.length))
}

interface Made {
  readonly attacks: readonly string[]
  readonly harmless: readonly string[]
  readonly language: string
}

function withMixtures({ attacks, harmless, language }: Made, chance: Chance): Text[] {
  const join = (first: string, second: string) => `${first}${chance() < 0.5 ? ' ' : '\n'}${second}`
  const mixedAttacks = attacks
    .filter(() => chance() < MIXED)
    .map((text) => (chance() < 0.5 ? join(pick(harmless, chance), text) : join(text, pick(harmless, chance))))
  const mixedHarmless = harmless.filter(() => chance() < MIXED).map((text) => join(text, pick(harmless, chance)))
  return [
    ...asTexts([...attacks, ...mixedAttacks], true, language),
    ...asTexts([...harmless, ...mixedHarmless], false, language),
  ]
}

function asTexts(texts: readonly string[], isAttack: boolean, language: string): Text[] {
  return texts.map((text, place) => ({
    id: `made ${language} ${isAttack} ${place}`,
    text,
    isAttack,
    source: 'made',
    category: 'made',
    language,
    weight: WEIGHT,
  }))
}

/** As people type: with and without capitals and a full stop. */
function shape(text: string, chance: Chance): string {
  const cased = chance()
  const ended = /\p{Script=Latin}$/u.test(text) && chance() < 0.4 ? `${text}${chance() < 0.8 ? '.' : '!'}` : text
  if (cased < 0.45) return ended.charAt(0).toUpperCase() + ended.slice(1)
  if (cased < 0.53) return ended.toUpperCase()
  return cased < 0.6 ? ended.toLowerCase() : ended
}
