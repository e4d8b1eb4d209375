/** The code map: every folder and file of the source with the sentence that it opens with. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { code, page } from './markdown.js'

const INTRODUCTION =
  'Every folder and file of `src`, with the first sentence of each file. How they fit together is told in [ARCHITECTURE.md](../../ARCHITECTURE.md).'

/** The page for the source in that folder; tests are left out. */
export function codeMapPage(source: string): string {
  return page('Code map', [INTRODUCTION, ...folderParts(source, 'src')])
}

/** The files of a folder, then its folders, each under its own heading. */
function folderParts(folder: string, name: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1))
  const files = entries.filter((entry) => entry.isFile() && isSource(entry.name))
  const lines = files.map(
    (file) => `- ${code(file.name)} ${firstSentence(readFileSync(join(folder, file.name), 'utf8'))}`,
  )
  const folders = entries.filter((entry) => entry.isDirectory())
  return [
    ...(lines.length === 0 ? [] : [`## ${name}`, lines.join('\n')]),
    ...folders.flatMap((entry) => folderParts(join(folder, entry.name), `${name}/${entry.name}`)),
  ]
}

function isSource(name: string): boolean {
  return name.endsWith('.ts') && !/\.(test|suite|bench)\.ts$/.test(name)
}

/** The first sentence of the comment that a file opens with, on one line. */
function firstSentence(text: string): string {
  const [, comment = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(text) ?? []
  const line = comment.replace(/\s*\n\s*\*?\s*/g, ' ').trim()
  return /^.*?[.!?](?=\s|$)/.exec(line)?.[0] ?? line
}
