/** Reads the values of the options of `headgate keys`; what does not fit is said in terms of what would. */
import { InvalidArgumentError } from 'commander'
import { parseUsd } from '../../canonical/index.js'
import { isTimeZone } from '../../stages/index.js'
import { BUDGET_WINDOWS } from '../../stores/index.js'
import type { BudgetWish } from './key-budgets.js'

const NAME = /^[A-Za-z0-9._-]{1,64}$/
const MODEL_PATTERN = /^[\x21-\x7e]{1,128}$/
const DURATION = /^([1-9]\d{0,5})([smhdw])$/
const LIMIT = /^[1-9]\d{0,8}$/
const MS_BY_UNIT: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}
const MAX_DURATION_MS = 36_500 * 86_400_000

/** The name of a credential, a team or a user. */
export function readName(text: string): string {
  if (NAME.test(text)) return text
  throw new InvalidArgumentError('Use 1 to 64 letters, digits, dots, underscores and hyphens.')
}

/** Model patterns between commas. */
export function readModels(text: string): readonly string[] {
  const models = text.split(',').map((pattern) => pattern.trim())
  if (models.every((pattern) => MODEL_PATTERN.test(pattern))) return models
  throw new InvalidArgumentError('Write model names between commas; * stands for any run of characters.')
}

/** A span of time in milliseconds. */
export function readDurationMs(text: string): number {
  const [, count = '', unit = ''] = DURATION.exec(text) ?? []
  const durationMs = Number(count) * (MS_BY_UNIT[unit] ?? 0)
  if (durationMs > 0 && durationMs <= MAX_DURATION_MS) return durationMs
  throw new InvalidArgumentError('Write a whole number and a unit, such as 12h, 30d or 4w (s, m, h, d or w).')
}

/** So many a minute, or at once. */
export function readLimit(text: string): number {
  if (LIMIT.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a whole number from 1 to 999999999.')
}

/** One more budget beside those before it; the window and the zone of its calendar stand behind the amount. */
export function readBudgets(text: string, before: readonly BudgetWish[] = []): readonly BudgetWish[] {
  const [amount = '', rest = '', ...others] = text.split(/\/(.*)/s)
  const [windowName = '', timezone = 'UTC', ...zones] = rest.split('@')
  const limitNanoUsd = parseUsd(amount) ?? 0
  const window = BUDGET_WINDOWS.find((known) => known === windowName)
  if (limitNanoUsd <= 0 || window === undefined || others.join('') !== '' || zones.length > 0)
    throw new InvalidArgumentError('Write an amount and hour, day, week, month or total, such as 10usd/day.')
  if (!isTimeZone(timezone))
    throw new InvalidArgumentError('Behind the @ write the IANA name of a time zone, such as Europe/Berlin.')
  if (before.some((wish) => wish.window === window))
    throw new InvalidArgumentError(`There is another budget for the same window, ${window}.`)
  return [...before, { limitNanoUsd, window, timezone }]
}
