/** The page of routes, from the dialects that have them and from the health routes. */
import { DIALECTS } from '../../src/dialects/index.js'
import { healthAnswer } from '../../src/server/health.js'
import { code, page, table } from './markdown.js'

const HEALTH: readonly (readonly [path: string, meaning: string])[] = [
  ['/health', 'The process lives.'],
  ['/livez', 'The same, under the name that orchestrators use.'],
  ['/readyz', 'It takes new exchanges; 503 while it drains.'],
]

const PUBLIC = 'Anybody may call these, and they tell nothing else. A wrong `Host` is refused here too.'

const DATA = `These need a credential (see [credentials](../guides/credentials.md)) and go to a provider. Where two rows match, a fixed path wins over a
pattern. Where a path belongs to both families, a request with an \`anthropic-version\` header is taken as Anthropic's, and any other as
OpenAI's. *Read* says whether headgate understands the body; what it does not read is relayed as it is, under the same authentication and log.`

const REST = `Every other path and method is denied: 401 without a valid credential, 404 with one. That holds for \`/api/v1/*\`, \`/admin/*\` and \`/metrics\` too,
which have no rows yet. So are paths that could mean something else to another server: dot segments, empty segments, backslashes, semicolons,
control characters, and another spelling of a route that is read, in clear or percent-encoded.`

/** The page. */
export function routesPage(): string {
  return page('Routes', [
    '## Public',
    PUBLIC,
    table(['route', 'status', 'meaning'], HEALTH.map(healthRow)),
    '## To providers',
    DATA,
    table(['route', 'dialect', 'read'], dataRows()),
    '## Everything else',
    REST,
  ])
}

function healthRow([path, meaning]: (typeof HEALTH)[number]): readonly string[] {
  const answer = healthAnswer('GET', path, false)
  if (answer === undefined) throw new Error(`${path} is no health route any more`)
  return [code(`GET ${path}`), String(answer.status), meaning]
}

function dataRows(): readonly (readonly string[])[] {
  return DIALECTS.flatMap(({ name, routes, hasBody }) =>
    routes.map(({ method, pattern }) => [code(`${method} ${pattern}`), name, hasBody ? 'yes' : 'no']),
  )
}
