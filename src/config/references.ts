/** Turns what settings refer to into what they mean: paths become absolute, secrets are fetched from where they are kept. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Environment } from './environment.js'
import type { Key } from './keys.js'
import { resolvePath } from './places.js'
import { type Problem, systemCode } from './problem.js'
import { Secret } from './secret.js'
import type { Settings, Source } from './settings.js'

/** What references are resolved against. */
export interface Surroundings {
  readonly env: Environment
  readonly cwd: string
  /** The configuration file, if there is one. */
  readonly file?: string
}

const REFERENCE = /^(env|file):(.+)$/
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
/** What can stand in a header. */
const PRINTABLE = /^[\x20-\x7e]+$/
const WRITE_REFERENCE = 'Write env:NAME for a variable or file:PATH for a file.'

/** Resolves every path and secret among the keys in place; answers with what could not be resolved. */
export function resolveReferences(settings: Settings, keys: readonly Key[], surroundings: Surroundings): Problem[] {
  return keys.flatMap(({ path, name, field }) => {
    const written = settings.get(path)
    if (typeof written !== 'string' || written === '') return []
    const source = settings.source(path)
    if (field.kind === 'path') settings.set(path, resolveFrom(written, source, surroundings), source)
    if (field.kind !== 'secret') return []
    const found = fetchSecret(written, source, surroundings)
    if (!(found instanceof Secret)) return [{ where: source.name, key: name, ...found }]
    settings.set(path, found, source)
    return []
  })
}

type Refused = Pick<Problem, 'problem' | 'fix'>

/** A literal is right in a variable, which is where secrets are handed over, and wrong in a file, which gets copied. */
function fetchSecret(written: string, source: Source, surroundings: Surroundings): Secret | Refused {
  const [, kind, target] = REFERENCE.exec(written) ?? []
  if (target !== undefined && kind === 'env') return fromVariable(target, surroundings.env)
  if (target !== undefined) return fromFile(resolveFrom(target, source, surroundings))
  if (source.origin !== 'file') return usable(written)
  return { problem: 'must be a reference, never the secret itself', fix: WRITE_REFERENCE }
}

function fromVariable(name: string, env: Environment): Secret | Refused {
  if (!VARIABLE_NAME.test(name)) return { problem: 'names no possible variable', fix: WRITE_REFERENCE }
  const value = env[name]
  if (value === undefined || value.trim() === '') {
    return { problem: `names the variable ${name}, which is not set`, fix: `Set ${name}, or remove this key.` }
  }
  return usable(value)
}

function fromFile(file: string): Secret | Refused {
  try {
    return usable(readFileSync(file, 'utf8'))
  } catch (error) {
    const problem = `names a file that cannot be read (${systemCode(error)})`
    return { problem, fix: 'Check the path and its permissions.' }
  }
}

function usable(value: string): Secret | Refused {
  const trimmed = value.trim()
  if (PRINTABLE.test(trimmed)) return new Secret(trimmed)
  return {
    problem: 'leads to a secret that is empty or holds characters that no header can carry',
    fix: 'Store the secret alone, on one line.',
  }
}

function resolveFrom(path: string, source: Source, { env, cwd, file }: Surroundings): string {
  return resolvePath(path, source.origin === 'file' && file !== undefined ? dirname(file) : cwd, env)
}
