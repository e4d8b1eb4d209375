/** A member is found where it says something. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { memberSearch } from './member-search.js'

const tellsUsage = memberSearch('usage')

describe('memberSearch', () => {
  const found = [
    '{"usage":{}}',
    '{"usage" :\t{}}',
    '{"usage":0}',
    '{"usage":null,"x":{"usage":1}}',
    '{"type":"usage"}',
    '"usage"',
    '{"usage":',
  ]
  for (const text of found) it(`finds one in ${text}`, () => assert.equal(tellsUsage(Buffer.from(text)), true))

  const missed = [
    '',
    '{}',
    '{"usage":null}',
    '{"usage" : null , "a":1}',
    '{"text":"\\"usage\\": 1"}',
    '{"no_usage":1,"usages":2}',
  ]
  for (const text of missed) it(`finds none in ${text}`, () => assert.equal(tellsUsage(Buffer.from(text)), false))
})
