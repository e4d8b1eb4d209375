/** Looks at what is given to a ledger before it is kept: a sum that is a little off, or a line that cannot be written, would stop every later one. */
import type { EntryDraft, EntryTokens, ReservationWish, Settlement } from './ledger-contract.js'

/** Every kind of token, in the order of the ledger's columns. */
export const TOKEN_KINDS = [
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'imageInput',
  'audioInput',
  'output',
  'reasoning',
  'audioOutput',
] as const satisfies readonly (keyof EntryTokens)[]

/** @throws TypeError */
export function checkWish({ draft, amountNanoUsd, accounts }: ReservationWish): void {
  checkDraft(draft)
  checkCount('amountNanoUsd', amountNanoUsd)
  for (const { limitNanoUsd, windowEndsAt = 0 } of accounts) {
    checkCount('limitNanoUsd', limitNanoUsd)
    checkCount('windowEndsAt', windowEndsAt)
  }
  // Held twice in one account, an amount that fits would pass the limit.
  if (new Set(accounts.map(({ id }) => id)).size < accounts.length) throw new TypeError('an account is named twice')
}

/** @throws TypeError */
export function checkSettlement(settlement: Settlement): void {
  checkDraft(settlement)
  checkCount('costNanoUsd', settlement.costNanoUsd)
  for (const kind of TOKEN_KINDS) checkCount(kind, settlement.tokens[kind])
}

function checkDraft({ attempt, at }: EntryDraft): void {
  checkCount('attempt', attempt)
  checkCount('at', at)
}

function checkCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`${name} must be an integer from zero up`)
}
