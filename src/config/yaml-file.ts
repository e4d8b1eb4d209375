/** Reads a YAML file into settings that know their lines; what YAML allows beyond plain data is refused. */
import { readFileSync, statSync } from 'node:fs'
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLError } from 'yaml'
import { ConfigError, type Problem, systemCode } from './problem.js'
import { type Branch, emptyBranch, type Path, Settings } from './settings.js'

const MAX_BYTES = 1024 * 1024
const MAX_DEPTH = 32
/** Far beyond any sense, far below what exhausts the stack of the parser, which descends level by level. */
const MAX_PARSED_DEPTH = 400
const DEEP_INDENT = new RegExp(`^[ \\t?-]{${MAX_PARSED_DEPTH}}`, 'm')

/** What the parser's complaints mean. Its own messages are not used: they quote the file, and with it perhaps a secret. */
const SYNTAX = new Map<YAMLError['code'], string>([
  ['BAD_INDENT', 'this line is not indented like the ones around it'],
  ['TAB_AS_INDENT', 'this line is indented with a tab'],
  ['MISSING_CHAR', 'a colon, a closing quote or a closing bracket is missing here or above'],
  ['BLOCK_AS_IMPLICIT_KEY', 'there are two keys on one line, or a value that needs quotes'],
  ['MULTIPLE_DOCS', 'a second document begins here'],
  ['NON_STRING_KEY', 'this key is not plain text'],
  ['TAG_RESOLVE_FAILED', 'tags (!name) are not used here'],
])

/** Reads and parses a file. `shownAs` names it in problems. */
export function readYamlFile(file: string, shownAs: string): Settings {
  return parseYaml(readText(file, shownAs), shownAs)
}

/** Parses a text; every problem that it has is in the one `ConfigError` thrown. */
export function parseYaml(text: string, shownAs: string): Settings {
  if (nestsTooDeep(text))
    throw unreadable(shownAs, 'nests too deep', 'Keep to the keys that headgate config schema lists.')
  const lines = new LineCounter()
  const parse = {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: true,
    version: '1.2',
  } as const
  const document = parseDocument(text, { ...parse, resolveKnownTags: false, merge: false, logLevel: 'error' })
  const placeAt = (offset: number): string => `${shownAs}:${lines.linePos(offset).line}`
  const reader = new Reader(placeAt)
  for (const complaint of [...document.errors, ...document.warnings]) {
    reader.refuse(placeAt(complaint.pos[0]), SYNTAX.get(complaint.code) ?? 'this is not valid YAML')
  }
  if (reader.problems.length === 0) reader.readFile(document.contents)
  if (reader.problems.length > 0) throw new ConfigError(reader.problems)
  return reader.settings
}

interface Refused {
  readonly path?: Path
  readonly fix?: string
}

/** Carries settings and problems through the walk over the parsed nodes. */
class Reader {
  readonly settings = new Settings()
  readonly problems: Problem[] = []

  constructor(private readonly placeAt: (offset: number) => string) {}

  refuse(where: string, problem: string, { path = [], fix = 'Mend the file there.' }: Refused = {}): void {
    this.problems.push({ where, key: path.join('.'), problem, fix })
  }

  readFile(contents: Node | null): void {
    if (contents === null || (isScalar(contents) && contents.value === null)) return
    if (isMap(contents)) Object.assign(this.settings.tree, this.readSection(contents.items, []))
    else this.refuse(this.placeAt(0), 'the file must consist of sections such as server:')
  }

  private readSection(members: readonly Pair[], path: Path): Branch {
    const section = emptyBranch()
    for (const { key, value } of members) {
      const name = isScalar(key) ? String(key.value) : ''
      const where = this.placeAt(startOf(key) ?? 0)
      const here = [...path, name]
      if (name === '__proto__') this.refuse(where, 'cannot be a name', { path: here })
      if (Object.hasOwn(section, name))
        this.refuse(where, 'stands here a second time', { path: here, fix: 'Keep one of the two.' })
      section[name] = this.readValue(value, here, where)
    }
    return section
  }

  private readValue(node: unknown, path: Path, where: string): unknown {
    this.settings.note(path, { origin: 'file', name: where })
    if (node === null) return null
    if (isScalar(node)) return node.value
    if (path.length > MAX_DEPTH) this.refuse(where, 'is nested too deep', { path })
    else if (isMap(node)) return this.readSection(node.items, path)
    else if (isSeq(node)) return node.items.map((item, index) => this.readItem(item, [...path, `${index}`], where))
    else this.refuse(where, 'is an alias (*name), which is not used here', { path, fix: 'Write the value itself.' })
    return null
  }

  private readItem(item: unknown, path: Path, whereList: string): unknown {
    const start = startOf(item)
    return this.readValue(item, path, start === undefined ? whereList : this.placeAt(start))
  }
}

/** A look ahead of the parser, generous enough not to mind brackets in text or comments. */
function nestsTooDeep(text: string): boolean {
  let open = 0
  for (const character of text) {
    if (character === '[' || character === '{') open++
    else if (character === ']' || character === '}') open = Math.max(0, open - 1)
    if (open > MAX_PARSED_DEPTH) return true
  }
  return DEEP_INDENT.test(text)
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined
}

function readText(file: string, shownAs: string): string {
  try {
    if (statSync(file).size <= MAX_BYTES) return readFileSync(file, 'utf8')
  } catch (error) {
    throw unreadable(shownAs, `cannot be read (${systemCode(error)})`, 'Check the path and its permissions.')
  }
  throw unreadable(shownAs, 'is larger than 1 MiB', 'Check that this is the right file.')
}

function unreadable(shownAs: string, problem: string, fix: string): ConfigError {
  return new ConfigError([{ where: shownAs, key: '', problem: `the file ${problem}`, fix }])
}
