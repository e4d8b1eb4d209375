/** The composition root: builds stores, providers, stages and the pipeline, and hands the doors what they need. No logic. */
import type { ModelRequest } from './canonical/index.js'
import type { Secret } from './config/index.js'
import { resolveRoute } from './dialects/index.js'
import { type Clock, compileWildcards, fingerprint, systemClock } from './lib/index.js'
import { createMeter } from './metering/index.js'
import {
  createPipeline,
  exchangeLineWithContent,
  type Finished,
  type Operate,
  type Pipeline,
} from './pipeline/index.js'
import type { Config } from './schema.js'
import { configuredBudgets, createStages, describeBudgetLevel } from './stages/index.js'
import { createLocalLimits, type LimitStore, type Stores } from './stores/index.js'
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
  /** Where several processes count together; otherwise this one counts for itself. */
  readonly limits?: LimitStore
  readonly humanLog: HumanLog
  /** Opens the log file, once everything else stands; absent where none was asked for. */
  readonly openExchangeLog?: () => ExchangeLog
  /** The operator's HTTP proxies for calls of providers. */
  readonly proxies: ProxySettings
  /** Answers on the operator's own routes. */
  readonly operate?: Operate
  /** Told of every exchange when it has ended. */
  readonly onFinished?: (finished: Finished) => void
  readonly clock?: Clock
}

export interface Gateway {
  readonly pipeline: Pipeline
  readonly clock: Clock
  readonly resolveRoute: typeof resolveRoute
  /** The log file, where one was asked for. */
  readonly exchangeLog: ExchangeLog | undefined
  /** Writes down what is waiting and closes what was built here; the stores and the human log belong to the caller. */
  close(): Promise<void>
}

export async function createGatewayFrom(config: Config, parts: GatewayParts): Promise<Gateway> {
  const { stores, humanLog, clock = systemClock } = parts
  const limits = parts.limits ?? createLocalLimits(clock)
  const fingerprintKey = await stores.secrets.getOrCreate('fingerprint')
  const sessionNamed = sessionNamer(fingerprintKey)
  const transport = createTransport({ timeouts: transportTimeouts(config), proxies: parts.proxies })
  const providers = buildProviders(config, transport)
  const onFault = (place: string, error: unknown) => humanLog.error(describeFault(place, error))
  const meter = await createMeter({ overrides: config.prices.overrides, clock })
  // Where money is counted anyway, the first call need not wait for it.
  if (configuredBudgets(config.budget).length > 0) await meter.warm()
  const built = createStages(config, {
    ...{ stores, limits, clock, providers, fingerprintKey, onFault },
    metering: meter,
    estimateTokens,
    sessionNamed,
    onBudgetLevel: (level) => humanLog.warn(describeBudgetLevel(level)),
  })
  await stores.ledger.recover()
  const exchangeLog = parts.openExchangeLog?.()
  const told: Told = { ...parts, exchangeLog }
  const pipeline = createPipeline({
    stages: built.stages,
    forward: createForward(new Map(providers.map((provider) => [provider.name, provider])), clock),
    operate: parts.operate,
    clock,
    maxNesting: config.security.max_nesting,
    sessionOf: ({ headers }, { tenant }) => {
      const name = headers['x-headgate-session']
      return typeof name === 'string' && name !== '' ? sessionNamed(tenant, name) : undefined
    },
    keepsAnswerText: config.log.sensitive === 'on' && exchangeLog !== undefined,
    onFinished: (finished) => report(finished, config, told),
    onFault,
  })
  const close = async () => {
    await built.flush()
    await transport.close()
    await exchangeLog?.close()
  }
  return { pipeline, clock, resolveRoute, exchangeLog, close }
}

const BYTES_PER_TOKEN = 4

/** As a rule of thumb for text, with the names and brackets around it. */
function estimateTokens(request: ModelRequest): number {
  return Math.ceil(request.encode().length / BYTES_PER_TOKEN)
}

/** Who is told of an exchange that has ended. */
interface Told {
  readonly humanLog: HumanLog
  readonly exchangeLog: ExchangeLog | undefined
  readonly onFinished?: (finished: Finished) => void
}

function report(finished: Finished, config: Config, { humanLog, exchangeLog, onFinished }: Told): void {
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
function sessionNamer(key: Uint8Array) {
  return (tenant: string, name: string): string => fingerprint(key, `${tenant}\n${name}`)
}
