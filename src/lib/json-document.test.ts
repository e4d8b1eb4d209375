/** JSON is read exactly as JSON.parse reads it, in one pass, at any depth, and every value is found again in the bytes. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ABSENT, indexJson, type JsonDocument } from './json-document.js'
import { scanJson } from './json-scanner.js'
import { JsonSyntaxError, KIND } from './json-tape.js'

const MAX_DEPTH = 100

function index(text: string, maxDepth = MAX_DEPTH): JsonDocument {
  return indexJson(Buffer.from(text), maxDepth)
}

/** The value as the index tells it, read with nothing but the index. */
function valueAt(document: JsonDocument, node: number): unknown {
  switch (document.kind(node)) {
    case KIND.object: {
      const members: [string, unknown][] = []
      document.eachMember(node, (key, value) => void members.push([document.name(key), valueAt(document, value)]))
      return Object.fromEntries(members)
    }
    case KIND.array: {
      const items: unknown[] = []
      document.eachItem(node, (item) => void items.push(valueAt(document, item)))
      return items
    }
    case KIND.string:
      return document.text(node)
    case KIND.number:
      return Number(document.source(node))
    case KIND.null:
      return null
    default:
      return document.kind(node) === KIND.true
  }
}

/** What the index says of bytes, and what the engine says of them when it is strict about UTF-8. */
function indexed(bytes: Buffer): unknown {
  try {
    const document = indexJson(bytes, MAX_DEPTH)
    return { value: valueAt(document, document.root) }
  } catch (error) {
    assert.ok(error instanceof JsonSyntaxError, String(error))
    return 'refused'
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { value: JSON.parse(text) }
  } catch {
    return 'refused'
  }
}

function assertSame(bytes: Buffer): void {
  assert.deepStrictEqual(indexed(bytes), parsed(bytes), JSON.stringify(bytes.toString('latin1')))
}

/** JSON with all that a generator of values leaves out: escapes, odd spaces, spellings of numbers, members given twice. */
const space = fc.stringMatching(/^[ \t\r\n]{0,2}$/)
const spelled = fc
  .array(
    fc.oneof(
      fc.constantFrom('a', ' ', 'é', '🙂', '\u2028', '/'),
      fc.constantFrom('\\n', '\\"', '\\\\', '\\/', '\\b', '\\f', '\\r', '\\t'),
      fc.stringMatching(/^\\u[0-9a-fA-F]{4}$/),
      fc.constantFrom('\\ud83d\\ude42', '\\ud800', '\\udc00x', '\\u0000'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => `"${parts.join('')}"`)
const number = fc.oneof(
  fc.constantFrom('0', '-0', '1.0', '1e400', '-1E-400', '9007199254740993', '123456789012345678901234567890', '0.1e+2'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
)
const json = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(spelled, number, fc.constantFrom('true', 'false', 'null')),
    fc.array(fc.tuple(space, tie('value'), space), { maxLength: 4 }).map((items) => {
      return `[${items.map((item) => item.join('')).join(',')}]`
    }),
    fc
      .array(fc.tuple(space, fc.oneof(spelled, fc.constant('"a"')), space, tie('value'), space), { maxLength: 4 })
      .map((members) => `{${members.map(([a, key, b, value, c]) => `${a}${key}${b}:${value}${c}`).join(',')}}`),
  ),
})).value
const mutation = fc.record({ at: fc.nat(), remove: fc.nat({ max: 3 }), insert: fc.uint8Array({ maxLength: 3 }) })
const syntax = fc.array(fc.constantFrom(...'{}[]":,.-+eE019 \\utfnrlsa/\u0000\u001f\ufeff'), { maxLength: 12 })

function mutate(text: string, { at, remove, insert }: { at: number; remove: number; insert: Uint8Array }): Buffer {
  const bytes = Buffer.from(text)
  const place = at % (bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, place), insert, bytes.subarray(place + remove)])
}

describe('indexJson, beside JSON.parse', () => {
  it('reads the same values', () => {
    fc.assert(fc.property(fc.json(), (text) => assertSame(Buffer.from(text))))
    fc.assert(fc.property(json, space, (text, around) => assertSame(Buffer.from(around + text + around))))
  })

  it('takes and refuses the same of texts that are damaged, cut off, or not JSON at all', () => {
    fc.assert(
      fc.property(json, mutation, (text, change) => assertSame(mutate(text, change))),
      { numRuns: 500 },
    )
    fc.assert(fc.property(json, fc.nat(), (text, at) => assertSame(Buffer.from(text.slice(0, at % (text.length + 1))))))
    fc.assert(
      fc.property(syntax, (characters) => assertSame(Buffer.from(characters.join('')))),
      { numRuns: 500 },
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => assertSame(Buffer.from(bytes))))
  })

  const odd = [
    ...[
      '',
      ' ',
      'nul',
      'nulll',
      'tru',
      'TRUE',
      '01',
      '-',
      '+1',
      '1.',
      '.5',
      '1e',
      '1e+',
      '0x1',
      'NaN',
      'Infinity',
      '-01',
    ],
    ...[
      '1 2',
      '[1,]',
      '[,1]',
      '{,}',
      '{"a"}',
      '{"a":}',
      '{"a":1,}',
      "{'a':1}",
      '{a:1}',
      '{"a":1 "b":2}',
      '[1 2]',
      '[}',
      '{]',
    ],
    ...[
      '"',
      '"\\',
      '"\\"',
      '"\\x"',
      '"\\u12"',
      '"\\u12G4"',
      '"\\u"',
      '"a\nb"',
      '"a\tb"',
      '"\u0000"',
      '"\u001f"',
      '"\u007f"',
    ],
    ...[
      '\ufeff{}',
      '{}\ufeff',
      '\u00a0{}',
      '[]//',
      '/**/[]',
      '[1]]',
      '"\\ud800"',
      '"\\ud83d\\ude42"',
      '{"":""}',
      '1e400',
      '-0',
    ],
    ...[
      '{"a":1,"a":2}',
      '{"__proto__":1}',
      '{"\\u0061":1,"a":2}',
      '[1.0,1.50,100000000000000000001]',
      '"\\/"',
      '[[[]],{}]',
    ],
  ]
  for (const text of odd) it(`agrees on ${JSON.stringify(text)}`, () => assertSame(Buffer.from(text)))

  it('agrees on bytes that are no UTF-8', () => {
    for (const bytes of ['22ff22', '22c0af22', '22eda08022', '22f490808022', '22c3', '5b22e282225d', 'efbbbf7b7d'])
      assertSame(Buffer.from(bytes, 'hex'))
  })

  it('agrees wherever in memory the text begins and however its strings lie to the machine word', () => {
    for (let offset = 0; offset < 8; offset++) {
      for (let length = 0; length < 12; length++) {
        for (const text of ['"', '\\"', '\\u00e9"', '\u001f"', '\n"', '"x', '', 'é"', '\x7f"', '"'].map(
          (end) => `"${'~'.repeat(length)}${end}`,
        )) {
          const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).subarray(offset)
          assertSame(bytes)
        }
      }
    }
  })
})

describe('depth', () => {
  const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`

  it('is taken at the limit and refused above it, and names the place', () => {
    for (const limit of [2, 10, 200, 1000]) {
      assert.equal(index(nested(limit), limit).kind(0), KIND.array)
      assert.throws(
        () => index(nested(limit + 2), limit),
        new JsonSyntaxError(`nested deeper than ${limit}`, 3 * limit),
      )
    }
  })

  it('never takes more of the stack than the limit, whatever comes', () => {
    for (const opening of ['[', '{"a":', '[{"":']) {
      assert.throws(() => index(opening.repeat(1_000_000), 1000), /nested deeper than 1000/)
    }
  })
})

describe('bounds', () => {
  it('refuses more values than the index is made for', () => {
    const tooMany = Buffer.from(`[${'0,'.repeat(4 * 1024 * 1024 - 1)}0]`)
    assert.throws(() => indexJson(tooMany, 2), /more than 4194304 values/)
  })

  /** Counts reads of single bytes by handing them out one by one. Plain runs are read by the word, each once: see json-run.test.ts. */
  function readsOf(text: string): number {
    let reads = 0
    const bytes = new Proxy(Buffer.from(text), {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++
        const value: unknown = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    try {
      scanJson(bytes, 10_000)
    } catch (error) {
      assert.ok(error instanceof JsonSyntaxError)
    }
    return reads
  }

  it('looks at each byte a few times at most, however hostile the text', () => {
    const hostile = [
      '"\\"',
      '\\',
      '"',
      '[',
      '{"a":',
      '-',
      '1',
      'e',
      '"\\u0',
      '[1,',
      ' ',
      '{"a":{"a"',
      '"\u001f',
      'tru',
      ',',
      '"a"',
    ]
    for (const piece of hostile) {
      for (const start of ['', '[', '"']) {
        const text = start + piece.repeat(3000)
        assert.ok(readsOf(text) <= 12 * text.length + 100, `${start}${piece}: ${readsOf(text)} reads of ${text.length}`)
      }
    }
  })
})

describe('JsonDocument', () => {
  it('gives every value its place: a copy of the bytes between start and end is that value', () => {
    fc.assert(
      fc.property(json, (text) => {
        const document = index(text)
        const visit = (node: number): void => {
          const source = document.bytes.toString('utf8', document.start(node), document.end(node))
          assert.equal(source, document.source(node))
          assert.deepStrictEqual(JSON.parse(source), valueAt(document, node))
          document.eachItem(node, visit)
          document.eachMember(node, (_key, value) => visit(value))
        }
        visit(document.root)
      }),
    )
  })

  it('keeps members that are given twice, and takes the last as most parsers do', () => {
    const document = index('{"a":1,"b":2,"\\u0061":3}')
    assert.equal(document.size(document.root), 3)
    assert.equal(document.source(document.member(document.root, 'a')), '3')
    assert.equal(document.member(document.root, 'c'), ABSENT)
    assert.equal(document.member(document.member(document.root, 'a'), 'a'), ABSENT)
  })

  it('knows a text however it is escaped', () => {
    const document = index('["model","\\u006dodel","mod\\u0065l","modél","model "]')
    const same: boolean[] = []
    document.eachItem(document.root, (item) => void same.push(document.textIs(item, 'model')))
    assert.deepEqual(same, [true, true, true, false, false])
    const ascii = index('["model","mode","mod\\u00e9l",5]')
    assert.deepEqual(
      [1, 2, 3, 4].map((node) => ascii.textIs(node, 'model')),
      [true, false, false, false],
    )
    assert.equal(ascii.textIs(3, 'modél'), true)
  })

  it('tells whether a key would be taken for a name by a parser that does not regard case', () => {
    const keys = ['role', 'Role', 'ROLE', '\\u0052ole', 'r\\u006fle', 'rol', 'roles', 'rôle', '', 'ro\\u212Ae']
    const document = index(`[${keys.map((key) => `"${key}"`).join()}]`)
    const named: boolean[] = []
    document.eachItem(document.root, (key) => void named.push(document.isNamed(key, 'role')))
    assert.deepEqual(named, [true, true, true, true, true, false, false, false, false, false])
    const folded = index('["\u017ftream","\u212aind","s\u017f"]')
    assert.deepEqual(
      [folded.isNamed(1, 'stream'), folded.isNamed(2, 'kind'), folded.isNamed(3, 'ss')],
      [true, true, true],
    )
  })

  it('names a key as its text says, remembered or not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ maxLength: 50 }), fc.constantFrom('role', 'type')), { maxLength: 9 }),
        (names) => {
          const document = index(JSON.stringify(names))
          const found: string[] = []
          document.eachItem(document.root, (key) => void found.push(document.name(key)))
          assert.deepEqual(found, names)
        },
      ),
    )
  })

  it('keeps lone surrogates', () => {
    const document = index('["\\ud800","\\udc00\\ud800","a\\uD83D"]')
    assert.deepEqual(valueAt(document, document.root), ['\ud800', '\udc00\ud800', 'a\ud83d'])
  })

  it('says where a node stands', () => {
    const document = index('{"messages":[{"a":1},{"content":[{"\\u0074ext":"x"}]}],"":[2],"k":{}}')
    const paths: string[] = []
    for (let node = 0; document.end(node) > 0; node++)
      paths.push(`${document.source(node).slice(0, 8)} ${document.pathOf(node)}`)
    assert.deepEqual(paths.slice(2), [
      '[{"a":1} messages',
      '{"a":1} messages[0]',
      '"a" messages[0].a',
      '1 messages[0].a',
      '{"conten messages[1]',
      '"content messages[1].content',
      '[{"\\u007 messages[1].content',
      '{"\\u0074 messages[1].content[0]',
      '"\\u0074e messages[1].content[0].text',
      '"x" messages[1].content[0].text',
      '"" ',
      '[2] ',
      '2 [0]',
      '"k" k',
      '{} k',
    ])
  })

  it('has no text where there is no string, and no children where there are none', () => {
    const document = index('[12345,true,null,{}]')
    let children = 0
    for (const node of [1, 2, 3, 4]) {
      assert.equal(document.text(node), '')
      assert.equal(document.name(node), '')
      document.eachItem(node, () => children++)
      document.eachMember(node, () => children++)
    }
    assert.equal(children, 0)
  })
})

describe('JsonSyntaxError', () => {
  it('names the byte and quotes nothing of the text', () => {
    assert.throws(() => index('{"a": sk-planted-secret}'), new JsonSyntaxError('a value is expected', 6))
    for (const text of ['{"planted" 1}', '["planted', '{"planted":planted}', '"plan\nted"', '[planted]']) {
      assert.throws(
        () => index(text),
        (error) => error instanceof Error && !`${error.message}${String(error.cause)}`.includes('planted'),
      )
    }
  })
})
