/** The order of events: every stage of every ring, top to bottom, with the reason for its place. */
import type { ModelRequest } from '../canonical/index.js'
import type { Clock } from '../lib/index.js'
import type { FaultReporter, Stages } from '../pipeline/index.js'
import type { LimitStore, Stores } from '../stores/index.js'
import { type AuthenticateConfig, createAuthenticate } from './authenticate/index.js'
import { createAuthorize } from './authorize/index.js'
import { type BudgetConfig, type BudgetLevel, createBudget, type Metering } from './budget/index.js'
import { createLedger } from './ledger/index.js'
import { createRequestLimit, type RequestLimitConfig } from './request-limit/index.js'
import { createRoute, type RoutableProvider } from './route/index.js'
import { createShape, type ShapeConfig } from './shape/index.js'
import { createTokenLimit, type TokenLimitConfig } from './token-limit/index.js'

export {
  type Budget,
  configuredBudgets,
  describeBudgetLevel,
  isTimeZone,
  RuleBook,
  Windows,
} from './budget/index.js'

export interface StageConfig {
  readonly auth: AuthenticateConfig
  readonly security: ShapeConfig
  readonly budget: BudgetConfig
  readonly rate_limiting: RequestLimitConfig & TokenLimitConfig & { readonly enabled: boolean }
}

export interface StageServices {
  readonly stores: Stores
  readonly limits: LimitStore
  readonly metering: Metering
  readonly clock: Clock
  /** About how many tokens a request will take. */
  readonly estimateTokens: (request: ModelRequest) => number
  readonly providers: readonly RoutableProvider[]
  readonly fingerprintKey: Uint8Array
  readonly onFault: FaultReporter
  /** The fingerprint of the session that a tenant calls so. */
  readonly sessionNamed: (tenant: string, name: string) => string
  /** Told when a budget has been used by half, by four fifths, and whole. */
  readonly onBudgetLevel: (level: BudgetLevel) => void
}

/** The stages, and what must be flushed before the process ends. */
export interface BuiltStages {
  readonly stages: Stages
  flush(): Promise<void>
}

export function createStages(config: StageConfig, services: StageServices): BuiltStages {
  const { stores, limits, clock, metering, estimateTokens, providers, fingerprintKey, onFault } = services
  const { sessionNamed, onBudgetLevel } = services
  const rates = config.rate_limiting
  const ledger = createLedger({ exchanges: stores.exchanges, onFault })
  const stages: Stages = {
    ingress: [
      // First, and on the head alone: nothing of a request is read for a caller who is nobody.
      createAuthenticate(config.auth, { credentials: stores.credentials, limits, clock, fingerprintKey }),
      // As soon as it is known whose request it is: who has had enough sends his body in vain.
      ...(rates.enabled ? [createRequestLimit(rates, limits)] : []),
    ],
    preflight: [
      // Before any content is read.
      createAuthorize(),
      // The cheapest look at the content, so that later stages work on requests of a bounded shape.
      createShape(config.security),
      // Counts what will really be sent, and takes nothing for a request that an earlier stage refuses.
      ...(rates.enabled ? [createTokenLimit(rates, { limits, estimateTokens })] : []),
    ],
    routing: [
      createRoute(providers),
      // Last of all that may refuse, when it is known who may answer, and so what that costs.
      createBudget(config.budget, {
        ledger: stores.ledger,
        budgets: stores.budgets,
        metering,
        clock,
        sessionNamed,
        onLevel: onBudgetLevel,
      }),
    ],
    postflight: [],
    background: [ledger],
  }
  const flush = async () => {
    await Promise.all([ledger.flush(), stores.ledger.flush()])
  }
  return { stages, flush }
}
