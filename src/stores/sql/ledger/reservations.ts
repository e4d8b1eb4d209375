/** What is held for attempts that are still open. A reservation ends with its attempt, or becomes an entry when its owner died. */
import type { Attempt, ReservationWish } from '../../ledger-contract.js'
import { readInteger, readText } from '../columns.js'
import type { SqlDatabase, SqlRow } from '../database.js'
import { DRAFT_COLUMNS, ENTRY_COLUMNS, type Reserved, writeDraft } from './entries.js'
import type { Prices } from './prices.js'

/** Reserves unless the attempt has an entry or a reservation. */
const INSERT = `
  INSERT INTO reservations (${DRAFT_COLUMNS}, owner, reserved, accounts)
  SELECT ?1, ?2${', ?'.repeat(12)} WHERE NOT EXISTS (SELECT 1 FROM entries WHERE id = ?1 AND attempt = ?2)
  ON CONFLICT (id, attempt) DO NOTHING`
/** A reservation becomes an entry that cost what was reserved, with no token known. */
const BOOK = `
  INSERT INTO entries (${ENTRY_COLUMNS})
  SELECT ${DRAFT_COLUMNS}, 0, 0, 0, 0, 0, 0, 0, 0, 0, reserved, 'reserved', reserved, accounts
  FROM reservations WHERE owner = ? ORDER BY id, attempt
  ON CONFLICT (id, attempt) DO NOTHING`

/** Each call is part of a transaction. An owner is a process. */
export interface Reservations {
  /** False, and nothing done, where the attempt has an entry or a reservation. */
  add(owner: string, wish: ReservationWish): boolean
  /** Removes the reservation of an attempt; undefined where it has none. */
  take(attempt: Attempt): Reserved | undefined
  /** Makes entries of all that an owner holds. */
  book(owner: string): readonly Reserved[]
  /** Those who hold any. */
  owners(): readonly string[]
  /** Whether anyone else holds any. */
  othersThan(owner: string): boolean
}

/** The reservations in that database. */
export function createReservations(database: SqlDatabase, prices: Prices): Reservations {
  const insert = database.prepare(INSERT)
  const take = database.prepare('DELETE FROM reservations WHERE id = ? AND attempt = ? RETURNING reserved, accounts')
  const bookOf = database.prepare(BOOK)
  const takeOf = database.prepare('DELETE FROM reservations WHERE owner = ? RETURNING reserved, accounts')
  const selectOthers = database.prepare('SELECT 1 FROM reservations WHERE owner <> ? LIMIT 1')
  const selectOwners = database.prepare('SELECT DISTINCT owner FROM reservations')

  return {
    add: (owner, { draft, amountNanoUsd, accounts }) => {
      const ids = JSON.stringify(accounts.map(({ id }) => id))
      return insert.run(...writeDraft(draft, prices), owner, amountNanoUsd, ids) === 1
    },
    take: ({ id, attempt }) => {
      const row = take.get(id, attempt)
      return row && readReserved(row)
    },
    book: (owner) => {
      bookOf.run(owner)
      return takeOf.all(owner).map(readReserved)
    },
    owners: () => selectOwners.all().map(([owner]) => readText(owner)),
    othersThan: (owner) => selectOthers.get(owner) !== undefined,
  }
}

function readReserved([amount, accounts]: SqlRow): Reserved {
  return { amountNanoUsd: readInteger(amount), accounts: readText(accounts) }
}
