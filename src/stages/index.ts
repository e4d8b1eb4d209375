/** The order of events: every stage of every ring, top to bottom, with the reason for its place. */
import type { Clock } from '../lib/index.js'
import type { FaultReporter, Stages } from '../pipeline/index.js'
import type { Stores } from '../stores/index.js'
import { type AuthenticateConfig, createAuthenticate } from './authenticate/index.js'
import { createAuthorize } from './authorize/index.js'
import { createLedger } from './ledger/index.js'
import { createRoute, type RoutableProvider } from './route/index.js'
import { createShape, type ShapeConfig } from './shape/index.js'

export interface StageConfig {
  readonly auth: AuthenticateConfig
  readonly security: ShapeConfig
}

export interface StageServices {
  readonly stores: Stores
  readonly clock: Clock
  readonly providers: readonly RoutableProvider[]
  readonly fingerprintKey: Uint8Array
  readonly onFault: FaultReporter
}

/** The stages, and what must be flushed before the process ends. */
export interface BuiltStages {
  readonly stages: Stages
  flush(): Promise<void>
}

export function createStages(config: StageConfig, services: StageServices): BuiltStages {
  const { stores, clock, providers, fingerprintKey, onFault } = services
  const ledger = createLedger({ exchanges: stores.exchanges, onFault })
  const stages: Stages = {
    ingress: [
      // First, and on the head alone: nothing of a request is read for a caller who is nobody.
      createAuthenticate(config.auth, { credentials: stores.credentials, clock, fingerprintKey }),
    ],
    preflight: [
      // Before any content is read.
      createAuthorize(),
      // The cheapest look at the content, so that later stages work on requests of a bounded shape.
      createShape(config.security),
    ],
    routing: [createRoute(providers)],
    postflight: [],
    background: [ledger],
  }
  return { stages, flush: () => ledger.flush() }
}
