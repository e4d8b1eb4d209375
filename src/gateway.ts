/** The composition root: builds stores, providers, stages and the pipeline, and hands the doors what they need. No logic. */
import type { Secret } from './config/index.js'
import { resolveRoute } from './dialects/index.js'
import { type Clock, compileWildcards, fingerprint, systemClock } from './lib/index.js'
import {
  createPipeline,
  exchangeLineWithContent,
  type Finished,
  type Pipeline,
  type Received,
} from './pipeline/index.js'
import type { Config } from './schema.js'
import { createStages } from './stages/index.js'
import type { Stores } from './stores/index.js'
import { describeFault, type ExchangeLog, type HumanLog, lineJson } from './telemetry/index.js'
import {
  authorize,
  createForward,
  createTransport,
  type ProxySettings,
  type Transport,
  type UpstreamProvider,
  upstreamPath,
} from './upstream/index.js'

export interface GatewayParts {
  readonly stores: Stores
  readonly humanLog: HumanLog
  /** Absent where no log file was asked for. */
  readonly exchangeLog?: ExchangeLog
  /** The operator's HTTP proxies for calls of providers. */
  readonly proxies: ProxySettings
  /** Told of every exchange when it has ended. */
  readonly onFinished?: (finished: Finished) => void
  readonly clock?: Clock
}

export interface Gateway {
  readonly pipeline: Pipeline
  readonly clock: Clock
  readonly resolveRoute: typeof resolveRoute
  /** Writes down what is waiting and closes what was built here; stores and logs belong to the caller. */
  close(): Promise<void>
}

export async function createGatewayFrom(config: Config, parts: GatewayParts): Promise<Gateway> {
  const { stores, humanLog, clock = systemClock } = parts
  const fingerprintKey = await stores.secrets.getOrCreate('fingerprint')
  const transport = createTransport({ timeouts: transportTimeouts(config), proxies: parts.proxies })
  const providers = buildProviders(config, transport)
  const onFault = (place: string, error: unknown) => humanLog.error(describeFault(place, error))
  const built = createStages(config, { stores, clock, providers, fingerprintKey, onFault })
  const pipeline = createPipeline({
    stages: built.stages,
    forward: createForward(new Map(providers.map((provider) => [provider.name, provider])), clock),
    clock,
    maxNesting: config.security.max_nesting,
    sessionOf: (received, { tenant }) => sessionOf(received, tenant, fingerprintKey),
    keepsAnswerText: config.log.sensitive === 'on' && parts.exchangeLog !== undefined,
    onFinished: (finished) => report(finished, config, parts),
    onFault,
  })
  const close = async () => {
    await built.flush()
    await transport.close()
  }
  return { pipeline, clock, resolveRoute, close }
}

function report(finished: Finished, config: Config, { humanLog, exchangeLog, onFinished }: GatewayParts): void {
  humanLog.exchange(finished.line)
  const isSensitive = config.log.sensitive === 'on'
  exchangeLog?.write(isSensitive ? lineJson(exchangeLineWithContent(finished)) : finished.json)
  onFinished?.(finished)
}

function transportTimeouts({ server: { timeouts } }: Config) {
  return {
    connectMs: timeouts.connect_seconds * 1_000,
    firstByteMs: timeouts.first_byte_seconds * 1_000,
    idleMs: timeouts.idle_seconds * 1_000,
  }
}

function buildProviders(config: Config, transport: Transport): readonly UpstreamProvider[] {
  return Object.entries(config.providers).map(([name, provider]) => {
    const { dialect, base_url, api_key, allow_private, models } = provider
    const baseUrl = new URL(base_url)
    const headers = authorizationOf({ name, dialect }, api_key)
    return {
      name,
      family: dialect,
      origin: transport.origin(baseUrl, { allowPrivate: allow_private }),
      path: (gatewayPath) => upstreamPath(baseUrl, gatewayPath),
      authorization: () => headers,
      serves: compileWildcards(models),
    }
  })
}

function authorizationOf(provider: Parameters<typeof authorize>[0], secret: Secret | undefined): readonly string[] {
  return secret === undefined ? [] : authorize(provider, secret.reveal())
}

/** The conversation that the client names, as nobody without our key can tell; the same name in two tenants is two conversations. */
function sessionOf({ headers }: Received, tenant: string, key: Uint8Array): string | undefined {
  const name = headers['x-headgate-session']
  return typeof name === 'string' && name !== '' ? fingerprint(key, `${tenant}\n${name}`) : undefined
}
