/** The house rules, held by machine: who may import whom, how large things may be, and where dangerous things live. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { functionsOf } from './structure/functions.js'

/** The repository: this file runs from a folder below it, compiled. */
const REPOSITORY = nearestWith('package.json', dirname(fileURLToPath(import.meta.url)))
const SOURCE = join(REPOSITORY, 'src')

const RANKS: readonly (readonly string[])[] = [
  ['lib', 'errors.ts'],
  ['canonical', 'config', 'telemetry'],
  ['detectors', 'compression', 'dialects', 'metering', 'stores', 'upstream', 'pipeline'],
  ['stages', 'plugins'],
  ['schema.ts'],
  ['gateway.ts'],
  ['index.ts', 'admin'],
  ['server', 'integrations'],
  ['cli'],
]

const LIMITS = { fileLines: 400, functionLines: 80, stageIndexLines: 100, filesInFolder: 16, positionalParameters: 3 }

/** Files that may break a limit, each with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {}

const BANNED_NAMES = /(^|[-/])(utils?|helpers?|manager|common|misc|base|impl|smart|v2)(\.ts|-|\/|$)/

/** A dangerous word, and the only place where it may stand. */
const HOMES: readonly (readonly [word: RegExp, home: string])[] = [
  [/\bprocess\.env\b/, 'config/'],
  [/\bDate\.now\(|\bnew Date\(\)/, 'lib/clock.ts'],
  [/\bMath\.random\(|\brandomUUID\(/, 'lib/ids.ts'],
  [/\bconsole\.\w+\(/, 'cli/'],
  [/\bJSON\.parse\(/, 'lib/json.ts'],
  [/(?<![.\w])fetch\(/, 'upstream/transport.ts'],
  [/(?<![.\w])eval\(|\bnew Function\(/, 'nowhere'],
  [/'node:child_process'/, 'cli/run/child.ts'],
  [/'node:cluster'/, 'server/workers.ts'],
]

/** Folders whose every entry is a folder with an index and a test. */
const LISTED = ['stages', 'dialects', 'upstream/providers']

interface SourceFile {
  readonly path: string
  readonly text: string
}

const everything = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
const tests = everything.filter((path) => /\.(test|suite|bench)\.ts$/.test(path))
const files: readonly SourceFile[] = everything
  .filter((path) => path.endsWith('.ts') && !tests.includes(path))
  .map((path) => ({ path, text: readFileSync(join(SOURCE, path), 'utf8') }))

describe('the house', () => {
  it('has source files to look at', () => assert.ok(files.length > 50))

  it('imports only from lower ranks, and other folders only through their index', () => {
    assert.deepEqual(files.flatMap(wrongImports), [])
  })

  it('has no import cycle', () => assert.deepEqual(cycles(), []))

  it('keeps files, functions, parameter lists and folders small', () => {
    assert.deepEqual([...files.flatMap(oversized), ...fullFolders()], [])
  })

  it('opens every file with a sentence saying what it is for', () => {
    assert.deepEqual(
      files.filter(({ text }) => !/^\/\*\*\s+\S/.test(text)).map(({ path }) => path),
      [],
    )
  })

  it('names files for what they are', () => {
    const odd = (path: string) => BANNED_NAMES.test(path) || !/^[a-z0-9/.-]+$/.test(path)
    assert.deepEqual(
      files.filter(({ path }) => odd(path)).map(({ path }) => path),
      [],
    )
  })

  it('gives each dangerous thing one home', () => assert.deepEqual(files.flatMap(homeless), []))

  it('uses no cast, no any, no non-null assertion and no history', () => assert.deepEqual(files.flatMap(forbidden), []))

  it('gives every folder of a list an index and a test', () => assert.deepEqual(LISTED.flatMap(incompleteFolders), []))

  it('names no provider, dialect or stage outside its own folder and its line in the index', () => {
    assert.deepEqual(files.flatMap(foreignNames), [])
  })
})

function wrongImports({ path, text }: SourceFile): string[] {
  return importsOf(path, text).flatMap(({ to }) => {
    const [from, target] = [topOf(path), topOf(to)]
    if (from === target) return isForeignStage(path, to) ? [`${path}: a stage imports a stage: ${to}`] : []
    if (rankOf(target) >= rankOf(from)) return [`${path}: imports upward or sideways: ${to}`]
    return isDoor(to) ? [] : [`${path}: reaches past the index of ${target}: ${to}`]
  })
}

/** A folder's index, a single file, or a `config.ts`, which the assembled schema needs without the part itself. */
function isDoor(to: string): boolean {
  return (
    !to.includes('/') ||
    /^[^/]+\/index\.ts$/.test(to) ||
    /\/config\.ts$/.test(to) ||
    to === 'upstream/providers/index.ts'
  )
}

function isForeignStage(path: string, to: string): boolean {
  return topOf(path) === 'stages' && path !== 'stages/index.ts' && path.split('/')[1] !== to.split('/')[1]
}

function importsOf(path: string, text: string): readonly { readonly to: string; readonly isType: boolean }[] {
  const statements = text.matchAll(/(?:^|\n)(?:import|export)\s+(type\s+)?[^'";]*?from\s+'(\.[^']+)'/g)
  return [...statements].map(([, isType, specifier = '']) => ({
    to: relative(SOURCE, join(SOURCE, dirname(path), specifier))
      .replaceAll('\\', '/')
      .replace(/\.js$/, '.ts'),
    isType: isType !== undefined,
  }))
}

function cycles(): string[] {
  const edges = new Map(
    files.map(({ path, text }) => [
      path,
      importsOf(path, text)
        .filter(({ isType }) => !isType)
        .map(({ to }) => to),
    ]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, above: readonly string[]): void => {
    if (done.has(path)) return
    if (above.includes(path)) {
      found.push([...above.slice(above.indexOf(path)), path].join(' > '))
      return
    }
    for (const to of edges.get(path) ?? []) visit(to, [...above, path])
    done.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
  return found
}

function oversized({ path, text }: SourceFile): string[] {
  if (path in EXCEPTIONS) return []
  const lines = text.split('\n').length
  const limit = /^stages\/[^/]+\/index\.ts$/.test(path) ? LIMITS.stageIndexLines : LIMITS.fileLines
  const long = functionsOf(path, text).filter((found) => found.lines > LIMITS.functionLines)
  const wide = functionsOf(path, text).filter((found) => found.parameters > LIMITS.positionalParameters)
  return [
    ...(lines > limit ? [`${path}: ${lines} lines, at most ${limit}`] : []),
    ...long.map(({ name, lines: count }) => `${path}: ${name} has ${count} lines, at most ${LIMITS.functionLines}`),
    ...wide.map(
      ({ name, parameters }) =>
        `${path}: ${name} takes ${parameters} parameters, at most ${LIMITS.positionalParameters}`,
    ),
  ]
}

function fullFolders(): string[] {
  const counts = new Map<string, number>()
  for (const { path } of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count > LIMITS.filesInFolder)
    .map(([folder, count]) => `${folder}: ${count} files`)
}

function homeless({ path, text }: SourceFile): string[] {
  return HOMES.filter(([word, home]) => !path.startsWith(home) && word.test(text)).map(
    ([word, home]) => `${path}: ${word.source} belongs in ${home}`,
  )
}

function forbidden({ path, text }: SourceFile): string[] {
  return text.split('\n').flatMap((line, index) => {
    const code = line.replace(/\/\/.*|^\s*\*.*|\/\*\*.*/, '')
    const found = [
      [
        /\bas (?!const\b)[A-Za-z{[(]/,
        'a cast',
        code.replace(/^(import|export)\b.*|^\s+(type )?\w+ as \w+,?$/, '').replace(/'[^']*'|`[^`]*`/g, ''),
      ],
      [/:\s*any\b|<any\b|\bany\[\]/, 'any', code],
      [
        /[\w\])]!(?=[.;,)\]\s]|$)(?!=)/,
        'a non-null assertion',
        code.replace(/'[^']*'|`[^`]*`|\/(?:[^/\\]|\\.)+\/\w*/g, ''),
      ],
      [/\/\/.*(\bPR[- ]?#?\d|\bPhase [A-Z]\b)|\bTO[D]O\b|\bFIX[M]E\b/, 'history', line],
    ] as const
    return found
      .filter(([pattern, , subject]) => pattern.test(subject))
      .map(([, what]) => `${path}:${index + 1}: ${what}`)
  })
}

function incompleteFolders(list: string): string[] {
  const folders = new Set(
    files
      .filter(({ path }) => path.startsWith(`${list}/`) && path.slice(list.length + 1).includes('/'))
      .map(({ path }) => path.slice(list.length + 1).split('/')[0]),
  )
  return [...folders].flatMap((folder) => {
    const at = `${list}/${folder}/`
    const hasIndex = files.some(({ path }) => path === `${at}index.ts`)
    const hasTest = tests.some((path) => path.startsWith(at))
    return [...(hasIndex ? [] : [`${at} has no index.ts`]), ...(hasTest ? [] : [`${at} has no test`])]
  })
}

/** Shared code never asks which provider, dialect or stage it has before it. */
function foreignNames({ path, text }: SourceFile): string[] {
  const lists = ['dialects', 'upstream/providers', 'stages']
  return lists.flatMap((list) => {
    const names = new Set(
      files
        .filter((file) => file.path.startsWith(`${list}/`))
        .map((file) => file.path.slice(list.length + 1).split('/')[0] ?? ''),
    )
    const branches = [...names].filter(
      (name) => new RegExp(`===\\s*'${name}'`).test(text) && !path.startsWith(`${list}/${name}/`),
    )
    return branches.map((name) => `${path}: asks for '${name}' by name`)
  })
}

function topOf(path: string): string {
  return path.split('/')[0] ?? path
}

function rankOf(top: string): number {
  const rank = RANKS.findIndex((folders) => folders.includes(top))
  assert.notEqual(rank, -1, `${top} is no folder of the house`)
  return rank
}

function nearestWith(name: string, from: string): string {
  return readdirSync(from).includes(name) ? from : nearestWith(name, dirname(from))
}
