/** Which bucket a caller draws on: its credential's own, or its peer's. */
import type { Principal } from '../../canonical/index.js'
import type { Bucket } from './contract.js'

/** The bucket from which the caller's requests or tokens are taken. */
export function bucketOf(principal: Principal, what: 'requests' | 'tokens', perMinute: number): Bucket {
  const counted = principal.kind === 'own' ? PEER_COUNTED[what] : what
  return { counted, subject: principal.countedAs ?? principal.id, perMinute }
}

const PEER_COUNTED = { requests: 'peer-requests', tokens: 'peer-tokens' } as const
