/** Does the clock tell the time? Expiry of credentials, TLS and the log depend on it. */
import { type Finding, fail, ok, warn } from './finding.js'

/** No headgate is older. */
const EARLIEST_MS = Date.UTC(2025, 0, 1)
/** Processes of one machine that write to one ledger are never that far apart. */
const MAX_LAG_MS = 5_000
const MAX_SKEW_MS = 120_000
const FIX = 'Set the clock, and let a time service keep it right.'

/** Compares with the clocks of providers, where there are any; all in milliseconds since the Unix epoch. */
export function checkClock(nowMs: number, otherClocks: readonly number[]): Finding {
  if (nowMs < EARLIEST_MS) return fail('the clock is years behind', FIX)
  const skews = otherClocks.map((other) => nowMs - other)
  const least = skews.sort((a, b) => Math.abs(a) - Math.abs(b))[0]
  if (least === undefined) return ok('the clock is plausible; no provider was there to compare it with')
  if (Math.abs(least) <= MAX_SKEW_MS) return ok('the clock agrees with that of a provider')
  return warn(
    `the clock is ${Math.round(Math.abs(least) / 1_000)} s ${least > 0 ? 'ahead of' : 'behind'} that of a provider`,
    FIX,
  )
}

/** A clock that was set back opens no window of a budget again: until it has caught up, the ledger's time counts. */
export function checkLedgerTime(nowMs: number, latestMs: number): Finding | undefined {
  const behindMs = latestMs - nowMs
  if (behindMs <= MAX_LAG_MS) return undefined
  const fix = `${FIX} Until ${new Date(latestMs).toISOString()} budgets stay in the windows of the ledger's time.`
  return warn(`the clock is ${Math.round(behindMs / 1_000)} s behind the latest time in the ledger`, fix)
}
