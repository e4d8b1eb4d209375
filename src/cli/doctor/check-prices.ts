/** Are the prices that budgets go by of today? */
import { catalogueAge } from '../../metering/index.js'
import { type Finding, ok, warn } from './finding.js'

/** Vendors change their prices, and make new models, several times a year. */
const OLD_DAYS = 180

/** `nowMs` is milliseconds since the Unix epoch. */
export function checkPrices(nowMs: number): Finding {
  const { version, publishedAt, days } = catalogueAge(nowMs)
  const what = `prices: catalogue ${version} of ${publishedAt}, ${days} days old`
  if (days <= OLD_DAYS) return ok(what)
  return warn(what, 'Install a newer headgate, or write down what has changed under prices.overrides.')
}
