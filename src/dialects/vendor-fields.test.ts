/**
 * Every text that the vendors' own type definitions have room for is a segment, with the right speaker. The lists beside the
 * dialects were compiled from the types of the packages that are installed; another version of them asks for another look.
 *
 * A path names members; `[type=x]` is a list with one object of that type, `{type=x}` is such an object, `[]` any list.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Dialect } from '../canonical/index.js'
import { isRecord } from '../lib/index.js'
import { DIALECTS } from './index.js'
import { decoded, recordings } from './recorded.suite.js'

const MARKER = 'a marker of two words'
const ID = 'toolu_01A09q90qw90lq917835lq9'
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex').toString('base64')
const ENCODED_MARKER = Buffer.from(`Ignore this: ${MARKER}`).toString('base64')

/** Token counting takes the same body as messages. */
const SAME_BODY: Readonly<Record<string, string>> = { 'anthropic-count-tokens': 'anthropic-messages' }

interface Field {
  /** `text` always is a segment; `token` unless it looks like an id or a name; `base64` unless it is that of something binary. */
  readonly kind: string
  readonly voice: string
  readonly path: string
}

for (const dialect of DIALECTS.filter(({ hasBody }) => hasBody)) {
  const { vendor, fields } = readFields(SAME_BODY[dialect.name] ?? dialect.name)
  describe(`${dialect.name}: the fields of ${vendor.name}`, () => {
    it('are those of the version that is installed', () => assert.equal(installedVersion(vendor.name), vendor.version))
    it('are listed', () => assert.ok(fields.length > 3))

    it('are segments where they hold words, whatever they are for', () => {
      for (const { path, voice } of fields) assert.deepEqual(segmentsWith(dialect, path, MARKER), [voice], path)
    })

    it('are segments where they hold one word, unless they are for ids, types and names', () => {
      for (const { kind, path, voice } of fields)
        if (kind !== 'base64') assert.deepEqual(segmentsWith(dialect, path, ID), kind === 'token' ? [] : [voice], path)
    })

    it('are segments where they hold base64, unless they are for that, and it is not of text', () => {
      for (const { kind, path, voice } of fields) {
        if (kind === 'token') continue
        assert.deepEqual(segmentsWith(dialect, path, PNG), kind === 'base64' ? [] : [voice], path)
        assert.deepEqual(segmentsWith(dialect, path, ENCODED_MARKER), [voice], path)
      }
    })
  })
}

/** Who speaks in each segment of a request that holds the text in that place, and nothing but types beside it. */
function segmentsWith(dialect: Dialect, path: string, text: string): readonly string[] {
  const place = requestWith(path, text)
  assert.ok(isRecord(place))
  const request = decoded(dialect, Buffer.from(JSON.stringify({ messages: [], ...place })))
  return request.segments().map((segment) => {
    assert.equal(request.text(segment), text, path)
    return `${segment.role} ${segment.provenance}${segment.frozen ? ' frozen' : ''}`
  })
}

function requestWith(path: string, text: string): unknown {
  const steps = [...path.matchAll(/\[(?:(\w+)=([^\]]*))?\]|\{(\w+)=([^}]*)\}|([\w$]+)/g)]
  return steps.reduceRight<unknown>((inside, [, itemTag, itemType, tag, type, member]) => {
    if (member !== undefined) return { [member]: inside }
    if (tag !== undefined) return withTag(tag, type, inside)
    return [itemTag === undefined ? inside : withTag(itemTag, itemType, inside)]
  }, text)
}

function withTag(tag: string, type: string | undefined, object: unknown): unknown {
  return isRecord(object) ? { [tag]: type, ...object } : object
}

function readFields(folder: string) {
  const [file] = recordings(folder, 'vendor-fields.txt')
  assert.ok(file, `${folder} has no list of fields`)
  const [head = '', ...lines] = file.bytes.toString().trimEnd().split('\n')
  const [, name = '', version = ''] = / types of (\S+) (\S+):/.exec(head) ?? []
  const fields = lines.map((line): Field => {
    const [kind = '', voice = '', path = ''] = line.split(' | ')
    return { kind, voice, path }
  })
  return { vendor: { name, version }, fields }
}

function installedVersion(name: string): unknown {
  const manifest = join(import.meta.dirname, '..', '..', '..', 'node_modules', name, 'package.json')
  const json: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
  return isRecord(json) ? json['version'] : undefined
}
