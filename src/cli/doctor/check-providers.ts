/** Can each provider be reached, and is there a secret for it? */
import { HeadgateError } from '../../errors.js'
import type { LoadedConfig } from '../../schema.js'
import { type Transport, upstreamPath } from '../../upstream/index.js'
import { type Answer, ask } from '../ask.js'
import { type Finding, fail, ok, warn } from './finding.js'

/** What was found, and the providers' own clocks where they told them. */
export interface ProviderCheck {
  readonly findings: readonly Finding[]
  /** Milliseconds since the Unix epoch. */
  readonly times: readonly number[]
}

/** Asks every provider, without a credential, for its models; any answer at all means that it is reached. */
export async function checkProviders(loaded: LoadedConfig, transport: Transport): Promise<ProviderCheck> {
  const names = Object.keys(loaded.config.providers)
  const checks = await Promise.all(names.map((name) => checkProvider(name, loaded, transport)))
  return { findings: checks.flatMap(({ findings }) => findings), times: checks.flatMap(({ times }) => times) }
}

async function checkProvider(name: string, loaded: LoadedConfig, transport: Transport): Promise<ProviderCheck> {
  const provider = loaded.config.providers[name]
  if (provider === undefined) return { findings: [], times: [] }
  const key = `providers.${name}`
  const url = new URL(provider.base_url)
  try {
    const origin = transport.origin(url, { allowPrivate: provider.allow_private })
    const question = { method: 'GET', path: upstreamPath(url, '/v1/models'), headers: [], body: null }
    const answer = await ask(origin, question)
    return {
      findings: [reached(`${key}: ${url.origin}`, answer), ...secretFindings(name, loaded)],
      times: timesOf(answer),
    }
  } catch (error) {
    if (!(error instanceof HeadgateError)) throw error
    const reason = (error.detail ?? error.message).replace('<name>', name)
    const unreached = isWanted(name, loaded) ? fail : warn
    const fix = `Check ${key}.base_url, the network and the proxy variables.`
    return {
      findings: [unreached(`${key}: ${url.origin} is not reached. ${reason}`, fix), ...secretFindings(name, loaded)],
      times: [],
    }
  }
}

function reached(place: string, { status }: Answer): Finding {
  return status >= 500
    ? warn(`${place} is reached, but answers ${status}`, 'Look at its status page.')
    : ok(`${place} is reached`)
}

/** False for a provider that is only there because headgate knows it by name. */
function isWanted(name: string, { config, sources }: LoadedConfig): boolean {
  return config.providers[name]?.api_key !== undefined || sources[`providers.${name}.base_url`] !== 'default'
}

function secretFindings(name: string, { config, sources }: LoadedConfig): readonly Finding[] {
  const key = `providers.${name}.api_key`
  if (config.providers[name]?.api_key !== undefined) return [ok(`${key}: is set (${sources[key] ?? 'unknown'})`)]
  if (config.auth.mode === 'local') return [ok(`${key}: is not set; callers bring their own credential`)]
  return [
    warn(
      `${key}: is not set, and auth.mode: keys`,
      'Set it, or callers must send a credential of their own beside x-headgate-key.',
    ),
  ]
}

function timesOf({ headers }: Answer): readonly number[] {
  const time = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(time) ? [] : [time]
}
