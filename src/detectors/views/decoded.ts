/** A decoded text in the making, with the way back of every unit. */
import { stringOfUnits } from '../folding/index.js'

/** How a text was hidden. */
export type Transform = 'percent' | 'json' | 'html' | 'base64' | 'base32' | 'hex' | 'rotation' | 'reversed'

/** A part of a text after one step of decoding. */
export interface Decoded {
  readonly transform: Transform
  readonly text: string
  /** For each UTF-16 unit the part of the text before that it comes from: its offset, and the end of it, exclusive. */
  readonly from: Uint32Array
  readonly to: Uint32Array
}

const FIRST_CAPACITY = 256

/** Collects units; `capacity` is how many are to be expected. */
export class DecodedText {
  private units: Uint16Array
  private from: Uint32Array
  private to: Uint32Array
  private length = 0

  constructor(capacity = FIRST_CAPACITY) {
    this.units = new Uint16Array(capacity)
    this.from = new Uint32Array(capacity)
    this.to = new Uint32Array(capacity)
  }

  push(codePoint: number, from: number, to: number): void {
    if (codePoint > 0xffff) {
      this.pushUnit(0xd800 + ((codePoint - 0x10000) >> 10), from, to)
      this.pushUnit(0xdc00 + ((codePoint - 0x10000) & 0x3ff), from, to)
    } else this.pushUnit(codePoint, from, to)
  }

  /** Takes a part of the text before as it is. */
  copy(text: string, from: number, to: number): void {
    for (let at = from; at < to; at++) this.pushUnit(text.charCodeAt(at), at, at + 1)
  }

  finish(transform: Transform): Decoded {
    const { length } = this
    return {
      transform,
      text: stringOfUnits(this.units.subarray(0, length)),
      from: this.from.subarray(0, length),
      to: this.to.subarray(0, length),
    }
  }

  private pushUnit(unit: number, from: number, to: number): void {
    if (this.length === this.units.length) this.grow()
    this.units[this.length] = unit
    this.from[this.length] = from
    this.to[this.length] = to
    this.length++
  }

  private grow(): void {
    const { units, from, to } = this
    const capacity = units.length * 2 + FIRST_CAPACITY
    this.units = new Uint16Array(capacity)
    this.from = new Uint32Array(capacity)
    this.to = new Uint32Array(capacity)
    this.units.set(units)
    this.from.set(from)
    this.to.set(to)
  }
}
