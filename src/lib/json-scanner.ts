/** Reads a JSON text once, byte by byte, and lays an index of its values on a flat tape. */
import { PlainRuns } from './json-run.js'
import { ESCAPED, JsonSyntaxError, KIND, STRIDE } from './json-tape.js'

const MAX_VALUES = 4 * 1024 * 1024
/** From here on a text gets a tape of its own at once, cut to what texts of its length usually need. */
const LARGE_BYTES = 64 * 1024

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const TRUE = Buffer.from('true')
const FALSE = Buffer.from('false')
const NULL = Buffer.from('null')

/** 1 for what may follow a backslash, but for `u`. */
const ESCAPES = new Uint8Array(256).map((_, byte) => ('"\\/bfnrt'.includes(String.fromCharCode(byte)) ? 1 : 0))
const HEX = new Uint8Array(256).map((_, byte) => (/[0-9a-fA-F]/.test(String.fromCharCode(byte)) ? 1 : 0))

/** Most texts fit on it: the tape that a text is scanned on, of which only what was used is kept. Scanning never gives way to other work. */
const DESK = new Int32Array(STRIDE * 1_024)

/** The tape of a whole text: STRIDE ints for each value, in the order of the text. */
export function scanJson(bytes: Uint8Array, maxDepth: number): Int32Array {
  return new Scanner(bytes, maxDepth).scan()
}

class Scanner {
  private position = 0
  private values = 0
  private tape: Int32Array
  private readonly runs: PlainRuns

  constructor(
    private readonly bytes: Uint8Array,
    private readonly maxDepth: number,
  ) {
    this.tape = bytes.length < LARGE_BYTES ? DESK : new Int32Array(STRIDE * (16 + (bytes.length >> 5)))
    this.runs = new PlainRuns(bytes)
  }

  scan(): Int32Array {
    this.skipSpace()
    this.value(0)
    this.skipSpace()
    if (this.position < this.bytes.length) this.fail('unexpected text after the value')
    // What is kept for long holds no more than it needs.
    return this.tape === DESK ? this.tape.slice(0, this.values * STRIDE) : this.tape
  }

  private value(depth: number): void {
    const byte = this.bytes[this.position]
    if (byte === QUOTE) this.string()
    else if (byte === 0x7b) this.object(depth)
    else if (byte === 0x5b) this.array(depth)
    else if (byte === MINUS || isDigit(byte)) this.number()
    else this.literal()
  }

  private object(depth: number): void {
    const node = this.open(KIND.object, depth)
    if (!this.closes(0x7d)) {
      do {
        this.skipSpace()
        if (this.bytes[this.position] !== QUOTE) this.fail('a key in double quotes is expected')
        this.string()
        this.skipSpace()
        this.expect(COLON, 'a colon is expected')
        this.skipSpace()
        this.value(depth + 1)
        this.skipSpace()
      } while (this.take(COMMA))
      this.expect(0x7d, 'a comma or } is expected')
    }
    this.close(node)
  }

  private array(depth: number): void {
    const node = this.open(KIND.array, depth)
    if (!this.closes(0x5d)) {
      do {
        this.skipSpace()
        this.value(depth + 1)
        this.skipSpace()
      } while (this.take(COMMA))
      this.expect(0x5d, 'a comma or ] is expected')
    }
    this.close(node)
  }

  private string(): void {
    const { bytes } = this
    const start = this.position
    let escaped = 0
    let at = start + 1
    for (;;) {
      at = this.runs.end(at)
      if (at >= bytes.length) this.fail('a string that does not end', start)
      if (bytes[at] === QUOTE) break
      if (bytes[at] !== BACKSLASH) this.fail('a control character in a string', at)
      escaped = ESCAPED
      at += this.escapeLength(at)
    }
    this.position = at + 1
    this.close(this.add(KIND.string | escaped, start))
  }

  private escapeLength(at: number): number {
    const { bytes } = this
    const next = bytes[at + 1] ?? 0
    if (ESCAPES[next] === 1) return 2
    if (next !== 0x75) this.fail('an unknown escape', at)
    for (let digit = at + 2; digit < at + 6; digit++) {
      if (HEX[bytes[digit] ?? 0] !== 1) this.fail('an unknown escape', at)
    }
    return 6
  }

  private number(): void {
    const start = this.position
    this.take(MINUS)
    if (!this.take(ZERO)) this.digits()
    if (this.take(0x2e)) this.digits()
    if (this.take(0x65) || this.take(0x45)) {
      if (!this.take(0x2b)) this.take(MINUS)
      this.digits()
    }
    this.close(this.add(KIND.number, start))
  }

  private digits(): void {
    if (!isDigit(this.bytes[this.position])) this.fail('a digit is expected')
    while (isDigit(this.bytes[this.position])) this.position++
  }

  private literal(): void {
    if (this.spells(TRUE)) this.word(KIND.true, TRUE)
    else if (this.spells(FALSE)) this.word(KIND.false, FALSE)
    else if (this.spells(NULL)) this.word(KIND.null, NULL)
    else this.fail(this.position >= this.bytes.length ? 'the text ends too early' : 'a value is expected')
  }

  private spells(word: Buffer): boolean {
    for (let at = 0; at < word.length; at++) {
      if (this.bytes[this.position + at] !== word[at]) return false
    }
    return true
  }

  private word(kind: number, spelling: Buffer): void {
    const node = this.add(kind, this.position)
    this.position += spelling.length
    this.close(node)
  }

  private open(kind: number, depth: number): number {
    if (depth >= this.maxDepth) this.fail(`nested deeper than ${this.maxDepth}`)
    const node = this.add(kind, this.position)
    this.position++
    return node
  }

  private closes(byte: number): boolean {
    this.skipSpace()
    return this.take(byte)
  }

  private add(kind: number, start: number): number {
    if (this.values === MAX_VALUES) this.fail(`more than ${MAX_VALUES} values`)
    const node = this.values++
    const slot = node * STRIDE
    if (slot + STRIDE > this.tape.length) this.grow()
    this.tape[slot] = kind
    this.tape[slot + 1] = start
    return node
  }

  private close(node: number): void {
    const slot = node * STRIDE
    this.tape[slot + 2] = this.position
    this.tape[slot + 3] = this.values
  }

  private grow(): void {
    const larger = new Int32Array(this.tape.length * 2)
    larger.set(this.tape)
    this.tape = larger
  }

  private skipSpace(): void {
    for (;;) {
      const byte = this.bytes[this.position]
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return
      this.position++
    }
  }

  private take(byte: number): boolean {
    if (this.bytes[this.position] !== byte) return false
    this.position++
    return true
  }

  private expect(byte: number, problem: string): void {
    if (!this.take(byte)) this.fail(this.position >= this.bytes.length ? 'the text ends too early' : problem)
  }

  private fail(problem: string, offset = this.position): never {
    throw new JsonSyntaxError(problem, offset)
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE
}
