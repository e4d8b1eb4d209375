/** The principal that a gateway credential stands for. */
import type { Principal } from '../../canonical/index.js'
import type { CredentialRecord } from '../../stores/index.js'

/** What a record says of its bearer beside what every record does. */
interface OfTheBearer {
  readonly user?: string
  readonly requestsPerMinute?: number
  readonly tokensPerMinute?: number
  readonly maxConcurrent?: number
}

/** Whoever has presented the credential; nothing of the credential itself. */
export function principalOf(record: CredentialRecord & OfTheBearer): Principal {
  const { id, name, role, team, user, models } = record
  const limits = limitsOf(record)
  return {
    kind: 'gateway',
    id,
    name,
    tenant: team === undefined ? `credential:${id}` : `team:${team}`,
    roles: [role],
    ...(team === undefined ? {} : { team }),
    ...(user === undefined ? {} : { user }),
    ...(models === undefined ? {} : { models }),
    ...(limits === undefined ? {} : { limits }),
  }
}

function limitsOf({ requestsPerMinute, tokensPerMinute, maxConcurrent }: OfTheBearer): Principal['limits'] {
  if (requestsPerMinute === undefined && tokensPerMinute === undefined && maxConcurrent === undefined) return undefined
  return {
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    ...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
    ...(maxConcurrent === undefined ? {} : { maxConcurrent }),
  }
}
