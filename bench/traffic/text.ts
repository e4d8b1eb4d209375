/** Deterministic filler that reads like an agent's work: prose, and listings with quotes, escapes and some letters beyond ASCII. */

const WORDS =
  'the order total is wrong when a discount meets a refund so look at how the cart adds lines and then change only what must change before running all tests again'.split(
    ' ',
  )

const LINES = [
  'src/orders/total.ts:42:  const total = lines.reduce((sum, line) => sum + line.priceCents * line.count, 0)',
  '  if (discount === undefined) return { kind: "none", label: \'no discount\' }',
  '\tat async run (/srv/shop/node_modules/.pnpm/runner@4.2.1/dist/index.js:311:9) { code: "ERR_ASSERTION" }',
  '{"level":"info","path":"C:\\\\shop\\\\cart","ms":12.0,"id":9007199254740993,"tags":["checkout","eu-west-1"]}',
  '✓ adds the lines of a cart → 1 250,00 € (“Größe M”, café crème)',
  '-    expected: 1190\n+    received: 1249',
]

/** Grows text of one seed; the same seed always yields the same text. */
export interface TextSource {
  /** Words of plain ASCII, exactly so many bytes once serialised. */
  prose(bytes: number): string
  /** At least so many characters of tool output. */
  listing(characters: number): string
}

export function createTextSource(seed: number): TextSource {
  let state = seed >>> 0
  const pick = (list: readonly string[]): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return list[(state >>> 8) % list.length] ?? ''
  }
  const grow = (list: readonly string[], separator: string, characters: number): string => {
    let text = pick(list)
    while (text.length < characters) text += separator + pick(list)
    return text
  }
  return {
    prose: (bytes) => grow(WORDS, ' ', bytes).slice(0, bytes),
    listing: (characters) => grow(LINES, '\n', characters),
  }
}
