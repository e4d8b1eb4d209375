/** Says who is calling: by a gateway credential, or, on loopback and in local mode, by the caller's own provider credential. */
import { gatewayCredentials, ownCredentialHeaders, type Principal } from '../../canonical/index.js'
import { type Clock, fingerprint } from '../../lib/index.js'
import { type Decision, deny, type IngressStage, type Received, transform } from '../../pipeline/index.js'
import {
  type CredentialCheck,
  type CredentialRecord,
  type CredentialStore,
  verifyCredential,
} from '../../stores/index.js'
import { createFailureLimit } from './failure-limit.js'

export interface AuthenticateConfig {
  readonly mode: 'local' | 'keys'
}

export interface AuthenticateServices {
  readonly credentials: CredentialStore
  readonly clock: Clock
  /** Keys the fingerprints that stand for callers with a credential of their own. */
  readonly fingerprintKey: Uint8Array
}

export function createAuthenticate(config: AuthenticateConfig, services: AuthenticateServices): IngressStage {
  const failures = createFailureLimit(services.clock)

  /** A wrong credential slows its peer; a right one is never held up by a neighbour's wrong ones. */
  const refuse = ({ peer }: Received): Decision<Principal> => {
    const waitSeconds = failures.record(peer.address)
    if (waitSeconds === 0) return deny('unauthenticated')
    return deny('rate_limited', {
      detail: 'Too many wrong credentials from this address.',
      retryAfterSeconds: waitSeconds,
    })
  }

  const decideOn = (received: Received, check: CredentialCheck): Decision<Principal> =>
    check.ok ? transform(principalOf(check.record)) : refuse(received)

  const byGatewayCredential = (received: Received, credential: string) => {
    const check = verifyCredential(services.credentials, credential, services.clock.now())
    return check instanceof Promise ? check.then((made) => decideOn(received, made)) : decideOn(received, check)
  }

  return {
    name: 'authenticate',
    onFault: 'deny',
    decide: (received) => {
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
  return transform({ kind: 'own', name: id, id, tenant: id, roles: ['user'] })
}

function principalOf(record: CredentialRecord): Principal {
  const { id, name, role, team, models } = record
  return {
    kind: 'gateway',
    id,
    name,
    tenant: team === undefined ? `credential:${id}` : `team:${team}`,
    roles: [role],
    ...(team === undefined ? {} : { team }),
    ...(models === undefined ? {} : { models }),
  }
}
