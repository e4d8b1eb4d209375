/** Makes texts from templates: `{name}` is replaced by one of the choices of that name, chosen by a seeded chance. */

export type Chance = () => number

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function pick<Item>(items: readonly Item[], chance: Chance): Item {
  const [item] = items.slice(Math.floor(chance() * items.length))
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

export type Choices = ReadonlyMap<string, readonly string[]>

/** Reads lines of the form `name = first | second`. */
export function readChoices(text: string): Choices {
  const lines = text.split('\n').filter((line) => line.includes(' = '))
  return new Map(
    lines.map((line) => {
      const [name = '', list = ''] = line.split(/ = (.*)/, 2)
      return [name, list.split('|').map((choice) => choice.trim())]
    }),
  )
}

/** The templates of a text: its lines, without headings and empty ones. */
export function readTemplates(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => line.replaceAll('\\n', '\n'))
}

const SLOT = /\{([a-z]+)\}/
/** Choices may hold choices; deeper nesting than this is a mistake in the templates. */
const MOST_SLOTS = 64

export function expand(template: string, choices: Choices, chance: Chance): string {
  let text = template
  for (let slots = 0; slots < MOST_SLOTS; slots += 1) {
    const found = SLOT.exec(text)
    if (found === null) return text
    const list = choices.get(found[1] ?? '')
    if (list === undefined) throw new RangeError(`no choices named ${found[1]}`)
    text = text.slice(0, found.index) + pick(list, chance) + text.slice(found.index + found[0].length)
  }
  throw new RangeError('a template that never ends')
}
