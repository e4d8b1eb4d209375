/** YAML as configuration: lines are known, and whatever is not plain data is refused without quoting it. */
import assert from 'node:assert/strict'
import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { ConfigError } from './problem.js'
import { parseYaml, readYamlFile } from './yaml-file.js'

function refusal(text: string): string {
  try {
    parseYaml(text, 'headgate.yaml')
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error))
    return error.message
  }
  return 'accepted'
}

test('values, and the line of every key and item', () => {
  const settings = parseYaml('server:\n  port: 1\n  trusted_proxies:\n    - ::1\n    - 10.0.0.1\n', 'headgate.yaml')
  assert.equal(settings.get(['server', 'port']), 1)
  assert.deepEqual(settings.get(['server', 'trusted_proxies']), ['::1', '10.0.0.1'])
  assert.equal(settings.source(['server', 'port']).name, 'headgate.yaml:2')
  assert.equal(settings.placeOf(['server', 'trusted_proxies', '1']), 'headgate.yaml:5')
  assert.equal(settings.placeOf(['server', 'host']), 'headgate.yaml:1')
})

for (const empty of ['', '\n', '# only a comment\n', '---\n', '\ufeff']) {
  test(`${JSON.stringify(empty)} is an empty configuration`, () => {
    assert.deepEqual(Object.keys(parseYaml(empty, 'headgate.yaml').tree), [])
  })
}

const REFUSED: Record<string, string> = {
  'a: 1\nb: 2\na: 3\n': 'headgate.yaml:3: a stands here a second time. Keep one of the two.',
  's: {a: 1, a: 2}': 'headgate.yaml:1: s.a stands here a second time. Keep one of the two.',
  'a: &x 1\nb: *x\n': 'headgate.yaml:2: b is an alias (*name), which is not used here. Write the value itself.',
  'a: *nobody\n': 'headgate.yaml:1: a is an alias (*name), which is not used here. Write the value itself.',
  'l:\n - 1\n - *x\n': 'headgate.yaml:3: l.1 is an alias (*name), which is not used here. Write the value itself.',
  'a: 1\nsk-planted\n':
    'headgate.yaml:2: a colon, a closing quote or a closing bracket is missing here or above. Mend the file there.',
  'a: "open\n':
    'headgate.yaml:2: a colon, a closing quote or a closing bracket is missing here or above. Mend the file there.',
  'a:\n\tb: 1\n': 'headgate.yaml:2: this line is indented with a tab. Mend the file there.',
  'a: b: c\n': 'headgate.yaml:1: there are two keys on one line, or a value that needs quotes. Mend the file there.',
  'a: 1\n---\nb: 1\n': 'headgate.yaml:2: a second document begins here. Mend the file there.',
  'a: !foo 1\n': 'headgate.yaml:1: tags (!name) are not used here. Mend the file there.',
  '? [x]\n: 1\n': 'headgate.yaml:1: this key is not plain text. Mend the file there.',
  'a: @planted\n': 'headgate.yaml:1: this is not valid YAML. Mend the file there.',
  '- 1\n': 'headgate.yaml:1: the file must consist of sections such as server:. Mend the file there.',
  '__proto__:\n  a: 1\n': 'headgate.yaml:1: __proto__ cannot be a name. Mend the file there.',
}

for (const [text, message] of Object.entries(REFUSED)) {
  test(`refuses ${JSON.stringify(text)}`, () => assert.equal(refusal(text), message))
}

test('every problem is told at once', () => {
  assert.equal(refusal('a: 1\na: 2\nb: *x\nc: *y\n').split('\n').length, 3)
  assert.equal(refusal('a: [[[[\n').split('\n').length, 1)
})

test('a bomb of aliases is refused without being unfolded', () => {
  const levels = Array.from({ length: 30 }, (_, level) => `l${level + 1}: &l${level + 1} [*l${level}, *l${level}]`)
  assert.match(refusal(['l0: &l0 [x]', ...levels].join('\n')), /^headgate.yaml:2: l1\.0 is an alias/)
})

test('deep nesting is refused', () => {
  assert.match(refusal(`a: ${'['.repeat(40)}${']'.repeat(40)}`), /nested too deep/)
  const beyondParsing = [
    '['.repeat(50_000),
    `a: ${'{a: '.repeat(5_000)}`,
    '- '.repeat(5_000),
    `a:\n${' '.repeat(500)}b: 1`,
  ]
  for (const text of beyondParsing) {
    assert.equal(
      refusal(text),
      'headgate.yaml: the file nests too deep. Keep to the keys that headgate config schema lists.',
    )
  }
})

test('whatever the text, the only failure is a ConfigError', () => {
  const yamlish = fc.array(
    fc.constantFrom('a', ': ', '\n', '  ', '- ', '*', '&', '{', '}', '[', ']', '"', '?', '!', '|', '%'),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        yamlish.map((parts) => parts.join('')),
      ),
      (text) => refusal(text) !== '',
    ),
  )
})

test('a file that cannot be read, or is too large, is one clear line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headgate-config-'))
  const large = join(folder, 'large.yaml')
  writeFileSync(large, '')
  truncateSync(large, 1024 * 1024 + 1)
  const line = (file: string) => () => readYamlFile(file, 'x.yaml')
  assert.throws(line(join(folder, 'none.yaml')), {
    message: 'x.yaml: the file cannot be read (ENOENT). Check the path and its permissions.',
  })
  assert.throws(line(folder), {
    message: 'x.yaml: the file cannot be read (EISDIR). Check the path and its permissions.',
  })
  assert.throws(line(large), { message: 'x.yaml: the file is larger than 1 MiB. Check that this is the right file.' })
})
