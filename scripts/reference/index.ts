/** Every page of docs/reference, and whether what lies on the disk is what the code says. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonSchema } from '../../src/schema.js'
import { cliPage } from './cli-page.js'
import { codeMapPage } from './code-map-page.js'
import { configPage } from './config-page.js'
import { errorsPage } from './errors-page.js'
import { routesPage } from './routes-page.js'

/** The repository: this file runs compiled, two folders below the folder of the build. */
const REPOSITORY = join(import.meta.dirname, '..', '..', '..')

/** Where the pages lie in the repository. */
export const REFERENCE_FOLDER = join(REPOSITORY, 'docs', 'reference')

/** The text of every page, by the name of its file. */
const PAGES: Readonly<Record<string, () => string>> = {
  'cli.md': cliPage,
  'code-map.md': () => codeMapPage(join(REPOSITORY, 'src')),
  'config.md': configPage,
  'errors.md': errorsPage,
  'headgate.schema.json': () => `${JSON.stringify(jsonSchema(), undefined, 2)}\n`,
  'routes.md': routesPage,
}

/** The text of every page as the code has it now, by the name of its file. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map(Object.entries(PAGES).map(([name, write]) => [name, write()]))
}

/** The names of pages in the folder that are missing, say something else than the code, or are nobody's. */
export function stalePages(folder: string): string[] {
  const pages = referencePages()
  const there = existsSync(folder) ? readdirSync(folder) : []
  const names = new Set([...pages.keys(), ...there])
  const found = new Set(there)
  return [...names].filter((name) => textOf(folder, name, found) !== pages.get(name)).sort()
}

/** Brings the folder up to date; answers with the names of the pages that were not. */
export function writePages(folder: string): string[] {
  const stale = stalePages(folder)
  const pages = referencePages()
  mkdirSync(folder, { recursive: true })
  for (const name of stale) {
    const text = pages.get(name)
    if (text === undefined) rmSync(join(folder, name))
    else writeFileSync(join(folder, name), text)
  }
  return stale
}

function textOf(folder: string, name: string, found: ReadonlySet<string>): string | undefined {
  return found.has(name) ? readFileSync(join(folder, name), 'utf8') : undefined
}
