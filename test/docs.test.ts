/** What is written by hand stays true: links, paths, commands, configuration examples, error codes and dependencies that documents name exist. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { referencePages } from '../scripts/reference/index.js'
import { ERRORS } from '../src/errors.js'
import { loadConfig } from '../src/schema.js'

const REPOSITORY = join(import.meta.dirname, '..', '..')
const DECISIONS = 'docs/decisions'

interface Document {
  readonly path: string
  readonly text: string
}

const documents: readonly Document[] = ['.', 'docs', 'docs/guides', DECISIONS].flatMap((folder) =>
  readdirSync(join(REPOSITORY, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => read(join(folder, name))),
)

const folder = mkdtempSync(join(tmpdir(), 'headgate-docs-'))
after(() => rmSync(folder, { recursive: true, force: true }))

describe('the documents', () => {
  it('are there to be looked at', () => assert.ok(documents.length > 10))

  it('link to what exists', () => {
    assert.deepEqual(documents.flatMap(deadLinks), [])
  })

  it('name files and folders that exist', () => {
    assert.deepEqual(documents.flatMap(missingPaths), [])
  })

  it('name scripts that package.json has', () => {
    const { scripts } = packageJson()
    const missing = mentions(/\bnpm (?:run )?(?:--silent )?(start|test|(?<=run )[a-z:]+)\b/g).filter(
      ([, script]) => scripts[script] === undefined,
    )
    assert.deepEqual(missing, [])
  })

  it('show commands and flags that headgate has', () => {
    assert.deepEqual(documents.flatMap(unknownCommands), [])
  })

  it('tell of every runtime dependency, and of no other', () => {
    const told = [...read('docs/dependencies.md').text.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name)
    assert.deepEqual(told.sort(), Object.keys(packageJson().dependencies).sort())
  })

  it('say what to do about every error, and about no other', () => {
    const { text } = read('docs/guides/troubleshooting.md')
    const told = [...text.matchAll(/^## ([a-z_]+)$/gm)].map(([, code]) => code)
    assert.deepEqual(told, Object.keys(ERRORS))
  })
})

describe('the configuration examples', () => {
  const examples = documents.flatMap(({ path, text }) => fenced(text, 'yaml').map((example) => ({ path, example })))

  it('are there to be looked at', () => assert.ok(examples.length > 5))

  for (const [index, { path, example }] of examples.entries()) {
    it(`are accepted: ${path}, the ${index + 1}. of all`, () => assert.doesNotThrow(() => loadExample(example)))
  }

  it('would be refused with a wrong key', () => {
    assert.throws(() => loadExample('server:\n  prot: 1\n'), /server\.prot is not a known key/)
  })
})

function loadExample(example: string): void {
  const secret = join(folder, 'secret')
  writeFileSync(secret, 'a secret')
  const configFile = join(folder, 'headgate.yaml')
  writeFileSync(configFile, example.replace(/\bfile:\S+/g, `file:${secret}`))
  const variables = [...example.matchAll(/\benv:(\w+)/g)].map(([, name = '']) => [name, 'a secret'] as const)
  loadConfig({ flags: {}, env: { HOME: folder, ...Object.fromEntries(variables) }, cwd: folder, configFile })
}

function deadLinks({ path, text }: Document): string[] {
  const links = [...withoutFences(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return links
    .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(path, target))
    .map((target) => `${path}: ${target}`)
}

function leadsSomewhere(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? from : join(dirname(from), file)
  if (!existsSync(join(REPOSITORY, path))) return false
  return anchor === undefined || anchorsOf(read(path).text).includes(anchor)
}

/** As the usual hosts of repositories make them from headings. */
function anchorsOf(text: string): string[] {
  return [...withoutFences(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Paths in code spans that begin with a folder of the repository. A decision is dated, and tells of the tree as it was then. */
function missingPaths({ path, text }: Document): string[] {
  if (path.startsWith(DECISIONS)) return []
  const spans = [...withoutFences(text).matchAll(/`((?:src|test|docs|scripts|bench|bin)\/[\w./-]*)`/g)]
  return spans.flatMap(([, named = '']) => (existsSync(join(REPOSITORY, named)) ? [] : [`${path}: ${named}`]))
}

/** In shell examples and code spans; what stands in capitals is a placeholder. */
function unknownCommands({ path, text }: Document): string[] {
  const help = referencePages().get('cli.md') ?? ''
  const lines = [...fenced(text, 'sh').flatMap((block) => block.split('\n')), ...codeSpans(text)]
  const calls = lines.flatMap((line) =>
    [...line.matchAll(/(?:^|[\s($])headgate ([a-z][^#;)|]*)/g)].map(([, call = '']) => call),
  )
  return calls.flatMap((call) => {
    const [words = ''] = call.split(' -- ')
    const flags = [...words.matchAll(/--[a-z-]+/g)].map(([flag]) => flag)
    const section = sectionOf(help, words.split(/\s+/))
    const wrong = section === undefined || flags.some((flag) => !section.includes(`${flag} `))
    return wrong ? [`${path}: headgate ${call}`] : []
  })
}

/** The help of the command, or of its subcommand where the second word is one. */
function sectionOf(help: string, [first = '', second = '']: readonly string[]): string | undefined {
  const sections = new Map(
    help
      .split(/^## headgate /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('\n')), section]),
  )
  const [word = ''] = first.split('|')
  return sections.get(`${word} ${second.split('|')[0]}`) ?? sections.get(word)
}

function mentions(pattern: RegExp): (readonly [path: string, word: string])[] {
  return documents.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(([, word = '']) => [path, word] as const),
  )
}

function fenced(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, block = '']) => block)
}

function codeSpans(text: string): string[] {
  return [...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
}

function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '')
}

function packageJson(): {
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
} {
  return JSON.parse(read('package.json').text)
}

function read(path: string): Document {
  return { path, text: readFileSync(join(REPOSITORY, path), 'utf8') }
}
