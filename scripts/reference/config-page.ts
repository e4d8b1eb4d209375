/** The page of configuration keys, from the schema that checks them. */
import { describeKeys, type KeyDescription } from '../../src/schema.js'
import { PROVIDERS } from '../../src/upstream/providers/index.js'
import { code, codes, page, table } from './markdown.js'

const WHERE_FROM = `A flag wins over a variable, a variable over the file, and the file over the default. Every key has a variable that is derived
from its path; where a shorter one exists it is listed first. \`headgate config show\` prints what is in effect and where each
value comes from, and \`headgate config explain KEY\` explains one key.`

/** The page. */
export function configPage(): string {
  const sections = new Map<string, KeyDescription[]>()
  for (const key of describeKeys()) {
    const [section = ''] = key.key.split('.')
    sections.set(section, [...(sections.get(section) ?? []), key])
  }
  return page('Configuration keys', [
    WHERE_FROM,
    ...[...sections].flatMap(([section, keys]) => [`## ${section}`, keyTable(keys)]),
    '## Providers known by name',
    'Without a `providers` section these exist. With one, those that it names exist, and what it leaves out is filled in from here.',
    providerTable(),
  ])
}

function keyTable(keys: readonly KeyDescription[]): string {
  const header = ['key', 'meaning', 'value', 'default', 'variable', 'flag']
  const rows = keys.map(({ key, description, type, default: fallback, variables, flags }) => [
    code(key),
    description,
    type,
    fallback,
    codes(variables),
    codes(flags),
  ])
  return table(header, rows)
}

function providerTable(): string {
  const rows = PROVIDERS.map(({ name, dialect, baseUrl, secretVariable, models }) => [
    code(name),
    dialect,
    baseUrl,
    codes([secretVariable, 'HEADGATE_API_KEY']),
    codes(models),
  ])
  return table(['name', 'dialect', 'base_url', 'api_key from, the first that is set', 'models'], rows)
}
