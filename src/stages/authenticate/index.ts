/** Says who is calling: by a gateway credential, or, on loopback and in local mode, by the caller's own provider credential. */
import { gatewayCredentials, ownCredentialHeaders, type Principal } from '../../canonical/index.js'
import { type Clock, fingerprint } from '../../lib/index.js'
import { type Decision, deny, type IngressStage, type Received, transform } from '../../pipeline/index.js'
import {
  type CredentialCheck,
  type CredentialStore,
  type LimitStore,
  type Taken,
  verifyCredential,
} from '../../stores/index.js'
import { networkOf, noteFailure } from './failure-limit.js'
import { principalOf } from './principal-of.js'

export interface AuthenticateConfig {
  readonly mode: 'local' | 'keys'
}

export interface AuthenticateServices {
  readonly credentials: CredentialStore
  /** Counts wrong credentials. */
  readonly limits: LimitStore
  readonly clock: Clock
  /** Keys the fingerprints that stand for callers with a credential of their own. */
  readonly fingerprintKey: Uint8Array
}

export function createAuthenticate(config: AuthenticateConfig, services: AuthenticateServices): IngressStage {
  /** A wrong credential slows its peer; a right one is never held up by a neighbour's wrong ones. */
  const refuse = ({ peer }: Received): Decision<Principal> | Promise<Decision<Principal>> => {
    const taken = noteFailure(services.limits, peer.address)
    return taken instanceof Promise ? taken.then(refusalOf) : refusalOf(taken)
  }

  const decideOn = (received: Received, check: CredentialCheck) =>
    check.ok ? transform(principalOf(check.record)) : refuse(received)

  const byGatewayCredential = (received: Received, credential: string) => {
    const check = verifyCredential(services.credentials, credential, services.clock.now())
    return check instanceof Promise ? check.then((made) => decideOn(received, made)) : decideOn(received, check)
  }

  return {
    name: 'authenticate',
    onFault: 'deny',
    decide: ({ received }) => {
      const [credential, another] = gatewayCredentials(received.headers)
      if (another !== undefined) return refuse(received)
      if (credential !== undefined) return byGatewayCredential(received, credential)
      if (config.mode !== 'local') return deny('unauthenticated')
      return byOwnCredential(received, services.fingerprintKey)
    },
  }
}

function byOwnCredential(received: Received, fingerprintKey: Uint8Array): Decision<Principal> {
  const own = ownCredentialHeaders(received.headers)
  if (own.length === 0 || !received.peer.isLoopback || received.route.surface !== 'data') return deny('unauthenticated')
  const id = `own-${fingerprint(fingerprintKey, own.join('\n'))}`
  // Counted by its peer, since anybody can make up another credential of this kind.
  const countedAs = networkOf(received.peer.address)
  return transform({ kind: 'own', name: id, id, tenant: id, roles: ['user'], countedAs })
}

function refusalOf({ refused, retryAfterSeconds }: Taken): Decision<Principal> {
  if (refused === undefined) return deny('unauthenticated')
  if (refused === 'unreachable') return deny('overloaded', { retryAfterSeconds })
  return deny('rate_limited', { detail: 'Too many wrong credentials from this address.', retryAfterSeconds })
}
