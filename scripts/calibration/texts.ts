/** Texts of many kinds: read from this repository and its packages, named by the locale data of Node, or made up. The same in every run. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord, tryParseJson } from '../../src/lib/index.js'
import { alphabet, below, bytes, chars, many, pick, word } from './chance.js'
import { LANGUAGES, phrasesIn } from './languages.js'

export interface KindOfText {
  readonly name: string
  /** Nobody writes such texts but to be dear. */
  readonly isHostile: boolean
  readonly texts: readonly string[]
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const MARKS = alphabet(0x300, 0x36f)
const LONGEST_FILE = 60_000
/** Texts that others collected, where this machine has them; for judging only. */
const COLLECTED = '../shared/corpora'

/** All kinds that the weights are learnt from. */
export function textsOfAllKinds(): KindOfText[] {
  const english = readEnglish()
  return [...readKinds(english), ...madeKinds(), ...languageKinds(), ...disguisedKinds(english), ...hostileKinds()]
}

/** Kinds that are only judged. */
export function collectedTexts(): KindOfText[] {
  if (!existsSync(COLLECTED)) return []
  const files = readdirSync(COLLECTED).filter((file) => file.endsWith('.jsonl'))
  return files.map((file) => {
    const lines = readFileSync(join(COLLECTED, file), 'utf8').split('\n').slice(0, 1_500)
    const texts = lines.map(collectedText).filter((text) => text.length > 0)
    return { name: `collected: ${file.split('.')[0]}`, isHostile: false, texts }
  })
}

/** Pieces of 300 to 8,000 characters, up to four of a text. */
export function samplesOf({ texts }: KindOfText): string[] {
  return texts.flatMap((text) => {
    const pieces = Math.max(1, Math.min(4, Math.floor(text.length / 1_500)))
    return many(pieces, () => pieceOf(text)).filter((piece) => piece.length > 100)
  })
}

function pieceOf(text: string): string {
  const length = pick([300, 1_000, 3_000, 8_000])
  const start = text.length > length ? below(text.length - length) : 0
  return text.slice(start, start + length).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
}

function collectedText(line: string): string {
  const row = parsed(line)
  if (!isRecord(row)) return ''
  const { text, text_base64: encoded } = row
  if (typeof encoded === 'string') return Buffer.from(encoded, 'base64').toString()
  return typeof text === 'string' ? text : ''
}

function parsed(json: string): unknown {
  const read = tryParseJson(json)
  return read.ok ? read.value : undefined
}

function readEnglish(): string[] {
  const readmes = packageFolders().flatMap((folder) => filesIn(folder, /^readme\.md$/i, 1))
  return texts([...readmes, ...filesIn('docs', /\.md$/, 50), 'README.md'])
}

function packageFolders(): string[] {
  const names = readdirSync('node_modules').filter((name) => !name.startsWith('.'))
  const packages = names.flatMap((name) =>
    name.startsWith('@') ? readdirSync(join('node_modules', name)).map((part) => join(name, part)) : name,
  )
  return packages.map((name) => join('node_modules', name))
}

function readKinds(english: readonly string[]): KindOfText[] {
  const folders = packageFolders()
  const code = texts([
    ...filesIn('src', /\.ts$/, 150),
    ...folders.flatMap((folder) => filesIn(folder, /\.(js|ts|mjs)$/, 4)),
  ])
  const json = texts(folders.flatMap((folder) => filesIn(folder, /^package\.json$/, 1)))
  return [
    kind('English', english),
    kind(
      'English with emoji',
      english
        .slice(0, 30)
        .map((text) => text.slice(0, 2_000).replaceAll('. ', () => `. ${pick([...'🎉🚀😂🙏✅🔥'])} `)),
    ),
    kind('code', code),
    kind(
      'code, minified',
      code.map((text) => text.replace(/\s+/g, ' ').replace(/ ?([{}();,=:<>+*/.-]) ?/g, '$1')),
    ),
    kind('JSON', json),
    kind(
      'JSON, minified',
      json.map((text) => JSON.stringify(parsed(text)) ?? ''),
    ),
  ]
}

function madeKinds(): KindOfText[] {
  return [
    kind(
      'base64',
      many(40, () => bytes(200 + below(3_000)).toString('base64')),
    ),
    kind(
      'base64url',
      many(20, () => bytes(200 + below(3_000)).toString('base64url')),
    ),
    kind(
      'hex',
      many(40, () => bytes(200 + below(3_000)).toString('hex')),
    ),
    kind(
      'UUIDs',
      many(30, () => many(20, uuid).join(pick(['\n', ', ', '","']))),
    ),
    kind(
      'logs',
      many(60, () => many(15, logLine).join('\n')),
    ),
    kind(
      'numbers',
      many(40, () => many(120, () => String(below(10 ** (1 + below(9))))).join(pick([' ', ',', '\n', '.', '\t']))),
    ),
    kind(
      'white space',
      many(40, () =>
        many(
          200,
          () => pick(['a', '{', '1', '']) + ' '.repeat(below(12)) + pick(['\n', '\t', '\t\t', '', '\r\n', '\n\n']),
        ).join(''),
      ),
      'hostile',
    ),
    kind(
      'emoji',
      many(30, () =>
        chars(
          [...alphabet(0x1f300, 0x1f64f), ...alphabet(0x1f900, 0x1f9ff), '👩‍👩‍👧', '🇩🇪', '👍🏽', '❤️'],
          150,
          pick(['', ' ']),
        ),
      ),
      'hostile',
    ),
    kind(
      'boxes',
      many(20, () =>
        many(20, () => `│ ${chars([...LOWER, ' ', ' '], 20)} │\n├${'─'.repeat(10 + below(30))}┤`).join('\n'),
      ),
      'hostile',
    ),
  ]
}

/** Ordinary words, written as people write them who mean to get past a filter. */
function disguisedKinds(english: readonly string[]): KindOfText[] {
  const plain = english.slice(0, 40).map((text) => text.slice(0, 1_500))
  const shown = [...plain, ...plain.slice(0, 20).map((text) => text.toUpperCase())]
  const spread = (between: string) => shown.map((text) => [...text].join(between))
  const reversed = plain.map((text) => [...text].reverse().join(''))
  const vietnamese = phrasesIn('vi')
  return [
    kind(
      'letters apart',
      [...spread(' '), ...spread('\u200b'), ...spread('-'), ...spread('\u00ad'), ...spread('_')],
      'hostile',
    ),
    kind(
      'letters with marks',
      plain.map((text) => text.replace(/[a-z]/g, (letter) => letter + pick(MARKS))),
      'hostile',
    ),
    kind('backwards', reversed, 'hostile'),
    kind(
      'Morse code',
      many(40, () => many(60, () => word('.-', 1 + below(4)) + pick([' ', ' ', ' / '])).join('')),
      'hostile',
    ),
    kind(
      'keys at random',
      many(40, () => many(60, () => word(pick(['asdf', 'qwerty', 'hjkl']), 3 + below(12))).join(' ')),
      'hostile',
    ),
    kind(
      'Vietnamese, decomposed',
      many(20, () =>
        many(60, () => pick(vietnamese))
          .join(' ')
          .normalize('NFD'),
      ),
      'hostile',
    ),
  ]
}

function languageKinds(): KindOfText[] {
  return LANGUAGES.map(({ name, locales, isRare, separators }) => {
    const made = locales.flatMap((locale) => {
      const phrases = phrasesIn(locale)
      return many(12, () => many(60, () => pick(phrases) + pick(separators ?? [' ', ', ', ' ', '. '])).join(''))
    })
    return kind(name, made, isRare ? 'hostile' : undefined)
  })
}

function hostileKinds(): KindOfText[] {
  const ascii = alphabet(0x20, 0x7e)
  const made: readonly (readonly [name: string, of: () => string])[] = [
    [
      'letters at random',
      () => many(80, () => word(LOWER, pick([0, 3, 6, 10, 25]) || 2 + below(14))).join(pick([' ', '-', '_', ''])),
    ],
    [
      'capitals at random',
      () => many(80, () => word(LOWER.toUpperCase(), 2 + below(14))).join(pick([' ', '-', '_', ''])),
    ],
    [
      'letters and digits at random',
      () =>
        many(40, () => word(`${LOWER}${LOWER.toUpperCase()}0123456789`, 3 + below(30))).join(pick([' ', '-', '.', ''])),
    ],
    [
      'hex in capitals',
      () =>
        bytes(200 + below(1_000))
          .toString('hex')
          .toUpperCase(),
    ],
    ['ASCII at random', () => chars(ascii, 1_500)],
    [
      'punctuation at random',
      () =>
        chars(
          ascii.filter((one) => /[^\w ]/.test(one)),
          800,
        ),
    ],
    ['control characters', () => chars(alphabet(0, 0x1f), 400)],
    ['accented letters', () => chars([...'àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßğışžčřěůąęłńśźżőű'], 500)],
    ['Chinese characters at random', () => chars(alphabet(0x4e00, 0x9ffe), 600)],
    ['Hangul at random', () => chars(alphabet(0xac00, 0xd7a2), 600)],
    [
      'symbols at random',
      () => chars([...alphabet(0x2010, 0x2026), ...alphabet(0x2190, 0x22fe), ...alphabet(0x2500, 0x25fe)], 500),
    ],
    ['characters at random below U+3000', () => chars(alphabet(0xa0, 0x2ffe), 500)],
    [
      'rare characters of four bytes',
      () => chars([...alphabet(0x10000, 0x103ff), ...alphabet(0x20000, 0x203ff), ...alphabet(0x1d400, 0x1d7fe)], 300),
    ],
  ]
  return made.map(([name, of]) => kind(name, many(40, of), 'hostile'))
}

function kind(name: string, made: readonly string[], hostile?: 'hostile'): KindOfText {
  return { name, isHostile: hostile !== undefined, texts: made }
}

function texts(files: readonly string[]): string[] {
  return files.map((file) => readFileSync(file, 'utf8').slice(0, LONGEST_FILE))
}

function filesIn(folder: string, name: RegExp, most: number): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile() && name.test(entry.name))
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .slice(0, most)
}

function uuid(): string {
  return bytes(16)
    .toString('hex')
    .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}

function logLine(): string {
  const time = `${10 + below(14)}:${10 + below(50)}:${10 + below(50)}`
  return pick([
    `2026-${10 + below(3)}-${10 + below(20)}T${time}.${100 + below(900)}Z INFO  [http-nio-${below(9_000)}-exec-${below(20)}] c.e.s.RequestFilter - GET /api/v1/users/${below(99_999)} 200 ${below(3_000)}ms`,
    `${1 + below(255)}.${below(255)}.${below(255)}.${below(255)} - - [${10 + below(20)}/Oct/2026:${time} +0000] "POST /v1/messages?beta=true HTTP/1.1" 200 ${below(90_000)} "-" "curl/8.${below(9)}.0"`,
    `\tat com.example.service.${pick(['Order', 'User', 'Payment'])}Service.process(OrderService.java:${below(400)})`,
    `level=warn ts=${1_700_000_000 + below(9_999_999)} caller=main.go:${below(300)} msg="retrying" err="connect: connection refused" trace_id=${bytes(8).toString('hex')}`,
  ])
}
