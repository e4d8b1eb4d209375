/** What headgate keeps, as one small interface per need; every store passes the same suite (contract.suite.ts). */
import type { NanoUsd, Role } from '../canonical/index.js'
import type { LedgerStore } from './ledger-contract.js'

/** A gateway credential as it is kept: everything but the secret, of which only a hash is stored. */
export interface CredentialRecord {
  /** The public part of `hg_<id>_<secret>`; unique. */
  readonly id: string
  /** Unique among credentials that are not revoked. */
  readonly name: string
  /** SHA-256 of the whole credential, 32 bytes. */
  readonly hash: Uint8Array
  readonly role: Role
  readonly team?: string
  /** The person or machine that it was given to. */
  readonly user?: string
  /** Model patterns (`*` matches any run of characters); absent means all models. */
  readonly models?: readonly string[]
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number
  /** Milliseconds since the Unix epoch; absent means never. */
  readonly expiresAt?: number
  readonly revokedAt?: number
  /** Its own limits; where one is absent, that of the configuration holds. */
  readonly requestsPerMinute?: number
  readonly tokensPerMinute?: number
  /** The most exchanges that may be open at once. */
  readonly maxConcurrent?: number
}

export interface CredentialStore {
  /** Adds a record. Fails with `NameTaken` when an unrevoked credential has that name. */
  add(record: CredentialRecord): Promise<void>
  /** The record with that id, revoked and expired ones included; `undefined` when there is none. At once where it can be: every request asks. */
  find(id: string): CredentialRecord | undefined | Promise<CredentialRecord | undefined>
  /** All records, in the order in which they were added. */
  list(): Promise<readonly CredentialRecord[]>
  /** Marks as revoked; true when an unrevoked credential had that id. A second call changes nothing and answers false. */
  revoke(id: string, at: number): Promise<boolean>
  /**
   * In one step: revokes the old record and adds the new one, which may carry the same name. False, and nothing done, when
   * `oldId` is not an unrevoked credential; `NameTaken`, and nothing done, when the new name is another credential's.
   */
  replace(oldId: string, record: CredentialRecord, at: number): Promise<boolean>
}

/** What became of an exchange, as `explain` reads it; JSON, never content. */
export interface ExchangeRecord {
  readonly id: string
  /** Milliseconds since the Unix epoch. */
  readonly time: number
  /** What the ledger says of it, as JSON text. */
  readonly json: string
}

export interface ExchangeStore {
  /** Adds records, all or none. Their ids are new: nobody makes an id twice. */
  append(records: readonly ExchangeRecord[]): Promise<void>
  find(id: string): Promise<ExchangeRecord | undefined>
  /** The last `limit` records, newest first. */
  latest(limit: number): Promise<readonly ExchangeRecord[]>
  /** Drops all but the newest `keep` records. */
  prune(keep: number): Promise<void>
}

export interface SecretStore {
  /** The random 32 bytes kept under that name, made on first use; the same for every process that shares the store. */
  getOrCreate(name: string): Promise<Uint8Array>
}

export const BUDGET_SUBJECTS = ['key', 'team', 'user', 'model', 'provider', 'session'] as const
export const BUDGET_WINDOWS = ['hour', 'day', 'week', 'month', 'total'] as const

/** A budget that was made with a key or through the admin API; those of the configuration are not kept here. */
export interface BudgetRule {
  readonly id: string
  /** What a call must bear for the budget to apply; nothing at all means every call. */
  readonly match: Readonly<Partial<Record<(typeof BUDGET_SUBJECTS)[number], string>>>
  readonly limitNanoUsd: NanoUsd
  /** By the calendar. */
  readonly window: (typeof BUDGET_WINDOWS)[number]
  /** The IANA name of the zone whose calendar it is. */
  readonly timezone: string
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number
}

export interface BudgetStore {
  /** Keeps a rule; one with the same id gives way to it and leaves it its place in the list. */
  put(rule: BudgetRule): Promise<void>
  /** True when there was such a rule. */
  remove(id: string): Promise<boolean>
  /** All rules, in the order in which their ids were first put. */
  list(): Promise<readonly BudgetRule[]>
  /** A number that grows with every change, cheap enough for every call; what another process changed is seen within a second. */
  version(): number
}

/** Everything that is kept, in one place with one life. */
export interface Stores {
  readonly credentials: CredentialStore
  readonly exchanges: ExchangeStore
  readonly secrets: SecretStore
  readonly budgets: BudgetStore
  readonly ledger: LedgerStore
  /** Throws when the store cannot be read and written, or the ledger failed to be written when it was last tried; for `doctor` and `/readyz`. */
  check(): Promise<void>
  /** Ends the store's life; every later call fails with `StoreClosed`, but for `close` itself, which does nothing. */
  close(): Promise<void>
}

/** A name that is already in use by an unrevoked credential. */
export class NameTaken extends Error {
  constructor(readonly takenName: string) {
    super(`there is already a credential named ${takenName}`)
    this.name = 'NameTaken'
  }
}

/** A store was used after its life had ended: a mistake of the program, not of its user. */
export class StoreClosed extends Error {
  constructor() {
    super('the store is closed')
    this.name = 'StoreClosed'
  }
}

/** The state folder, or the database in it, cannot be used: says what is wrong and how to mend it. */
export class StateFolderError extends Error {
  constructor(
    readonly what: string,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(`${what} ${fix}`, options)
    this.name = 'StateFolderError'
  }
}
