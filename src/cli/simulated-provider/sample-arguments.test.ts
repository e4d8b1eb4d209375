/** Every sample is one that its schema accepts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleArguments } from './sample-arguments.js'

const property = (schema: unknown) =>
  sampleArguments({ type: 'object', properties: { it: schema }, required: ['it'] })['it']

test('takes what the schema gives', () => {
  assert.equal(property({ const: 7 }), 7)
  assert.equal(property({ enum: ['b', 'a'] }), 'b')
  assert.equal(property({ type: 'string', default: 'x' }), 'x')
  assert.equal(property({ type: 'string', examples: ['y'] }), 'y')
  assert.equal(property({ const: false }), false)
})

test('keeps numbers inside their bounds', () => {
  assert.equal(property({ type: 'integer' }), 1)
  assert.equal(property({ type: 'integer', minimum: 5.5 }), 6)
  assert.equal(property({ type: 'integer', exclusiveMinimum: 5 }), 6)
  assert.equal(property({ type: 'integer', maximum: -3 }), -3)
  assert.equal(property({ type: 'integer', exclusiveMaximum: -3 }), -4)
  assert.equal(property({ type: 'integer', minimum: 11, multipleOf: 5 }), 15)
  assert.equal(property({ type: 'number', minimum: 0, maximum: 1 }), 0.5)
  assert.equal(property({ type: 'number', exclusiveMinimum: 10 }), 10.5)
  assert.equal(property({ type: 'number', maximum: 0 }), -0.5)
})

test('keeps strings inside their lengths and formats', () => {
  assert.equal(property({ type: 'string' }), 'example it')
  assert.equal(property({ type: 'string', maxLength: 3 }), 'exa')
  assert.equal(property({ type: 'string', minLength: 12 }), 'example it..')
  assert.equal(property({ type: 'string', format: 'uuid' }), '00000000-0000-4000-8000-000000000000')
  assert.equal(property({ type: ['null', 'string'] }), 'example it')
})

test('builds lists and objects, required properties only where some are required', () => {
  assert.deepEqual(property({ type: 'array', items: { type: 'boolean' }, minItems: 2 }), [true, true])
  assert.deepEqual(property({ type: 'array', maxItems: 0, minItems: 0 }), [])
  assert.deepEqual(sampleArguments({ properties: { a: { type: 'null' }, b: {} }, required: ['a'] }), { a: null })
  assert.deepEqual(sampleArguments({ properties: { a: { type: 'null' }, b: {} } }), { a: null, b: 'example b' })
})

test('takes the first alternative and follows references', () => {
  assert.equal(property({ anyOf: [{ type: 'integer' }, { type: 'null' }] }), 1)
  const schema = {
    $ref: '#/$defs/call',
    $defs: { call: { properties: { to: { $ref: '#/$defs/name' } } }, name: { enum: ['n'] } },
  }
  assert.deepEqual(sampleArguments(schema), { to: 'n' })
})

test('ends on schemas that refer to themselves, however often', () => {
  const names = Array.from({ length: 10 }, (_, at) => `p${at}`)
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: '#' }]))
  assert.deepEqual(Object.keys(sampleArguments({ type: 'object', properties })), names)
  assert.deepEqual(sampleArguments({ $ref: '#' }), {})
})

test('is an object whatever the schema is', () => {
  for (const schema of [undefined, null, 7, [], { type: 'string' }, { type: 'nonsense' }]) {
    assert.deepEqual(sampleArguments(schema), {})
  }
  const named = sampleArguments({ properties: {}, required: ['__proto__', 'constructor'] })
  assert.deepEqual(Object.keys(named), ['__proto__', 'constructor'])
})
