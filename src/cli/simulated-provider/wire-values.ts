/** Reads JSON that a client sent without trusting any of its types. */
import { isRecord } from '../../lib/index.js'

/** The value found by following the keys, or undefined where the way ends. */
export function field(value: unknown, ...keys: readonly string[]): unknown {
  let found = value
  for (const key of keys) found = isRecord(found) && Object.hasOwn(found, key) ? found[key] : undefined
  return found
}

/** The value if it is an array, otherwise an empty one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value if it is a string, otherwise an empty one. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The value if it is a whole number, otherwise undefined. */
export function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}

/** The text of a message's content: a string, or a list of blocks of which some hold `text`. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  return list(content)
    .map((block) => text(field(block, 'text')))
    .filter((part) => part !== '')
    .join('\n')
}
