/** Text with its letters moved along the alphabet, or written backwards: found by words that attacks need. */
import { Alphabet, scanWords, WordAutomaton } from '../automaton/index.js'
import { isAsciiLetter } from '../folding/index.js'
import { type Decoded, DecodedText } from './decoded.js'

/** Beginnings of words that hardly any attack does without; too long to turn up in other text by chance. */
const TELLTALES = [
  'ignor',
  'instruc',
  'disregard',
  'forget',
  'overrid',
  'previous',
  'system',
  'prompt',
  'reveal',
  'password',
  'secret',
  'restric',
  'guideline',
  'repeat',
  'safety',
  'directi',
  'develop',
  'command',
  'jailbr',
  'filter',
  'hidden',
  'bypass',
  'pretend',
  'anweisung',
  'consigne',
  'istruzion',
  'anterior',
  'precedent',
] as const
const LETTERS = 26
const BACKWARDS = 0
/** Text that is decoded before and after a telltale. */
const MARGIN = 600

interface Shifted {
  readonly word: string
  /** How it is undone: `BACKWARDS`, or by how many letters to move it. */
  readonly shift: number
}

const SHIFTED: readonly Shifted[] = TELLTALES.flatMap(shiftsOf)

/** The telltales as they read when they are moved or turned round: a text without any of them hides nothing that way. */
export const SHIFTED_TELLTALES: readonly string[] = SHIFTED.map(({ word }) => word)

let built: WordAutomaton | undefined

/** Stretches around telltales, decoded. */
export function* decodeShifts(text: string): Generator<Decoded> {
  for (const { shift, start, end } of findStretches(text)) {
    yield shift === BACKWARDS ? reverse(text, start, end) : rotate(text, { shift, start, end })
  }
}

interface Stretch {
  readonly shift: number
  readonly start: number
  end: number
}

function findStretches(text: string): readonly Stretch[] {
  built ??= new WordAutomaton(new Alphabet(SHIFTED_TELLTALES), SHIFTED_TELLTALES)
  const stretches: Stretch[] = []
  const latest: (Stretch | undefined)[] = []
  scanWords(text, built, (word, end) => {
    const shift = SHIFTED[word]?.shift ?? BACKWARDS
    const open = latest[shift]
    const stretchEnd = Math.min(text.length, end + MARGIN)
    if (open !== undefined && end - MARGIN <= open.end) {
      open.end = stretchEnd
      return
    }
    const stretch = { shift, start: Math.max(0, end - MARGIN), end: stretchEnd }
    latest[shift] = stretch
    stretches.push(stretch)
  })
  return stretches
}

function shiftsOf(telltale: string): readonly Shifted[] {
  const shifted: Shifted[] = [{ word: [...telltale].reverse().join(''), shift: BACKWARDS }]
  for (let shift = 1; shift < LETTERS; shift++) {
    const word = [...telltale].map((letter) => moved(letter.charCodeAt(0), LETTERS - shift)).join('')
    shifted.push({ word, shift })
  }
  return shifted
}

function reverse(text: string, start: number, end: number): Decoded {
  const decoded = new DecodedText(end - start)
  for (let at = end; at > start; ) {
    const codePoint = text.codePointAt(at - 2) ?? 0
    const width = at - 2 >= start && codePoint > 0xffff ? 2 : 1
    decoded.push(width === 2 ? codePoint : text.charCodeAt(at - 1), at - width, at)
    at -= width
  }
  return decoded.finish('reversed')
}

function rotate(text: string, { shift, start, end }: Stretch): Decoded {
  const decoded = new DecodedText(end - start)
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    decoded.push(isAsciiLetter(unit) ? moved(unit, shift).charCodeAt(0) : unit, at, at + 1)
  }
  return decoded.finish('rotation')
}

/** A letter some places further in the alphabet, round its end. */
function moved(unit: number, places: number): string {
  const first = unit >= 0x61 ? 0x61 : 0x41
  return String.fromCharCode(first + ((unit - first + places) % LETTERS))
}
