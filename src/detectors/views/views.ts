/** What a text says once it is decoded: a bounded search through encodings, three deep. */
import { decodeBlobs } from './blobs.js'
import type { Decoded, Transform } from './decoded.js'
import { decodeEscapes } from './escapes.js'
import { decodeShifts } from './shifts.js'

/** Encodings within each other; what is hidden deeper a model hardly finds either. */
export const MAX_DEPTH = 3
/** All views of a text together hold at most so many times its length, and so much more. */
const MAX_GROWTH = 4
const FREE_UNITS = 4096

/** A decoded part of a text. */
export interface View {
  readonly text: string
  /** How it was hidden, outermost first. */
  readonly chain: readonly Transform[]
  /** Where it stands in the original text: UTF-16 offsets, the end exclusive. */
  readonly start: number
  readonly end: number
  /** The part of the original text that holds a part of this view. */
  origin(start: number, end: number): { readonly start: number; readonly end: number }
}

interface Layer {
  readonly text: string
  readonly chain: readonly Transform[]
  readonly from?: Uint32Array
  readonly to?: Uint32Array
}

/**
 * Decoded parts of a text, those nearest to it first. The work is linear in the text whatever it holds: when the views have
 * grown to a small multiple of it, the search ends.
 */
export function* views(text: string): Generator<View> {
  let budget = text.length * MAX_GROWTH + FREE_UNITS
  const layers: Layer[] = [{ text, chain: [] }]
  for (let layer = layers.shift(); layer !== undefined; layer = layers.shift()) {
    for (const decoded of decodeOnce(layer)) {
      budget -= decoded.text.length
      if (budget < 0) return
      const next = within(layer, decoded)
      yield viewOf(next)
      if (next.chain.length < MAX_DEPTH) layers.push(next)
    }
  }
}

function* decodeOnce({ text, chain }: Layer): Generator<Decoded> {
  yield* decodeEscapes(text)
  yield* decodeBlobs(text)
  const last = chain.at(-1)
  // Moving letters, or reading backwards, twice in a row comes to doing it once, or not at all.
  if (last !== 'rotation' && last !== 'reversed') yield* decodeShifts(text)
}

interface Inner extends Layer {
  readonly from: Uint32Array
  readonly to: Uint32Array
}

function within(outer: Layer, { transform, text, from, to }: Decoded): Inner {
  const chain = [...outer.chain, transform]
  const { from: outerFrom, to: outerTo } = outer
  if (outerFrom === undefined || outerTo === undefined) return { text, chain, from, to }
  return {
    text,
    chain,
    from: from.map((start, at) => Math.min(outerFrom[start] ?? 0, outerFrom[(to[at] ?? 0) - 1] ?? 0)),
    to: to.map((end, at) => Math.max(outerTo[end - 1] ?? 0, outerTo[from[at] ?? 0] ?? 0)),
  }
}

function viewOf({ text, chain, from, to }: Inner): View {
  const origin = (start: number, end: number): { start: number; end: number } => {
    const first = from[start] ?? 0
    if (end <= start) return { start: first, end: first }
    return { start: Math.min(first, from[end - 1] ?? 0), end: Math.max(to[start] ?? 0, to[end - 1] ?? 0) }
  }
  return { text, chain, ...origin(0, text.length), origin }
}
