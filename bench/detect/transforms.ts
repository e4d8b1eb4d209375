/** How many of the attacks that are caught in clear are still caught in each disguise. */
import { DISGUISES } from '../../src/detectors/disguises.suite.js'
import { table } from '../tables.js'

/** Longer texts are cut: what matters is what the disguise does to a sentence. */
const MAX_UNITS = 2000
const MOSTLY_LATIN = 0.9

/** A Markdown table: the share of `attacks` that `isCaught` still catches in each disguise, of those that it catches as they are. */
export function transformsTable(attacks: readonly string[], isCaught: (text: string) => boolean): string {
  const caught = attacks.map((attack) => attack.slice(0, MAX_UNITS)).filter(isCaught)
  const latin = caught.filter(isMostlyLatin)
  const rows = DISGUISES.map(({ name, isForAnyScript, hide }) => {
    const texts = isForAnyScript ? caught : latin
    const still = texts.filter((text) => isCaught(hide(text))).length
    return [name, texts.length, still, texts.length === 0 ? null : `${((100 * still) / texts.length).toFixed(1)} %`]
  })
  return table(['disguise', 'caught in clear', 'still caught', 'share'], rows)
}

function isMostlyLatin(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? []
  return letters.filter((letter) => letter < '\u0250').length >= letters.length * MOSTLY_LATIN
}
