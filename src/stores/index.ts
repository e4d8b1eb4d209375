/** Opens what headgate keeps: in memory for a life without traces, in the state folder for everything else. */
import type { Stores } from './contract.js'
import { openMemoryStores } from './memory/index.js'

/** Every kind of store there is; each passes the contract suite. */
export const STORE_KINDS = ['memory', 'sqlite'] as const

/** Which store, and where. */
export type StoreChoice = { readonly kind: 'memory' } | { readonly kind: 'sqlite'; readonly stateDir: string }

/** Opens the chosen store; rejects with `StateFolderError` where the folder or the database in it cannot be used. */
export async function openStores(choice: StoreChoice): Promise<Stores> {
  switch (choice.kind) {
    case 'memory':
      return openMemoryStores()
    case 'sqlite': {
      // Loaded on demand: the native module takes 40 ms, which a gateway in memory does not owe.
      const { openSqliteStores } = await import('./sql/index.js')
      return openSqliteStores(choice.stateDir)
    }
  }
}

export type {
  BudgetRule,
  BudgetStore,
  CredentialRecord,
  CredentialStore,
  ExchangeRecord,
  ExchangeStore,
  SecretStore,
  Stores,
} from './contract.js'
export { BUDGET_SUBJECTS, BUDGET_WINDOWS, NameTaken, StateFolderError, StoreClosed } from './contract.js'
export type { CreatedCredential, CredentialWish } from './credential.js'
export { createCredential, parseCredential } from './credential.js'
export type {
  Account,
  Attempt,
  Balance,
  CostSource,
  EntryDraft,
  EntryQuery,
  EntryTokens,
  LedgerEntry,
  LedgerStore,
  ReservationAnswer,
  ReservationWish,
  Settlement,
  SpendDimension,
  SpendQuery,
  SpendReport,
  SpendRow,
  SpendSubject,
  SpendSums,
} from './ledger-contract.js'
export { AttemptKnown, LedgerFull, SPEND_SUBJECTS } from './ledger-contract.js'
export {
  type Bucket,
  bucketOf,
  type Counted,
  createLocalLimits,
  type LimitStore,
  type LocalLimits,
  type Taken,
} from './limits/index.js'
export type { CredentialCheck, CredentialRefusal } from './verify-credential.js'
export { verifyCredential } from './verify-credential.js'
