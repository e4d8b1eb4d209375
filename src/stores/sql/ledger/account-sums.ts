/** The sums of the accounts that one transaction touches: each is read once and written once, however many calls it serves. */
import type { NanoUsd } from '../../../canonical/index.js'
import type { Account, Balance } from '../../ledger-contract.js'
import { readInteger } from '../columns.js'
import type { SqlDatabase } from '../database.js'

/** A sum of a window that ended this long ago is forgotten: nothing that is still open could belong to it. */
const KEPT_AFTER_WINDOW_MS = 40 * 86_400_000

interface Sum {
  committedNanoUsd: NanoUsd
  reservedNanoUsd: NanoUsd
  windowEndsAt: number | undefined
  isChanged: boolean
}

export interface AccountSums {
  /** Forgets what an earlier transaction had read. */
  begin(): void
  of(id: string): Omit<Balance, 'id'>
  /** Holds an amount. */
  hold(account: Account, amountNanoUsd: NanoUsd): void
  /** Ends what was held, and takes what it cost in its place. */
  end(id: string, amountNanoUsd: NanoUsd, costNanoUsd: NanoUsd): void
  /** Writes what was changed. */
  write(): void
  /** The sum as it was last committed. */
  balance(id: string): Balance
  forgetOld(nowMs: number): void
}

/** The accounts in that database. */
export function createAccountSums(database: SqlDatabase): AccountSums {
  const select = database.prepare('SELECT committed, reserved FROM accounts WHERE id = ?')
  const upsert = database.prepare(
    `INSERT INTO accounts (id, committed, reserved, window_ends_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET committed = excluded.committed, reserved = excluded.reserved`,
  )
  const deleteOld = database.prepare('DELETE FROM accounts WHERE window_ends_at < ? AND reserved = 0')
  const sums = new Map<string, Sum>()

  const balance = (id: string): Balance => {
    const [committed, reserved] = select.get(id) ?? [0, 0]
    return { id, committedNanoUsd: readInteger(committed), reservedNanoUsd: readInteger(reserved) }
  }
  const sumOf = (id: string): Sum => {
    const known = sums.get(id)
    if (known !== undefined) return known
    const { committedNanoUsd, reservedNanoUsd } = balance(id)
    const sum = { committedNanoUsd, reservedNanoUsd, windowEndsAt: undefined, isChanged: false }
    sums.set(id, sum)
    return sum
  }
  return {
    begin: () => sums.clear(),
    of: sumOf,
    hold: ({ id, windowEndsAt }, amountNanoUsd) => {
      const sum = sumOf(id)
      sum.reservedNanoUsd += amountNanoUsd
      sum.windowEndsAt = windowEndsAt
      sum.isChanged = true
    },
    end: (id, amountNanoUsd, costNanoUsd) => {
      const sum = sumOf(id)
      sum.reservedNanoUsd -= amountNanoUsd
      sum.committedNanoUsd += costNanoUsd
      sum.isChanged = true
    },
    write: () => {
      for (const [id, sum] of sums) {
        if (!sum.isChanged) continue
        upsert.run(id, sum.committedNanoUsd, sum.reservedNanoUsd, sum.windowEndsAt ?? null)
        sum.isChanged = false
      }
    },
    balance,
    forgetOld: (nowMs) => {
      deleteOld.run(nowMs - KEPT_AFTER_WINDOW_MS)
    },
  }
}
