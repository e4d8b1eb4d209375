/** Decides whether a wish fits, the same way in every store. */
import type { NanoUsd } from '../canonical/index.js'
import type { Account, Balance, ReservationAnswer, ReservationWish } from './ledger-contract.js'

type Refusal = Extract<ReservationAnswer, { readonly granted: false }>
type Sums = Pick<Balance, 'committedNanoUsd' | 'reservedNanoUsd'>

/** The refusal that names the account with the least left; `undefined` where the amount fits into all of them. */
export function refusalOf(
  { accounts, amountNanoUsd }: ReservationWish,
  sumsOf: (id: string) => Sums,
): Refusal | undefined {
  let tightest: Account | undefined
  let leastNanoUsd = amountNanoUsd
  for (const account of accounts) {
    const leftNanoUsd = leftIn(account, sumsOf(account.id))
    if (leftNanoUsd >= leastNanoUsd) continue
    leastNanoUsd = leftNanoUsd
    tightest = account
  }
  if (tightest === undefined) return undefined
  return { granted: false, account: tightest, leftNanoUsd: Math.max(0, leastNanoUsd) }
}

function leftIn({ limitNanoUsd }: Account, { committedNanoUsd, reservedNanoUsd }: Sums): NanoUsd {
  return limitNanoUsd - committedNanoUsd - reservedNanoUsd
}
