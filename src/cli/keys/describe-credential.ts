/** What may be told of a credential: everything but its hash. */
import { type Role, usdText } from '../../canonical/index.js'
import type { BudgetRule, CredentialRecord } from '../../stores/index.js'

/** One credential as `keys list --json` prints it; times in ISO 8601. */
export interface CredentialDescription {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly team: string | null
  readonly user: string | null
  /** `null`: all models. */
  readonly models: readonly string[] | null
  /** `null`: what the configuration says. */
  readonly requests_per_minute: number | null
  readonly tokens_per_minute: number | null
  readonly max_concurrent: number | null
  /** Those that hold this credential alone. */
  readonly budgets: readonly BudgetDescription[]
  readonly created: string
  /** `null`: never. */
  readonly expires: string | null
  readonly state: 'active' | 'expired' | 'revoked'
}

export interface BudgetDescription extends Pick<BudgetRule, 'id' | 'window' | 'timezone'> {
  readonly limit_usd: string
}

/** Describes a record, with the budgets that hold it, as it stands at `nowMs`. */
export function describeCredential(
  record: CredentialRecord,
  budgets: readonly BudgetRule[],
  nowMs: number,
): CredentialDescription {
  const { id, name, role, team, user, models, createdAt, expiresAt } = record
  return {
    id,
    name,
    role,
    team: team ?? null,
    user: user ?? null,
    models: models ?? null,
    requests_per_minute: record.requestsPerMinute ?? null,
    tokens_per_minute: record.tokensPerMinute ?? null,
    max_concurrent: record.maxConcurrent ?? null,
    budgets: budgets.map(describeBudget),
    created: isoTime(createdAt),
    expires: expiresAt === undefined ? null : isoTime(expiresAt),
    state: stateOf(record, nowMs),
  }
}

/** The limits of its own, as one reads them: `60 requests/min, 3 at once`; undefined where it has none. */
export function limitsText(key: CredentialDescription): string | undefined {
  const { requests_per_minute: requests, tokens_per_minute: tokens, max_concurrent: atOnce } = key
  const parts = [
    ...(requests === null ? [] : [`${requests} requests/min`]),
    ...(tokens === null ? [] : [`${tokens} tokens/min`]),
    ...(atOnce === null ? [] : [`${atOnce} at once`]),
  ]
  return parts.length === 0 ? undefined : parts.join(', ')
}

/** Its budgets as `--budget` takes them; undefined where it has none. */
export function budgetsText({ budgets }: CredentialDescription): string | undefined {
  const parts = budgets.map(({ limit_usd, window, timezone }) => {
    return `${limit_usd}usd/${window}${timezone === 'UTC' ? '' : `@${timezone}`}`
  })
  return parts.length === 0 ? undefined : parts.join(', ')
}

function describeBudget({ id, limitNanoUsd, window, timezone }: BudgetRule): BudgetDescription {
  return { id, limit_usd: usdText(limitNanoUsd), window, timezone }
}

function stateOf({ revokedAt, expiresAt }: CredentialRecord, nowMs: number): CredentialDescription['state'] {
  if (revokedAt !== undefined) return 'revoked'
  return expiresAt !== undefined && expiresAt <= nowMs ? 'expired' : 'active'
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
