/** The vocabulary that every section of the configuration is written in: each field knows its schema, its phrase and how to read text. */
import { z } from 'zod'
import { tryParseJson } from '../lib/index.js'
import { Secret } from './secret.js'

/** How a field's value is written; `path` is text that names a file or folder, `data` a value with parts, in a variable as JSON. */
export type FieldKind = 'text' | 'path' | 'number' | 'boolean' | 'list' | 'secret' | 'data'

/** What is known of a field beside its schema. */
export interface Field {
  readonly kind: FieldKind
  /** What a value must be, as the end of the sentence "port must be …". */
  readonly phrase: string
  /** Stands for the default in docs where that differs from machine to machine. */
  readonly defaultText?: string
}

/** Every field, by its schema. */
export const fields = z.registry<Field>()

/** An integer within a range that includes both ends. */
export function wholeNumber(min: number, max: number) {
  const phrase = `a whole number from ${min} to ${max}`
  return z.number().int().min(min).max(max).register(fields, { kind: 'number', phrase })
}

/** A number of seconds up to a day, for timers; `atLeast` 0 admits zero, otherwise it must be above zero. */
export function seconds(range: 'above zero' | 'zero or more') {
  const number = range === 'above zero' ? z.number().positive() : z.number().nonnegative()
  const phrase = `a number of seconds ${range === 'above zero' ? 'above 0' : 'from 0'} up to 86400`
  return number.max(86_400).register(fields, { kind: 'number', phrase })
}

/** True or false. */
export function trueOrFalse() {
  return z.boolean().register(fields, { kind: 'boolean', phrase: 'true or false' })
}

/** One of a few words. */
export function choice<const Words extends readonly string[]>(words: Words) {
  const phrase = `one of ${words.map((word) => `"${word}"`).join(', ')}`
  return z.enum(words).register(fields, { kind: 'text', phrase })
}

/** Text of a given form; `phrase` says which. */
export function text(phrase: string, hasForm: (value: string) => boolean) {
  return z.string().refine(hasForm).register(fields, { kind: 'text', phrase })
}

/** A file or folder; a relative one is taken from the folder of the file that names it, or from the working folder. */
export function path(phrase: string, defaultText?: string) {
  const shown = defaultText === undefined ? {} : { defaultText }
  return z
    .string()
    .min(1)
    .register(fields, { kind: 'path', phrase, ...shown })
}

/** A list of texts of one form; `phrase` says which. */
export function listOf(phrase: string, hasForm: (value: string) => boolean) {
  return z.array(z.string().refine(hasForm)).register(fields, { kind: 'list', phrase: `a list of ${phrase}` })
}

/** A value with parts of its own, which are set together; `phrase` says what it must be. */
export function data<Schema extends z.ZodType>(phrase: string, schema: Schema): Schema {
  fields.add(schema, { kind: 'data', phrase })
  return schema
}

/** A secret, written as a reference. */
export function secret() {
  return z.instanceof(Secret).register(fields, { kind: 'secret', phrase: 'a secret, written as env:NAME or file:PATH' })
}

const WORDS_FOR_BOOLEANS = new Map([
  ['true', true],
  ['on', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['off', false],
  ['no', false],
  ['0', false],
])

/** The value that a variable or a flag means; text that does not fit the kind stays text, and is refused by the schema. */
export function valueFromText(kind: FieldKind, given: string): unknown {
  const trimmed = given.trim()
  if (kind === 'number') return /^-?\d{1,15}(\.\d{1,15})?$/.test(trimmed) ? Number(trimmed) : trimmed
  if (kind === 'boolean') return WORDS_FOR_BOOLEANS.get(trimmed.toLowerCase()) ?? trimmed
  if (kind === 'data') return dataFromText(trimmed)
  if (kind === 'list') return trimmed.split(',').flatMap((item) => item.trim() || [])
  return trimmed
}

function dataFromText(written: string): unknown {
  const parsed = tryParseJson(written)
  return parsed.ok ? parsed.value : written
}
