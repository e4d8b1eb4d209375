/**
 * The only home of JSON.parse, and the guard that everything parsed passes before it is read.
 *
 * Hostile keys: JSON.parse makes `__proto__` an ordinary own property, so parsing changes no prototype, and neither does
 * spreading (`{ ...value }`). Only assignment under a foreign name (`target[key] = …`, `Object.assign`) would, so values
 * are never copied that way. Reading a name that came from outside goes through `Object.hasOwn` or a `Map`, because
 * a missing `constructor` is found on every object.
 */

/** What `tryParseJson` found. */
export type ParsedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false }

const NOT_JSON: ParsedJson = { ok: false }

/** The value that the text stands for. Throws a SyntaxError that quotes nothing of the text. */
export function parseJson(text: string): unknown {
  const parsed = tryParseJson(text)
  if (!parsed.ok) throw new SyntaxError('the text is not valid JSON')
  return parsed.value
}

/** The value that the text stands for, or word that it stands for none. */
export function tryParseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    // The engine's own message quotes the text, which may be a secret.
    return NOT_JSON
  }
}

/** True for a JSON object: neither null nor an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
