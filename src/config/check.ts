/** Checks settings against a schema and says in plain words what does not fit. */
import type { z } from 'zod'
import { fieldAround, type Key, namesAt } from './keys.js'
import { nearest } from './nearest.js'
import type { Problem } from './problem.js'
import { isBranch, type Path, type Settings } from './settings.js'

/** The schema's answer: the configuration, or everything that is wrong. */
export type Checked<S extends z.ZodType> =
  | { readonly config: z.output<S>; readonly problems: readonly [] }
  | { readonly config?: undefined; readonly problems: readonly Problem[] }

/** Parses the settings; `keys` are all valid ones, for finding what a wrong one was meant to be. */
export function check<S extends z.ZodType>(schema: S, settings: Settings, keys: readonly Key[]): Checked<S> {
  // Zod would otherwise build its parsers from strings, and nothing in this house evaluates strings.
  const parsed = schema.safeParse(settings.tree, { jitless: true })
  if (parsed.success) return { config: parsed.data, problems: [] }
  const problems = parsed.error.issues.flatMap((issue) => {
    const path = issue.path.map(String)
    if (issue.code !== 'unrecognized_keys') return [misfit(schema, settings, path)]
    return issue.keys.map((name) => unknownKey(settings, [...path, name], { siblings: namesAt(schema, path), keys }))
  })
  return { problems }
}

interface ValidNames {
  readonly siblings: readonly string[]
  readonly keys: readonly Key[]
}

function unknownKey(settings: Settings, path: Path, { siblings, keys }: ValidNames): Problem {
  const name = path.at(-1) ?? ''
  const sibling = nearest(name, siblings)
  const meant = sibling === undefined ? elsewhere(name, keys) : [...path.slice(0, -1), sibling].join('.')
  const fix = meant === undefined ? `Valid here: ${siblings.join(', ')}.` : `Did you mean ${meant}?`
  return { where: settings.placeOf(path), key: path.join('.'), problem: 'is not a known key', fix }
}

/** The key that was meant by a name in the wrong section, or with an underscore where a new level begins. */
function elsewhere(name: string, keys: readonly Key[]): string | undefined {
  const sameName = keys.find((key) => key.path.at(-1) === name)
  const names = keys.map((key) => key.name)
  return sameName?.name ?? nearest(name, names)
}

function misfit(schema: z.ZodType, settings: Settings, path: Path): Problem {
  const found = fieldAround(schema, path)
  const at = found?.path ?? path
  const key = at.join('.')
  const where = settings.placeOf(path)
  if (settings.get(at) === undefined) {
    return { where, key, problem: 'is missing', fix: `Set it, or remove ${at.slice(0, -1).join('.')}.` }
  }
  if (found !== undefined) {
    return { where, key, problem: `must be ${found.field.phrase}`, fix: `See headgate config explain ${key}.` }
  }
  if (isBranch(settings.get(at))) return badName(where, key)
  const names = namesAt(schema, at)
  const fix = names.length === 0 ? 'Give each entry a name of its own.' : `Valid in it: ${names.join(', ')}.`
  return { where, key, problem: 'must be a section with keys of its own', fix }
}

function badName(where: string, key: string): Problem {
  const fix = 'Begin with a letter; then letters, digits, - and _, 64 at most.'
  return { where, key, problem: 'is not a usable name', fix }
}
