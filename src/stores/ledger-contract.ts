/** What the money ledger promises: worst cases are reserved before anything is sent, and settled to the truth exactly once. */
import type { NanoUsd } from '../canonical/index.js'

/** One sum that a budget holds down: one rule, one subject, one window. */
export interface Account {
  /** Names rule, subject and start of the window; whoever gives the same id means the same sum. */
  readonly id: string
  /** Compared with each wish and never kept, so that a rule may change between two calls. */
  readonly limitNanoUsd: NanoUsd
  /** Milliseconds since the Unix epoch; absent where the window never ends. Forty days later the sum is forgotten. */
  readonly windowEndsAt?: number
}

/** One try at a provider: an exchange has several where it falls back. Nobody makes the same one twice. */
export interface Attempt {
  /** The exchange's id. */
  readonly id: string
  readonly attempt: number
}

/** What is known of an attempt before it is sent. Texts are bounded by who gives them. */
export interface EntryDraft extends Attempt {
  /** Milliseconds since the Unix epoch. */
  readonly at: number
  /** The name of the credential that called. */
  readonly key?: string
  readonly keyId?: string
  readonly team?: string
  readonly user?: string
  readonly session?: string
  readonly provider: string
  readonly model: string
  /** The prices that were in force, as JSON; absent where none is known. The same object each time saves work. */
  readonly price?: Readonly<Record<string, unknown>>
}

/** Tokens by kind. As in `Usage`, `input` and `output` are everything, and the other kinds are parts of one of them. */
export interface EntryTokens {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite5m: number
  readonly cacheWrite1h: number
  readonly imageInput: number
  readonly audioInput: number
  readonly output: number
  readonly reasoning: number
  readonly audioOutput: number
}

/** How a cost was known: told by the provider, counted by us, taken as reserved because nobody knows, or not at all: there was no price. */
export type CostSource = 'reported' | 'counted' | 'reserved' | 'none'

/** What an attempt came to. */
export interface Settlement extends EntryDraft {
  readonly tokens: EntryTokens
  readonly costNanoUsd: NanoUsd
  readonly how: CostSource
}

/** A line of the ledger; it is never changed and never taken out. */
export interface LedgerEntry extends Settlement {
  /** Its place: later entries have higher numbers. */
  readonly seq: number
  /** Zero where nothing had been reserved. */
  readonly reservedNanoUsd: NanoUsd
  /** The ids of the accounts that bear it. */
  readonly accounts: readonly string[]
}

/** The worst case of an attempt, to be held in every account that applies. */
export interface ReservationWish {
  readonly draft: EntryDraft
  readonly amountNanoUsd: NanoUsd
  readonly accounts: readonly Account[]
}

/** Where an account stands. */
export interface Balance {
  readonly id: string
  readonly committedNanoUsd: NanoUsd
  readonly reservedNanoUsd: NanoUsd
}

export type ReservationAnswer =
  /** The accounts as they stand now, this reservation included, in the order of the wish. */
  | { readonly granted: true; readonly balances: readonly Balance[] }
  /** The account with the least left, and what that is: never below zero, always less than was wished. */
  | { readonly granted: false; readonly account: Account; readonly leftNanoUsd: NanoUsd }

export const SPEND_SUBJECTS = ['key', 'team', 'user', 'session', 'provider', 'model'] as const
export type SpendSubject = (typeof SPEND_SUBJECTS)[number]
/** What spending can be told by. */
export type SpendDimension = 'day' | SpendSubject

export interface SpendQuery {
  /** Milliseconds since the Unix epoch; the UTC days of both count in full. */
  readonly from: number
  readonly to: number
  readonly by: readonly SpendDimension[]
  /** Only what bears these names. */
  readonly where?: Readonly<Partial<Record<SpendSubject, string>>>
  /** The most rows; 10,000 where it is absent. */
  readonly limit?: number
}

/** Sums over the entries of a row. */
export interface SpendSums {
  /** Attempts that were booked. */
  readonly calls: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly costNanoUsd: NanoUsd
}

/** A subject is absent where the entries had none, or where nobody asked for it. */
export interface SpendRow extends SpendSums, Readonly<Partial<Record<SpendSubject, string>>> {
  /** The UTC day, as in `2027-01-31`. */
  readonly day?: string
}

export interface SpendReport {
  /** By day where days were asked for, then the dearest first. */
  readonly rows: readonly SpendRow[]
  /** Of everything that fits the query, rows beyond the limit included. */
  readonly total: SpendSums
}

/**
 * At every instant, over all processes that share the store, `committed + reserved ≤ limit` holds in every account, unless an
 * attempt cost more than was reserved for it, or a limit was lowered: the truth is booked all the same. Figures that are
 * no integers, or below zero, are refused with a TypeError.
 */
export interface LedgerStore {
  /**
   * Holds the amount in all accounts or in none, in one step. What is granted survives the death of the process. Rejects
   * when the store cannot tell, and then nothing may be sent.
   */
  reserve(wish: ReservationWish): Promise<ReservationAnswer>
  /**
   * Books what the attempt came to, against the accounts in which it was reserved, and ends the reservation. A second call
   * for the same attempt changes nothing. It survives the death of the process within 100 milliseconds; until then its
   * reservation stands for it. Throws `LedgerFull` when the store has been failing for so long that no more can wait.
   */
  settle(settlement: Settlement): void
  /** Gives back what was reserved for an attempt of which nothing was sent. No entry is kept. */
  release(attempt: Attempt): void
  /** Resolves when everything settled so far would survive the death of the process. */
  flush(): Promise<void>
  /** Books what processes that are dead had reserved, at what was reserved, and answers how many. To be called at a start. */
  recover(): Promise<number>
  /** In the order asked for; an account that nobody used stands at zero. What this process settled is included. */
  balances(accountIds: readonly string[]): Promise<readonly Balance[]>
  spend(query: SpendQuery): Promise<SpendReport>
  /** In the order of booking: those after the entry `after`, or those of one exchange. */
  entries(query: EntryQuery): Promise<readonly LedgerEntry[]>
  /**
   * The latest time that was ever given with a wish or a settlement, so that a clock that steps back opens no old window. A
   * sudden death may lose the last second of it.
   */
  latestTime(): number
}

export interface EntryQuery {
  /** The exchange. */
  readonly id?: string
  /** A `seq`. */
  readonly after?: number
  readonly limit: number
}

/** The store has been failing, and as many settlements wait as memory may hold. */
export class LedgerFull extends Error {
  constructor() {
    super('the ledger cannot be written, and no more can wait')
    this.name = 'LedgerFull'
  }
}

/** The attempt was reserved or settled before: a mistake of the program. */
export class AttemptKnown extends Error {
  constructor() {
    super('the attempt was reserved or settled before')
    this.name = 'AttemptKnown'
  }
}
