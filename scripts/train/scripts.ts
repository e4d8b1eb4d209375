/** Weighs texts so that no script is a sign of an attack: where nearly all texts of a script are attacks, the harmless ones count more. */
import type { Text } from './text.js'

const SCRIPTS = [
  'Arabic',
  'Bengali',
  'Cyrillic',
  'Devanagari',
  'Greek',
  'Han',
  'Hangul',
  'Hebrew',
  'Hiragana',
  'Katakana',
  'Thai',
]
const PATTERNS = SCRIPTS.map((script) => ({ script, letters: new RegExp(`\\p{Script=${script}}`, 'gu') }))
const SHARE_OF_LETTERS = 0.3
const HARMLESS_PER_ATTACK = 1.5
const MOST = 6

export function balanceScripts(texts: readonly Text[]): Text[] {
  const withScript = texts.map((text) => ({ text, script: scriptOf(text.text) }))
  const factors = new Map([...SCRIPTS, 'Latin'].map((script) => [script, factorOf(withScript, script)]))
  return withScript.map(({ text, script }) => {
    const factor = text.isAttack ? 1 : (factors.get(script) ?? 1)
    return { ...text, weight: text.weight * factor }
  })
}

function factorOf(texts: readonly { text: Text; script: string }[], script: string): number {
  const same = texts.filter((text) => text.script === script)
  const attacks = same.filter(({ text }) => text.isAttack).length
  const harmless = same.length - attacks
  if (harmless === 0) return 1
  return Math.min(MOST, Math.max(1, (HARMLESS_PER_ATTACK * attacks) / harmless))
}

/** The script that a good part of the letters is in, else Latin. */
function scriptOf(text: string): string {
  const start = text.slice(0, 500)
  const letters = start.match(/\p{L}/gu)?.length ?? 0
  const found = PATTERNS.find(({ letters: own }) => (start.match(own)?.length ?? 0) > SHARE_OF_LETTERS * letters)
  return found?.script ?? 'Latin'
}
