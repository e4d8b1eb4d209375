/** Walks a schema: which keys there are, what each is, and which field stands at a path. */
import { z } from 'zod'
import { type Field, fields } from './field.js'
import { emptyBranch, isBranch, type Path } from './settings.js'

/** One setting that can be written. */
export interface Key {
  readonly path: Path
  /** The path with dots. */
  readonly name: string
  readonly field: Field
  /** The sentence that becomes the docs. */
  readonly description: string
  /** Absent when the setting is absent by default. */
  readonly fallback?: unknown
}

/** The names of the entries of the map at a path, such as those of the providers. */
export type EntryNames = (mapPath: Path) => readonly string[]

/** Every key of a schema, in the order in which it is written there. */
export function keysOf(schema: z.core.SomeType, entryNames: EntryNames, path: Path = []): Key[] {
  const { inner, description, fallback } = unwrap(schema)
  const field = fieldOf(inner)
  if (field !== undefined) {
    const key = { path, name: path.join('.'), field, description: description ?? '' }
    return [fallback === undefined ? key : { ...key, fallback }]
  }
  return namesIn(inner, entryNames(path)).flatMap((name) => {
    const child = childOf(inner, name)
    return child === undefined ? [] : keysOf(child, entryNames, [...path, name])
  })
}

/** The field at a path or around it (an item of a list has its list's field); nothing where the path leads to a section. */
export function fieldAround(schema: z.core.SomeType, path: Path): { field: Field; path: Path } | undefined {
  let here = unwrap(schema).inner
  for (let depth = 0; ; depth++) {
    const field = fieldOf(here)
    if (field !== undefined) return { field, path: path.slice(0, depth) }
    const name = path[depth]
    const child = name === undefined ? undefined : childOf(here, name)
    if (child === undefined) return undefined
    here = unwrap(child).inner
  }
}

/** The names that the section at a path may hold; none where it is a map with free names, or no section. */
export function namesAt(schema: z.core.SomeType, path: Path): string[] {
  let here = unwrap(schema).inner
  for (const name of path) {
    const child = childOf(here, name)
    if (child === undefined) return []
    here = unwrap(child).inner
  }
  return namesIn(here, [])
}

/** A section with nothing beneath it (`server:`) is one that was not written; an empty entry of a map does exist. */
export function settleEmptySections(schema: z.core.SomeType, tree: unknown): void {
  const { inner } = unwrap(schema)
  if (!isBranch(tree)) return
  for (const [name, value] of Object.entries(tree)) {
    const child = childOf(inner, name)
    if (child === undefined) continue
    if (value !== null) settleEmptySections(child, value)
    else if (inner instanceof z.ZodRecord) tree[name] = emptyBranch()
    else if (fieldOf(unwrap(child).inner) === undefined) delete tree[name]
  }
}

function namesIn(schema: z.core.SomeType, entryNames: readonly string[]): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape)
  return schema instanceof z.ZodRecord ? [...entryNames] : []
}

function childOf(schema: z.core.SomeType, name: string): z.core.SomeType | undefined {
  if (schema instanceof z.ZodRecord) return schema.valueType
  return schema instanceof z.ZodObject && Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined
}

function fieldOf(schema: z.core.SomeType): Field | undefined {
  return schema instanceof z.ZodType ? fields.get(schema) : undefined
}

/** Takes off what only says that a value may be left out, and keeps what those layers tell. */
function unwrap(schema: z.core.SomeType): { inner: z.core.SomeType; description?: string; fallback?: unknown } {
  const told: { description?: string; fallback?: unknown } = {}
  let inner = schema
  for (;;) {
    if (told.description === undefined && inner instanceof z.ZodType && inner.description !== undefined) {
      told.description = inner.description
    }
    if (inner instanceof z.ZodDefault) told.fallback = inner.def.defaultValue
    if (!mayBeLeftOut(inner)) return { inner, ...told }
    inner = inner.unwrap()
  }
}

function mayBeLeftOut(schema: z.core.SomeType): schema is z.ZodDefault | z.ZodPrefault | z.ZodExactOptional {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodExactOptional
}
