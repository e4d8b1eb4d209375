/** Makes arguments that a tool's JSON schema accepts, without any randomness. */
import { isRecord } from '../../lib/index.js'
import { field, list, text, wholeNumber } from './wire-values.js'

const MAX_DEPTH = 12
const MAX_VALUES = 1_000
const MAX_SAMPLE_CHARACTERS = 4_096
const MAX_SAMPLE_ITEMS = 64

const SAMPLE_OF_FORMAT: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  time: '09:30:00Z',
  'date-time': '2026-01-31T09:30:00Z',
  duration: 'P1D',
  email: 'someone@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
}

/** The schema document, for its references, and how many more values may be made from it. */
interface Document {
  readonly root: unknown
  valuesLeft: number
}

/** One place in the arguments: its schema, the name it goes by, and how deep it lies. */
interface Place {
  readonly schema: unknown
  readonly name: string
  readonly depth: number
}

/** An object with every required property of the schema, or with all properties where none is required. */
export function sampleArguments(schema: unknown): Readonly<Record<string, unknown>> {
  const document = { root: schema, valuesLeft: MAX_VALUES }
  const sample = sampleAt({ schema, name: 'value', depth: 0 }, document)
  return isRecord(sample) ? sample : {}
}

function sampleAt(place: Place, document: Document): unknown {
  const schema = resolve(place.schema, document.root)
  const given = givenValue(schema)
  if (given !== undefined) return given
  // A schema may refer to itself: without a bound on both, a short one could ask for a sample without end.
  if (place.depth >= MAX_DEPTH || document.valuesLeft-- <= 0) return null
  switch (typeOf(schema)) {
    case 'object':
      return sampleObject({ ...place, schema }, document)
    case 'array':
      return sampleArray({ ...place, schema }, document)
    case 'number':
      return field(schema, 'multipleOf') === undefined ? sampleFraction(schema) : sampleMultiple(schema)
    case 'integer':
      return sampleMultiple(schema)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return sampleString(schema, place.name)
  }
}

/** Follows references inside the document and takes the first of several alternatives. */
function resolve(schema: unknown, root: unknown): unknown {
  let current = schema
  for (let hops = 0; hops < MAX_DEPTH; hops++) {
    const reference = text(field(current, '$ref'))
    const alternative = ['anyOf', 'oneOf', 'allOf'].map((key) => list(field(current, key))[0]).find(isRecord)
    if (reference === '#') current = root
    else if (reference.startsWith('#/')) current = field(root, ...reference.slice(2).split('/'))
    else if (alternative !== undefined && field(current, 'properties') === undefined) current = alternative
    else return current
  }
  return current
}

function givenValue(schema: unknown): unknown {
  const examples = list(field(schema, 'examples'))
  return field(schema, 'const') ?? list(field(schema, 'enum'))[0] ?? field(schema, 'default') ?? examples[0]
}

function typeOf(schema: unknown): string {
  const type = field(schema, 'type')
  if (typeof type === 'string') return type
  const named = list(type).find((one) => one !== 'null')
  if (named !== undefined) return text(named)
  if (field(schema, 'properties') !== undefined) return 'object'
  return field(schema, 'items') === undefined ? 'string' : 'array'
}

function sampleObject({ schema, depth }: Place, document: Document): Readonly<Record<string, unknown>> {
  const properties = field(schema, 'properties')
  const required = list(field(schema, 'required')).map(text)
  const names = required.length > 0 || !isRecord(properties) ? required : Object.keys(properties)
  // Built from entries, so that a property called __proto__ is a property like any other.
  return Object.fromEntries(
    names.map((name) => [name, sampleAt({ schema: field(properties, name), name, depth: depth + 1 }, document)]),
  )
}

function sampleArray({ schema, name, depth }: Place, document: Document): readonly unknown[] {
  const count = Math.min(wholeNumber(field(schema, 'minItems')) ?? 1, MAX_SAMPLE_ITEMS)
  if (count <= 0) return []
  const item = sampleAt({ schema: field(schema, 'items'), name, depth: depth + 1 }, document)
  return Array.from({ length: count }, () => item)
}

function sampleFraction(schema: unknown): number {
  const lowest = finite(schema, 'minimum') ?? finite(schema, 'exclusiveMinimum')
  const highest = finite(schema, 'maximum') ?? finite(schema, 'exclusiveMaximum')
  if (lowest !== undefined && highest !== undefined) return (lowest + highest) / 2
  return lowest === undefined ? Math.min(1.5, (highest ?? 2) - 0.5) : lowest + 0.5
}

function sampleMultiple(schema: unknown): number {
  const step = Math.abs(finite(schema, 'multipleOf') ?? 1) || 1
  const above = finite(schema, 'exclusiveMinimum')
  const lowest = above === undefined ? finite(schema, 'minimum') : Math.floor(above / step) * step + step
  if (lowest !== undefined) return Math.ceil(lowest / step) * step
  const below = finite(schema, 'exclusiveMaximum')
  const highest = below === undefined ? finite(schema, 'maximum') : Math.ceil(below / step) * step - step
  return Math.min(step, Math.floor((highest ?? step) / step) * step)
}

function finite(schema: unknown, key: string): number | undefined {
  const value = field(schema, key)
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function sampleString(schema: unknown, name: string): string {
  const sample = SAMPLE_OF_FORMAT[text(field(schema, 'format'))] ?? `example ${name}`
  const shortest = Math.min(wholeNumber(field(schema, 'minLength')) ?? 0, MAX_SAMPLE_CHARACTERS)
  const longest = Math.max(wholeNumber(field(schema, 'maxLength')) ?? sample.length, shortest)
  return sample.padEnd(shortest, '.').slice(0, longest)
}
