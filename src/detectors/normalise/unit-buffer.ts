/** UTF-16 units under construction, each with the offset of the character that it came from. */
import { stringOfUnits } from '../folding/index.js'

const NOTHING = 0
const SPACE = 0x20
const DELETE = 0x7f
const CAPITAL_A = 0x41
const CAPITAL_Z = 0x5a
const CASE = 0x20

export class UnitBuffer {
  units: Uint16Array
  from: Uint32Array
  length = 0

  constructor(capacity: number) {
    this.units = new Uint16Array(capacity)
    this.from = new Uint32Array(capacity)
  }

  push(unit: number, offset: number): void {
    this.reserve(1)
    this.units[this.length] = unit
    this.from[this.length] = offset
    this.length++
  }

  /** Takes over a run of plain ASCII, in small letters; returns where it ends. Of white space only spaces between words are plain. */
  pushPlain(text: string, from: number): number {
    this.reserve(text.length - from)
    const { units, from: offsets } = this
    let { length } = this
    let last = length === 0 ? NOTHING : (units[length - 1] ?? NOTHING)
    let at = from
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (unit >= DELETE || unit < SPACE || (unit === SPACE && last <= SPACE)) break
      last = unit >= CAPITAL_A && unit <= CAPITAL_Z ? unit + CASE : unit
      units[length] = last
      offsets[length] = at
      length++
    }
    this.length = length
    return at
  }

  /** The last unit; 0 where there is none. */
  get last(): number {
    return this.units[this.length - 1] ?? NOTHING
  }

  replaceLast(unit: number): void {
    this.units[this.length - 1] = unit
  }

  /** Moves a unit towards the beginning, in place, while the buffer is read ahead of where it is written. */
  move(from: number, to: number): void {
    this.units[to] = this.units[from] ?? 0
    this.from[to] = this.from[from] ?? 0
  }

  offsets(): Uint32Array {
    return this.from.subarray(0, this.length)
  }

  toString(): string {
    return stringOfUnits(this.units.subarray(0, this.length))
  }

  private reserve(room: number): void {
    if (this.length + room <= this.units.length) return
    const capacity = (this.length + room) * 2
    const units = new Uint16Array(capacity)
    const from = new Uint32Array(capacity)
    units.set(this.units)
    from.set(this.from)
    this.units = units
    this.from = from
  }
}
