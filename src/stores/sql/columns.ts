/** Reads the columns of a row as what they must be; one that is anything else fails, and what needed it is refused. */
import { ROLES, type Role } from '../../canonical/index.js'
import { tryParseJson } from '../../lib/index.js'

/** Text that must be there. */
export function readText(value: unknown): string {
  return typeof value === 'string' ? value : fail('text')
}

/** An integer that must be there. */
export function readInteger(value: unknown): number {
  return Number.isSafeInteger(value) && typeof value === 'number' ? value : fail('an integer')
}

/** Bytes that must be there. */
export function readBytes(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : fail('bytes')
}

/** The name of a role that this headgate knows. */
export function readRole(value: unknown): Role {
  return ROLES.find((role) => role === value) ?? fail('a role')
}

/** One of a few texts that this headgate knows. */
export function readOneOf<T extends string>(known: readonly T[], value: unknown): T {
  return known.find((text) => text === value) ?? fail('a text that is known')
}

/** A list of texts, kept as JSON. */
export function readTexts(value: unknown): readonly string[] {
  const parsed = tryParseJson(readText(value))
  return parsed.ok && Array.isArray(parsed.value) ? parsed.value.map(readText) : fail('a list of texts')
}

function fail(expected: string): never {
  throw new TypeError(`a row of the database does not hold ${expected} where it must`)
}
