/** What may be told of a credential: everything but its hash. */
import type { Role } from '../../canonical/index.js'
import type { CredentialRecord } from '../../stores/index.js'

/** One credential as `keys list --json` prints it; times in ISO 8601. */
export interface CredentialDescription {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly team: string | null
  /** `null`: all models. */
  readonly models: readonly string[] | null
  readonly created: string
  /** `null`: never. */
  readonly expires: string | null
  readonly state: 'active' | 'expired' | 'revoked'
}

/** Describes a record as it stands at `nowMs`. */
export function describeCredential(record: CredentialRecord, nowMs: number): CredentialDescription {
  const { id, name, role, team, models, createdAt, expiresAt } = record
  return {
    id,
    name,
    role,
    team: team ?? null,
    models: models ?? null,
    created: isoTime(createdAt),
    expires: expiresAt === undefined ? null : isoTime(expiresAt),
    state: stateOf(record, nowMs),
  }
}

function stateOf({ revokedAt, expiresAt }: CredentialRecord, nowMs: number): CredentialDescription['state'] {
  if (revokedAt !== undefined) return 'revoked'
  return expiresAt !== undefined && expiresAt <= nowMs ? 'expired' : 'active'
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
