/** Writes wire text with bytes that are legal but unusual, so that a careless copy of them shows. */

/** The value as JSON. */
export const json = (value: unknown): string => JSON.stringify(value)

/** The text as a JSON string, with `/` and its first character beyond ASCII escaped, which no encoder does by itself. */
export function unusualString(text: string): string {
  return JSON.stringify(text)
    .replaceAll('/', '\\/')
    .replace(/[\u{80}-\u{10ffff}]/u, escaped)
}

/** The text in pieces of up to `size` characters; no character is cut in two. */
export function pieces(text: string, size: number): readonly string[] {
  const characters = Array.from(text)
  const count = Math.ceil(characters.length / size)
  return Array.from({ length: count }, (_, at) => characters.slice(at * size, (at + 1) * size).join(''))
}

/** An event that has data alone. */
export function dataEvent(data: string): Buffer {
  return Buffer.from(`data: ${data}\n\n`)
}

/** An event with a name. */
export function namedEvent(name: string, data: string): Buffer {
  return Buffer.from(`event: ${name}\ndata: ${data}\n\n`)
}

function escaped(character: string): string {
  // Code units, not code points: a character beyond the first plane is written as two escapes.
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')
}
