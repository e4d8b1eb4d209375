/** A JSON text as a flat index over its own bytes, so that single values can be read, and replaced, without touching the rest. */
import { isAscii, isUtf8 } from 'node:buffer'
import { parseJson } from './json.js'
import { nameIn } from './json-names.js'
import { scanJson } from './json-scanner.js'
import { ESCAPED, JsonSyntaxError, KIND, STRIDE } from './json-tape.js'

/** The answer of a look-up that finds nothing. */
export const ABSENT = -1

/** Bytes in which one character can be written: an escape is the longest. */
const LONGEST_CHARACTER = 6

const BACKSLASH = 0x5c
const LAST_ASCII = 0x7f
/** Set in small ASCII letters, clear in capitals. */
const CASE_BIT = 0x20

/**
 * Checks a whole JSON text (RFC 8259, UTF-8 without a byte order mark) and indexes every value in it.
 * Linear in the length of the text; 16 bytes of index for each value.
 * @throws JsonSyntaxError where the text is not JSON, nests deeper than `maxDepth` or holds more than four million values.
 */
export function indexJson(bytes: Buffer, maxDepth: number): JsonDocument {
  const ascii = isAscii(bytes)
  if (!ascii && !isUtf8(bytes)) throw new JsonSyntaxError('the text is not UTF-8')
  return new JsonDocument(bytes, scanJson(bytes, maxDepth), ascii)
}

/** A JSON text and its index. A node is a number; the root is 0. Duplicate keys are kept, each with its own node. */
export class JsonDocument {
  readonly root = 0

  constructor(
    readonly bytes: Buffer,
    private readonly tape: Int32Array,
    private readonly ascii: boolean,
  ) {}

  kind(node: number): number {
    return this.at(node, 0) & 7
  }

  /** Offset of the value's first byte. */
  start(node: number): number {
    return this.at(node, 1)
  }

  /** Offset after the value's last byte. */
  end(node: number): number {
    return this.at(node, 2)
  }

  /** The node after this one and all that is inside it. */
  after(node: number): number {
    return this.at(node, 3)
  }

  /** Calls `visit` for each item of an array; does nothing for any other kind. */
  eachItem(array: number, visit: (item: number) => void): void {
    if (this.kind(array) !== KIND.array) return
    const end = this.after(array)
    for (let item = array + 1; item < end; item = this.after(item)) visit(item)
  }

  /** Calls `visit` for each member of an object, duplicates included; does nothing for any other kind. */
  eachMember(object: number, visit: (key: number, value: number) => void): void {
    if (this.kind(object) !== KIND.object) return
    const end = this.after(object)
    for (let key = object + 1; key < end; key = this.after(key + 1)) visit(key, key + 1)
  }

  /** The value of the last member with that key, as most parsers take it; ABSENT where there is none. */
  member(object: number, key: string): number {
    let found = ABSENT
    this.eachMember(object, (name, value) => {
      if (this.textIs(name, key)) found = value
    })
    return found
  }

  /** True when a string node spells `text`, however it is escaped. */
  textIs(node: number, text: string): boolean {
    if (this.isEscaped(node)) return this.text(node) === text
    const start = this.start(node) + 1
    for (let at = 0; at < text.length; at++) {
      const letter = text.charCodeAt(at)
      if (letter > LAST_ASCII) return this.text(node) === text
      if (this.bytes[start + at] !== letter) return false
    }
    return start + text.length === this.end(node) - 1
  }

  /**
   * True when a key spells `name`, in small letters, to some parser: several, Go's among them, do not regard case, and take the
   * long s for an s and the Kelvin sign for a k.
   */
  isNamed(key: number, name: string): boolean {
    const start = this.start(key) + 1
    for (let at = 0; at < name.length; at++) {
      const byte = this.bytes[start + at] ?? 0
      const letter = name.charCodeAt(at)
      if (byte === letter || (byte | CASE_BIT) === letter) continue
      // Behind an escape, or a character outside ASCII, may be a letter all the same.
      return (byte === BACKSLASH || byte > LAST_ASCII) && this.foldsTo(key, name)
    }
    return start + name.length === this.end(key) - 1
  }

  /** What `text` says, at less cost for names that come again and again. */
  name(key: number): string {
    // A string without a backslash: its kind stands alone in its slot.
    if (!this.ascii || this.at(key, 0) !== KIND.string) return this.text(key)
    return nameIn(this.bytes, this.start(key) + 1, this.end(key) - 1)
  }

  /** The text that a string node stands for; lone surrogates are kept. '' for any other kind. */
  text(node: number): string {
    if (this.kind(node) !== KIND.string) return ''
    if (this.isEscaped(node)) return String(parseJson(this.source(node)))
    return this.slice(this.start(node) + 1, this.end(node) - 1)
  }

  /** True for a string that is written with a backslash. */
  isEscaped(node: number): boolean {
    return (this.at(node, 0) & ESCAPED) !== 0
  }

  /** The value as it stands in the text. */
  source(node: number): string {
    return this.slice(this.start(node), this.end(node))
  }

  /** How many items an array, or members an object, has. */
  size(node: number): number {
    let count = 0
    this.eachItem(node, () => count++)
    this.eachMember(node, () => count++)
    return count
  }

  /** Where the node stands, as a path from the root: `messages[3].content`. Keys are named, so it is for people who may see the request. */
  pathOf(node: number): string {
    let path = ''
    let at = this.root
    while (at !== node) {
      const step = this.kind(at) === KIND.object ? this.stepIntoObject(at, node) : this.stepIntoArray(at, node)
      if (step === undefined) return path
      path += path === '' && step.name.startsWith('.') ? step.name.slice(1) : step.name
      at = step.child
    }
    return path
  }

  private stepIntoObject(object: number, target: number): { name: string; child: number } | undefined {
    const end = this.after(object)
    for (let key = object + 1; key < end; key = this.after(key + 1)) {
      if (target < this.after(key + 1)) return { name: `.${this.text(key)}`, child: target === key ? key : key + 1 }
    }
    return undefined
  }

  private stepIntoArray(array: number, target: number): { name: string; child: number } | undefined {
    const end = this.kind(array) === KIND.array ? this.after(array) : array
    for (let item = array + 1, index = 0; item < end; item = this.after(item), index++) {
      if (target < this.after(item)) return { name: `[${index}]`, child: item }
    }
    return undefined
  }

  private foldsTo(key: number, name: string): boolean {
    const length = this.end(key) - this.start(key) - 2
    return length <= name.length * LONGEST_CHARACTER && folded(this.text(key)) === name
  }

  private slice(start: number, end: number): string {
    return this.ascii ? this.bytes.toString('latin1', start, end) : this.bytes.toString('utf8', start, end)
  }

  private at(node: number, field: number): number {
    return this.tape[node * STRIDE + field] ?? 0
  }
}

function folded(text: string): string {
  return text.toUpperCase().toLowerCase()
}
