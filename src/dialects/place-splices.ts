/** Splices for whole values of a JSON text: one in place of another, or a member more. */
import { type JsonDocument, KIND, type Splice } from '../lib/index.js'

/** Adds a member behind all others; nothing for a value that is no object: the provider will say what is wrong with it. */
export function insertMember(document: JsonDocument, object: number, member: string): Splice | undefined {
  if (document.kind(object) !== KIND.object) return undefined
  const end = document.end(object) - 1
  return { start: end, end, bytes: Buffer.from(document.size(object) === 0 ? member : `,${member}`) }
}

export function replaceValue(document: JsonDocument, node: number, value: string): Splice {
  return { start: document.start(node), end: document.end(node), bytes: Buffer.from(value) }
}
