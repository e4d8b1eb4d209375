/** Money as headgate counts it: integers, so that no sum is ever a little off. */

/** Billionths of a US dollar; a safe integer. */
export type NanoUsd = number

/** The largest amount that anybody may name: sums of amounts below it stay safe integers. */
export const MOST_NANO_USD: NanoUsd = 9_000_000_000_000_000

const DIGITS = 9

/** An amount in dollars, exactly and without zeros at the end: `0.0375`, `-2`, `0`. */
export function usdText(amount: NanoUsd): string {
  const digits = String(Math.abs(amount)).padStart(DIGITS + 1, '0')
  const fraction = digits.slice(-DIGITS).replace(/0+$/, '')
  const whole = `${amount < 0 ? '-' : ''}${digits.slice(0, -DIGITS)}`
  return fraction === '' ? whole : `${whole}.${fraction}`
}

/**
 * Reads an amount that a person wrote: `10`, `0.05`, `$3`, `10usd`, `10 USD`. Undefined for anything else: what is negative,
 * has more than nine decimals, or is above `MOST_NANO_USD`.
 */
export function parseUsd(text: string): NanoUsd | undefined {
  const found = /^\s{0,9}\$?(\d{1,9})(?:\.(\d{1,9}))?\s?(?:usd)?\s{0,9}$/i.exec(text)
  if (found === null) return undefined
  const [, whole = '', fraction = ''] = found
  const amount = Number(whole + fraction.padEnd(DIGITS, '0'))
  return amount <= MOST_NANO_USD ? amount : undefined
}
